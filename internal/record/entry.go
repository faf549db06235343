package record

// This file defines entries, and finds those that tell two trees apart.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An entry is one thing that a layer has changed.
type entry struct {
	kind kind
	path path
	// open is a mapping or list that was made for what is in it, or put in the
	// place of a null: the content has entries of its own.
	open   bool
	digest uint32     // of what was written; of open and of removed things none
	old    *yaml.Node // what was changed or removed
	// values are what was appended to a list that is the text of an annotation;
	// others may append theirs.
	values []eval.Value
	// after is the step to what stood before a removed or, in memory, stands
	// before an added thing; nil: nothing.
	after *step

	// In memory only.
	new  *yaml.Node // what was written
	next *step      // in a list, to the element behind an added one; nil: none
}

// A kind is the first character of an entry.
type kind byte

const (
	added   kind = '+'
	changed kind = '~'
	removed kind = '-'
)

// diff returns what makes a resource of type t, before, another one, after.
// An entry stands behind those of the things that it is in. The two must be
// mappings. Digests are left out.
func diff(before, after *yaml.Node, t *merge.Type) []entry {
	d := &differ{path: make(path, 0, 16)}
	d.node(before, after, t)
	return d.entries
}

type differ struct {
	path    path
	entries []entry
}

// add adds an entry for what s leads to.
func (d *differ) add(s step, e entry) {
	e.path = append(slices.Clone(d.path), s)
	d.entries = append(d.entries, e)
}

// within runs f one step further down.
func (d *differ) within(s step, f func()) {
	d.path = append(d.path, s)
	f()
	d.path = d.path[:len(d.path)-1]
}

// node compares what stands at the path of d in both trees. It reports false
// for what can only be replaced as a whole.
func (d *differ) node(before, after *yaml.Node, t *merge.Type) bool {
	a, b := yamlvalue.Resolve(before), yamlvalue.Resolve(after)
	both := func(k yaml.Kind) bool { return a != nil && b != nil && a.Kind == k && b.Kind == k }
	switch {
	case a == b:
		return true
	case both(yaml.MappingNode):
		d.mappings(a, b, t)
		return true
	case both(yaml.SequenceNode) && t.Keys() != nil:
		return d.lists(a.Content, b.Content, t) || yamlvalue.Equal(a, b)
	case both(yaml.SequenceNode) && t.Positional() && len(a.Content) == len(b.Content):
		return d.positions(a.Content, b.Content, t)
	}
	return yamlvalue.Equal(a, b)
}

// child compares what s leads to in both trees.
func (d *differ) child(s step, before, after *yaml.Node, t *merge.Type) {
	if before == after {
		return
	}
	same := false
	had := len(d.entries)
	d.within(s, func() { same = d.node(before, after, t) })
	if same {
		return
	}
	d.entries = d.entries[:had]
	e := entry{kind: changed, old: before, new: after}
	if e.open = yamlvalue.IsNull(before) && opens(after, t); e.open {
		d.add(s, e)
		d.within(s, func() { d.content(after, t) })
		return
	}
	d.add(s, e)
}

func (d *differ) mappings(a, b *yaml.Node, t *merge.Type) {
	p, q := yamlvalue.Pairs(a), yamlvalue.Pairs(b)
	for i := 0; i+1 < len(p); i += 2 {
		if s := entryStep(p[i]); yamlvalue.Lookup(b, s.key) == nil {
			d.add(s, entry{kind: removed, old: p[i+1], after: stepBefore(p, i)})
		}
	}
	for i := 0; i+1 < len(q); i += 2 {
		s := entryStep(q[i])
		if old := yamlvalue.Lookup(a, s.key); old != nil {
			d.child(s, old, q[i+1], t.Field(s.key))
		} else {
			d.added(s, q[i+1], t.Field(s.key), stepBefore(q, i), nil)
		}
	}
}

// stepBefore is the step to the entry before that at index i of some pairs.
func stepBefore(pairs []*yaml.Node, i int) *step {
	if i == 0 {
		return nil
	}
	s := entryStep(pairs[i-2])
	return &s
}

func entryStep(key *yaml.Node) step { return toEntry(yamlvalue.Resolve(key).Value) }

// added adds what s leads to, which is new.
func (d *differ) added(s step, n *yaml.Node, t *merge.Type, prev, next *step) {
	e := entry{kind: added, open: s.kind == toKey && opens(n, t), new: n, after: prev, next: next}
	d.add(s, e)
	if e.open {
		d.within(s, func() { d.content(n, t) })
	}
}

// opens reports whether what is in n, if that is new, gets entries of its own.
func opens(n *yaml.Node, t *merge.Type) bool {
	n = yamlvalue.Resolve(n)
	return n != nil && (n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode && t.Keys() != nil && elements(n.Content, t) != nil)
}

