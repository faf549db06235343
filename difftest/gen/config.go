package gen

// This file writes configs and instances of schemas.

import (
	"strings"
)

// block writes a config with entries, on one line or on several.
func (g *generator) block(entries []string) string {
	if len(entries) == 0 {
		return "{}"
	}
	text := strings.Join(entries, "\n")
	if len(entries) <= 3 && !strings.Contains(text, "\n") && g.chance(60) || g.depth > 2 && !strings.Contains(text, "\n") {
		return "{" + strings.Join(entries, ", ") + "}"
	}
	return "{\n" + indent(text) + "\n}"
}

// key is a key of a config.
func (g *generator) key() string {
	k := g.fresh(func(w string) bool { return g.isFree(w) && !(g.shuffled && g.used["@"+w]) })
	g.used["."+k] = true
	return k
}

// keyText writes a key: a name or a string.
func (g *generator) keyText(name string) string {
	if g.chance(15) {
		return `"` + name + `"`
	}
	return name
}

// annotated writes an expression for what has an annotation.
func (g *generator) annotated(t *typ) string {
	outer := g.expected
	g.expected = t
	defer func() { g.expected = outer }()
	return g.expr(t)
}

// mayBeLiteral reports whether a config of type t may stand here: the
// reference implementation's checker holds each config within the value of
// an annotated variable against the annotation.
func (g *generator) mayBeLiteral(t *typ) bool {
	for e := g.expected; e != nil; e = e.elem {
		if e.kind == dictKind && e.elem.accepts(t.elem) {
			return true
		}
	}
	return g.expected == nil
}

func (g *generator) dictLit(t *typ) string {
	n := len(g.vars)
	defer func() { g.vars = g.vars[:n] }()
	var entries []string
	if g.chance(10) {
		entries = append(entries, "**"+g.expr(t))
	}
	for range g.IntN(4) {
		k := g.key()
		entries = append(entries, g.keyText(k)+one(g, " = ", " = ", ": ")+g.expr(t.elem))
		g.vars = append(g.vars, variable{k, t.elem})
	}
	if g.chance(10) {
		entries = append(entries, g.ifEntry(t.elem))
	}
	if g.chance(6) {
		entries = append(entries, `"`+one(g, oddKeys...)+`" = `+g.expr(t.elem))
	}
	return g.block(entries)
}

// oddKeys are keys that YAML must quote.
var oddKeys = []string{
	"a b", "1", "true", "é", "a:b", "-x", "", "#", "no", "~", "1.5", "a.b", "y", "null", "k: v", "[x]", "'", `q\"q`, "2024-01-01", "*a", "&b", "!t", "@", "%", "a\\b",
	"a key that is longer than one hundred and twenty-eight characters, so that a printer of YAML may want to write it in another form than it writes shorter keys",
}

// ifEntry writes entries under a condition.
func (g *generator) ifEntry(t *typ) string {
	entry := func() string { return indent(g.key() + " = " + g.expr(t)) }
	text := "if " + g.expr(boolType) + ":\n" + entry()
	if g.chance(40) {
		text += "\nelif " + g.expr(boolType) + ":\n" + entry()
	}
	if g.chance(40) {
		text += "\nelse:\n" + entry()
	}
	return text
}

// randomRecord is a type of configs with known fields.
func (g *generator) randomRecord(depth int) *typ {
	r := &typ{kind: recordKind}
	for range 1 + g.IntN(4) {
		t := g.randomType(1)
		if depth > 0 && g.chance(20) {
			t = g.randomRecord(depth - 1)
		}
		if t.kind == literalKind || t.kind == unionKind {
			t = strType
		}
		name := g.fresh(func(w string) bool { return !g.used[w] && !g.used["_"+w] && !hasField(r, w) })
		r.fields = append(r.fields, field{name, t})
	}
	return r
}

// record writes a config with the fields of t.
func (g *generator) record(t *typ) string {
	n := len(g.vars)
	defer func() { g.vars = g.vars[:n] }()
	var entries []string
	for _, f := range t.fields {
		entries = append(entries, g.fieldEntries(f)...)
		g.vars = append(g.vars, variable(f))
	}
	return g.block(entries)
}

