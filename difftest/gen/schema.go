package gen

// This file writes schemas and mixins.

import (
	"strings"
)

// A schema is a schema or mixin that the program defines.
type schema struct {
	name   string
	base   *schema
	mixins []*schema
	mixin  bool
	params *typ // of funcKind, or nil
	attrs  []attr
	index  *typ // of an index signature, or nil
}

type attr struct {
	name       string
	typ        *typ
	optional   bool
	hasDefault bool
	fixed      bool // no config can set it
	fresh      bool // nothing else has its default
}

func (a *attr) private() bool { return strings.HasPrefix(a.name, "_") }

// readType is the type of the attribute where it is read.
func (a *attr) readType() *typ {
	if a.optional {
		return &typ{kind: maybeKind, elem: a.typ}
	}
	return a.typ
}

func (s *schema) typ() *typ { return &typ{kind: schemaKind, schema: s} }

func (s *schema) derivesFrom(t *schema) bool {
	for ; s != nil; s = s.base {
		if s == t {
			return true
		}
	}
	return false
}

// all lists the attributes with those of bases and mixins; one that is
// declared again counts once, where it is last.
func (s *schema) all() []attr {
	var out []attr
	add := func(as []attr) {
		for _, a := range as {
			for i := range out {
				if out[i].name == a.name {
					out = append(out[:i:i], out[i+1:]...)
					break
				}
			}
			out = append(out, a)
		}
	}
	if s.base != nil {
		add(s.base.all())
	}
	add(s.attrs)
	for _, m := range s.mixins {
		add(m.attrs)
	}
	return out
}

func (s *schema) has(name string) bool {
	for _, a := range s.all() {
		if a.name == name {
			return true
		}
	}
	return false
}

