package gen

// This file writes lists and dicts, comprehensions and quantifiers.

import (
	"slices"
	"strings"
)

// local is a name for a local variable: one that nothing in view has.
func (g *generator) local() string {
	return g.fresh(func(w string) bool {
		return !g.used["."+w] && !g.used["@"+w] && g.isFree(w)
	})
}

// isFree reports whether neither a global nor anything in view has the name.
func (g *generator) isFree(name string) bool {
	return !g.used[name] && !slices.ContainsFunc(g.vars, func(v variable) bool {
		return strings.TrimPrefix(v.name, "_") == name
	})
}

// with runs write while vars are in view.
func (g *generator) with(vars []variable, write func() string) string {
	n := len(g.vars)
	g.vars = append(g.vars[:n:n], vars...)
	defer func() { g.vars = g.vars[:n] }()
	return write()
}

func (g *generator) listExpr(t *typ) string {
	x := func() string { return g.expr(t.elem) }
	return g.choose(
		form{5, func() string { return g.listLit(t) }},
		form{4, func() string { return g.listComp(t) }},
		form{2, func() string { return "(" + g.expr(t) + " + " + g.expr(t) + ")" }},
		form{1, func() string { return g.expr(t) + g.slice() }},
		form{2, func() string { return g.mapOrFilter(t) }},
		form{1, func() string { return "[" + x() + "] * " + g.positive() }},
		form{4, func() string { return g.libraryCall(t) }},
	)
}

func (g *generator) listLit(t *typ) string {
	var elems []string
	for range max(t.atLeast, g.IntN(4)) {
		elems = append(elems, g.expr(t.elem))
	}
	if g.chance(15) {
		elems = append(elems, "*"+g.expr(t))
	}
	if g.chance(10) {
		elem := "if " + g.expr(boolType) + ": " + g.expr(t.elem)
		if g.chance(50) {
			elem += " else: " + g.expr(t.elem)
		}
		elems = append(elems, elem)
	}
	return "[" + strings.Join(elems, ", ") + "]"
}

// A source is something to iterate over, with what the variables of the loop
// are.
type source struct {
	text string
	vars []variable
}

// host writes what a quantifier iterates over: the grammar allows no
// parentheses there.
func (g *generator) host(t *typ) string {
	return g.choose(
		form{3, func() string { return g.reach(t) }},
		form{1, func() string {
			switch {
			case t.kind == listKind:
				return g.listLit(t)
			case g.mayBeLiteral(t):
				return g.dictLit(t)
			}
			return g.dictComp(t)
		}},
	)
}

// source writes the loop of a comprehension or quantifier; host writes what
// it iterates over.
func (g *generator) source(host func(*typ) string) source {
	switch g.IntN(5) {
	case 0, 1:
		elem := g.randomType(1)
		name := g.local()
		return source{name + " in " + host(listOf(elem)), []variable{{name, elem}}}
	case 2:
		elem := g.randomType(0)
		s := source{vars: []variable{{g.local() + "I", intType}, {g.local() + "X", elem}}}
		s.text = s.vars[0].name + ", " + s.vars[1].name + " in " + host(listOf(elem))
		return s
	case 3:
		elem := g.randomType(1)
		s := source{vars: []variable{{g.local() + "K", strType}, {g.local() + "V", elem}}}
		s.text = s.vars[0].name + ", " + s.vars[1].name + " in " + host(dictOf(elem))
		return s
	}
	name := g.local() + "N"
	return source{name + " in " + host(listOf(intType)), []variable{{name, intType}}}
}

func (g *generator) listComp(t *typ) string {
	s := g.source(g.expr)
	return g.with(s.vars, func() string {
		elem := g.expr(t.elem)
		clauses := " for " + s.text
		if g.chance(15) {
			s := g.source(g.expr)
			return g.with(s.vars, func() string {
				return "[" + g.expr(t.elem) + clauses + " for " + s.text + g.condition() + "]"
			})
		}
		return "[" + elem + clauses + g.condition() + "]"
	})
}

// condition writes the `if` of a clause, or nothing.
func (g *generator) condition() string {
	if g.chance(60) {
		return ""
	}
	return " if " + g.expr(boolType)
}

func (g *generator) dictExpr(t *typ) string {
	return g.choose(
		form{5, func() string {
			if !g.mayBeLiteral(t) {
				return ""
			}
			return g.dictLit(t)
		}},
		form{3, func() string { return g.dictComp(t) }},
		form{2, func() string { return "(" + g.expr(t) + " | {" + g.key() + " = " + g.expr(t.elem) + "})" }},
	)
}

func (g *generator) dictComp(t *typ) string {
	s := g.source(g.expr)
	return g.with(s.vars, func() string {
		key := s.vars[0].name
		if s.vars[0].typ.kind != strKind {
			key = `"` + one(g, "k", "x-", "") + "${" + s.vars[0].name + `}"`
		}
		// Two entries of one key would have to agree.
		return "{" + key + one(g, " = ", " = ", ": ") + g.expr(t.elem) + " for " + s.text + g.condition() + "}"
	})
}

func (g *generator) mapOrFilter(t *typ) string {
	s := g.source(g.host)
	if g.chance(50) {
		return g.with(s.vars, func() string { return "(map " + s.text + " { " + g.expr(t.elem) + " })" })
	}
	name := g.local()
	host := g.host(t)
	return g.with([]variable{{name, t.elem}}, func() string {
		return "(filter " + name + " in " + host + " { " + g.expr(boolType) + " })"
	})
}

// filtered writes a filter of a dict. The order of its result is not
// specified.
func (g *generator) filtered(t *typ) string {
	k, v := g.local()+"K", g.local()+"V"
	host := g.host(t)
	return g.with([]variable{{k, strType}, {v, t.elem}}, func() string {
		return "(filter " + k + ", " + v + " in " + host + " { " + g.expr(boolType) + " })"
	})
}

// quantified writes `all` or `any`.
func (g *generator) quantified() string {
	s := g.source(g.host)
	return g.with(s.vars, func() string {
		cond := ""
		if g.chance(20) {
			cond = " if " + g.expr(boolType)
		}
		return "(" + one(g, "all ", "any ") + s.text + " { " + g.expr(boolType) + cond + " })"
	})
}