// content adds what is in n, which is new.
func (d *differ) content(n *yaml.Node, t *merge.Type) {
	n = yamlvalue.Resolve(n)
	if n.Kind == yaml.SequenceNode {
		steps := elements(n.Content, t)
		for i, s := range steps {
			d.added(s, n.Content[i], t.Element(), at(steps, i-1), at(steps, i+1))
		}
		return
	}
	p := yamlvalue.Pairs(n)
	for i := 0; i+1 < len(p); i += 2 {
		s := entryStep(p[i])
		d.added(s, p[i+1], t.Field(s.key), stepBefore(p, i), nil)
	}
}

func at(steps []step, i int) *step {
	if i < 0 || i >= len(steps) {
		return nil
	}
	return &steps[i]
}

// An elementID tells an element from all others of its list.
type elementID struct {
	merge.Key
	nth int
}

func (s step) id() elementID { return elementID{s.keys, s.index} }

// An index finds the elements of a list.
type index struct {
	steps []step
	where map[elementID]int // of a long list
}

func newIndex(steps []step) *index {
	const few = 16
	x := &index{steps: steps}
	if len(steps) > few {
		x.where = make(map[elementID]int, len(steps))
		for i, s := range steps {
			x.where[s.id()] = i
		}
	}
	return x
}

// find is the index of the element that a step leads to, or -1.
func (x *index) find(s step) int {
	if x.where != nil {
		if i, ok := x.where[s.id()]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(x.steps, func(o step) bool { return o.keys == s.keys && o.index == s.index })
}

// elements are the steps to the elements of a list by keys; nil if one of them
// has no such keys, or keys that are neither strings nor integers.
func elements(list []*yaml.Node, t *merge.Type) []step {
	steps := make([]step, len(list))
	var seen map[merge.Key]int // how often, in a long list
	if len(list) > 16 {
		seen = make(map[merge.Key]int, len(list))
	}
	for i, n := range list {
		s := step{kind: byKeys, names: t.Keys(), keys: merge.KeyOf(n, t.Keys())}
		for _, v := range s.keys[:len(s.names)] {
			if k := v.Kind(); k != eval.KindStr && k != eval.KindInt {
				return nil
			}
		}
		if seen != nil {
			s.index = seen[s.keys]
			seen[s.keys]++
		} else {
			for _, o := range steps[:i] {
				if o.keys == s.keys {
					s.index++
				}
			}
		}
		steps[i] = s
	}
	return steps
}

// lists compares lists by keys. It reports false for what cannot be said by
// elements: some have no keys, or another order.
func (d *differ) lists(a, b []*yaml.Node, t *merge.Type) bool {
	old, new := elements(a, t), elements(b, t)
	if old == nil || new == nil {
		return false
	}
	where := newIndex(old)
	kept := make([]bool, len(a))
	last := -1
	for _, s := range new {
		if i := where.find(s); i >= 0 {
			if i < last {
				return false
			}
			kept[i], last = true, i
		}
	}
	for i, s := range old {
		if !kept[i] {
			d.add(s, entry{kind: removed, old: a[i], after: at(old, i-1)})
		}
	}
	for j, s := range new {
		if i := where.find(s); i >= 0 {
			d.child(s, a[i], b[j], t.Element())
		} else {
			d.added(s, b[j], t.Element(), at(new, j-1), at(new, j+1))
		}
	}
	return true
}

// nameFields are what elements of lists on the way to Pod templates call
// their names.
var nameFields = [][]string{{"name"}, {"groupName"}}

// positions compares lists whose elements keep their places. Their paths go by
// names where each element has one of its own.
func (d *differ) positions(a, b []*yaml.Node, t *merge.Type) bool {
	field := slices.IndexFunc(nameFields, func(names []string) bool { return tellsApart(names, a, b) })
	for i := range a {
		s := step{kind: toIndex, index: i}
		if field >= 0 {
			s = step{kind: byKeys, names: nameFields[field], keys: merge.KeyOf(a[i], nameFields[field])}
		}
		d.child(s, a[i], b[i], t.Element())
	}
	return true
}

// tellsApart reports whether the elements of a have different strings in a
// field, and those of b the same in the same places.
func tellsApart(names []string, a, b []*yaml.Node) bool {
	seen := make(map[merge.Key]bool, len(a))
	for i := range a {
		key := merge.KeyOf(a[i], names)
		if key[0].Kind() != eval.KindStr || seen[key] || merge.KeyOf(b[i], names) != key {
			return false
		}
		seen[key] = true
	}
	return true
}
