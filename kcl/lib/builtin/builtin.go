// Package builtin is KCL's builtin functions: those that a program may call
// without an import.
//
// Each is an eval.Func in one static table, so that starting a process costs
// nothing; the names of arguments and the texts of errors are those of the
// reference implementation.
package builtin

import "github.com/kcl-sidecar/kcl-sidecar/kcl/eval"

var funcs = [...]eval.Func{
	{Name: "abs", Body: abs},
	{Name: "all_true", Body: allTrue},
	{Name: "any_true", Body: anyTrue},
	{Name: "bin", Body: bin},
	{Name: "bool", Body: boolFunc},
	{Name: "dict", Body: dict},
	{Name: "float", Body: floatFunc},
	{Name: "hex", Body: hex},
	{Name: "int", Body: intFunc},
	{Name: "isnullish", Body: isNullish},
	{Name: "isunique", Body: isUnique},
	{Name: "len", Body: length},
	{Name: "list", Body: list},
	{Name: "max", Body: maxFunc},
	{Name: "min", Body: minFunc},
	{Name: "multiplyof", Body: multipleOf},
	{Name: "oct", Body: oct},
	{Name: "option", Body: option},
	{Name: "ord", Body: ord},
	{Name: "pow", Body: pow},
	{Name: "print", Body: printFunc},
	{Name: "range", Body: rangeFunc},
	{Name: "reduce", Body: reduce},
	{Name: "round", Body: round},
	{Name: "sorted", Body: sorted},
	{Name: "str", Body: strFunc},
	{Name: "sum", Body: sum},
	{Name: "typeof", Body: typeOf},
	{Name: "zip", Body: zip},
}

// Lookup returns the builtin function of a name; nil where there is none.
func Lookup(name string) *eval.Func {
	for i := range funcs {
		if funcs[i].Name == name {
			return &funcs[i]
		}
	}
	return nil
}

// need is the first argument of a function that must have one.
func need(c *eval.Call, name string) eval.Value {
	v := c.Arg(0, name)
	if v == nil {
		eval.Fail("%s() takes exactly one argument (0 given)", c.Name)
	}
	return v
}
