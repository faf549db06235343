// Package merge applies strategic merge patches to Pod templates.
//
//	after, err := merge.Apply(item, at, patch)
//	changes := merge.Diff(item, after, at)
//
// Apply changes no node: it returns a tree that shares with the old one all
// that stays, so that the old tree remains valid, an error leaves the item
// untouched, and textedit and Diff find what differs at once. A patch that is
// already satisfied returns the very tree it was given.
//
// # How values merge
//
// By Kubernetes' rules for strategic merge patches (the design proposal
// strategic-merge-patch.md, apimachinery/pkg/util/strategicpatch), with the
// list keys in fields.txt:
//
//   - Mappings merge entry by entry; None and null delete.
//   - Lists whose elements have keys merge element by element. Existing
//     elements keep their order, new ones are appended in the patch's order.
//     Where the resource has one key twice, the first element is meant.
//   - Other lists are replaced.
//   - In a mapping, "$patch" is "replace" (nothing of the old remains),
//     "delete" (an empty mapping remains) or "merge". "$retainKeys" lists the
//     keys that may remain. "$deleteFromPrimitiveList/x" takes scalars off
//     the list x. "$setElementOrder/x" is accepted and changes nothing: kubectl
//     writes it, and existing elements keep their order here.
//   - In a list, the element {"$patch": "replace"} replaces the whole list by
//     the other elements; "$patch" beside a key deletes or replaces this
//     element. (apimachinery takes a "replace" beside a key for one of the
//     whole list, and drops the element.)
//   - New elements of a list with one key may say "$before" or "$after": the
//     key of an element, a list of candidates of which the first that exists
//     counts, or "*" for all; if none exists the element is appended.
//   - A volume or resource claim whose source is given loses its other one.
//
// Directives never reach the output. A null in the resource is as good as
// nothing. What the patch calls by a wrong name, and values of the wrong
// shape, in the patch or in the resource where the patch wants to go, are
// errors; the fields that the resource has and Kubernetes has not are left
// alone. An anchor's other users never change: what they share is copied.
package merge

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Apply merges patch, a mapping with `metadata` and `spec`, into the Pod
// template that item has at the path at, and returns item with the result;
// item itself if nothing changes. The error is of type Errors and has all
// that is wrong with the patch.
func Apply(item *yaml.Node, at yamlvalue.Path, patch eval.Value) (*yaml.Node, error) {
	m := &merger{path: make(yamlvalue.Path, 0, 16)}
	if err := yamlvalue.Check(item); err != nil {
		m.fail("%v", err)
		return item, m.errs
	}
	after := m.descend(item, at, func(template *yaml.Node) *yaml.Node {
		return m.mapping(template, patch, podTemplate(), mappingOptions{})
	})
	if len(m.errs) > 0 {
		return item, m.errs
	}
	if after != item {
		after = detach(item, after)
	}
	return after, nil
}

// A merger is one application of a patch. Its methods take what the
// resource has, nil where it has nothing, and return what it is to have:
// the same node if that stays, nil after an error.
type merger struct {
	path yamlvalue.Path // of what is being merged
	errs Errors
}

// within runs f one step further down.
func (m *merger) within(s yamlvalue.Step, f func() *yaml.Node) *yaml.Node {
	m.path = append(m.path, s)
	n := f()
	m.path = m.path[:len(m.path)-1]
	return n
}

// descend applies f to the node at the end of the path at.
func (m *merger) descend(n *yaml.Node, at yamlvalue.Path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) == 1 {
		child := m.descend(n.Content[0], at, f)
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
	step := at[0]
	if step.Index >= 0 {
		return m.descendElement(n, at, f)
	}
	d := newDraft(n)
	if !m.shape(n, yaml.MappingNode) {
		return nil
	}
	old := d.get(step.Key)
	child := m.within(step, func() *yaml.Node { return m.descend(old, at[1:], f) })
	if child != nil && child != old {
		d.set(step.Key, child)
	}
	return d.result()
}

func (m *merger) descendElement(n *yaml.Node, at yamlvalue.Path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	i, seq := at[0].Index, yamlvalue.Resolve(n)
	if !m.shape(n, yaml.SequenceNode) {
		return nil
	}
	if seq == nil || i >= len(seq.Content) {
		m.fail("the resource has no element %d here", i)
		return nil
	}
	child := m.within(at[0], func() *yaml.Node { return m.descend(seq.Content[i], at[1:], f) })
	if child == nil || child == seq.Content[i] {
		return n
	}
	content := slices.Clone(seq.Content)
	content[i] = child
	return withContent(n, yaml.SequenceNode, content)
}

