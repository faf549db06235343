package merge

// This file reads the table of fields: what a Pod template and some resources
// consist of, and how their lists merge.

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

//go:embed fields.txt
var fieldsText string

// A Type is the type of a field.
type Type struct {
	name   string // as people call it
	kind   kind
	fields map[string]*Type // of an object
	elem   *Type            // of a list or map; of an object, of fields that are not known
	keys   []string         // of a listMap: the fields that tell its elements apart
	retain bool             // of a listMap: the fields of an element exclude each other
}

type kind uint8

const (
	anyKind kind = iota
	stringKind
	boolKind
	intKind
	intOrStringKind
	quantityKind
	objectKind   // a mapping with known fields
	mapKind      // a mapping from any keys to elem
	listMapKind  // a list whose elements are told apart by keys
	setKind      // a list of scalars, each once
	listKind     // a list that is replaced as a whole
	positionKind // a list on the way to Pod templates
)

// A list's key that is absent stands for this value
// (+default in core/v1/types.go).
var keyDefaults = map[string]eval.Value{"protocol": eval.Str("TCP")}

// table has the types that are known, by their names.
var table = sync.OnceValue(func() map[string]*Type { return readFields(fieldsText) })

// podTemplate is the type of a Pod template.
func podTemplate() *Type { return table()["PodTemplateSpec"] }

// readFields reads the table; its head says what it looks like.
func readFields(text string) map[string]*Type {
	anything := &Type{name: "value", kind: anyKind}
	anything.elem = anything
	types := map[string]*Type{
		"any":         anything,
		"string":      {name: "string", kind: stringKind},
		"bool":        {name: "boolean", kind: boolKind},
		"int":         {name: "integer", kind: intKind},
		"intOrString": {name: "integer or string", kind: intOrStringKind},
		"quantity":    {name: "quantity", kind: quantityKind},
	}
	named := func(name string) *Type {
		if t := types[name]; t != nil {
			return t
		}
		t := &Type{name: name, kind: objectKind, fields: map[string]*Type{}}
		types[name] = t
		return t
	}
	var object *Type
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] != ' ' {
			object = named(line)
			continue
		}
		name, decl, _ := strings.Cut(line[2:], " ")
		object.fields[name] = fieldType(decl, named)
	}
	return types
}

// fieldType is the type that a line declares after the name of its field.
func fieldType(decl string, named func(string) *Type) *Type {
	if elem, ok := strings.CutPrefix(decl, "map "); ok {
		return &Type{name: "mapping", kind: mapKind, elem: named(elem)}
	}
	rest, ok := strings.CutPrefix(decl, "[]")
	if !ok {
		return named(decl)
	}
	elem, how, _ := strings.Cut(rest, " ")
	t := &Type{name: "list", kind: listKind, elem: named(elem)}
	if how == "set" {
		t.kind = setKind
	} else if keys, ok := strings.CutPrefix(how, "by "); ok {
		t.kind = listMapKind
		keys, t.retain = strings.CutSuffix(keys, " retainKeys")
		t.keys = strings.Split(keys, "+")
	}
	return t
}