func (g *generator) fieldEntries(f field) []string {
	if f.typ.kind == recordKind && g.chance(40) {
		var out []string
		g.vars = append(g.vars, variable{f.name, hidden})
		for _, sub := range f.typ.fields {
			out = append(out, f.name+"."+sub.name+one(g, " = ", ": ")+g.expr(sub.typ))
		}
		return out
	}
	if f.typ.kind == listKind && g.chance(20) {
		// A native += changes the list itself, whoever else has it.
		text := f.name + " = " + g.listLit(f.typ)
		return []string{text, f.name + " += " + g.with([]variable{{f.name, hidden}}, func() string { return g.expr(f.typ) })}
	}
	return []string{g.keyText(f.name) + one(g, " = ", ": ") + g.expr(f.typ)}
}

// schemaArgs writes the arguments of a schema, or nothing.
func (g *generator) schemaArgs(s *schema) string {
	if s.params == nil {
		return ""
	}
	return "(" + g.arguments(s.params) + ")"
}

// instance writes an instance of s.
func (g *generator) instance(s *schema) string {
	return s.name + g.schemaArgs(s) + " " + g.block(g.entries(s, true))
}

// instanceExpr writes an expression for an instance of s.
func (g *generator) instanceExpr(s *schema) string {
	return g.choose(
		form{6, func() string { return g.instance(s) }},
		form{1, func() string { return "(" + g.expr(s.typ()) + " | " + g.block(g.entries(s, false)) + ")" }},
		form{1, func() string { return g.applied(s) }},
	)
}

// applied writes a config that is applied to an instance in view. Where the
// variable has an annotation, the reference implementation takes the type's
// place for the variable.
func (g *generator) applied(s *schema) string {
	for _, v := range g.inView() {
		if g.bare[v.name] && v.typ.kind == schemaKind && v.typ.schema == s {
			return v.name + " " + g.block(g.entries(s, false))
		}
	}
	return ""
}

// entries writes entries for attributes of s: those that are required where
// complete, and some of the others.
func (g *generator) entries(s *schema, complete bool) []string {
	return g.entriesOf(s, g.someAttrs(s, complete))
}

func (g *generator) someAttrs(s *schema, complete bool) []attr {
	var out []attr
	for _, a := range s.all() {
		required := complete && !a.optional && !a.hasDefault
		if !a.private() && !a.fixed && (required || g.chance(30)) {
			out = append(out, a)
		}
	}
	g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// entriesOf writes an entry for each of the attributes of s.
func (g *generator) entriesOf(s *schema, attrs []attr) []string {
	n := len(g.vars)
	defer func() { g.vars = g.vars[:n] }()
	var out []string
	for _, a := range attrs {
		out = append(out, g.attrEntries(a, a.optional || a.hasDefault)...)
		if !g.used[a.name] {
			g.vars = append(g.vars, variable{a.name, a.typ})
		}
	}
	if s.index != nil && g.chance(60) {
		out = append(out, g.key()+"9 = "+g.expr(s.index))
	}
	return out
}

// attrEntries writes one or several entries for an attribute. It may have a
// value already where merge.
func (g *generator) attrEntries(a attr, merge bool) []string {
	switch {
	case merge && a.typ.kind == listKind && a.typ.elem.kind != intKind && a.typ.elem.kind != strKind && g.chance(60):
		// A native ":" joins the elements of the list in place.
		return []string{a.name + " = " + g.annotated(a.typ)}
	case merge && a.typ.kind == listKind && g.chance(35):
		return []string{a.name + " += " + g.annotated(a.typ)}
	case a.hasDefault && !a.fresh && a.typ.kind != intKind && a.typ.kind != strKind:
		// What a native ":" joins changes, whoever else has it.
		return []string{a.name + " = " + g.annotated(a.typ)}
	case a.typ.kind == dictKind && g.chance(35):
		return []string{a.name + "." + g.key() + one(g, " = ", ": ") + g.annotated(a.typ.elem)}
	case merge && a.typ.kind == schemaKind && a.hasDefault && g.chance(40):
		return []string{a.name + ": " + g.block(g.entries(a.typ.schema, false))}
	case a.typ.kind == schemaKind && a.typ.schema.params == nil && g.chance(40):
		return []string{a.name + one(g, " = ", ": ") + g.block(g.entries(a.typ.schema, true))}
	}
	return []string{g.keyText(a.name) + one(g, " = ", ": ", ": ") + g.annotated(a.typ)}
}
