package gen

// This file defines the types of expressions, and finds the values of a type
// that an expression may use.

import (
	"slices"
	"strconv"
	"strings"
)

type kind uint8

const (
	anyKind kind = iota
	intKind
	floatKind
	strKind
	boolKind
	listKind    // of elem
	dictKind    // from str to elem
	recordKind  // a config with known fields
	schemaKind  // an instance
	unionKind   // of alts
	literalKind // one of texts
	funcKind    // from alts to elem
	maybeKind   // elem or nothing
)

type typ struct {
	alias   string // its name, or ""
	kind    kind
	elem    *typ
	alts    []*typ
	texts   []string
	fields  []field
	schema  *schema
	atLeast int      // of a list: how many elements it surely has
	keys    []string // of a dict: keys that it surely has
}

type field struct {
	name string
	typ  *typ
}

var (
	anyType   = &typ{kind: anyKind}
	intType   = &typ{kind: intKind}
	floatType = &typ{kind: floatKind}
	strType   = &typ{kind: strKind}
	boolType  = &typ{kind: boolKind}
	// hidden is the type of a variable that must not be used.
	hidden = &typ{kind: funcKind, elem: &typ{kind: literalKind}}
)

func listOf(elem *typ) *typ { return &typ{kind: listKind, elem: elem} }
func dictOf(elem *typ) *typ { return &typ{kind: dictKind, elem: elem} }

// String is the type's annotation.
func (t *typ) String() string {
	if t.alias != "" {
		return t.alias
	}
	switch t.kind {
	case intKind:
		return "int"
	case floatKind:
		return "float"
	case strKind:
		return "str"
	case boolKind:
		return "bool"
	case listKind:
		return "[" + t.elem.String() + "]"
	case dictKind:
		return "{str:" + t.elem.String() + "}"
	case recordKind:
		return "{str:}"
	case schemaKind:
		return t.schema.name
	case unionKind:
		return joinTypes(t.alts, " | ")
	case literalKind:
		return strings.Join(t.texts, " | ")
	case funcKind:
		return "(" + joinTypes(t.alts, ", ") + ") -> " + t.elem.String()
	}
	return "any"
}

func joinTypes(ts []*typ, sep string) string {
	parts := make([]string, len(ts))
	for i, t := range ts {
		parts[i] = t.String()
	}
	return strings.Join(parts, sep)
}

// accepts reports whether a value of type u is one of type t.
func (t *typ) accepts(u *typ) bool {
	switch {
	case t.kind == anyKind:
		return u.kind != funcKind && u.kind != maybeKind
	case t.kind == unionKind && u.kind != unionKind:
		return slices.ContainsFunc(t.alts, func(a *typ) bool { return a.accepts(u) })
	case t.kind != u.kind:
		return false
	case t.kind == listKind || t.kind == dictKind:
		return t.elem.accepts(u.elem) && u.elem.accepts(t.elem)
	case t.kind == schemaKind:
		return u.schema.derivesFrom(t.schema)
	case t.kind == recordKind:
		return false
	case t.kind == maybeKind:
		return t.elem.accepts(u.elem)
	}
	return t.String() == u.String()
}

// randomType is a type that an annotation can name.
func (g *generator) randomType(depth int) *typ {
	basic := one(g, intType, intType, strType, strType, boolType, floatType)
	if depth <= 0 {
		return basic
	}
	switch n := g.IntN(20); {
	case n < 10:
		return basic
	case n == 10 && len(g.aliases) > 0:
		return one(g, g.aliases...)
	case n < 14:
		return listOf(g.randomType(depth - 1))
	case n < 16:
		return dictOf(g.randomType(depth - 1))
	case n < 18 && len(g.schemas) > 0:
		if s := one(g, g.schemas...); !s.mixin {
			return s.typ()
		}
	case n == 18:
		return &typ{kind: unionKind, alts: []*typ{intType, strType}}
	case n == 19:
		return one(g,
			&typ{kind: literalKind, texts: []string{`"a"`, `"b"`, `"c"`}},
			&typ{kind: literalKind, texts: []string{"1", "2", "3"}},
			&typ{kind: literalKind, texts: []string{`"on"`, "True"}})
	}
	return basic
}

// randomParam is a type for a parameter or result of a lambda: the grammar
// has no unions of literals there.
func (g *generator) randomParam() *typ {
	for {
		if t := g.randomType(1); t.kind != literalKind && (t.elem == nil || t.elem.kind != literalKind) {
			return t
		}
	}
}

// A variable is a name in view with its type.
type variable struct {
	name string
	typ  *typ
}

// inView lists the variables that no later one hides.
func (g *generator) inView() []variable {
	var out []variable
	hidden := map[string]bool{}
	for _, v := range slices.Backward(g.vars) {
		if !hidden[v.name] {
			out = append(out, v)
		}
		hidden[v.name] = true
	}
	return out
}

// reach writes an expression for a value of type t that some variable has or
// holds; "" where there is none.
func (g *generator) reach(t *typ) string {
	var found []string
	for _, v := range g.inView() {
		found = appendPaths(found, v.name, v.typ, t, 2)
	}
	if len(found) == 0 {
		return ""
	}
	return one(g, found...)
}

// appendPaths appends the ways to a value of type t from path, which has
// type u.
func appendPaths(found []string, path string, u, t *typ, depth int) []string {
	if t.accepts(u) {
		found = append(found, path)
	}
	if depth == 0 {
		return found
	}
	switch u.kind {
	case recordKind:
		for _, f := range u.fields {
			found = appendPaths(found, path+"."+f.name, f.typ, t, depth-1)
		}
	case schemaKind:
		for _, a := range u.schema.all() {
			if !a.private() {
				found = appendPaths(found, path+"."+a.name, a.readType(), t, depth-1)
			}
		}
	case listKind:
		for i := range u.atLeast {
			found = appendPaths(found, path+"["+strconv.Itoa(i)+"]", u.elem, t, depth-1)
		}
	case dictKind:
		for _, k := range u.keys {
			found = appendPaths(found, path+"."+k, u.elem, t, depth-1)
		}
	}
	return found
}

// maybes writes an expression for a value that may be missing, with the type
// that it has where it is there.
func (g *generator) maybe(t *typ) string {
	return g.reach(&typ{kind: maybeKind, elem: t})
}
