package fn

// This file decodes YAML strictly: what it does not expect is an error with
// its field path.

import (
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
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

// fields are the decoders of an object's fields by name.
type fields map[string]func(n *yaml.Node, at yamlvalue.Path)

// object decodes an object: each field by its own decoder, which is nil for
// one that is not looked at. A field that is null is as good as absent.
func (d *decoder) object(n *yaml.Node, at yamlvalue.Path, f fields) {
	d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
		decode, known := f[key]
		switch {
		case !known:
			hint := ""
			if s := suggest.Name(key, slices.Sorted(maps.Keys(f))); s != "" {
				hint = fmt.Sprintf("; did you mean `%s`?", s)
			}
			d.fail(at, "is no field that exists%s", hint)
		case decode != nil && !yamlvalue.IsNull(v):
			decode(v, at)
		}
	})
}

// mapping calls f for every entry of a mapping.
func (d *decoder) mapping(n *yaml.Node, at yamlvalue.Path, f func(key string, v *yaml.Node, at yamlvalue.Path)) {
	n = yamlvalue.Resolve(n)
	if n.Kind != yaml.MappingNode {
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

// list calls f for every element of a list.
func (d *decoder) list(n *yaml.Node, at yamlvalue.Path, f func(n *yaml.Node, at yamlvalue.Path)) {
	n = yamlvalue.Resolve(n)
	if n.Kind != yaml.SequenceNode {
		d.fail(at, "must be a list, not %s", describeNode(n))
		return
	}
	for i, c := range n.Content {
		f(c, append(slices.Clone(at), yamlvalue.Index(i)))
	}
}

func (d *decoder) str(into *string) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		switch v := yamlvalue.FromNode(n).(type) {
		case eval.Str:
			*into = string(v)
		case eval.Bool, eval.Int, eval.Float:
			d.fail(at, "must be a string, not %s; write it in quotes", describeNode(n))
		default:
			d.fail(at, "must be a string, not %s", describeNode(n))
		}
	}
}

func (d *decoder) boolean(into *bool) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		v, ok := yamlvalue.FromNode(n).(eval.Bool)
		if *into = bool(v); !ok {
			d.fail(at, "must be true or false, not %s", describeNode(n))
		}
	}
}

// integer decodes an integer that is at least least.
func (d *decoder) integer(into *int64, least int64) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		v, ok := yamlvalue.FromNode(n).(eval.Int)
		if !ok || int64(v) < least {
			d.fail(at, "must be an integer, %d or more, not %s", least, describeNode(n))
			return
		}
		*into = int64(v)
	}
}

// strings decodes a mapping of strings.
func (d *decoder) strings(into *map[string]string) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		m := map[string]string{}
		d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
			var s string
			d.str(&s)(v, at)
			m[key] = s
		})
		*into = m
	}
}

// metadata decodes the metadata of an object for its name.
func (d *decoder) metadata(name *string) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
			if key == "name" && !yamlvalue.IsNull(v) {
				d.str(name)(v, at)
			}
		})
	}
}

// lineOf is the line on which the field at a path of n begins, and 0 where
// there is none.
func lineOf(n *yaml.Node, path yamlvalue.Path) int {
	line := 0
	for _, step := range path {
		n = yamlvalue.Resolve(n)
		switch {
		case n != nil && step.Index >= 0 && step.Index < len(n.Content):
			n = n.Content[step.Index]
			line = n.Line
		case n != nil && step.Index < 0 && n.Kind == yaml.MappingNode:
			i := len(n.Content) - 2 // of a key that stands twice the last counts
			for i >= 0 && yamlvalue.Resolve(n.Content[i]).Value != step.Key {
				i -= 2
			}
			if i < 0 {
				return 0
			}
			n, line = n.Content[i+1], n.Content[i].Line
		default:
			return 0
		}
	}
	return line
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
