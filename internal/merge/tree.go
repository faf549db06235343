package merge

// This file applies patches to the tree of an item: it finds the way to the
// Pod template, and keeps the aliases right.

import (
	"slices"

	"go.yaml.in/yaml/v3"

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
}

// NewTree begins with an item, which must have passed yamlvalue.Check.
func NewTree(item *yaml.Node) *Tree {
	return &Tree{before: item, root: item, owned: map[*yaml.Node]bool{}}
}

// Apply merges patches, one after the other, into the Pod template at the
// path at. Each is a mapping with `metadata` and `spec`. It returns what has
// changed. The error is of type Errors and has all that is wrong with the
// patches; the tree is what it was then.
func (t *Tree) Apply(at yamlvalue.Path, patches ...eval.Value) ([]Change, error) {
	m := &merger{path: make(yamlvalue.Path, 0, 16)}
	var changes []Change
	root := t.descend(m, t.root, at, func(old *yaml.Node) *yaml.Node {
		template := old
		for _, patch := range patches {
			wrong := len(m.errs)
			if n := m.mapping(template, patch, podTemplate(), mappingOptions{}); len(m.errs) == wrong {
				template = n
			}
		}
		if len(m.errs) > 0 {
			return nil
		}
		changes = diff(old, template, at)
		return template
	})
	if len(m.errs) > 0 {
		return nil, m.errs
	}
	t.root = root
	return changes, nil
}

// Root is the item as it is now: the very item that it was if nothing has
// changed. Where the node is gone that an alias stood for, the alias is
// written out, so that it keeps the value it had.
func (t *Tree) Root() *yaml.Node {
	if t.root != t.before {
		anchors := anchors{}
		if anchors.collect(t.root) {
			t.root = anchors.settle(t.root)
		}
	}
	return t.root
}

// Apply merges one patch into one Pod template of item, and returns item with
// the result; item itself if nothing changes, and after an error. See Tree.
func Apply(item *yaml.Node, at yamlvalue.Path, patch eval.Value) (*yaml.Node, error) {
	t := NewTree(item)
	_, err := t.Apply(at, patch)
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
	d := newDraft(n)
	old := d.get(at[0].Key)
	child := m.within(at[0], func() *yaml.Node { return t.descend(m, old, at[1:], f) })
	if child == nil || child == old {
		return n
	}
	d.set(at[0].Key, child)
	return d.result()
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
	own := withContent(n, yaml.SequenceNode, content)
	t.owned[own] = true
	return own
}

// anchors are the nodes of a tree that have an anchor, each with the node that
// stands in its place.
type anchors map[*yaml.Node]*yaml.Node

// collect adds the nodes under n, and reports whether there are aliases.
func (a anchors) collect(n *yaml.Node) bool {
	aliases := n.Kind == yaml.AliasNode
	if n.Anchor != "" {
		a[n] = n
	}
	for _, c := range n.Content {
		aliases = a.collect(c) || aliases
	}
	return aliases
}

// settle returns n with copies in the place of the aliases that lead out of
// the tree. An anchor comes before its aliases, so what stands in its place
// is known where they are reached.
func (a anchors) settle(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		switch target := a[n.Alias]; target {
		case nil:
			return yamlvalue.Copy(n)
		case n.Alias:
			return n
		default:
			c := *n
			c.Alias = target
			return &c
		}
	}
	var content []*yaml.Node
	for i, c := range n.Content {
		if s := a.settle(c); s != c {
			if content == nil {
				content = slices.Clone(n.Content)
			}
			content[i] = s
		}
	}
	if content == nil {
		return n
	}
	c := *n
	c.Content = content
	if n.Anchor != "" {
		a[n] = &c
	}
	return &c
}
