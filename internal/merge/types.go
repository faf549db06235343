package merge

// This file says to others what is known about the fields of a resource.

import "github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"

// A Template is where a Pod template stands.
type Template struct {
	Path   yamlvalue.Path
	Inline bool // it is a Pod's spec alone, without metadata
}

func (t Template) typ() *Type {
	if t.Inline {
		return podTemplate().fields["spec"]
	}
	return podTemplate()
}

// ResourceType is the type of a resource, as far as it is known: it has Pod
// templates at these places. Lists on the way to them keep their elements in
// their places.
func ResourceType(templates ...Template) *Type {
	root := &Type{kind: objectKind, fields: map[string]*Type{}}
	for _, t := range templates {
		if len(t.Path) == 0 {
			return t.typ()
		}
		at := root
		for i, step := range t.Path {
			if at.kind != objectKind && at.kind != positionKind || at.name != "" {
				break // within another template
			}
			next := &Type{kind: objectKind, fields: map[string]*Type{}}
			if i == len(t.Path)-1 {
				next = t.typ()
			}
			at = at.child(step, next)
		}
	}
	return root
}

// child is the type one step down from a type that is on the way to a
// template; next if there was none.
func (t *Type) child(s yamlvalue.Step, next *Type) *Type {
	if s.Index >= 0 {
		t.kind = positionKind
		if t.elem == nil {
			t.elem = next
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
	case t.kind == objectKind:
		return t.fields[key]
	case t.kind == mapKind:
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
