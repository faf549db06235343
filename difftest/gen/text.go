package gen

// This file writes strings.

import "strings"

// texts are contents of strings, as string literals have them.
var texts = []string{
	"", "a", "b", "abc", "Hello World", "x-y_z", "a,b,c", " pad ", "é", "日本", "yes", "null", "true", "1", "1.5", "0x1F",
	"- a", "a: b", "#c", "it's", `say \"hi\"`, `two\nlines`, `tab\there`, `end\n`, "~", "*x", "{}", "[1]", "a.b.c", "UPPER",
	"2024-01-01", "1e3", "on", "=", "@at", "%d", "a # b", "nginx:1.25", "/var/log", "foo=bar", `back\\slash`, "-", "?", "!", "&x",
}

func (g *generator) strLit() string {
	t := one(g, texts...)
	if !strings.ContainsAny(t, `'\`) && g.chance(15) {
		return "'" + t + "'"
	}
	if g.chance(3) && !strings.ContainsAny(t, `"`) {
		return `"""` + t + `"""`
	}
	return `"` + t + `"`
}

func (g *generator) strExpr() string {
	x := func() string { return g.expr(strType) }
	return g.choose(
		form{4, g.strLit},
		form{4, func() string { return "(" + x() + " + " + x() + ")" }},
		form{8, g.interpolation},
		form{1, func() string { return "(" + x() + " * " + g.positive() + ")" }},
		form{2, func() string { return "str(" + g.expr(g.randomType(1)) + ")" }},
		form{4, func() string { return x() + g.method() }},
		form{1, func() string { return g.strLit() + `.join(` + g.expr(listOf(strType)) + ")" }},
		form{1, func() string { return "typeof(" + g.expr(g.randomType(1)) + ")" }},
		form{1, func() string { return x() + g.slice() }},
		form{1, func() string { return one(g, "hex", "bin", "oct") + "(" + g.expr(intType) + ")" }},
		form{1, g.format},
		form{1, func() string { return "str(" + one(g, "1Ki", "2M", "5m", "1n") + ")" }},
	)
}

// interpolation writes a string with values in it, which must have no
// braces and no quotes of its own.
func (g *generator) interpolation() string {
	var b strings.Builder
	for range 1 + g.IntN(3) {
		if g.chance(60) {
			b.WriteString(one(g, "a", "-", ": ", " ", "/", "é ", "x=", `\n`, ""))
		}
		if inner := g.inner(); inner != "" {
			b.WriteString("${" + inner + "}")
		}
	}
	return `"` + b.String() + `"`
}

// inner writes what stands between `${` and `}`.
func (g *generator) inner() string {
	p := g.reach(anyType)
	if p == "" || strings.ContainsAny(p, `"{}`) {
		return one(g, "1 + 1", "len([1, 2])", "True", "None")
	}
	switch g.IntN(12) {
	case 0:
		return p + ": #json"
	case 1:
		return p + ": #yaml"
	case 2:
		return "typeof(" + p + ")"
	}
	return p
}

// method writes a call of a method that returns a string.
func (g *generator) method() string {
	switch g.IntN(9) {
	case 0:
		return ".upper()"
	case 1:
		return ".lower()"
	case 2:
		return one(g, ".strip()", ".lstrip()", ".rstrip()", `.strip("a")`)
	case 3:
		return ".replace(" + g.strLit() + ", " + g.expr(strType) + ")"
	case 4:
		return one(g, ".capitalize()", ".title()")
	case 5:
		return ".removeprefix(" + g.strLit() + ")"
	case 6:
		return ".removesuffix(" + g.strLit() + ")"
	case 7:
		return ".split(" + one(g, `","`, `"a"`, `" "`) + ")[0]"
	}
	return ".lower()"
}

func (g *generator) slice() string {
	return one(g, "[1:]", "[:2]", "[::-1]", "[1:3]", "[-2:]", "[:-1]", "[::2]", "[5:1]", "[:]")
}

func (g *generator) format() string {
	return one(g, `"{} {}"`, `"{0}-{1}"`, `"{1}{0}"`) + ".format(" + g.expr(one(g, intType, strType)) + ", " + g.expr(one(g, intType, strType, boolType)) + ")"
}

func (g *generator) strTest() string {
	x := g.expr(strType)
	switch g.IntN(3) {
	case 0:
		return x + one(g, ".isdigit()", ".isalpha()", ".isupper()", ".islower()", ".isalnum()", ".isspace()", ".istitle()")
	case 1:
		return x + one(g, ".startswith", ".endswith") + "(" + g.expr(strType) + ")"
	}
	return "(" + x + " in " + g.expr(listOf(strType)) + ")"
}
