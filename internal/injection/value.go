package injection

// This file reads values and nodes whose shape is known, and takes what has
// another shape for nothing: values have passed the schemas, and of nodes the
// merge says what is wrong.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// fields are the entries of a config or instance that have a value or None. Of
// an instance those that the program has written come in that order, behind what
// a reader expects first, and before the others.
func fields(v eval.Value) []eval.Entry {
	if v == nil {
		return nil
	}
	all, _ := yamlvalue.Entries(v)
	shown := make([]eval.Entry, 0, len(all))
	for _, e := range all {
		if !yamlvalue.Hidden(e) {
			shown = append(shown, e)
		}
	}
	if i, ok := v.(*eval.Instance); ok {
		slices.SortStableFunc(shown, func(a, b eval.Entry) int { return rank(i, a.Key) - rank(i, b.Key) })
	}
	return shown
}

// first are the fields that a reader expects first.
var first = []string{"apiVersion", "kind", "name"}

// rank orders the fields of an instance.
func rank(i *eval.Instance, key string) int {
	if at := slices.Index(i.Keys, key); at >= 0 {
		return len(first) + at
	}
	if at := slices.Index(first, key); at >= 0 {
		return at
	}
	return len(first) + len(i.Keys)
}

// plain is a value with configs in the place of instances.
func plain(v eval.Value) eval.Value {
	switch v := v.(type) {
	case *eval.List:
		elems := make([]eval.Value, v.Len())
		for i, e := range v.Items() {
			elems[i] = plain(e)
		}
		return eval.NewList(elems...)
	case *eval.Dict, *eval.Instance:
		entries := fields(v)
		d := eval.NewDict(len(entries))
		for _, e := range entries {
			d.Set(e.Key, plain(e.Value))
		}
		return d
	}
	return v
}

// declared are the fields of v that a schema of module sidecar declares, where
// v is an instance of one derived from it: what programs add to a schema is for
// themselves.
func declared(v eval.Value, schema string) []eval.Entry {
	all := fields(v)
	i, ok := v.(*eval.Instance)
	if !ok {
		return all
	}
	s := base(i, schema)
	if s == nil || s == i.Type {
		return all
	}
	return slices.DeleteFunc(all, func(e eval.Entry) bool { return s.Layout().Attr(e.Key) == nil })
}

// attr is the value under a name; nil where there is none, or None.
func attr(v eval.Value, name string) eval.Value {
	var got eval.Value
	switch v := v.(type) {
	case *eval.Dict:
		got, _ = v.Get(name)
	case *eval.Instance:
		got, _ = v.Attrs.Get(name)
	}
	if got == nil || eval.IsNothing(got) {
		return nil
	}
	return got
}

// items are the elements of a list that have a value.
func items(v eval.Value) []eval.Value {
	l, ok := v.(*eval.List)
	if !ok {
		return nil
	}
	given := make([]eval.Value, 0, l.Len())
	for _, e := range l.Items() {
		if !eval.IsNothing(e) {
			given = append(given, e)
		}
	}
	return given
}

func str(v eval.Value) string {
	s, _ := v.(eval.Str)
	return string(s)
}

// strs are the strings of a list, or the one that v is.
func strs(v eval.Value) []string {
	if s, ok := v.(eval.Str); ok {
		return []string{string(s)}
	}
	var all []string
	for _, e := range items(v) {
		all = append(all, str(e))
	}
	return all
}

// elements are the elements of the list under a key.
func elements(n *yaml.Node, key string) []*yaml.Node {
	list := yamlvalue.Resolve(yamlvalue.Lookup(n, key))
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	return list.Content
}

// text is the string under a key; "" where there is none.
func text(n *yaml.Node, key string) string { return str(yamlvalue.FromNode(yamlvalue.Lookup(n, key))) }