// someSchema is a schema that has instances; nil where there is none.
func (g *generator) someSchema() *schema {
	var out []*schema
	for _, s := range g.schemas {
		if !s.mixin {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return one(g, out...)
}

var schemaNames = []string{"Server", "Person", "Config", "Item", "Volume", "Probe", "Rule", "Policy"}

func (g *generator) schemaName(suffix string) string {
	for {
		name := one(g, schemaNames...) + one(g, "", "Spec", "2", "X") + suffix
		if !g.used[name] {
			g.used[name] = true
			return name
		}
	}
}

func (g *generator) mixinDef() {
	if g.shuffled && g.lambdas {
		return
	}
	m := &schema{name: g.schemaName("Mixin"), mixin: true}
	var lines []string
	n := len(g.vars)
	for range 1 + g.IntN(2) {
		a := attr{name: g.attrName(m), typ: g.randomType(1), hasDefault: true}
		m.attrs = append(m.attrs, a)
		lines = append(lines, a.name+": "+a.typ.String()+" = "+g.annotated(a.typ))
		g.vars = append(g.vars, variable{a.name, a.typ})
	}
	g.vars = g.vars[:n]
	g.schemas = append(g.schemas, m)
	g.define(inTurn, one(g, "mixin ", "schema ")+m.name+":\n"+indent(strings.Join(lines, "\n")))
}

func (g *generator) attrName(s *schema) string {
	name := g.fresh(func(w string) bool {
		return !g.used[w] && !g.used["_"+w] && !s.has(w) && !(g.shuffled && g.used["."+w])
	})
	g.used["@"+name] = true
	return name
}

func (g *generator) schemaDef() {
	if g.shuffled && g.lambdas {
		return
	}
	s := &schema{name: g.schemaName("")}
	if b := g.someSchema(); b != nil && g.chance(30) && b.params == nil {
		s.base = b
	}
	if m := g.someMixin(); m != nil && g.chance(50) && !s.clashes(m) {
		s.mixins = append(s.mixins, m)
	}
	n := len(g.vars)
	head := "schema " + s.name + g.schemaParams(s)
	if s.base != nil {
		head += "(" + s.base.name + ")"
		g.viewAttrs(s.base.all())
	}
	var body []string
	if g.chance(4) {
		head = one(g, `@info(author="a")`, `@deprecated(strict=False)`, `@deprecated(version="1.1", reason="old", strict=False)`) + "\n" + head
	}
	if g.chance(10) {
		body = append(body, one(g, `"""`+s.name+` is made at random."""`, "# "+s.name))
	}
	if len(s.mixins) > 0 {
		body = append(body, "mixin ["+s.mixins[0].name+"]")
		if !g.lambdas {
			g.viewAttrs(s.mixins[0].attrs)
		}
	}
	body = append(body, g.attrStmts(s)...)
	if len(body) == 0 {
		body = append(body, "note?: str")
		s.attrs = append(s.attrs, attr{name: "note", typ: strType, optional: true})
	}
	if s.base == nil && g.chance(8) {
		s.index = g.indexType(s)
		body = append(body, one(g, "[...str]: ", "[str]: ")+s.index.String())
	}
	if g.chance(8) {
		body = append(body, "assert "+g.holds()+one(g, "", `, "in a schema"`))
	}
	if g.chance(35) {
		body = append(body, "check:")
		for range 1 + g.IntN(2) {
			body = append(body, indent(g.holds()+one(g, "", " if "+g.expr(boolType))+one(g, "", `, "the check of `+s.name+`"`)))
		}
	}
	g.vars = g.vars[:n]
	g.schemas = append(g.schemas, s)
	g.define(inTurn, head+":\n"+indent(strings.Join(body, "\n")))
}

// indexType is a type for an index signature, which all attributes must fit.
func (g *generator) indexType(s *schema) *typ {
	t := one(g, strType, intType)
	for _, a := range s.all() {
		if !t.accepts(a.typ) {
			return anyType
		}
	}
	return t
}

func (g *generator) viewAttrs(as []attr) {
	for _, a := range as {
		g.vars = append(g.vars, variable{a.name, a.readType()})
	}
}

func (s *schema) clashes(m *schema) bool {
	for _, a := range m.attrs {
		if s.has(a.name) {
			return true
		}
	}
	return false
}

func (g *generator) someMixin() *schema {
	var out []*schema
	for _, s := range g.schemas {
		if s.mixin {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return one(g, out...)
}

// schemaParams writes the parameters of s, and brings them into view.
func (g *generator) schemaParams(s *schema) string {
	if !g.chance(20) {
		return ""
	}
	s.params = &typ{kind: funcKind}
	var params []string
	for i := range 1 + g.IntN(2) {
		t := g.randomType(0)
		name := "p" + one(g, "Env", "Mode", "Size")
		if hasField(s.params, name) {
			continue
		}
		def := ""
		if i > 0 || g.chance(30) {
			def = strings.TrimPrefix(g.literal(t), "-")
		}
		s.params.alts = append(s.params.alts, t)
		s.params.fields = append(s.params.fields, field{name, t})
		s.params.texts = append(s.params.texts, def)
		if def != "" {
			def = " = " + def
		}
		params = append(params, name+": "+t.String()+def)
		g.vars = append(g.vars, variable{name, t})
	}
	return "[" + strings.Join(params, ", ") + "]"
}

// attrStmts writes the attributes of s and the statements between them. They
// stand in another order than that in which they use each other.
func (g *generator) attrStmts(s *schema) []string {
	var out []string
	for range g.IntN(5) {
		out = append(out, g.attrStmt(s))
	}
	if s.base != nil && g.chance(40) {
		out = append(out, g.redefine(s)...)
	}
	if g.shuffled && !strings.Contains(strings.Join(out, "\n"), "\nif") {
		g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

func (g *generator) attrStmt(s *schema) string {
	a := attr{name: g.attrName(s), typ: g.randomType(2)}
	text := a.name + ": " + a.typ.String()
	switch n := g.IntN(20); {
	case n < 4:
		a.optional = true
		text = a.name + "?: " + a.typ.String()
	case n < 8: // required
	case n == 8 && !s.has("_"+a.name):
		a = attr{name: "_" + a.name, typ: a.typ, hasDefault: true}
		text = a.name + ": " + a.typ.String() + " = " + g.annotated(a.typ)
	case n == 9: // a default that depends on a condition
		a.hasDefault = true
		text += " = " + g.annotated(a.typ) + "\nif " + g.expr(boolType) + ":\n" + indent(a.name+" = "+g.annotated(a.typ))
		if g.chance(30) {
			text += "\nelif " + g.expr(boolType) + ":\n" + indent(a.name+" = "+g.annotated(a.typ))
		}
		if g.chance(30) {
			text += "\nelse:\n" + indent(a.name+" = "+g.annotated(a.typ))
		}
	case n == 10 && a.typ.alias == "" && a.typ.kind != literalKind && a.typ.kind != unionKind:
		// Without annotation it is no attribute that a config may set.
		a.hasDefault, a.fixed = true, true
		text = a.name + " = " + g.expr(a.typ)
	case n == 11 && a.typ.kind == dictKind:
		a.hasDefault = true
		text += " |= " + g.annotated(a.typ)
	default:
		a.hasDefault = true
		text += " = " + g.annotated(a.typ)
	}
	_, def, _ := strings.Cut(text, " = ")
	a.fresh = def != "" && (strings.HasPrefix(def, "{") || strings.HasPrefix(def, "[") || a.typ.kind == schemaKind && strings.HasPrefix(def, a.typ.schema.name))
	s.attrs = append(s.attrs, a)
	g.vars = append(g.vars, variable{a.name, a.readType()})
	return text
}

// redefine writes another default for an attribute of the base.
func (g *generator) redefine(s *schema) []string {
	var own []attr
	for _, a := range s.base.all() {
		if !a.private() && !a.optional {
			own = append(own, a)
		}
	}
	if len(own) == 0 {
		return nil
	}
	a := one(g, own...)
	// The new default must not use what uses the attribute.
	vars := g.vars
	g.vars = nil
	defer func() { g.vars = vars }()
	a.hasDefault = true
	s.attrs = append(s.attrs, a)
	if g.chance(50) && a.typ.kind != literalKind && a.typ.kind != unionKind {
		return []string{a.name + " = " + g.annotated(a.typ)}
	}
	return []string{a.name + ": " + a.typ.String() + " = " + g.annotated(a.typ)}
}
