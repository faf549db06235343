package fn

// This file decodes YAML into Go types strictly: what they do not expect is an
// error with its field path. Package v1alpha1 says which tags count.

import (
	"cmp"
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// A decoder collects what is wrong with a document.
type decoder struct{ problems []problem }

// A problem is what is wrong at a field.
type problem struct {
	path yamlvalue.Path
	msg  string // follows on the path
}

func (d *decoder) fail(at yamlvalue.Path, format string, args ...any) {
	d.problems = append(d.problems, problem{slices.Clone(at), fmt.Sprintf(format, args...)})
}

// failed reports whether something is wrong with a field, or around it.
func (d *decoder) failed(at yamlvalue.Path) bool {
	return slices.ContainsFunc(d.problems, func(p problem) bool {
		return len(p.path) <= len(at) && slices.Equal(p.path, at[:len(p.path)])
	})
}

// decode decodes a node into a variable, by its type and by the tags of the
// field that it is.
func (d *decoder) decode(n *yaml.Node, at yamlvalue.Path, into reflect.Value, tag reflect.StructTag) {
	if u, ok := into.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.text(n, at, u)
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		d.object(n, at, into, tag.Get("open") != "")
	case reflect.Slice:
		d.list(n, at, into)
	case reflect.Map:
		d.dictionary(n, at, into)
	case reflect.String:
		d.str(n, at, into, tag.Get("enum"))
	case reflect.Bool:
		d.boolean(n, at, into)
	case reflect.Int64:
		d.integer(n, at, into, tag.Get("minimum"))
	case reflect.Interface: // it may be anything, and stays in the document
	default:
		panic("fn: no way to decode " + into.Type().String()) // a test decodes all fields
	}
}

// object decodes a mapping into a struct. A field that is null is as good as
// absent. An open one may have others than the struct.
func (d *decoder) object(n *yaml.Node, at yamlvalue.Path, into reflect.Value, open bool) {
	names := fieldNames(into.Type())
	d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
		i := slices.Index(names, key)
		switch {
		case i < 0 && open:
		case i < 0:
			hint := ""
			if s := suggest.Name(key, names); s != "" {
				hint = fmt.Sprintf("; did you mean `%s`?", s)
			}
			d.fail(at, "is no field that exists%s", hint)
		case !yamlvalue.IsNull(v):
			d.decode(v, at, into.Field(i), into.Type().Field(i).Tag)
		}
	})
	for i, name := range names {
		at := append(at, yamlvalue.Key(name))
		if advice := into.Type().Field(i).Tag.Get("required"); advice != "" && into.Field(i).IsZero() && !d.failed(at) {
			d.fail(at, "is missing: %s", advice)
		}
	}
}

// fieldNames are the names of a struct's fields, in their order.
func fieldNames(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	return names
}

// mapping calls f for every entry of a mapping.
func (d *decoder) mapping(n *yaml.Node, at yamlvalue.Path, f func(key string, v *yaml.Node, at yamlvalue.Path)) {
	n = yamlvalue.Resolve(n)
	if n == nil || n.Kind != yaml.MappingNode {
		d.fail(at, "must be a mapping, not %s", describeNode(n))
		return
	}
	if key := duplicate(n); key != nil {
		d.fail(append(at, yamlvalue.Key(key.Value)), "is given twice; one of them must go")
	}
	pairs := yamlvalue.Pairs(n)
	for i := 0; i+1 < len(pairs); i += 2 {
		key := yamlvalue.Resolve(pairs[i]).Value
		f(key, pairs[i+1], append(slices.Clone(at), yamlvalue.Key(key)))
	}
}

// dictionary decodes a mapping into a map with strings as keys. A null in the
// place of a map is an empty one.
func (d *decoder) dictionary(n *yaml.Node, at yamlvalue.Path, into reflect.Value) {
	t := into.Type()
	into.Set(reflect.MakeMap(t))
	d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
		value := reflect.New(t.Elem()).Elem()
		if value.Kind() != reflect.Map || !yamlvalue.IsNull(v) {
			d.decode(v, at, value, "")
		}
		into.SetMapIndex(reflect.ValueOf(key), value)
	})
}

// list decodes a list into a slice.
func (d *decoder) list(n *yaml.Node, at yamlvalue.Path, into reflect.Value) {
	n = yamlvalue.Resolve(n)
	if n.Kind != yaml.SequenceNode {
		d.fail(at, "must be a list, not %s", describeNode(n))
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content)))
	for i, c := range n.Content {
		d.decode(c, append(slices.Clone(at), yamlvalue.Index(i)), into.Index(i), "")
	}
}

