package merge

// This file merges lists.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// listMap merges a list whose elements are told apart by keys.
func (m *merger) listMap(old, like *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	list, ok := v.(*eval.List)
	if !ok {
		m.fail("must be a list, not %s", yamlvalue.Describe(v))
		return nil
	}
	if !m.shape(old, yaml.SequenceNode) {
		return nil
	}
	if yamlvalue.IsNull(old) && same(like, v, t) {
		return like
	}
	l := &listMerge{merger: m, typ: t, like: like}
	if seq := yamlvalue.Resolve(old); seq != nil && !replaces(list, t) {
		l.elems = seq.Content
	}
	for i, v := range list.Items() {
		if v != eval.Undefined {
			l.element(i, v)
		}
	}
	if l.own && like != nil && like.Kind == yaml.SequenceNode && like.Anchor == "" && slices.Equal(l.elems, like.Content) {
		return like
	}
	return relist(old, l.elems)
}

// replaces reports whether one of the elements is the directive that the
// others replace the whole list.
func replaces(list *eval.List, t *Type) bool {
	return slices.ContainsFunc(list.Items(), func(v eval.Value) bool { return replacesList(v, t.keys) })
}

func replacesList(v eval.Value, keys []string) bool {
	entries, ok := yamlvalue.Entries(v)
	if !ok {
		return false
	}
	replace := false
	for _, e := range entries {
		if slices.Contains(keys, e.Key) {
			return false
		}
		replace = replace || e.Key == patchDirective && e.Value == eval.Str("replace")
	}
	return replace
}

// A listMerge is the merging of one list.
type listMerge struct {
	*merger
	typ    *Type
	like   *yaml.Node
	elems  []*yaml.Node // so far
	own    bool         // elems is no longer the resource's
	placed []placement  // where the patch asked for a place
}

// A placement is a new element that stands where it asked to stand.
type placement struct {
	elem   Key
	anchor string // it stands after this one, or before all
	front  bool
}

// A Key tells an element from the others of its list.
type Key [2]eval.Value

// element merges the element v, number i of the patch.
func (l *listMerge) element(i int, v eval.Value) {
	entries, ok := yamlvalue.Entries(v)
	if !ok {
		l.fail("element %d of the patch must be a mapping, not %s", i, yamlvalue.Describe(v))
		return
	}
	if replacesList(v, l.typ.keys) {
		return
	}
	key, ok := l.patchKey(i, entries)
	if !ok {
		return
	}
	j := l.find(key)
	like := elementOf(l.like, l.typ.keys, key)
	opts := mappingOptions{element: true, retain: l.typ.retain, keys: l.typ.keys}
	switch {
	case says(entries, "delete"):
		for ; j >= 0; j = l.find(key) {
			l.change()
			l.elems = slices.Delete(l.elems, j, j+1)
		}
	case j >= 0:
		n := l.within(yamlvalue.Index(j), func() *yaml.Node { return l.mapping(l.elems[j], like, v, l.typ.elem, opts) })
		if n != nil && n != l.elems[j] {
			if p, ok := (*l.places)[l.elems[j]]; ok {
				l.asked(n, p)
			}
			l.change()
			l.elems[j] = n
		}
	default:
		j, asked := l.place(key, entries)
		n := l.within(yamlvalue.Index(j), func() *yaml.Node { return l.mapping(nil, like, v, l.typ.elem, opts) })
		if n != nil {
			l.change()
			l.elems = slices.Insert(l.elems, j, n)
			if asked != (Place{}) {
				l.asked(n, asked)
			}
		}
	}
}

// asked notes where a new element has asked to stand.
func (l *listMerge) asked(n *yaml.Node, p Place) {
	if *l.places == nil {
		*l.places = map[*yaml.Node]Place{}
	}
	(*l.places)[n] = p
}

// change makes elems the merge's own before it is changed.
func (l *listMerge) change() {
	if !l.own {
		l.elems, l.own = append(make([]*yaml.Node, 0, len(l.elems)+2), l.elems...), true
	}
}

// patchKey is the key of element i of the patch.
func (l *listMerge) patchKey(i int, entries []eval.Entry) (key Key, ok bool) {
	ok = true
	for k, name := range l.typ.keys {
		key[k] = eval.Undefined
		for _, e := range entries {
			if e.Key == name {
				key[k] = e.Value
			}
		}
		if d, has := keyDefaults[name]; has && eval.IsNothing(key[k]) {
			key[k] = d
		}
		switch key[k].Kind() {
		case eval.KindStr, eval.KindInt, eval.KindBool, eval.KindFloat:
		case eval.KindNone, eval.KindUndefined:
			l.fail("element %d of the patch has no %q, by which the elements of this list are told apart", i, name)
			ok = false
		default:
			l.fail("the %q of element %d of the patch must be a scalar, not %s", name, i, yamlvalue.Describe(key[k]))
			ok = false
		}
	}
	return key, ok
}

// find returns the index of the first element with the key, or -1.
func (l *listMerge) find(key Key) int {
	for i, n := range l.elems {
		if HasKey(n, l.typ.keys, key) {
			return i
		}
	}
	return -1
}

// KeyOf is the key of an element of a resource; one that is no scalar, or
// absent, equals no key of a patch.
func KeyOf(n *yaml.Node, names []string) (key Key) {
	for i, name := range names {
		v := yamlvalue.Resolve(yamlvalue.Lookup(n, name))
		switch {
		case yamlvalue.IsNull(v) && keyDefaults[name] != nil:
			key[i] = keyDefaults[name]
		case v == nil || v.Kind != yaml.ScalarNode:
			key[i] = eval.Undefined
		default:
			key[i] = yamlvalue.FromNode(v)
		}
	}
	return key
}

