package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

func TestLineEnds(t *testing.T) {
	src := "\ufeffschema A:\r\n    a: str = \"\"\"\r\n    x\r\n    \"\"\"\r\n\r\n    b: int\r\n"
	m, diags := Parse("a.k", src)
	if diags != nil {
		t.Fatal(diags)
	}
	want, _ := Parse("a.k", strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n"))
	if got := dump(m); got != dump(want) {
		t.Errorf("got\n%s\nwant\n%s", got, dump(want))
	}
	if v := m.Body[0].(*SchemaStmt).Body[0].(*AttrStmt).Value.(*StringLit).Value; v != "x\n" {
		t.Errorf("got %q", v)
	}
}

func TestInvalidUTF8(t *testing.T) {
	_, diags := Parse("a.k", "a = 1\nb = \"\xff\"\nc = \xfe\n")
	want := []string{
		"2:6 the source is not valid UTF-8: use the encoding UTF-8",
		"3:5 unknown start of token",
		"3:6 expected one of [\"identifier\", \"literal\", \"(\", \"[\", \"{\"] got newline",
	}
	if got := places(diags); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// places returns line, column and text of each diagnostic.
func places(diags diag.List) []string {
	var out []string
	for _, d := range diags {
		m := d.Messages[0]
		out = append(out, fmt.Sprintf("%d:%d %s", m.Line, m.Col, m.Text))
	}
	return out
}

func TestParseExpr(t *testing.T) {
	x, diags := ParseExpr("path", "a.b[0]")
	if _, ok := x.(*IndexExpr); !ok || diags != nil {
		t.Errorf("got %#v and %v", x, diags)
	}
	for src, want := range map[string]string{
		"":      `1:1 expected one of ["identifier", "literal", "(", "[", "{"] got newline`,
		"a b":   "1:3 unexpected token 'identifier'",
		"a = 1": "1:3 unexpected token '='",
		"a.":    `1:3 expected one of ["identifier"] got newline`,
	} {
		if _, diags := ParseExpr("path", src); !slices.Equal(places(diags), []string{want}) {
			t.Errorf("%q: got %q, want %q", src, places(diags), want)
		}
	}
}

// TestDeep checks that programs that nest too deep get one error that says
// so, and those that stay below the limit get none.
func TestDeep(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct {
		name  string
		write func(n int) string
	}{
		{"parentheses", func(n int) string { return "a = " + repeat("(", n) + "1" + repeat(")", n) }},
		{"lists", func(n int) string { return "a = " + repeat("[", n) + repeat("]", n) }},
		{"configs", func(n int) string { return "a = " + repeat("{a: ", n) + "1" + repeat("}", n) }},
		{"calls", func(n int) string { return "a = " + repeat("f(", n) + repeat(")", n) }},
		{"call chain", func(n int) string { return "a = f" + repeat("()", n) }},
		{"subscripts", func(n int) string { return "a = f" + repeat("[0]", n) }},
		{"selectors", func(n int) string { return "a = f" + repeat(".a", n) }},
		{"optional selectors", func(n int) string { return "a = f" + repeat("?.a", n) }},
		{"names of a type", func(n int) string { return "a: T" + repeat(".a", n) + " {}" }},
		{"operators", func(n int) string { return "a = 1" + repeat(" + 1", n) }},
		{"casts", func(n int) string { return "a = 1" + repeat(" as int", n) }},
		{"unary operators", func(n int) string { return "a = " + repeat("not (", n) + "1" + repeat(")", n) }},
		{"conditions", func(n int) string { return "a = " + repeat("1 if 1 else ", n) + "1" }},
		{"lambdas", func(n int) string { return "a = " + repeat("lambda {", n) + "1" + repeat("}", n) }},
		{"quantifiers", func(n int) string { return "a = " + repeat("all x in y {", n) + "1" + repeat("}", n) }},
		{"comprehensions", func(n int) string { return "a = " + repeat("[x for x in ", n) + "1" + repeat("]", n) }},
		{"list conditions", func(n int) string { return "a = [" + repeat("if 1: ", n) + "1]" }},
		{"list elifs", func(n int) string { return "a = [\nif 1: 1\n" + repeat("elif 1: 1\n", n) + "]" }},
		{"config conditions", func(n int) string { return "a = {" + repeat("if 1: ", n) + "a: 1}" }},
		{"config elifs", func(n int) string { return "a = {\nif 1: a: 1\n" + repeat("elif 1: a: 1\n", n) + "}" }},
		{"elifs", func(n int) string { return "if 1: 1\n" + repeat("elif 1: 1\n", n) }},
		{"list types", func(n int) string { return "a: " + repeat("[", n) + repeat("]", n) + " = 1" }},
		{"function types", func(n int) string { return "a: " + repeat("() -> ", n) + "int = 1" }},
		{"blocks", func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(repeat(" ", i) + "if 1:\n")
			}
			return b.String() + repeat(" ", n) + "a = 1\n"
		}},
		{"chains in parentheses", func(n int) string {
			return "a = " + repeat("(", n/100) + "1" + repeat(repeat(" + 1", 100)+")", n/100)
		}},
	}
	const want = "the program nests too deep here: more than 2000 levels"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, diags := Parse("a.k", test.write(900)); diags != nil {
				t.Errorf("900 levels: got %s", diags)
			}
			n := 10_000
			if test.name == "blocks" {
				n = 3000
			}
			m, diags := Parse("a.k", test.write(n))
			if len(diags) != 1 || diags[0].Messages[0].Text != want {
				t.Errorf("got %.500s", diags.Error())
			}
			if got := height(m, m); got > 4*maxDepth {
				t.Errorf("the tree has %d levels", got)
			}
		})
	}
}

// height returns the number of levels below n, nodes that are no statement,
// expression or type included.
func height(m *Module, n Node) int {
	h := 0
	Walk(n, func(x Node) bool {
		if x == n {
			return true
		}
		h = max(h, height(m, x)+1)
		return false
	})
	return h
}

// TestManyErrors checks that a text that is not KCL is given up.
func TestManyErrors(t *testing.T) {
	_, diags := Parse("a.k", strings.Repeat("a = )\n", 1000))
	if len(diags) != maxErrors+1 {
		t.Fatalf("%d errors", len(diags))
	}
	if got := diags[maxErrors].Messages[0].Text; got != "more than 200 errors: giving up" {
		t.Errorf("got %q", got)
	}
}

// TestLinear checks that texts made to slow the parser down do not: each is
// of a quarter of a megabyte, for which quadratic time is minutes.
func TestLinear(t *testing.T) {
	const size = 1 << 18
	for _, part := range []string{
		"(", ")", "[", "{", "a.", ".", "import .", "a = ", "a: int = ", "1,", "lambda {", "lambda {}->",
		"'", `"""`, `"${`, `"${a}`, `\`, "@a\n", "elif", "if x:\n", "if 1:\n\t", "schema A:\n ", "#\n", "\n ",
		"x for x in ", "|", "a|", "[a] ", "${", "\xff", "é", "🙂", "\r", "$", "!", ";", "not ", "1e", "0b2 ",
		"\"\"\"\nAttributes\n---\na: b\n  c\n", "all x in y {", "a if b else ", "f(x=1, ",
	} {
		src := strings.Repeat(part, size/len(part))
		for _, src := range []string{src, "a = \"" + src + "\"\n", "schema A:\n    \"\"\"" + src + "\"\"\"\n"} {
			start := time.Now()
			Parse("a.k", src)
			if d := time.Since(start); d > 3*time.Second {
				t.Errorf("%q takes %v", part, d)
			}
		}
	}
}
