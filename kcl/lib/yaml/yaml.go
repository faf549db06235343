// Package yaml is KCL's system module yaml: encode, decode and their like
// for one and for several documents.
//
// Text is read by a YAML parser into nodes; what a scalar without quotes
// means follows YAML 1.2's core schema, as in the reference implementation:
// yes, on, dates and 017 are strings, 0x1F and 0o17 are integers, `<<` is a
// key like any other.
package yaml

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "encode", Body: encodeFunc},
	{Name: "encode_all", Body: encodeAll},
	{Name: "decode", Body: decodeFunc},
	{Name: "decode_all", Body: decodeAll},
	{Name: "dump_to_file", Body: dumpToFile},
	{Name: "dump_all_to_file", Body: dumpAllToFile},
	{Name: "validate", Body: validate},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("yaml", funcs[:]) }

// encode(data, sort_keys=False, ignore_private=False, ignore_none=False)
func encodeFunc(c *eval.Call) eval.Value {
	return eval.Str(encode.YAML(c.Need(0, "data"), options(c, 1)))
}

// encode_all(data, and the options of encode): a document for each element
func encodeAll(c *eval.Call) eval.Value { return eval.Str(documents(c, 1)) }

// dump_to_file(data, filename, and the options of encode)
func dumpToFile(c *eval.Call) eval.Value {
	return dump(c, encode.YAML(c.Need(0, "data"), options(c, 2)))
}

// dump_all_to_file(data, filename, and the options of encode)
func dumpAllToFile(c *eval.Call) eval.Value { return dump(c, documents(c, 2)) }

func dump(c *eval.Call, text string) eval.Value {
	name := c.NeedStr(1, "filename")
	if err := c.Files("yaml").WriteFile(name, []byte(text)); err != nil {
		eval.Fail("Unable to write file '%s': %s", name, eval.FileError(err))
	}
	return eval.Undefined
}

// documents prints the elements of data, which are joined with a separator
// that begins with an empty line. The options are from argument i on.
func documents(c *eval.Call, i int) string {
	l, ok := c.Need(0, "data").(*eval.List)
	if !ok {
		eval.Fail("%s() argument 'data' must be a list, got %s", c.Name, eval.OperandType(c.Arg(0, "data")))
	}
	o := options(c, i)
	docs := make([]string, l.Len())
	for j, v := range l.Items() {
		docs[j] = encode.YAML(v, o)
	}
	return strings.Join(docs, "\n---\n")
}

// options reads the options of a printing function from the i-th argument on.
func options(c *eval.Call, i int) encode.Options {
	return encode.Options{
		Run:           c.Run,
		SortKeys:      c.ArgBool(i, "sort_keys", false),
		IgnorePrivate: c.ArgBool(i+1, "ignore_private", false),
		IgnoreNone:    c.ArgBool(i+2, "ignore_none", false),
	}
}

// decode(value): the one document, None where there is none
func decodeFunc(c *eval.Call) eval.Value {
	docs := decoded(c)
	if len(docs) > 1 {
		eval.Fail("deserializing from YAML containing more than one document is not supported")
	}
	return docs[0]
}

// decode_all(value): the list of documents
func decodeAll(c *eval.Call) eval.Value { return eval.NewList(decoded(c)...) }

func decoded(c *eval.Call) []eval.Value {
	docs, err := Decode(c.Run, c.NeedStr(0, "value"))
	if err != nil {
		eval.Fail("%v", err)
	}
	return docs
}

// validate(value): whether it is YAML
func validate(c *eval.Call) eval.Value {
	_, err := Decode(c.Run, c.NeedStr(0, "value"))
	return eval.Bool(err == nil)
}