// HasKey reports whether KeyOf an element is key, and makes no values.
func HasKey(n *yaml.Node, names []string, key Key) bool {
	for i, name := range names {
		v := yamlvalue.Resolve(yamlvalue.Lookup(n, name))
		want, isStr := key[i].(eval.Str)
		if s, ok := yamlvalue.StringOf(v); isStr && ok {
			if s != string(want) {
				return false
			}
		} else if k := KeyOf(n, names[i:i+1]); k[0] != key[i] {
			return false
		}
	}
	return true
}

// A Place is where a patch asked for a new element to stand.
type Place struct {
	Before bool   // else after
	Anchor string // the key of an element, or "*" for all
}

// place is the index at which a new element is to stand, and the place that
// it asked for, if it has got it.
func (l *listMerge) place(key Key, entries []eval.Entry) (int, Place) {
	var directive string
	var wanted eval.Value
	for _, e := range entries {
		if (e.Key == beforeDirective || e.Key == afterDirective) && !eval.IsNothing(e.Value) {
			if directive != "" {
				l.fail(`an element has both "$before" and "$after"; say one of them`)
			}
			directive, wanted = e.Key, e.Value
		}
	}
	if directive == "" {
		return len(l.elems), Place{}
	}
	if len(l.typ.keys) > 1 {
		l.fail("%q: the elements of this list are told apart by %d fields, so it cannot be said which one is meant", directive, len(l.typ.keys))
		return len(l.elems), Place{}
	}
	candidates := []string{}
	if s, ok := wanted.(eval.Str); ok {
		candidates = append(candidates, string(s))
	} else {
		candidates = l.names(wanted, directive)
	}
	for _, c := range candidates {
		if i := l.placeBy(directive, c); i >= 0 {
			l.placed = append(l.placed, placement{elem: key, anchor: c, front: directive == beforeDirective && c == "*"})
			return i, Place{directive == beforeDirective, c}
		}
	}
	return len(l.elems), Place{}
}

// placeBy is the index before or after the element that has name, or -1 if
// there is none. Elements that asked for one place keep the patch's order.
func (l *listMerge) placeBy(directive, name string) int {
	i := 0
	switch {
	case name == "*" && directive == afterDirective:
		return len(l.elems)
	case name != "*":
		if i = l.find(Key{eval.Str(name)}); i < 0 || directive == beforeDirective {
			return i
		}
		i++
	}
	for i < len(l.elems) && l.placedAt(i, name) {
		i++
	}
	return i
}

// placedAt reports whether the element at i asked for the place after name,
// or for that before all.
func (l *listMerge) placedAt(i int, name string) bool {
	return slices.ContainsFunc(l.placed, func(p placement) bool {
		return p.anchor == name && p.front == (name == "*") && HasKey(l.elems[i], l.typ.keys, p.elem)
	})
}

// list replaces a list.
func (m *merger) list(old *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	content, ok := m.build(old, v, t)
	if !ok {
		return nil
	}
	return relist(old, content)
}

// relist returns the list old with other elements; where they equal those
// that it has, in their order, it keeps those.
func relist(old *yaml.Node, elems []*yaml.Node) *yaml.Node {
	if yamlvalue.IsNull(old) {
		return draft.WithContent(old, yaml.SequenceNode, elems)
	}
	have, next := yamlvalue.Resolve(old).Content, 0
	kept := make([]*yaml.Node, len(elems))
	for i, n := range elems {
		kept[i] = n
		for j := next; j < len(have); j++ {
			if yamlvalue.Equal(have[j], n) {
				kept[i], next = have[j], j+1
				break
			}
		}
	}
	if slices.Equal(kept, have) {
		return old
	}
	return draft.WithContent(old, yaml.SequenceNode, kept)
}

// set adds to a list of scalars those that it does not have.
func (m *merger) set(old *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	content, ok := m.build(old, v, t)
	if !ok {
		return nil
	}
	if yamlvalue.IsNull(old) {
		return draft.WithContent(old, yaml.SequenceNode, content)
	}
	elems := slices.Clone(yamlvalue.Resolve(old).Content)
	before := len(elems)
	for _, n := range content {
		if !slices.ContainsFunc(elems, func(e *yaml.Node) bool { return yamlvalue.Equal(e, n) }) {
			elems = append(elems, n)
		}
	}
	if len(elems) == before {
		return old
	}
	return draft.WithContent(old, yaml.SequenceNode, elems)
}

// build makes nodes of the elements of the list v.
func (m *merger) build(old *yaml.Node, v eval.Value, t *Type) (content []*yaml.Node, ok bool) {
	list, ok := v.(*eval.List)
	if !ok {
		m.fail("must be a list, not %s", yamlvalue.Describe(v))
		return nil, false
	}
	if !m.shape(old, yaml.SequenceNode) {
		return nil, false
	}
	for i, v := range list.Items() {
		if v == eval.Undefined || replacesList(v, nil) {
			continue
		}
		n := m.within(yamlvalue.Index(i), func() *yaml.Node {
			if entries, ok := yamlvalue.Entries(v); ok && says(entries, "delete") {
				m.fail(`"$patch": "delete" needs a list whose elements have a key; give the whole list instead`)
				return nil
			}
			return m.value(nil, nil, v, t.elem)
		})
		if n == nil {
			ok = false
			continue
		}
		content = append(content, n)
	}
	return content, ok
}
