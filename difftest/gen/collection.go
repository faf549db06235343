package gen

// This file writes lists and dicts, comprehensions and quantifiers.

import "strings"

// local is a name for a local variable: one that nothing in view has.
func (g *generator) local() string {
	return g.fresh(func(w string) bool {
		if g.used[w] {
			return false
		}
		for _, v := range g.vars {
			if strings.TrimPrefix(v.name, "_") == w {
				return false
			}
		}
		return true
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
		form{2, func() string { return g.specialList(t) }},
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

// specialList writes lists that only some types have.
func (g *generator) specialList(t *typ) string {
	switch t.elem.kind {
	case intKind:
		return g.choose(
			form{1, func() string { return "range(" + g.positive() + ")" }},
			form{1, func() string { return "range(" + g.positive() + ", 10, " + g.positive() + ")" }},
			form{1, func() string { return "sorted(" + g.expr(t) + ")" }},
			form{1, func() string { return "[i for i, _ in " + g.expr(listOf(g.randomType(0))) + "]" }},
		)
	case strKind:
		return g.choose(
			form{1, func() string { return g.expr(strType) + ".split(" + one(g, `","`, `" "`, "", `"a", 1`) + ")" }},
			form{1, func() string { return g.expr(strType) + one(g, ".chars()", ".splitlines()") }},
			form{1, func() string { return "sorted(" + g.expr(t) + one(g, "", ", reverse=True") + ")" }},
			form{1, func() string { return "[k for k in " + g.expr(dictOf(g.randomType(0))) + "]" }},
			form{1, func() string { return "[c for c in " + g.expr(strType) + "]" }},
		)
	}
	return ""
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
		form{1, func() string { return g.filterDict(t) }},
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

func (g *generator) filterDict(t *typ) string {
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
