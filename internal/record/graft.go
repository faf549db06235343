package record

// This file gives a new tree the order and the nodes of the tree that was
// there, so that no more of the text changes than has to.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A grafter puts new trees on old ones.
type grafter struct {
	arranges bool                       // elements that have keys get the order that they have in the old tree
	places   map[*yaml.Node]merge.Place // except where new elements must stand elsewhere
}

// graft returns what says the same as n, of type t, made of the nodes of old as
// far as they say it. Entries of mappings have the order that they have in old.
// Where nothing differs, it is old. base is what n was made of: nil where that
// is not known, or was nothing.
func (g *grafter) graft(old, n, base *yaml.Node, t *merge.Type) *yaml.Node {
	a, b := yamlvalue.Resolve(old), yamlvalue.Resolve(n)
	switch {
	case a == b || a == nil || b == nil || a.Kind != b.Kind:
		if a == b && a != nil {
			return old
		}
		return n
	case a.Kind == yaml.MappingNode && plain(a) && plain(b):
		return g.mapping(old, a, b, base, t)
	case a.Kind == yaml.SequenceNode && t.Keys() != nil:
		return g.list(old, n, base, t)
	case a.Kind == yaml.SequenceNode && t.Positional() && len(a.Content) == len(b.Content):
		content := make([]*yaml.Node, len(b.Content))
		for i := range content {
			content[i] = g.graft(a.Content[i], b.Content[i], step{kind: toIndex, index: i}.child(base), t.Element())
		}
		return relist(old, content)
	case yamlvalue.Equal(a, b):
		return old
	case a.Kind == yaml.ScalarNode && n.Kind == yaml.ScalarNode:
		return withComments(n, old)
	}
	return n
}

// plain reports whether a mapping has neither merge keys nor a key twice.
func plain(m *yaml.Node) bool {
	p := yamlvalue.Pairs(m)
	return len(p) == len(m.Content) && (len(p) == 0 || &p[0] == &m.Content[0])
}

// mapping grafts the mapping b on a, which is old.
func (g *grafter) mapping(old, a, b, base *yaml.Node, t *merge.Type) *yaml.Node {
	content := make([]*yaml.Node, 0, max(len(a.Content), len(b.Content)))
	for i := 0; i+1 < len(a.Content); i += 2 {
		k, v := a.Content[i], a.Content[i+1]
		key := yamlvalue.Resolve(k).Value
		if n := yamlvalue.Lookup(b, key); n != nil {
			content = append(content, k, g.graft(v, n, yamlvalue.Lookup(base, key), t.Field(key)))
		}
	}
	if slices.Equal(content, a.Content) && len(content) == len(b.Content) {
		return old
	}
	for i := 0; i+1 < len(b.Content); i += 2 {
		k := b.Content[i]
		if findKey(content, k) >= 0 {
			continue
		}
		at := 0
		if i > 0 {
			at = findKey(content, b.Content[i-2]) + 2
		}
		content = slices.Insert(content, at, k, b.Content[i+1])
	}
	return draft.WithContent(old, yaml.MappingNode, content)
}

func findKey(content []*yaml.Node, key *yaml.Node) int {
	for i := 0; i+1 < len(content); i += 2 {
		if yamlvalue.Resolve(content[i]).Value == yamlvalue.Resolve(key).Value {
			return i
		}
	}
	return -1
}

// relist is the list old with other elements; old if it has these.
func relist(old *yaml.Node, content []*yaml.Node) *yaml.Node {
	if slices.Equal(content, yamlvalue.Resolve(old).Content) {
		return old
	}
	return draft.WithContent(old, yaml.SequenceNode, content)
}

