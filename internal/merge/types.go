package merge

// This file says to others what is known about the fields of a resource.

import (
	"maps"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Template is where a Pod template stands in a tree.
type Template struct {
	Path yamlvalue.Path
	// Inline says that Path leads to a Pod's spec. Its labels and annotations
	// are in the mapping at Metadata, if that is not nil.
	Inline   bool
	Metadata yamlvalue.Path
}

// A part of a Pod template is a mapping of its own.
type part struct {
	name string // as a patch calls it; "" is the whole
	path yamlvalue.Path
	typ  *Type
}

// parts are the parts that a template consists of.
func (t Template) parts() []part {
	whole := podTemplate()
	if !t.Inline {
		return []part{{"", t.Path, whole}}
	}
	parts := []part{{"spec", t.Path, whole.fields["spec"]}}
	if t.Metadata != nil {
		parts = append(parts, part{"metadata", t.Metadata, whole.fields["metadata"]})
	}
	return parts
}

// resources are the types of whole resources that are in the table.
var resources = map[[2]string]string{
	{"v1", "Service"}:        "Service",
	{"v1", "ServiceAccount"}: "ServiceAccount",
}

// ResourceType is the type of a resource, as far as it is known: that of its
// kind, or metadata, which all have, and Pod templates at these places. Lists
// on the way to them keep their elements in their places.
func ResourceType(apiVersion, kind string, templates ...Template) *Type {
	if name, ok := resources[[2]string{apiVersion, kind}]; ok {
		return table()[name]
	}
	root := onTheWay()
	for _, t := range templates {
		for _, p := range t.parts() {
			if len(p.path) == 0 {
				return p.typ
			}
			root.add(p.path, p.typ)
		}
	}
	if root.fields["metadata"] == nil {
		root.fields["metadata"] = podTemplate().fields["metadata"]
	}
	return root
}

// onTheWay is the type of a mapping on the way to Pod templates. Its other
// fields can be anything.
func onTheWay() *Type {
	return &Type{kind: objectKind, fields: map[string]*Type{}, elem: table()["any"]}
}

// add adds to t, which is on the way to templates, one that is further down. It
// may stand in another one, under a field that Pods do not have.
func (t *Type) add(at yamlvalue.Path, leaf *Type) {
	for i, step := range at {
		next := onTheWay()
		if i == len(at)-1 {
			next = leaf
		} else if known := t.fields[step.Key]; step.Index < 0 && known != nil && known.name != "" {
			if known.kind != objectKind {
				return
			}
			own := *known // the one that is known is that of all Pods
			own.fields = maps.Clone(known.fields)
			t.fields[step.Key] = &own
		}
		t = t.child(step, next)
	}
}

// child is the type one step down from a type that is on the way to a
// template; next if there was none.
func (t *Type) child(s yamlvalue.Step, next *Type) *Type {
	if s.Index >= 0 {
		if t.kind != positionKind {
			t.kind, t.elem = positionKind, next
		}
		return t.elem
	}
	if t.fields[s.Key] == nil {
		t.fields[s.Key] = next
	}
	return t.fields[s.Key]
}

// Field is the type of the entry under key; nil where that is not known.
func (t *Type) Field(key string) *Type {
	switch {
	case t == nil:
		return nil
	case t.kind == objectKind && t.fields[key] != nil:
		return t.fields[key]
	case t.kind == objectKind, t.kind == mapKind, t.kind == anyKind:
		return t.elem
	}
	return nil
}

// Element is the type of the elements of a list; nil where that is not known.
func (t *Type) Element() *Type {
	if t == nil {
		return nil
	}
	return t.elem
}

// Keys are the fields that tell the elements of a list apart; none for a list
// without such fields.
func (t *Type) Keys() []string {
	if t == nil || t.kind != listMapKind {
		return nil
	}
	return t.keys
}

// Positional reports whether the elements of a list keep their places: it is
// on the way to Pod templates.
func (t *Type) Positional() bool { return t != nil && t.kind == positionKind }
