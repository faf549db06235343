package merge

// This file applies patches to the tree of an item: it finds the way to the
// Pod template, and keeps the aliases right.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A Tree is an item to which patches are applied, one Pod template after the
// other. Each takes time by the size of the template, not of the item, so that
// a list of many resources takes no longer than the resources would alone.
type Tree struct {
	before, root *yaml.Node
	// owned are the sequences on the way to templates that are copies, and so
	// can be changed where they are.
	owned map[*yaml.Node]bool
	// Places are where patches asked for new elements of lists to stand.
	Places map[*yaml.Node]Place
}

// NewTree begins with an item, which must have passed yamlvalue.Check.
func NewTree(item *yaml.Node) *Tree {
	return &Tree{before: item, root: item, owned: map[*yaml.Node]bool{}, Places: map[*yaml.Node]Place{}}
}

// Apply merges patches, one after the other, into a Pod template. Each is a
// mapping with `metadata` and `spec`. It returns what has changed. The error is
// of type Errors and has all that is wrong with the patches; the tree is what it
// was then.
func (t *Tree) Apply(at Template, patches ...eval.Value) ([]Change, error) {
	m := &merger{path: make(yamlvalue.Path, 0, 16), places: t.Places}
	var changes []Change
	root := t.descend(m, t.root, at.Path, func(old *yaml.Node) *yaml.Node {
		template := old
		for _, patch := range patches {
			wrong := len(m.errs)
			if n := m.template(template, patch, at); len(m.errs) == wrong {
				template = n
			}
		}
		if len(m.errs) > 0 {
			return nil
		}
		changes = Diff(old, template, at)
		return template
	})
	if len(m.errs) > 0 {
		return nil, m.errs
	}
	t.root = root
	return changes, nil
}

// template merges a patch into a Pod template.
func (m *merger) template(old *yaml.Node, patch eval.Value, at Template) *yaml.Node {
	entries, ok := yamlvalue.Entries(patch)
	if !at.Inline || !ok {
		return m.mapping(old, patch, podTemplate(), mappingOptions{})
	}
	for _, e := range entries {
		switch {
		case yamlvalue.Hidden(e):
		case e.Key == "spec":
			old = m.mapping(old, e.Value, at.typ(), mappingOptions{})
		default:
			m.fail("a Pod template stands here that is a Pod's spec alone; the patch has %q, for which there is no place: "+
				"leave it out for resources of this kind", e.Key)
		}
	}
	return old
}

// Replace puts n in the place of the node at the path at, which must be there.
func (t *Tree) Replace(at yamlvalue.Path, n *yaml.Node) {
	t.root = t.descend(&merger{}, t.root, at, func(*yaml.Node) *yaml.Node { return n })
}

// Root is the item as it is now: the very item that it was if nothing has
// changed. Where the node is gone that an alias stood for, the alias is
// written out, so that it keeps the value it had.
func (t *Tree) Root() *yaml.Node {
	if t.root != t.before {
		t.root = draft.Settle(t.root)
	}
	return t.root
}

// Apply merges one patch into one Pod template of item, and returns item with
// the result; item itself if nothing changes, and after an error. See Tree.
func Apply(item *yaml.Node, at yamlvalue.Path, patch eval.Value) (*yaml.Node, error) {
	t := NewTree(item)
	_, err := t.Apply(Template{Path: at}, patch)
	return t.Root(), err
}

// descend applies f to the node at the end of the path at, and returns what
// then stands in the place of n; nil or n itself if nothing changes.
func (t *Tree) descend(m *merger, n *yaml.Node, at yamlvalue.Path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		child := t.descend(m, n.Content[0], at, f)
		if child == nil || child == n.Content[0] {
			return n
		}
		c := *n
		c.Content = []*yaml.Node{child}
		return &c
	}
	if len(at) == 0 {
		return f(n)
	}
	if at[0].Index >= 0 {
		return t.descendElement(m, n, at, f)
	}
	if !m.shape(n, yaml.MappingNode) {
		return nil
	}
	d := draft.New(n)
	old := d.Get(at[0].Key)
	child := m.within(at[0], func() *yaml.Node { return t.descend(m, old, at[1:], f) })
	if child == nil || child == old {
		return n
	}
	d.Set(at[0].Key, child)
	return d.Result()
}

func (t *Tree) descendElement(m *merger, n *yaml.Node, at yamlvalue.Path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	i, seq := at[0].Index, yamlvalue.Resolve(n)
	if !m.shape(n, yaml.SequenceNode) {
		return nil
	}
	if seq == nil || i >= len(seq.Content) {
		m.fail("the resource has no element %d here", i)
		return nil
	}
	child := m.within(at[0], func() *yaml.Node { return t.descend(m, seq.Content[i], at[1:], f) })
	if child == nil || child == seq.Content[i] {
		return n
	}
	if t.owned[n] {
		n.Content[i] = child
		return n
	}
	content := slices.Clone(seq.Content)
	content[i] = child
	own := draft.WithContent(n, yaml.SequenceNode, content)
	t.owned[own] = true
	return own
}
