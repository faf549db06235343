package builtin

// This file defines the functions that convert a value or say what it is,
// and print.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// int(number, base=10)
func intFunc(c *eval.Call) eval.Value {
	return c.Run.ToInt(need(c, "number"), c.ArgInt(1, "base", 10))
}

// float(number)
func floatFunc(c *eval.Call) eval.Value { return c.Run.ToFloat(need(c, "number")) }

// bool(x)
func boolFunc(c *eval.Call) eval.Value { return eval.Bool(eval.Truthy(need(c, "x"))) }

// str(x="")
func strFunc(c *eval.Call) eval.Value {
	x := c.Arg(0, "x")
	if x == nil {
		return eval.Str("")
	}
	return eval.Str(c.Run.Text(x))
}

// typeof(x, full_name=False): full_name adds the package of a schema
func typeOf(c *eval.Call) eval.Value {
	x := c.Need(0, "x")
	if inst, ok := x.(*eval.Instance); ok && c.ArgBool(1, "full_name", false) {
		return eval.Str(inst.Type.FullName())
	}
	if x == eval.None {
		return eval.Str("None")
	}
	return eval.Str(eval.OperandType(x))
}

// isnullish(inval): whether it is None or Undefined
func isNullish(c *eval.Call) eval.Value { return eval.Bool(eval.IsNothing(need(c, "inval"))) }

// len(inval): the bytes of a string, the elements of a list, the entries of
// a dict or instance
func length(c *eval.Call) eval.Value {
	switch v := need(c, "inval").(type) {
	case eval.Str:
		return eval.NewInt(int64(len(v)))
	case *eval.List:
		return eval.NewInt(int64(v.Len()))
	case *eval.Dict:
		return eval.NewInt(int64(v.Len()))
	case *eval.Instance:
		return eval.NewInt(int64(v.Attrs.Len()))
	default:
		eval.Fail("object of type '%s' has no len()", eval.OperandType(v))
		return nil
	}
}

// print(*args, end="\n")
func printFunc(c *eval.Call) eval.Value {
	if c.Run.Print == nil {
		return eval.None
	}
	var line []byte
	for i, v := range c.Args {
		if i > 0 {
			line = append(line, ' ')
		}
		line = append(line, c.Run.Text(v)...)
	}
	end := c.Arg(-1, "end")
	if end == nil {
		end = eval.Str("\n")
	}
	line = append(line, c.Run.Text(end)...)
	if _, err := c.Run.Print.Write(line); err != nil {
		eval.Fail("print() failed: %v", err)
	}
	return eval.None
}
