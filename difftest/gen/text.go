package gen

// This file writes strings.

import "strings"

// texts are contents of strings, as string literals have them: what YAML
// must quote, and what it writes as a block, among them.
var texts = []string{
	"", "a", "b", "abc", "Hello World", "x-y_z", "a,b,c", " pad ", "é", "日本", "yes", "null", "true", "1", "1.5", "0x1F",
	"- a", "a: b", "#c", "it's", `say \"hi\"`, `two\nlines`, `tab\there`, `end\n`, "~", "*x", "{}", "[1]", "a.b.c", "UPPER",
	"2024-01-01", "1e3", "on", "=", "@at", "%d", "a # b", "nginx:1.25", "/var/log", "foo=bar", `back\\slash`, "-", "?", "!", "&x",
	`\n`, `a\n\n\nb\n`, `  indented\n    more\n`, `trailing  \nspaces `, "😀", `bell\a`, `\r\n`, `\u00e9`, "key:", ": x", "a:b", "'", "0o7", "1_000", "-1", ".5", "+1", "0b1", "1.", "NaN", ".inf",
	"No", "NULL", "y", "n", "a sentence that is longer than eighty characters, so that a printer may want to fold it somewhere", "12:30:45", "0", "00", "1e", "e1", "- ", ",", "<<", "`", "|", ">", "%",
}

func (g *generator) strLit() string {
	t := one(g, texts...)
	if !strings.ContainsAny(t, `'\`) && g.chance(15) {
		return "'" + t + "'"
	}
	if !strings.ContainsAny(t, `'"`) && g.chance(4) {
		return `r"` + t + `"`
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
		form{8, func() string { return g.libraryCall(strType) }},
		form{1, func() string { return "(" + x() + " * " + g.positive() + ")" }},
		form{2, func() string { return x() + g.slice() }},
	)
}

// interpolation writes a string with values in it, which must have no
// braces and no quotes of its own.
func (g *generator) interpolation() string {
	var b strings.Builder
	for range 1 + g.IntN(3) {
		if g.chance(60) {
			b.WriteString(one(g, "a", "-", ": ", " ", "/", "é ", "x=", `\n`, "", `\${x}`, "$ ", "{}"))
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
		return one(g, "1 + 1", "len([1, 2])", "True", "None", "1.0 / 3", "[1, 'a', None]", "1 if True else 2")
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

func (g *generator) slice() string {
	if g.chance(20) {
		return "[" + g.expr(intType) + ":" + g.expr(intType) + "]"
	}
	return one(g, "[1:]", "[:2]", "[::-1]", "[1:3]", "[-2:]", "[:-1]", "[::2]", "[5:1]", "[:]", "[-1::-2]", "[-100:100]")
}
