package gen

// This file writes lambdas and the statements in them.

import "strings"

// lambdaDef defines a global lambda.
func (g *generator) lambdaDef() {
	if !g.lambdas {
		return
	}
	result := g.randomParam()
	f := &typ{kind: funcKind, elem: result}
	for range g.IntN(4) {
		p := g.randomParam()
		name := g.fresh(func(w string) bool { return !g.used[w] && !hasField(f, w) })
		f.alts = append(f.alts, p)
		f.fields = append(f.fields, field{name, p})
		def := ""
		if p.kind != schemaKind && (g.chance(25) || len(f.texts) > 0 && f.texts[len(f.texts)-1] != "") {
			def = strings.TrimPrefix(g.literal(p), "-")
		} else if len(f.texts) > 0 && f.texts[len(f.texts)-1] != "" {
			def = "None"
		}
		f.texts = append(f.texts, def)
	}
	name := g.global(one(g, "", "", "_"))
	if g.chance(5) {
		f = &typ{kind: funcKind, elem: intType, alts: []*typ{intType}, fields: []field{{"n", intType}}, texts: []string{""}}
		g.define(anywhere, name+" = lambda n: int -> int { "+g.expr(intType)+" if n < 2 else "+name+"(n // 2) + n % 3 }")
	} else {
		g.define(anywhere, name+" = "+g.lambdaText(f, true))
	}
	g.vars = append(g.vars, variable{name, f})
}

func hasField(t *typ, name string) bool {
	for _, f := range t.fields {
		if f.name == name {
			return true
		}
	}
	return false
}

// lambda writes a lambda of type f.
func (g *generator) lambda(f *typ) string {
	t := &typ{kind: funcKind, elem: f.elem, alts: f.alts}
	for _, p := range f.alts {
		t.fields = append(t.fields, field{g.local() + "A", p})
		t.texts = append(t.texts, "")
	}
	return g.lambdaText(t, false)
}

// lambdaText writes a lambda with the parameters of f; on several lines
// where block.
func (g *generator) lambdaText(f *typ, block bool) string {
	var params []string
	var vars []variable
	for i, p := range f.fields {
		text := p.name + ": " + p.typ.String()
		if f.texts[i] != "" {
			text += " = " + f.texts[i]
		}
		params = append(params, text)
		vars = append(vars, variable(p))
	}
	head := "lambda"
	if len(params) > 0 {
		head += " " + strings.Join(params, ", ")
	}
	if g.chance(60) {
		head += " -> " + f.elem.String()
	}
	return g.with(vars, func() string {
		if !block || g.chance(40) {
			return head + " { " + g.result(f.elem) + " }"
		}
		return head + " {\n" + indent(strings.Join(g.lambdaBody(f.elem), "\n")) + "\n}"
	})
}

// lambdaBody writes the statements of a lambda that returns type t.
func (g *generator) lambdaBody(t *typ) []string {
	n := len(g.vars)
	defer func() { g.vars = g.vars[:n] }()
	var out []string
	for range g.IntN(4) {
		out = append(out, g.lambdaStmt()...)
	}
	return append(out, g.result(t))
}

// result writes the expression that a lambda returns. As a statement it may
// not begin with a sign.
func (g *generator) result(t *typ) string {
	text := g.annotated(t)
	if strings.ContainsAny(text[:1], "-+~") {
		return "(" + text + ")"
	}
	return text
}

func (g *generator) lambdaStmt() []string {
	u := g.randomParam()
	name := "_" + g.local()
	switch g.IntN(8) {
	case 0: // a variable that changes
		out := []string{name + " = " + g.expr(intType), name + one(g, " += ", " -= ", " *= ") + g.expr(intType)}
		g.vars = append(g.vars, variable{name, intType})
		return out
	case 1: // a variable that a condition changes
		out := []string{name + ": " + u.String() + " = " + g.annotated(u), "if " + g.expr(boolType) + ":", indent(name + " = " + g.annotated(u))}
		if g.chance(50) {
			out = append(out, "else:", indent(name+" = "+g.annotated(u)))
		}
		g.vars = append(g.vars, variable{name, u})
		return out
	case 2:
		return []string{"assert " + g.holds() + one(g, "", `, "in a lambda"`)}
	case 3: // a closure
		f := &typ{kind: funcKind, elem: u, alts: []*typ{g.randomType(0)}}
		out := []string{name + " = " + g.lambda(f)}
		g.vars = append(g.vars, variable{name, f})
		return out
	}
	text := name + " = "
	if g.chance(30) {
		text = name + ": " + u.String() + " = "
	}
	out := []string{text + g.expr(u)}
	g.vars = append(g.vars, variable{name, u})
	return out
}

// apply writes a lambda that is called where it stands.
func (g *generator) apply(t *typ) string {
	if !g.lambdas {
		return ""
	}
	if g.chance(50) {
		return "(lambda { " + g.result(t) + " })()"
	}
	p := g.randomParam()
	name := g.local() + "A"
	arg := g.expr(p)
	return g.with([]variable{{name, p}}, func() string {
		return "(lambda " + name + one(g, "", ": "+p.String()) + " { " + g.result(t) + " })(" + arg + ")"
	})
}

func indent(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "    " + l
		}
	}
	return strings.Join(lines, "\n")
}
