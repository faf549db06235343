package merge

// This file says what has changed.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Change is one difference between an item before and after.
type Change struct {
	// Path leads from the root of the item: of what was removed in the item
	// before, else in the item after.
	Path     yamlvalue.Path
	Kind     ChangeKind
	Old, New *yaml.Node // nil where there is none
}

// ChangeKind tells what happened.
type ChangeKind uint8

const (
	Added ChangeKind = iota
	Changed
	Removed
)

func (k ChangeKind) String() string {
	return [...]string{"added", "changed", "removed"}[k]
}

// Diff returns what differs between two trees at a Pod template: the entries,
// elements and scalars that were added, changed or removed, in their order.
// Elements of lists by keys are compared by their keys, other lists as a
// whole.
func Diff(before, after *yaml.Node, at Template) []Change {
	d := &differ{}
	for _, p := range at.parts() {
		d.path = slices.Clone(p.path)
		had := len(d.changes)
		d.diff(NodeAt(before, p.path), NodeAt(after, p.path), p.typ)
		if at.Inline {
			d.changes = append(d.changes[:had], p.own(d.changes[had:])...)
		}
	}
	return d.changes
}

// own are the changes of fields that belong to an inline part; beside them
// there are others in its mapping.
func (p part) own(changes []Change) []Change {
	return slices.DeleteFunc(changes, func(c Change) bool {
		return len(c.Path) > len(p.path) && p.typ.fields[c.Path[len(p.path)].Key] == nil
	})
}

// DiffResource returns what differs between two trees of a resource of this
// type, as Diff does.
func DiffResource(before, after *yaml.Node, t *Type) []Change {
	d := &differ{}
	d.diff(before, after, t)
	return d.changes
}

// NodeAt is the node at the end of a path; nil where there is none.
func NodeAt(n *yaml.Node, at yamlvalue.Path) *yaml.Node {
	for _, s := range at {
		if s.Index < 0 {
			n = yamlvalue.Lookup(n, s.Key)
		} else if n = yamlvalue.Resolve(n); n != nil && n.Kind == yaml.SequenceNode && s.Index < len(n.Content) {
			n = n.Content[s.Index]
		} else {
			return nil
		}
	}
	return n
}

type differ struct {
	path    yamlvalue.Path
	changes []Change
}

func (d *differ) add(kind ChangeKind, old, new *yaml.Node) {
	d.changes = append(d.changes, Change{slices.Clone(d.path), kind, old, new})
}

// within runs diff one step further down.
func (d *differ) within(s yamlvalue.Step, before, after *yaml.Node, t *Type) {
	d.path = append(d.path, s)
	d.diff(before, after, t)
	d.path = d.path[:len(d.path)-1]
}

// diff compares two nodes; one that is nil is absent. The type t is nil where
// it is not known.
func (d *differ) diff(before, after *yaml.Node, t *Type) {
	switch {
	case before == after:
		return
	case before == nil:
		d.add(Added, nil, after)
		return
	case after == nil:
		d.add(Removed, before, nil)
		return
	}
	a, b := yamlvalue.Resolve(before), yamlvalue.Resolve(after)
	both := func(k yaml.Kind) bool { return a != nil && b != nil && a.Kind == k && b.Kind == k }
	switch {
	case both(yaml.MappingNode):
		d.mappings(a, b, t)
	case both(yaml.SequenceNode) && t != nil && t.kind == listMapKind:
		d.lists(a.Content, b.Content, t)
	case !yamlvalue.Equal(a, b):
		d.add(Changed, before, after)
	}
}

func (d *differ) mappings(a, b *yaml.Node, t *Type) {
	p := yamlvalue.Pairs(b)
	for i := 0; i+1 < len(p); i += 2 {
		key := yamlvalue.Resolve(p[i]).Value
		d.within(yamlvalue.Key(key), yamlvalue.Lookup(a, key), p[i+1], t.Field(key))
	}
	p = yamlvalue.Pairs(a)
	for i := 0; i+1 < len(p); i += 2 {
		key := yamlvalue.Resolve(p[i]).Value
		if yamlvalue.Lookup(b, key) == nil {
			d.within(yamlvalue.Key(key), p[i+1], nil, nil)
		}
	}
}

// lists compares the elements of two lists by their keys; of several with
// one key, the first with the first, and so on.
func (d *differ) lists(a, b []*yaml.Node, t *Type) {
	used := make([]bool, len(a))
	for j, n := range b {
		i := slices.Index(a, n)
		if i < 0 || used[i] {
			key := KeyOf(n, t.keys)
			i = -1
			for k := range a {
				if !used[k] && KeyOf(a[k], t.keys) == key {
					i = k
					break
				}
			}
		}
		if i < 0 {
			d.within(yamlvalue.Index(j), nil, n, nil)
			continue
		}
		used[i] = true
		d.within(yamlvalue.Index(j), a[i], n, t.elem)
	}
	for i, n := range a {
		if !used[i] {
			d.within(yamlvalue.Index(i), n, nil, nil)
		}
	}
}
