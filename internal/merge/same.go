package merge

// This file finds what is there already, so that it need not be made.

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// same reports whether n is what v makes, without an error, where there is
// nothing yet. It is false as well where only merging tells: for directives,
// deletions, anchors, and values of which there are seldom many.
func same(n *yaml.Node, v eval.Value, t *Type) bool {
	if n == nil || n.Anchor != "" {
		return false
	}
	switch n.Kind {
	case yaml.MappingNode:
		entries, ok := yamlvalue.Entries(v)
		return ok && sameEntries(n, entries, t, false)
	case yaml.SequenceNode:
		list, ok := v.(*eval.List)
		return ok && sameElements(n.Content, list.Items(), t)
	case yaml.ScalarNode:
		return fits(v, t.kind) && sameScalar(n, v)
	}
	return false
}

// sameEntries is same for the entries of a mapping; those of an element of a
// list may say where it stands.
func sameEntries(n *yaml.Node, entries []eval.Entry, t *Type, element bool) bool {
	if n == nil || n.Kind != yaml.MappingNode || n.Anchor != "" || t.kind != objectKind && t.kind != mapKind && t.kind != anyKind {
		return false
	}
	found := 0
	for _, e := range entries {
		if yamlvalue.Hidden(e) || element && (e.Key == beforeDirective || e.Key == afterDirective) {
			continue
		}
		field := t.Field(e.Key)
		i := draft.FindFrom(found, n.Content, e.Key)
		if i < 0 || n.Content[i].Anchor != "" || field == nil || strings.HasPrefix(e.Key, "$") || !same(n.Content[i+1], e.Value, field) {
			return false
		}
		found += 2
	}
	return found == len(n.Content)
}

// sameElements is same for the elements of a list. Of a list by keys each must
// have a key of its own.
func sameElements(content []*yaml.Node, elems []eval.Value, t *Type) bool {
	if len(content) != len(elems) || t.kind < listMapKind && t.kind != anyKind {
		return false
	}
	for i, n := range content {
		if !same(n, elems[i], t.elem) || t.kind == listMapKind && !apart(content[:i+1], t.keys) {
			return false
		}
	}
	return true
}

// apart reports whether the last element of a list has a whole key, and no
// other has it.
func apart(content []*yaml.Node, names []string) bool {
	last := content[len(content)-1]
	for _, name := range names {
		if v := yamlvalue.Lookup(last, name); v == nil || v.Kind != yaml.ScalarNode {
			return false
		}
	}
	key := KeyOf(last, names)
	for _, n := range content[:len(content)-1] {
		if HasKey(n, names, key) {
			return false
		}
	}
	return true
}

func sameScalar(n *yaml.Node, v eval.Value) bool {
	switch v := v.(type) {
	case eval.Str:
		s, ok := yamlvalue.StringOf(n)
		return ok && s == string(v)
	case eval.Int, eval.Bool:
		return yamlvalue.FromNode(n) == v
	}
	return false
}

// entryOf is the value that a mapping, and nothing that stands for one, has
// under a key of its own; nil where there is none.
func entryOf(m *yaml.Node, key string) *yaml.Node {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	if i := draft.Find(m.Content, key); i >= 0 {
		return m.Content[i+1]
	}
	return nil
}

// elementOf is the first element with a key of a list, and of nothing that
// stands for one; nil where there is none.
func elementOf(list *yaml.Node, names []string, key Key) *yaml.Node {
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	for _, n := range list.Content {
		if HasKey(n, names, key) {
			return n
		}
	}
	return nil
}
