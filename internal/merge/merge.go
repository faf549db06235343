// Package merge applies strategic merge patches to Pod templates, and to whole
// resources.
//
//	tree := merge.NewTree(item)
//	err := tree.Apply(at, patches...) // for each template
//	err = tree.ApplyTo(path, typ, patches...) // to a resource
//	after := tree.Root()
//	changes := merge.Diff(item, after, at)
//
// No node of the item is changed: what changes is copied, and all that stays
// is shared. So the old tree remains valid, an error leaves the item
// untouched, and what differs is found at once. A patch that is
// already satisfied leaves the very tree that was given.
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
//   - Other lists are replaced, and so are all lists in fields of resources
//     that the table does not have.
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

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A merger merges patches into one Pod template or resource. Its methods take what the
// resource has, nil where it has nothing, and return what it is to have:
// the same node if that stays, nil after an error. like is what the preferred
// tree has there (see Tree.Prefer): where that is the result, it is returned.
type merger struct {
	path   yamlvalue.Path // of what is being merged
	errs   Errors
	places *map[*yaml.Node]Place // of new elements; see Tree.Places
}

// within runs f one step further down.
func (m *merger) within(s yamlvalue.Step, f func() *yaml.Node) *yaml.Node {
	m.path = append(m.path, s)
	n := f()
	m.path = m.path[:len(m.path)-1]
	return n
}

// value merges v, which is not None, into old.
func (m *merger) value(old, like *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	switch t.kind {
	case objectKind, mapKind:
		return m.mapping(old, like, v, t, mappingOptions{})
	case listMapKind:
		return m.listMap(old, like, v, t)
	}
	_, merges := yamlvalue.Entries(v)
	switch {
	case same(old, v, t):
		return old
	case t.kind != setKind && !merges && same(like, v, t):
		return like
	}
	switch t.kind {
	case setKind:
		return m.set(old, v, t)
	case listKind, positionKind:
		return m.list(old, v, t)
	case anyKind:
		return m.any(old, like, v, t)
	}
	return m.scalar(old, v, t)
}

// any merges a value into what can be anything: mappings merge, and what is of
// another shape is replaced.
func (m *merger) any(old, like *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	had := yamlvalue.Resolve(old)
	is := func(kind yaml.Kind) *yaml.Node {
		if had != nil && had.Kind != kind {
			return nil
		}
		return old
	}
	if _, ok := yamlvalue.Entries(v); ok {
		return m.mapping(is(yaml.MappingNode), like, v, t, mappingOptions{})
	}
	if _, ok := v.(*eval.List); ok {
		return m.list(is(yaml.SequenceNode), v, t)
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
func (m *merger) mapping(old, like *yaml.Node, v eval.Value, t *Type, opts mappingOptions) *yaml.Node {
	entries, ok := yamlvalue.Entries(v)
	if !ok {
		m.fail("must be a mapping, not %s", yamlvalue.Describe(v))
		return nil
	}
	if !m.shape(old, yaml.MappingNode) {
		return nil
	}
	if yamlvalue.IsNull(old) && sameEntries(like, entries, t, opts.element) {
		return like
	}
	switch m.directive(entries) {
	case "delete":
		if !opts.element {
			return emptied(old)
		}
	case "replace":
		fresh := m.entries(draft.New(nil), like, entries, t, opts)
		if yamlvalue.Equal(old, fresh) && !yamlvalue.IsNull(old) {
			return old
		}
		return fresh
	}
	d := draft.New(old)
	m.retain(d, entries, opts)
	return m.entries(d, like, entries, t, opts)
}

// entries merges the entries of a mapping into d.
func (m *merger) entries(d *draft.Mapping, like *yaml.Node, entries []eval.Entry, t *Type, opts mappingOptions) *yaml.Node {
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
		m.within(yamlvalue.Key(e.Key), func() *yaml.Node { m.entry(d, like, e, t); return nil })
	}
	return d.ResultLike(like)
}

// entry merges one entry into d.
func (m *merger) entry(d *draft.Mapping, like *yaml.Node, e eval.Entry, t *Type) {
	field := t.Field(e.Key)
	if field == nil {
		m.unknownField(e.Key, t)
		return
	}
	if e.Value == eval.None {
		d.Remove(e.Key)
		return
	}
	old := d.Get(e.Key)
	if n := m.value(old, entryOf(like, e.Key), e.Value, field); n != nil && n != old {
		d.Set(e.Key, n)
	}
}

// retain drops from d what may not remain: by the directive, or because the
// patch gives another one of fields that exclude each other.
func (m *merger) retain(d *draft.Mapping, entries []eval.Entry, opts mappingOptions) {
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
	for _, key := range d.Keys() {
		if !slices.Contains(names, key) {
			d.Remove(key)
		}
	}
}

// emptied is what remains of a mapping whose content is deleted.
func emptied(old *yaml.Node) *yaml.Node {
	if yamlvalue.IsNull(old) || len(yamlvalue.Pairs(old)) == 0 {
		return old
	}
	return draft.WithContent(old, yaml.MappingNode, nil)
}
