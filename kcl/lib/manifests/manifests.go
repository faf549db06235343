// Package manifests is KCL's system module manifests, which says what the
// output of the program is.
package manifests

import "github.com/kcl-sidecar/kcl-sidecar/kcl/eval"

var funcs = [...]eval.Func{{Name: "yaml_stream", Body: yamlStream}}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("manifests", funcs[:]) }

// yaml_stream(values, opts={sort_keys=False, ignore_private=True,
// ignore_none=False, sep="---"}): the values, each as a document, are all
// that the program prints. The last call counts. Without opts, private
// attributes are printed.
func yamlStream(c *eval.Call) eval.Value {
	values := c.Need(0, "values")
	l, ok := values.(*eval.List)
	if !ok {
		eval.Fail("yaml_stream() argument 'values' must be a list, got %s", eval.OperandType(values))
	}
	format := eval.StreamFormat{Separator: "---"}
	if opts := c.Arg(1, "opts"); opts != nil {
		format = options(opts)
	}
	c.Run.Streams = append([]eval.Value{}, l.Items()...)
	c.Run.StreamFormat = format
	return eval.Undefined
}

func options(v eval.Value) eval.StreamFormat {
	var d *eval.Dict
	switch v := v.(type) {
	case *eval.Dict:
		d = v
	case *eval.Instance:
		d = v.Attrs
	default:
		eval.Fail("Invalid options arguments in yaml_stream(): expect config, got %s", eval.OperandType(v))
	}
	option := func(name string, def bool) bool {
		if v, ok := d.Get(name); ok {
			return eval.Truthy(v)
		}
		return def
	}
	f := eval.StreamFormat{
		SortKeys:      option("sort_keys", false),
		IgnorePrivate: option("ignore_private", true),
		IgnoreNone:    option("ignore_none", false),
		Separator:     "---",
	}
	if v, ok := d.Get("sep"); ok {
		sep, isStr := v.(eval.Str)
		if !isStr {
			eval.Fail("yaml_stream() option 'sep' must be a string, got %s", eval.OperandType(v))
		}
		f.Separator = string(sep)
	}
	return f
}
