package eval

// This file defines how evaluation fails: by a panic of one private type,
// raised where the error is found and recovered once, where the run began.
// A panic of any other type is a defect of the engine and is not recovered.

import "fmt"

// failure is the panic value of Fail.
type failure struct{ msg string }

// Fail ends the run with an error at the place that is being evaluated.
func Fail(format string, args ...any) {
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	panic(&failure{msg: msg})
}

// TypeName is the name of the type of v, as messages and typeof say it:
// str, int, float, number_multiplier, list, dict, NoneType, ... and for an
// instance the name of its schema.
func TypeName(v Value) string {
	switch v := v.(type) {
	case undefinedValue:
		return "UndefinedType"
	case noneValue:
		return "NoneType"
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Float:
		return "float"
	case *Unit:
		return "number_multiplier"
	case Str:
		return "str"
	case *List:
		return "list"
	case *Dict:
		return "dict"
	case *Instance:
		return v.Type.Name
	}
	return "function"
}
