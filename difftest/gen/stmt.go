package gen

// This file writes statements.

import "strings"

// variableDef defines a global variable.
func (g *generator) variableDef() {
	name := g.global(one(g, "", "", "", "_"))
	if g.chance(15) {
		if m := g.maybe(anyType); m != "" {
			g.define(anywhere, name+" = "+m)
			return
		}
	}
	if g.chance(20) {
		r := g.randomRecord(2)
		g.define(anywhere, name+" = "+g.record(r))
		g.vars = append(g.vars, variable{name, r})
		return
	}
	if g.chance(4) {
		other := g.global("")
		t := g.randomType(0)
		g.define(anywhere, name+" = "+other+" = "+g.expr(t))
		g.vars = append(g.vars, variable{name, t}, variable{other, t})
		return
	}
	if g.chance(8) {
		g.define(anywhere, name+": any = "+g.expr(anyType))
		g.vars = append(g.vars, variable{name, anyType})
		return
	}
	t := g.randomType(2)
	if t.kind == listKind && g.chance(60) {
		t = &typ{kind: listKind, elem: t.elem, atLeast: 1 + g.IntN(2)}
		g.define(anywhere, name+" = "+g.listLit(t))
	} else if annotated := g.chance(40) || t.kind == unionKind || t.kind == literalKind; annotated {
		g.define(anywhere, name+": "+t.String()+" = "+g.annotated(t))
	} else {
		g.define(anywhere, name+" = "+g.expr(t))
		g.bare[name] = true
	}
	g.vars = append(g.vars, variable{name, t})
}

// mutableDef defines a private variable that changes.
func (g *generator) mutableDef() {
	name := g.global("_")
	switch g.IntN(6) {
	case 0:
		g.define(first, name+" = "+g.expr(intType), name+one(g, " += ", " -= ", " *= ")+g.expr(intType))
		g.vars = append(g.vars, variable{name, intType})
	case 1:
		t := g.randomType(1)
		g.define(first, name+": "+t.String()+" = "+g.annotated(t), name+" = "+g.annotated(t))
		g.vars = append(g.vars, variable{name, t})
	case 2:
		t := listOf(one(g, intType, strType))
		g.define(first, name+" = "+g.listLit(t), name+" += "+g.expr(t))
		g.vars = append(g.vars, variable{name, t})
	case 3:
		r := g.randomRecord(1)
		f := one(g, r.fields...)
		g.define(first, name+" = "+g.record(r), name+"."+f.name+" = "+g.expr(f.typ))
		g.vars = append(g.vars, variable{name, r})
	case 4:
		t := dictOf(g.randomType(0))
		g.define(first, name+": "+t.String()+" = "+g.annotated(t), name+`["`+g.key()+`"] = `+g.expr(t.elem), name+one(g, " |= ", " = "+name+" | ")+"{"+g.key()+" = "+g.expr(t.elem)+"}")
		g.vars = append(g.vars, variable{name, t})
	case 5:
		t := &typ{kind: listKind, elem: one(g, intType, strType), atLeast: 1}
		g.define(first, name+" = "+g.listLit(t), name+"["+one(g, "0", "-1")+"] = "+g.expr(t.elem), name+"[0] += "+g.expr(t.elem))
		g.vars = append(g.vars, variable{name, t})
	}
}

// aliasDef names a type.
func (g *generator) aliasDef() {
	t := *g.randomType(2)
	if t.alias != "" || t.kind == schemaKind {
		return
	}
	text := t.String()
	t.alias = g.schemaName("Type")
	g.aliases = append(g.aliases, &t)
	g.define(inTurn, "type "+t.alias+" = "+text)
}

// branchDef defines a private variable within `if`.
func (g *generator) branchDef() {
	name, t := g.global("_"), g.randomType(1)
	annotation := one(g, "", ": "+t.String())
	if t.kind == literalKind || t.kind == unionKind {
		annotation = ": " + t.String()
	}
	set := func() string { return indent(name+annotation+" = "+g.annotated(t)) + "\n" }
	text := "if " + g.expr(boolType) + ":\n" + set()
	if g.chance(30) {
		text += "elif " + g.expr(boolType) + ":\n" + set()
	}
	text += "else:\n" + set()
	g.define(first, text[:len(text)-1])
	g.vars = append(g.vars, variable{name, t})
}

// unificationDef declares an instance in one or several statements.
func (g *generator) unificationDef() {
	s := g.someSchema()
	if s == nil {
		return
	}
	name := g.global("")
	var stmts []string
	attrs := g.someAttrs(s, true)
	for len(stmts) == 0 || len(attrs) > 0 {
		n := g.IntN(len(attrs) + 1)
		stmts = append(stmts, name+": "+s.name+g.schemaArgs(s)+" "+g.block(g.entriesOf(s, attrs[:n])))
		attrs = attrs[n:]
	}
	where := anywhere
	if strings.Contains(strings.Join(stmts, ""), " += ") {
		where = first // native += counts twice where the variable is read before
	}
	g.define(where, stmts...)
	g.vars = append(g.vars, variable{name, s.typ()})
}

// holds writes a condition that is true.
func (g *generator) holds() string {
	switch g.IntN(3) {
	case 0:
		return "(" + g.expr(boolType) + " or True)"
	case 1:
		return "len(" + g.expr(one(g, strType, listOf(intType))) + ") >= 0"
	}
	x := g.expr(one(g, intType, strType, boolType))
	return x + " == " + x
}

func (g *generator) assertion() {
	s := g.someSchema()
	switch n := g.IntN(30); {
	case n == 0: // one that may fail
		g.define(anywhere, "assert "+g.expr(boolType)+`, "perhaps ${`+g.inner()+`}"`)
	case n == 1:
		g.define(anywhere, g.block([]string{g.key() + " = " + g.expr(g.randomType(1))}))
	case n == 2 && s != nil:
		g.define(anywhere, g.instance(s))
	case n == 3 && s != nil && !g.shuffled:
		g.define(anywhere, g.global("")+" = len("+s.name+".instances())")
	case n < 12:
		g.define(anywhere, "print("+g.expr(g.randomType(1))+", "+g.expr(g.randomType(1))+")")
	default:
		g.define(anywhere, "assert "+g.holds()+one(g, "", `, "it holds"`, " if "+g.expr(boolType)))
	}
}
