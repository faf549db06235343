package builtin

// This file defines option(): what the host gives to the program.

import (
	"strconv"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// option(key, type="", required=False, default=None, help=""): what the host
// gave under key, else the default, converted to type: bool, int, float,
// str, list or dict
func option(c *eval.Call) eval.Value {
	key := c.NeedStr(0, "key")
	typ := c.ArgStr(1, "type", "")
	if v, ok := c.Run.Options[key]; ok {
		return optionAs(c.Run, v, typ)
	}
	if v := c.Arg(3, "default"); v != nil {
		return optionAs(c.Run, v, typ)
	}
	if c.ArgBool(2, "required", false) {
		eval.Fail("option('%s') must be initialized, try '-D %s=?' argument", key, key)
	}
	return eval.None
}

func optionAs(r *eval.Run, v eval.Value, typ string) eval.Value {
	var out eval.Value
	switch typ {
	case "":
		return v
	case "bool":
		out = optionBool(v)
	case "int":
		out = optionInt(r, v)
	case "float":
		out = optionFloat(r, v)
	case "str":
		out = optionStr(v)
	case "list":
		if v.Kind() == eval.KindList {
			out = v
		}
	case "dict":
		if v.Kind() == eval.KindDict {
			out = v
		}
	default:
		eval.Fail("unknown type '%s'", typ)
	}
	if out == nil {
		eval.Fail("cannot use '%s' as type '%s'", r.Text(v), typ)
	}
	return out
}

// optionBool is true for the strings True and true, and Undefined for what
// is neither a string nor a number.
func optionBool(v eval.Value) eval.Value {
	switch v := v.(type) {
	case eval.Bool:
		return v
	case eval.Int, eval.Float:
		return eval.Bool(eval.Truthy(v))
	case eval.Str:
		return eval.Bool(v == "True" || v == "true")
	}
	return eval.Undefined
}

func optionInt(r *eval.Run, v eval.Value) eval.Value {
	switch v := v.(type) {
	case eval.Bool, eval.Int, eval.Float:
		return r.ToInt(v, 10)
	case eval.Str:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return eval.NewInt(n)
		}
	}
	return nil
}

func optionFloat(r *eval.Run, v eval.Value) eval.Value {
	switch v := v.(type) {
	case eval.Bool, eval.Int:
		return r.ToFloat(v)
	case eval.Float:
		return v
	case eval.Str:
		if f, ok := eval.ParseFloat(string(v)); ok {
			return eval.Float(f)
		}
	}
	return nil
}

// optionStr writes a bool as JSON does, and a float without the `.0` of a
// whole one.
func optionStr(v eval.Value) eval.Value {
	switch v := v.(type) {
	case eval.Bool:
		return eval.Str(strconv.FormatBool(bool(v)))
	case eval.Int:
		return eval.Str(eval.Text(v))
	case eval.Float:
		return eval.Str(strconv.FormatFloat(float64(v), 'f', -1, 64))
	case eval.Str:
		return v
	}
	return nil
}
