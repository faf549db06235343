package gen

// This file writes expressions of any type.

import (
	"strings"
)

const maxDepth = 3

// expr writes an expression of type t. It may stand as an operand.
func (g *generator) expr(t *typ) string {
	if g.depth >= maxDepth || g.budget <= 0 {
		return g.leaf(t)
	}
	g.depth++
	g.budget--
	defer func() { g.depth-- }()
	return g.choose(
		form{6, func() string { return g.reach(t) }},
		form{10, func() string { return g.ofType(t) }},
		form{3, func() string { return g.anyForm(t) }},
	)
}

// leaf writes an expression without parts, as far as the type allows.
func (g *generator) leaf(t *typ) string {
	return g.choose(
		form{2, func() string { return g.reach(t) }},
		form{1, func() string { return g.literal(t) }},
	)
}

// literal writes a constant of type t.
func (g *generator) literal(t *typ) string {
	switch t.kind {
	case intKind:
		return g.intLit()
	case floatKind:
		return g.floatLit()
	case strKind:
		return g.strLit()
	case boolKind:
		return one(g, "True", "False")
	case listKind:
		n := max(t.atLeast, g.IntN(3))
		return "[" + g.repeat(n, func() string { return g.literal(t.elem) }) + "]"
	case dictKind, recordKind, schemaKind, funcKind:
		return g.ofType(t)
	case unionKind:
		return g.literal(one(g, t.alts...))
	case literalKind:
		return one(g, t.texts...)
	case maybeKind:
		return "None"
	}
	return g.literal(g.randomType(0))
}

// repeat writes n times what write does, between commas.
func (g *generator) repeat(n int, write func() string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = write()
	}
	return strings.Join(parts, ", ")
}

// ofType writes an expression in a form that is special to type t.
func (g *generator) ofType(t *typ) string {
	switch t.kind {
	case intKind:
		return g.intExpr()
	case floatKind:
		return g.floatExpr()
	case strKind:
		return g.strExpr()
	case boolKind:
		return g.boolExpr()
	case listKind:
		return g.listExpr(t)
	case dictKind:
		return g.dictExpr(t)
	case recordKind:
		return g.record(t)
	case schemaKind:
		return g.instanceExpr(t.schema)
	case unionKind:
		return g.expr(one(g, t.alts...))
	case literalKind:
		return g.literal(t)
	case funcKind:
		return g.lambda(t)
	}
	return g.choose(
		form{2, func() string { return g.expr(g.randomType(1)) }},
		form{1, func() string { return g.libraryCall(anyType) }},
	)
}

// anyForm writes an expression in a form that any type may have.
func (g *generator) anyForm(t *typ) string {
	if t.kind == literalKind || t.kind == funcKind || t.kind == unionKind {
		return ""
	}
	return g.choose(
		form{4, func() string { return "(" + g.expr(t) + " if " + g.expr(boolType) + " else " + g.expr(t) + ")" }},
		form{4, func() string { return g.call(t) }},
		form{3, func() string { return g.orElse(t) }},
		form{1, func() string { return "[" + g.expr(t) + ", " + g.expr(t) + "][" + one(g, "0", "1", "-1", "-2") + "]" }},
		form{1, func() string {
			if g.expected != nil {
				return ""
			}
			return "{k = " + g.expr(t) + "}" + one(g, ".k", `["k"]`, "?.k")
		}},
		form{2, func() string { return g.apply(t) }},
		form{1, func() string { return g.cast(t) }},
		form{1, func() string { return "[" + g.expr(t) + ` for _ in [1]][0]` }},
	)
}

// cast writes a conversion. The grammar has no other types there, and the
// checker refuses one of an int to float.
func (g *generator) cast(t *typ) string {
	switch t.kind {
	case intKind, strKind, boolKind, schemaKind:
		return "(" + g.expr(t) + " as " + t.String() + ")"
	}
	return ""
}

// orElse writes a value with a default for where it is missing.
func (g *generator) orElse(t *typ) string {
	m := g.maybe(t)
	if m == "" {
		return ""
	}
	return one(g, "("+m+" or "+g.expr(t)+")", "("+m+" if "+m+" else "+g.expr(t)+")")
}

// call writes a call of a lambda in view that returns type t.
func (g *generator) call(t *typ) string {
	var forms []form
	for _, v := range g.inView() {
		if v.typ.kind == funcKind && t.accepts(v.typ.elem) {
			forms = append(forms, form{1, func() string { return v.name + "(" + g.arguments(v.typ) + ")" }})
		}
	}
	return g.choose(forms...)
}

// arguments writes arguments for parameters, some by name.
func (g *generator) arguments(f *typ) string {
	var args []string
	byName := false
	for i, p := range f.alts {
		name := ""
		if f.fields != nil {
			name = f.fields[i].name
			if f.texts[i] != "" && g.chance(50) {
				byName = true // leave it to its default
				continue
			}
			byName = byName || g.chance(15)
		}
		if byName {
			args = append(args, name+"="+g.expr(p))
		} else {
			args = append(args, g.expr(p))
		}
	}
	return strings.Join(args, ", ")
}

// boolExpr writes a condition.
func (g *generator) boolExpr() string {
	return g.choose(
		form{4, func() string { return g.comparison(one(g, intType, intType, floatType)) }},
		form{2, func() string { return "(" + g.expr(boolType) + one(g, " and ", " or ") + g.expr(boolType) + ")" }},
		form{1, func() string { return "(not " + g.expr(boolType) + ")" }},
		form{2, func() string { return g.equality(g.randomType(0)) }},
		form{2, g.membership},
		form{2, g.quantified},
		form{6, func() string { return g.libraryCall(boolType) }},
		form{2, g.presence},
	)
}

func (g *generator) comparison(t *typ) string {
	op := func() string { return one(g, " < ", " <= ", " > ", " >= ", " == ", " != ") }
	text := g.expr(t) + op() + g.expr(t)
	if g.chance(15) {
		text += op() + g.expr(t)
	}
	return "(" + text + ")"
}

func (g *generator) equality(t *typ) string {
	return "(" + g.expr(t) + one(g, " == ", " != ") + g.expr(t) + ")"
}

func (g *generator) membership() string {
	in := one(g, " in ", " not in ")
	switch g.IntN(3) {
	case 0:
		t := one(g, intType, strType)
		return "(" + g.expr(t) + in + g.expr(listOf(t)) + ")"
	case 1:
		return "(" + g.expr(strType) + in + g.expr(strType) + ")"
	}
	return "(" + g.expr(strType) + in + g.expr(dictOf(g.randomType(0))) + ")"
}

// presence asks whether a value is missing.
func (g *generator) presence() string {
	m := g.maybe(anyType)
	if m == "" {
		return ""
	}
	return one(g, "("+m+one(g, " == ", " != ", " is ", " is not ")+one(g, "None", "Undefined")+")",
		"isnullish("+m+")", "bool("+m+")")
}
