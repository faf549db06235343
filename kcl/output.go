package kcl

// This file prints results.

import (
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// OutputOptions say what of a result is printed and how. What the program
// gave to manifests.yaml_stream is printed as it said there.
type OutputOptions struct {
	SortKeys    bool // mappings in the order of their keys
	DisableNone bool // without None
	ShowHidden  bool // with private variables and attributes
	TypePath    bool // with the name of its schema as "_type" in each instance
	// Select are paths of the values to print, such as "a.b.0"; of several
	// ones each is a document. None prints all.
	Select []string
}

// YAML prints the result as `kcl run` does: a list of configs as several
// documents, all else as one. It ends in a newline. The error is an *Error.
func (r *Result) YAML(o OutputOptions) (string, error) {
	return r.print(o, func(docs []Value, p encode.Options, separator string) string {
		return encode.YAMLStream(docs, p, separator)
	})
}

// JSON prints the result as YAML does, a document a line.
func (r *Result) JSON(o OutputOptions) (string, error) {
	return r.print(o, func(docs []Value, p encode.Options, _ string) string {
		return encode.JSONLines(docs, p)
	})
}

func (r *Result) print(o OutputOptions, form func([]Value, encode.Options, string) string) (string, error) {
	docs, p, separator, err := r.documents(o)
	if err != nil {
		return "", err
	}
	var text string
	if d := r.run.Guard(func() { text = form(docs, p, separator) + "\n" }); d != nil {
		return "", &Error{Diagnostics: diag.List{d}}
	}
	return text, nil
}

// documents are the documents to print, and how: what the program gave to
// manifests.yaml_stream as it said there, else its value as o says.
func (r *Result) documents(o OutputOptions) (docs []Value, p encode.Options, separator string, err error) {
	p.Run = r.run
	if r.Streams != nil {
		f := r.run.StreamFormat
		p.SortKeys, p.IgnorePrivate, p.IgnoreNone = f.SortKeys, f.IgnorePrivate, f.IgnoreNone
		return r.Streams, p, f.Separator, nil
	}
	p.SortKeys, p.IgnorePrivate, p.IgnoreNone, p.TypePath = o.SortKeys, !o.ShowHidden, o.DisableNone, o.TypePath
	v, err := r.Value(o.ShowHidden)
	if err == nil {
		v, err = r.selected(v, o.Select)
	}
	if err != nil {
		return nil, p, "", err
	}
	return encode.Documents(v), p, "", nil
}

// selected is what paths select of v: one value, or the list of several.
func (r *Result) selected(v Value, paths []string) (Value, error) {
	var found []Value
	d := r.run.Guard(func() {
		for _, p := range paths {
			at := v
			for _, key := range strings.Split(p, ".") {
				if at = member(at, key); at == nil {
					eval.Fail("invalid path select operand %s, value not found", p)
				}
			}
			found = append(found, at)
		}
	})
	switch {
	case d != nil:
		return nil, &Error{Diagnostics: diag.List{d}}
	case len(found) == 0:
		return v, nil
	case len(found) == 1:
		return found[0], nil
	}
	return eval.NewList(found...), nil
}

// member is the value of a key or index of v; nil where there is none.
func member(v Value, key string) Value {
	switch v := v.(type) {
	case *Dict:
		if x, ok := v.Get(key); ok {
			return x
		}
	case *Instance:
		return member(v.Attrs, key)
	case *List:
		if i, err := strconv.ParseUint(key, 10, 31); err == nil && int(i) < v.Len() {
			return v.Items()[i]
		}
	}
	return nil
}
