// Package json is KCL's system module json: encode, decode, validate, merge
// and dump_to_file.
package json

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "encode", Body: encodeFunc},
	{Name: "decode", Body: decodeFunc},
	{Name: "validate", Body: validateFunc},
	{Name: "merge", Body: mergeFunc},
	{Name: "dump_to_file", Body: dumpToFile},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("json", funcs[:]) }

// encode(data, sort_keys=False, indent=None, ignore_private=False, ignore_none=False)
func encodeFunc(c *eval.Call) eval.Value {
	return eval.Str(encode.JSON(c.Need(0, "data"), options(c, 1)))
}

// dump_to_file(data, filename, and the options of encode)
func dumpToFile(c *eval.Call) eval.Value {
	text := encode.JSON(c.Need(0, "data"), options(c, 2))
	name := c.NeedStr(1, "filename")
	if err := c.Files("json").WriteFile(name, []byte(text)); err != nil {
		eval.Fail("Unable to write file '%s': %s", name, eval.FileError(err))
	}
	return eval.Undefined
}

// options reads the options of a printing function from the i-th argument on.
func options(c *eval.Call, i int) encode.Options {
	return encode.Options{
		Run:           c.Run,
		SortKeys:      c.ArgBool(i, "sort_keys", false),
		Indent:        int(min(c.ArgInt(i+1, "indent", 0), 1<<20)),
		IgnorePrivate: c.ArgBool(i+2, "ignore_private", false),
		IgnoreNone:    c.ArgBool(i+3, "ignore_none", false),
	}
}

// decode(value)
func decodeFunc(c *eval.Call) eval.Value {
	v, err := Decode(c.Run, c.NeedStr(0, "value"))
	if err != nil {
		eval.Fail("%v", err)
	}
	return v
}

// validate(value): whether it is JSON
func validateFunc(c *eval.Call) eval.Value {
	_, err := Decode(c.Run, c.NeedStr(0, "value"))
	return eval.Bool(err == nil)
}

// merge(src, patch): a JSON merge patch (RFC 7396)
func mergeFunc(c *eval.Call) eval.Value {
	return merge(c.Run, c.Need(0, "src"), c.Need(1, "patch"))
}

func merge(r *eval.Run, src, patch eval.Value) eval.Value {
	p := entries(patch)
	if p == nil {
		return patch
	}
	r.Enter()
	defer r.Leave()
	out := eval.NewDict(p.Len())
	if s := entries(src); s != nil {
		out = s.Copy()
	}
	r.Step(int64(out.Len() + p.Len()))
	for _, e := range p.Entries() {
		if eval.IsNothing(e.Value) {
			out.Delete(e.Key)
			continue
		}
		old, _ := out.Get(e.Key)
		out.Set(e.Key, merge(r, old, e.Value))
	}
	return out
}

// entries are those of a dict or instance; nil for another value.
func entries(v eval.Value) *eval.Dict {
	switch v := v.(type) {
	case *eval.Dict:
		return v
	case *eval.Instance:
		return v.Attrs
	}
	return nil
}