// value merges v, which is not None, into old.
func (m *merger) value(old *yaml.Node, v eval.Value, t *typ) *yaml.Node {
	switch t.kind {
	case objectKind, mapKind:
		return m.mapping(old, v, t, mappingOptions{})
	case listMapKind:
		return m.listMap(old, v, t)
	case setKind:
		return m.set(old, v, t)
	case listKind:
		return m.list(old, v, t)
	}
	return m.scalar(old, v, t)
}

// The directives of a patch.
const (
	patchDirective      = "$patch"
	retainDirective     = "$retainKeys"
	beforeDirective     = "$before"
	afterDirective      = "$after"
	orderDirective      = "$setElementOrder/"
	deleteListDirective = "$deleteFromPrimitiveList/"
)

// mappingOptions tell what else holds for a mapping.
type mappingOptions struct {
	element bool // of a list by keys, which reads $before and $after
	retain  bool // its fields exclude each other
	keys    []string
}

// mapping merges a mapping.
func (m *merger) mapping(old *yaml.Node, v eval.Value, t *typ, opts mappingOptions) *yaml.Node {
	entries, ok := yamlvalue.Entries(v)
	if !ok {
		m.fail("must be a mapping, not %s", describe(v))
		return nil
	}
	if !m.shape(old, yaml.MappingNode) {
		return nil
	}
	switch m.directive(entries) {
	case "delete":
		if !opts.element {
			return emptied(old)
		}
	case "replace":
		fresh := m.entries(newDraft(nil), entries, t, opts)
		if yamlvalue.Equal(old, fresh) && !yamlvalue.IsNull(old) {
			return old
		}
		return fresh
	}
	d := newDraft(old)
	m.retain(d, entries, opts)
	return m.entries(d, entries, t, opts)
}

// entries merges the entries of a mapping into d.
func (m *merger) entries(d *draft, entries []eval.Entry, t *typ, opts mappingOptions) *yaml.Node {
	for _, e := range entries {
		if list, ok := strings.CutPrefix(e.Key, deleteListDirective); ok {
			m.within(yamlvalue.Key(list), func() *yaml.Node { m.deleteScalars(d, list, e.Value); return nil })
		}
	}
	for _, e := range entries {
		if yamlvalue.Hidden(e) {
			continue
		}
		if strings.HasPrefix(e.Key, "$") {
			m.checkDirective(e, t, opts)
			continue
		}
		m.within(yamlvalue.Key(e.Key), func() *yaml.Node { m.entry(d, e, t); return nil })
	}
	return d.result()
}

// entry merges one entry into d.
func (m *merger) entry(d *draft, e eval.Entry, t *typ) {
	field := t.elem
	if t.kind == objectKind {
		if field = t.fields[e.Key]; field == nil {
			m.unknownField(e.Key, t)
			return
		}
	}
	if e.Value == eval.None {
		d.remove(e.Key)
		return
	}
	old := d.get(e.Key)
	if n := m.value(old, e.Value, field); n != nil && n != old {
		d.set(e.Key, n)
	}
}

// retain drops from d what may not remain: by the directive, or because the
// patch gives another one of fields that exclude each other.
func (m *merger) retain(d *draft, entries []eval.Entry, opts mappingOptions) {
	names, given := m.retainKeys(entries)
	if !given {
		if !opts.retain {
			return
		}
		for _, e := range entries {
			if !yamlvalue.Hidden(e) && e.Value != eval.None && !strings.HasPrefix(e.Key, "$") && !slices.Contains(opts.keys, e.Key) {
				names = append(names, e.Key)
			}
		}
		if len(names) == 0 {
			return
		}
		names = append(names, opts.keys...)
	}
	for _, key := range d.keys() {
		if !slices.Contains(names, key) {
			d.remove(key)
		}
	}
}

// emptied is what remains of a mapping whose content is deleted.
func emptied(old *yaml.Node) *yaml.Node {
	if yamlvalue.IsNull(old) || len(yamlvalue.Pairs(old)) == 0 {
		return old
	}
	return withContent(old, yaml.MappingNode, nil)
}
