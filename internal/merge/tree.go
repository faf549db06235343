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
	like         *yaml.Node // see Prefer
	// owned are the sequences on the way to templates that are copies, and so
	// can be changed where they are.
	owned map[*yaml.Node]bool
	undo  []func() // the changes of such sequences since Apply began
	// Places are where patches asked for new elements of lists to stand.
	Places map[*yaml.Node]Place
}

// NewTree begins with an item, which must have passed yamlvalue.Check.
func NewTree(item *yaml.Node) *Tree {
	return &Tree{before: item, root: item}
}

// Prefer names a tree that the result may be like, such as what came of the
// patches the last time. Patches take its nodes where these say what they say.
// So nothing is made anew where the result is the same; and where all of it is,
// the result is this tree.
func (t *Tree) Prefer(like *yaml.Node) { t.like = like }

// Apply merges patches, one after the other, into a Pod template. Each is a
// mapping with `metadata` and `spec`. The error is of type Errors and has all
// that is wrong with the patches; the tree is what it was then.
func (t *Tree) Apply(at Template, patches ...eval.Value) error {
	parts := at.parts()
	return t.apply(patches, func(m *merger, root *yaml.Node, patch eval.Value) *yaml.Node {
		if at.Inline {
			m.checkParts(at, parts, patch)
		}
		return t.patch(m, root, parts, patch)
	})
}

// ApplyTo is Apply for patches of the mapping at a path, which is of this type.
func (t *Tree) ApplyTo(at yamlvalue.Path, typ *Type, patches ...eval.Value) error {
	return t.apply(patches, func(m *merger, root *yaml.Node, patch eval.Value) *yaml.Node {
		return t.patch(m, root, []part{{path: at, typ: typ}}, patch)
	})
}

// apply merges patches into the tree as f does.
func (t *Tree) apply(patches []eval.Value, f func(m *merger, root *yaml.Node, patch eval.Value) *yaml.Node) error {
	m := &merger{path: make(yamlvalue.Path, 0, 16), places: &t.Places}
	root := t.root
	t.undo = t.undo[:0]
	for _, patch := range patches {
		wrong := len(m.errs)
		if n := f(m, root, patch); len(m.errs) == wrong {
			root = n
		}
	}
	if len(m.errs) > 0 {
		for _, f := range slices.Backward(t.undo) {
			f()
		}
		return m.errs
	}
	t.root = root
	return nil
}

// patch returns root with the parts of a patch merged into it.
func (t *Tree) patch(m *merger, root *yaml.Node, parts []part, patch eval.Value) *yaml.Node {
	for _, p := range parts {
		v, ok := p.of(patch)
		if !ok {
			continue
		}
		n := t.descend(m, root, t.like, p.path, func(old, like *yaml.Node) *yaml.Node {
			return m.mapping(old, like, v, p.typ, mappingOptions{})
		})
		if n != nil {
			root = n
		}
	}
	return root
}

// of is what a patch has for a part of a template, if it has anything.
func (p part) of(patch eval.Value) (eval.Value, bool) {
	entries, ok := yamlvalue.Entries(patch)
	if p.name == "" || !ok {
		return patch, p.name != "metadata"
	}
	for _, e := range entries {
		if e.Key == p.name && !yamlvalue.Hidden(e) {
			return e.Value, true
		}
	}
	return nil, false
}

// checkParts reports what a patch has that an inline template has no place for.
func (m *merger) checkParts(at Template, parts []part, patch eval.Value) {
	m.path = append(m.path, at.Path...)
	defer func() { m.path = m.path[:0] }()
	entries, _ := yamlvalue.Entries(patch)
	for _, e := range entries {
		known := slices.ContainsFunc(parts, func(p part) bool { return p.name == e.Key })
		switch {
		case yamlvalue.Hidden(e):
		case !known && e.Key == "metadata":
			m.fail("resources of this kind have no place for labels and annotations of their Pods: " +
				"the patch must have no `metadata` for them")
		case !known:
			m.fail("the patch of a Pod's spec that stands in another object has `spec` and nothing else; %q has no place there", e.Key)
		case e.Key == "metadata":
			m.checkMetadata(e.Value)
		}
	}
}

// checkMetadata reports what is neither labels nor annotations in the metadata
// for an inline template: kinds that have one have places for these two.
func (m *merger) checkMetadata(metadata eval.Value) {
	entries, _ := yamlvalue.Entries(metadata)
	for _, e := range entries {
		if !yamlvalue.Hidden(e) && e.Key != "labels" && e.Key != "annotations" {
			m.fail("resources of this kind have labels and annotations of their Pods and no other metadata; %q has no place", e.Key)
		}
	}
}

// Replace puts n in the place of the node at the path at, which must be there.
func (t *Tree) Replace(at yamlvalue.Path, n *yaml.Node) {
	t.root = t.descend(&merger{}, t.root, nil, at, func(_, _ *yaml.Node) *yaml.Node { return n })
}

// Current is the tree as it is now: the very one that it was if nothing has
// changed. Aliases may stand for nodes that it no longer has.
func (t *Tree) Current() *yaml.Node { return t.root }

// Root is Current with the aliases as package draft settles them: for the tree
// of a whole item.
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
	err := t.Apply(Template{Path: at}, patch)
	return t.Root(), err
}

// descend applies f to the node at the end of the path at, and returns what
// then stands in the place of n; nil or n itself if nothing changes.
func (t *Tree) descend(m *merger, n, like *yaml.Node, at yamlvalue.Path, f func(old, like *yaml.Node) *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		child := t.descend(m, n.Content[0], like, at, f)
		if child == nil || child == n.Content[0] {
			return n
		}
		c := *n
		c.Content = []*yaml.Node{child}
		return &c
	}
	if len(at) == 0 {
		return f(n, like)
	}
	if at[0].Index >= 0 {
		return t.descendElement(m, n, like, at, f)
	}
	if !m.shape(n, yaml.MappingNode) {
		return nil
	}
	d := draft.New(n)
	old := d.Get(at[0].Key)
	child := m.within(at[0], func() *yaml.Node { return t.descend(m, old, entryOf(like, at[0].Key), at[1:], f) })
	if child == nil || child == old {
		return n
	}
	d.Set(at[0].Key, child)
	return d.ResultLike(like)
}

func (t *Tree) descendElement(m *merger, n, like *yaml.Node, at yamlvalue.Path, f func(old, like *yaml.Node) *yaml.Node) *yaml.Node {
	i, seq := at[0].Index, yamlvalue.Resolve(n)
	if !m.shape(n, yaml.SequenceNode) {
		return nil
	}
	if seq == nil || i >= len(seq.Content) {
		m.fail("the resource has no element %d here", i)
		return nil
	}
	var likeChild *yaml.Node
	if like != nil && like.Kind == yaml.SequenceNode && i < len(like.Content) {
		likeChild = like.Content[i]
	}
	child := m.within(at[0], func() *yaml.Node { return t.descend(m, seq.Content[i], likeChild, at[1:], f) })
	if child == nil || child == seq.Content[i] {
		return n
	}
	if t.owned[n] {
		old := n.Content[i]
		t.undo = append(t.undo, func() { n.Content[i] = old })
		n.Content[i] = child
		return n
	}
	content := slices.Clone(seq.Content)
	content[i] = child
	own := draft.WithContent(n, yaml.SequenceNode, content)
	if t.owned == nil {
		t.owned = map[*yaml.Node]bool{}
	}
	t.owned[own] = true
	return own
}
