package syntax

import "testing"

// parseValue returns the value of the program `a = <text>`.
func parseValue(t *testing.T, text string) (Expr, []string) {
	t.Helper()
	m, diags := Parse("a.k", "a = "+text+"\n")
	var errs []string
	for _, d := range diags {
		errs = append(errs, d.Messages[0].Text)
	}
	if s, ok := m.Body[0].(*AssignStmt); ok {
		return s.Value, errs
	}
	t.Fatalf("%q is no assignment", text)
	return nil, nil
}

func TestStrings(t *testing.T) {
	tests := []struct{ text, want string }{
		{`""`, ""},
		{`'it'`, "it"},
		{`"a\\b\'c\"d"`, `a\b'c"d`},
		{`"\a\b\f\n\r\t\v"`, "\a\b\f\n\r\t\v"},
		{`"\0\7\101\1234\777"`, "\x00\aAS4\u01ff"},
		{`"\x41\xe9"`, "Aé"},
		{`"\u00e9\ud800\U0001F600"`, "é\ufffd😀"},
		{`"\N{BULLET}"`, "•"},
		{`"\q\$\ "`, `\q\$\ `},
		{`r"\n\""`, `\n\"`},
		{`R'a\'b'`, `a\'b`},
		{`"""a"b""c"""`, `a"b""c`},
		{"'''a\\\nb'''", "ab"},
		{`r"${a}"`, "${a}"},
		{`"$a {b} $ {c}"`, "$a {b} $ {c}"},
	}
	for _, test := range tests {
		x, errs := parseValue(t, test.text)
		if s, ok := x.(*StringLit); !ok || s.Value != test.want || errs != nil {
			t.Errorf("%s: got %#v and %q, want %q", test.text, x, errs, test.want)
		}
	}
	for _, text := range []string{
		`"\x4"`, `"\xg0"`, `"\u12"`, `"\U00110000"`, `"\N"`, `"\N{"`, `"\N{NO NAME}"`, `"\NBULLET}"`,
	} {
		if _, errs := parseValue(t, text); len(errs) != 1 || errs[0] != "invalid string syntax" {
			t.Errorf("%s: got %q", text, errs)
		}
	}
}

func TestDedent(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"\n    foo\n    bar\n    ", "foo\nbar\n"},
		{"\n  a\n\n  b\n  ", "a\n\nb\n"},
		{"    foo\n    bar", "foo\nbar"},
		{"\n    foo\n      bar\n    ", "foo\n  bar\n"},
		{"\n    foo\n  bar\n", "  foo\nbar\n"},
		{"foo\n    bar", "foo\n    bar"},
		{"  foo  ", "foo  "},
		{"   ", ""},
		{"\n", ""},
		{"\n  a\n ", " a\n"},
		{"\n\ta\n\tb\n\t", "a\nb\n"},
		{"\n    a\n  \n    b\n    ", "a\n\nb\n"},
		{"\n  a\n      \n  b\n  ", "a\n    \nb\n"},
	}
	for _, test := range tests {
		if got := dedent(test.in); got != test.want {
			t.Errorf("dedent(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

// TestInterpolation checks how a string is split, and where the inner
// expressions stand.
func TestInterpolation(t *testing.T) {
	src := "a = \"\"\"\n    é ${b.c}\\t\\${d}\n    ${e + 1: #YAML}${f:#js}\n    \"\"\"\n"
	m, diags := Parse("a.k", src)
	if diags != nil {
		t.Fatal(diags)
	}
	want := `JoinedString 1:5-4:8 Raw="\"\"\"\n    é ${b.c}\\t\\${d}\n    ${e + 1: #YAML}${f:#js}\n    \"\"\""
  Parts: StringLit 1:8-2:7 Value="é " Raw="\n    é "
  Parts: Interpolation 2:7-2:13
    X: SelectorExpr 2:9-2:12
      X: NameExpr 2:9-2:10 Name="b"
      Sel: Name 2:11-2:12 Text="c"
  Parts: StringLit 2:13-2:20 Value="\t${d}" Raw="\\t\\${d}"
  Parts: StringLit 2:20-3:5 Value="\n" Raw="\n    "
  Parts: Interpolation 3:5-3:20 Format="yaml"
    X: BinaryExpr 3:7-3:12 Op=+ OpPos=37
      L: NameExpr 3:7-3:8 Name="e"
      R: NumberLit 3:11-3:12 Int=1
  Parts: Interpolation 3:20-3:28 Format="js"
    X: NameExpr 3:22-3:23 Name="f"
  Parts: StringLit 3:28-4:5 Value="\n" Raw="\n    "
`
	if got := dumpExpr(m.File, m.Body[0].(*AssignStmt).Value); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
