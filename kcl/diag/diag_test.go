package diag

import "testing"

func TestRender(t *testing.T) {
	at := func(line, col int, source, text string) Message {
		return Message{File: "main.k", Line: line, Col: col, Source: source, Text: text}
	}
	lineOnly := at(5, 10, "person = Person {}", "attribute 'name' is required")
	lineOnly.LineOnly = true
	noted := at(1, 1, "a = 1", "declared here")
	noted.Note = "change the name"
	tests := []struct {
		name string
		diag Diagnostic
		want string
	}{
		{"column", Diagnostic{Kind: InvalidSyntax, Messages: []Message{at(1, 2, "a, b = 1, 2", "unexpected token ','")}}, `
error[E1001]: InvalidSyntax
 --> main.k:1:2
  |
1 | a, b = 1, 2
  |  ^ unexpected token ','
  |
`},
		{"wide line number", Diagnostic{Kind: TypeError, Messages: []Message{at(12, 1, "a", "no")}}, `
error[E2G22]: TypeError
  --> main.k:12:1
   |
12 | a
   | ^ no
   |
`},
		{"after the end of the line", Diagnostic{Kind: InvalidSyntax, Messages: []Message{at(1, 4, "a==", "got newline")}}, `
error[E1001]: InvalidSyntax
 --> main.k:1:3
  |
1 | a==
  |   ^ got newline
  |
`},
		{"empty line", Diagnostic{Kind: InvalidSyntax, Messages: []Message{at(2, 1, "", "got eof")}}, `
error[E1001]: InvalidSyntax
 --> main.k:2:1
  |
2 | 
  |  got eof
  |
`},
		{"line only", Diagnostic{Kind: EvaluationError, Messages: []Message{lineOnly}}, `
error[E3M38]: EvaluationError
 --> main.k:5:1
  |
5 | person = Person {}
  |  attribute 'name' is required
  |
`},
		{"tab", Diagnostic{Kind: InvalidSyntax, Messages: []Message{at(3, 2, "\tage: int", "inconsistent")}}, `
error[E1001]: InvalidSyntax
 --> main.k:3:2
  |
3 | 	age: int
  | ^ inconsistent
  |
`},
		{"wide characters", Diagnostic{Kind: InvalidSyntax, Messages: []Message{at(1, 6, "你好 = (", "got newline")}}, `
error[E1001]: InvalidSyntax
 --> main.k:1:6
  |
1 | 你好 = (
  |        ^ got newline
  |
`},
		{"note and backtrace", Diagnostic{Kind: RecursiveLoad, Messages: []Message{noted}, Backtrace: []string{"\t0: kcl_main"}}, `
error[E1001]: RecursiveLoad
 --> main.k:1:1
  |
1 | a = 1
  | ^ declared here
  |
note: change the name
note: backtrace:
	0: kcl_main
`},
		{"no place", Diagnostic{Kind: EvaluationError, Messages: []Message{{Text: "too large"}}}, `
error[E3M38]: EvaluationError
too large
`},
		{"bare", Diagnostic{Bare: true, Messages: []Message{{Text: "no file"}}}, `
no file
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := "\n" + Render(&test.diag); got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestRenderFull(t *testing.T) {
	m := Message{File: "main.k", Line: 1, Col: 5, Source: "a = b", Text: "no", LineOnly: true}
	want := "error[E3M38]: EvaluationError\n --> main.k:1:5\n  |\n1 | a = b\n  |     ^ no\n  |\n"
	if got := RenderFull(&Diagnostic{Kind: EvaluationError, Messages: []Message{m}}); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestListErr(t *testing.T) {
	if err := (List{}).Err(); err != nil {
		t.Errorf("an empty list is the error %v", err)
	}
	l := List{{Bare: true, Messages: []Message{{Text: "a"}}}, {Bare: true, Messages: []Message{{Text: "b"}}}}
	if err := l.Err(); err == nil || err.Error() != "a\nb\n" {
		t.Errorf("got %v", err)
	}
}