// list grafts a list by keys.
func (g *grafter) list(old, n, base *yaml.Node, t *merge.Type) *yaml.Node {
	a, b := yamlvalue.Resolve(old).Content, yamlvalue.Resolve(n).Content
	was, is := elements(a, t), elements(b, t)
	if was == nil || is == nil {
		if yamlvalue.Equal(old, n) {
			return old
		}
		return n
	}
	before, under := newIndex(was), newIndex(nil)
	if from := yamlvalue.Resolve(base); from != nil && from.Kind == yaml.SequenceNode {
		under = newIndex(elements(from.Content, t))
	}
	order := g.arrange(was, is, under, b)
	content := make([]*yaml.Node, len(order))
	for k, j := range order {
		content[k] = b[j]
		if i := before.find(is[j]); i >= 0 {
			var from *yaml.Node
			if i := under.find(is[j]); i >= 0 {
				from = yamlvalue.Resolve(base).Content[i]
			}
			content[k] = g.graft(a[i], b[j], from, t.Element())
		}
	}
	return relist(old, content)
}

// arrange returns the indices of the elements is, which are those of b, in the
// order in which they are to stand: first those that were there, as they stood;
// then each of the others where it stands among its neighbours. They stand as
// they are where those that b was made of have another order than they had.
func (g *grafter) arrange(was, is []step, under *index, b []*yaml.Node) []int {
	order := make([]int, 0, len(is))
	now := newIndex(is)
	if !g.arranges || moved(was, now, under) {
		for j := range is {
			order = append(order, j)
		}
		return order
	}
	kept := make([]int, len(is)) // from 1, how many stand before it; 0: it is new
	for i, s := range was {
		if j := now.find(s); j >= 0 && g.stays(was, i, now, b) {
			order = append(order, j)
			kept[j] = len(order)
		}
	}
	if len(order) == len(is) {
		return order
	}
	return g.among(order, kept, b)
}

// moved reports whether those elements under an injection that are there now
// have not the order that they had.
func moved(was []step, now, under *index) bool {
	last := -1
	for _, s := range was {
		if len(under.steps) == 0 || under.find(s) < 0 {
			continue
		}
		if j := now.find(s); j >= 0 {
			if j < last {
				return true
			}
			last = j
		}
	}
	return false
}

// among puts the elements of b that are new among those in order: each behind
// the one that it follows, but before the next one that is in order where that
// stands further up, or where it asked for that. kept are the places in order,
// from 1; 0 for what is new.
func (g *grafter) among(order, kept []int, b []*yaml.Node) []int {
	next := make([]int, len(b)+1) // kept of the next one that is in order
	for j := len(b) - 1; j >= 0; j-- {
		if next[j] = kept[j]; next[j] == 0 {
			next[j] = next[j+1]
		}
	}
	gaps := make([][]int, len(order)+1) // what is new behind so many of order
	gap, at := 0, 0                     // where the next one would follow
	for j := range b {
		if kept[j] > 0 {
			gap, at = kept[j], 0
			continue
		}
		if before := next[j] - 1; before >= 0 && (before < gap || g.places[b[j]].Before) {
			gap, at = before, len(gaps[before])
		}
		gaps[gap] = slices.Insert(gaps[gap], at, j)
		at++
	}
	all := slices.Clone(gaps[0])
	for i, j := range order {
		all = append(append(all, j), gaps[i+1]...)
	}
	return all
}

// stays reports whether element i of those that were there may stay: it stands
// where the patch asks for, if not right beside what that names.
func (g *grafter) stays(was []step, i int, now *index, b []*yaml.Node) bool {
	p, asked := g.places[b[now.find(was[i])]]
	if !asked {
		return true
	}
	wrong := was[i+1:] // the side where its anchor must not be
	if p.Before {
		wrong = was[:i]
	}
	anchored := p.Anchor == "*"
	for _, s := range was {
		anchored = anchored || s.isNamed(p.Anchor) && now.find(s) >= 0
	}
	for _, s := range wrong {
		j := now.find(s)
		if j >= 0 && (s.isNamed(p.Anchor) || p.Anchor == "*" && g.places[b[j]] != p) {
			return false
		}
	}
	return anchored
}