// text decodes a scalar that has a form of its own.
func (d *decoder) text(n *yaml.Node, at yamlvalue.Path, into encoding.TextUnmarshaler) {
	s := ""
	switch v := yamlvalue.FromNode(n).(type) {
	case eval.Str:
		s = string(v)
	case eval.Int:
		s = strconv.FormatInt(int64(v), 10)
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		d.fail(at, "%v, not %s", err, describeNode(n))
	}
}

// str decodes a string: one of the words of enum, if there are any.
func (d *decoder) str(n *yaml.Node, at yamlvalue.Path, into reflect.Value, enum string) {
	switch v := yamlvalue.FromNode(n).(type) {
	case eval.Str:
		if words := strings.Split(enum, ","); enum != "" && !slices.Contains(words, string(v)) {
			d.fail(at, "must be %s, not %q", strings.Join(words, " or "), string(v))
			return
		}
		into.SetString(string(v))
	case eval.Bool, eval.Int, eval.Float:
		d.fail(at, "must be a string, not %s; write it in quotes", describeNode(n))
	default:
		d.fail(at, "must be a string, not %s", describeNode(n))
	}
}

func (d *decoder) boolean(n *yaml.Node, at yamlvalue.Path, into reflect.Value) {
	v, ok := yamlvalue.FromNode(n).(eval.Bool)
	if into.SetBool(bool(v)); !ok {
		d.fail(at, "must be true or false, not %s", describeNode(n))
	}
}

// integer decodes an integer that is at least minimum, if that is given.
func (d *decoder) integer(n *yaml.Node, at yamlvalue.Path, into reflect.Value, minimum string) {
	v, ok := yamlvalue.FromNode(n).(eval.Int)
	least, err := strconv.ParseInt(minimum, 10, 64)
	if !ok || err == nil && int64(v) < least {
		d.fail(at, "must be an integer, %s or more, not %s", minimum, describeNode(n))
		return
	}
	into.SetInt(int64(v))
}

// sorted are the problems in the order of the places in a document that they
// are about; what is missing comes last.
func (d *decoder) sorted(n *yaml.Node) []problem {
	slices.SortStableFunc(d.problems, func(a, b problem) int {
		x, y := begin(n, a.path), begin(n, b.path)
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return d.problems
}

// begin is what find finds, and for what is not there a place behind all.
func begin(n *yaml.Node, path yamlvalue.Path) *yaml.Node {
	if found := find(n, path); found != nil {
		return found
	}
	return &yaml.Node{Line: math.MaxInt}
}

// find is the key or the element at which the field at a path of n begins, and
// nil where there is none.
func find(n *yaml.Node, path yamlvalue.Path) *yaml.Node {
	found := yamlvalue.Resolve(n)
	for _, step := range path {
		n = yamlvalue.Resolve(n)
		switch {
		case n != nil && step.Index >= 0 && step.Index < len(n.Content):
			n = n.Content[step.Index]
			found = n
		case n != nil && step.Index < 0 && n.Kind == yaml.MappingNode:
			i := len(n.Content) - 2 // of a key that stands twice the last counts
			for i >= 0 && yamlvalue.Resolve(n.Content[i]).Value != step.Key {
				i -= 2
			}
			if i < 0 {
				return nil
			}
			found, n = n.Content[i], n.Content[i+1]
		default:
			return nil
		}
	}
	return found
}

// duplicate returns the second of two equal keys of a mapping, or nil.
func duplicate(n *yaml.Node) *yaml.Node {
	const few = 16
	var seen map[string]bool
	if len(n.Content) > 2*few {
		seen = make(map[string]bool, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := yamlvalue.Resolve(n.Content[i])
		if yamlvalue.IsMergeKey(key) {
			continue
		}
		if seen != nil {
			if seen[key.Value] {
				return key
			}
			seen[key.Value] = true
			continue
		}
		for j := 0; j < i; j += 2 {
			if yamlvalue.Resolve(n.Content[j]).Value == key.Value {
				return key
			}
		}
	}
	return nil
}

// duplicateBelow is the first duplicate key in a tree, with its path.
func duplicateBelow(n *yaml.Node, at yamlvalue.Path) (*yaml.Node, yamlvalue.Path) {
	if n.Kind == yaml.MappingNode {
		if key := duplicate(n); key != nil {
			return key, append(slices.Clone(at), yamlvalue.Key(key.Value))
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key, path := duplicateBelow(n.Content[i+1], append(at, yamlvalue.Key(n.Content[i].Value))); key != nil {
				return key, path
			}
		}
		return nil, nil
	}
	for i, c := range n.Content {
		if key, path := duplicateBelow(c, append(at, yamlvalue.Index(i))); key != nil {
			return key, path
		}
	}
	return nil, nil
}

// describeNode names what a node says, with its article, as YAML calls it.
func describeNode(n *yaml.Node) string {
	if yamlvalue.IsNull(n) {
		return "null"
	}
	return yamlvalue.Describe(yamlvalue.FromNode(n))
}
