// Package encode prints values as YAML and JSON, byte for byte as the
// reference implementation does: for the output of a program, for the
// functions of the modules yaml and json, and for the interpolations
// `${x: #yaml}` and `${x: #json}`.
//
// What of a value is printed is decided in one place (fields and elements in
// this file): instances are mappings of their attributes; functions, schemas
// and what is Undefined are left out of mappings and lists; a number with a
// unit is its value. Plan builds that from a value, and YAML and JSON print
// it straight from the value. Two printers follow: yaml.go and json.go.
package encode

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Options say what is printed and how.
type Options struct {
	SortKeys      bool // mappings in the order of their keys
	IgnorePrivate bool // without keys that begin with '_'
	IgnoreNone    bool // without keys and elements that are None
	TypePath      bool // with the name of its schema as "_type" in each instance
	Indent        int  // of JSON: spaces for each level; 0 or less prints one line

	// Run counts what is built and ends where its limits do; nil does not
	// count. Values share their parts, so that a small one may have a text
	// of any size.
	Run *eval.Run
}

// Documents are the documents that v is as a program's output: the elements
// of a list that has only configs, or v itself.
func Documents(v eval.Value) []eval.Value {
	l, ok := v.(*eval.List)
	if !ok || slices.ContainsFunc(l.Items(), func(e eval.Value) bool { return !isConfig(e) }) {
		return []eval.Value{v}
	}
	return l.Items()
}

func isConfig(v eval.Value) bool {
	return v.Kind() == eval.KindDict || v.Kind() == eval.KindInstance
}

// Plan is what of v is printed, as a value of None, bools, ints, floats,
// strings, lists and dicts.
func Plan(v eval.Value, o Options) eval.Value { return o.plan(v, 0) }

func (o *Options) plan(v eval.Value, depth int) eval.Value {
	o.enter(depth)
	switch v := v.(type) {
	case *eval.List:
		l := eval.NewList()
		for e := range o.elements(v) {
			l.Elems = append(l.Elems, o.plan(e, depth+1))
		}
		return l
	case *eval.Dict, *eval.Instance:
		d := eval.NewDict(0)
		for _, f := range o.fields(v) {
			d.Set(f.Key, o.plan(f.Value, depth+1))
		}
		return d
	case *eval.Unit:
		return eval.Float(v.Value)
	case eval.Float:
		if !finite(float64(v)) {
			return eval.None
		}
		return v
	case eval.Bool, eval.Int, eval.Str:
		return v
	}
	return eval.None
}

// enter counts one value at a depth of nesting.
func (o *Options) enter(depth int) {
	if depth > eval.MaxNesting {
		eval.FailNesting()
	}
	if o.Run != nil {
		o.Run.Step(1)
		o.Run.Grow(16)
	}
}

// shows reports whether v is printed where it is an element or a field.
func (o *Options) shows(v eval.Value) bool {
	switch v.Kind() {
	case eval.KindUndefined, eval.KindFunc, eval.KindSchema, eval.KindRule:
		return false
	case eval.KindNone:
		return !o.IgnoreNone
	}
	return true
}

// elements are the elements of a list that are printed.
func (o *Options) elements(l *eval.List) iter.Seq[eval.Value] {
	return func(yield func(eval.Value) bool) {
		for _, e := range l.Items() {
			if o.shows(e) && !yield(e) {
				return
			}
		}
	}
}

// fields are the entries of a dict or instance that are printed, in order.
func (o *Options) fields(v eval.Value) []eval.Entry {
	d, isDict := v.(*eval.Dict)
	inst, _ := v.(*eval.Instance)
	if !isDict {
		d = inst.Attrs
	}
	all := d.Entries()
	out := make([]eval.Entry, 0, len(all)+1)
	for _, e := range all {
		if o.shows(e.Value) && !(o.IgnorePrivate && strings.HasPrefix(e.Key, "_")) {
			out = append(out, e)
		}
	}
	if !isDict && o.TypePath {
		out = append(out, eval.Entry{Key: "_type", Value: eval.Str(inst.Type.FullName())})
	}
	if o.SortKeys {
		slices.SortFunc(out, func(a, b eval.Entry) int { return strings.Compare(a.Key, b.Key) })
	}
	return out
}

func finite(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) }

// appendFloat appends f in the shortest digits that give f again, always
// with a point or an exponent; plus is whether exponents have a plus sign.
// What is not finite is null.
func appendFloat(b []byte, f float64, plus bool) []byte {
	if !finite(f) {
		return append(b, "null"...)
	}
	if size := math.Abs(f); size == 0 || size >= 1e-5 && size < 1e16 {
		return eval.AppendFloat(b, f)
	}
	digits, exp, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	b = append(append(b, digits...), 'e')
	if plus || exp[0] == '-' {
		b = append(b, exp[0])
	}
	return append(b, strings.TrimPrefix(exp[1:], "0")...)
}
