package template

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestHTMLEscape(t *testing.T) {
	libtest.Run(t, Module(), "html_escape [\"<a href='x'>&`\\\"=é</a>{{b}}\"] => "+
		"\"&lt;a href&#x3D;&#x27;x&#x27;&gt;&amp;&#x60;&quot;&#x3D;é&lt;/a&gt;{{b}}\"\n"+
		"html_escape [] => html_escape() missing 1 required positional argument: 'data'\n")
}

// cases are the templates of testdata, as JSON, with the JSON of their
// results; before them stands their data.
func cases(t testing.TB) (data string, each [][2]string) {
	f, err := os.Open("testdata/reference.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		line := s.Text()
		switch {
		case strings.HasPrefix(line, "#"):
		case data == "":
			data = line
		default:
			template, want, ok := strings.Cut(line, " => ")
			if !ok {
				t.Fatalf("no template and result: %s", line)
			}
			each = append(each, [2]string{template, want})
		}
	}
	return data, each
}

func TestReference(t *testing.T) {
	data, all := cases(t)
	if len(all) < 200 {
		t.Fatalf("only %d cases", len(all))
	}
	for _, c := range all {
		got := libtest.Member(t, &eval.Run{}, Module(), "execute", "["+c[0]+","+data+"]", "")
		if got != c[1] {
			t.Errorf("%s\ngot  %s\nwant %s", c[0], got, c[1])
		}
	}
}

// What the reference implementation has not, and what it has otherwise.
func TestBeyondReference(t *testing.T) {
	libtest.Run(t, Module(), `
execute ["{{#each l}}{{.}};{{/each}}", {"l": [1, 2]}] => "1;2;"
execute ["{{#each l}}{{len ..}};{{/each}}", {"l": [1, 2]}] => "1;1;"
execute ["{{#if elsewhere}}a{{elsewhere}}{{else}}b{{/if}}", {"elsewhere": 1}] => "a1"
execute ["{{#*inline 'p q'}}x{{/inline}}{{> 'p q'}}{{> [p q]}}{{> \"p q\"}}", {}] => "xxx"
execute ["{{#*inline 'p'}}[{{z}}]{{/inline}}{{> p (lookup l 1)}}", {"l": [1, {"z": 2}]}] => "[2]"
execute ["{{#*inline 'p'}}[{{z}}]{{/inline}}{{#with (lookup l 0)}}{{> p y}}{{/with}}", {"l": [{"y": {"z": 3}}]}] => "[3]"
execute ["{{#each l as |v|}}{{#with o}}{{../v}}{{/with}}{{/each}}", {"l": [{"v": 1, "o": {"z": 1}}]}] => "1"
execute ["{{raw 1e5}} {{raw ['a']}}", {}] => "100000.0 [\"a\"]"
execute ["{{#if f}}x{{~else if t}} y{{/if}}", {"f": false, "t": true}] => " y"
`)
}

func TestArguments(t *testing.T) {
	libtest.Run(t, Module(), `
execute ["{{a}}"] => ""
execute ["{{a}}"] ** {"data": {"a": 1}} => "1"
execute ["x", null] => "x"
execute ["x", [1]] => execute() argument 'data' must be a dict or a schema instance, got list
execute [1] => execute() argument 'template' must be a string, got int
execute [] => execute() missing 1 required positional argument: 'template'
`)
}

func TestErrors(t *testing.T) {
	const data = `, {"l": [1], "o": {}}]`
	for _, c := range []struct{ template, want string }{
		{"a\nbé{{", "line 2, column 5: the template ends where a name was expected"},
		{"{{a}", "line 1, column 4: '}' stands where }} was expected"},
		{"{{{a}}", "line 1, column 6: '}' stands where }} was expected"},
		{"{{a:b}}", "line 1, column 4: ':' stands where a name was expected"},
		{"{{a.}}", "line 1, column 5: '}' stands where a name was expected"},
		{"{{[a}}", "line 1, column 3: the name has no end: ] is missing"},
		{"{{> [a}}", "line 1, column 5: the name has no end: ] is missing"},
		{"{{raw 'a}}", "line 1, column 7: the text has no end: ' is missing"},
		{"{{raw 'a\\q'}}", "line 1, column 7: 'a\\q' is no text: "},
		{"{{raw (len l}}", "line 1, column 13: '}' stands where ) was expected"},
		{"{{! a", "line 1, column 1: the comment has no end"},
		{"{{#if l}}", "line 1, column 1: the block 'if' has no end: write {{/if}}"},
		{"{{#if l}}{{else if o}}", "line 1, column 10: the block 'if' has no end: write {{/if}}"},
		{"{{#if l}}{{/each}}", "line 1, column 10: {{/each}} stands where the block 'if' ends"},
		{"{{#if l}}{{else}}{{else}}{{/if}}", "line 1, column 18: {{else}} is not possible here"},
		{"{{/if}}", "line 1, column 1: {{/if}} is outside of a block"},
		{"{{{{raw l}}}} x", "line 1, column 1: the block 'raw' has no end: write {{{{/raw}}}}"},
		{"{{{{raw l}}}} {{{{x}}}}", "line 1, column 19: 'x' stands where the end of the block 'raw' was expected"},
		{"{{#each l as |a b c|}}{{/each}}", "line 1, column 19: 'c' stands where | was expected"},
		{"{{*inline 'a'}}", "line 1, column 1: 'inline' needs a block: {{#*inline ...}}...{{/inline}}"},
		{"{{#*x}}{{/x}}", "line 1, column 1: there is no decorator 'x': 'inline' is the only one"},
		{"{{#*inline}}{{/inline}}", "line 1, column 1: 'inline' needs the name of the partial"},
		{"{{#*inline 1}}{{/inline}}", "line 1, column 1: the name of a partial is a text"},
		{"{{> p}}", `line 1, column 1: there is no partial 'p': define it before this with {{#*inline "p"}}...{{/inline}}`},
		{"{{> @partial-block}}", "line 1, column 1: there is no partial '@partial-block'"},
		{"\n {{x l}}", "line 2, column 2: there is no helper 'x'"},
		{"{{raw (x l)}}", "line 1, column 1: there is no helper 'x'"},
		{"{{#o}}{{/o}}", "line 1, column 1: there is no helper 'o': for a block with its value write {{#with o}} or {{#each o}}"},
		{"{{l.x}}", "line 1, column 1: a list has no 'x': its elements have numbers, as in list.[0]"},
		{"{{lookup l}}", "line 1, column 1: the helper 'lookup' needs more arguments: 2, got 1"},
		{"{{gt 1 'a'}}", "line 1, column 1: the helper 'gt' compares integers, got int and str"},
		{"{{log 1 level='x'}}", "line 1, column 1: 'x' is no level of a log: use error, warn, info, debug or trace"},
		{strings.Repeat("{{#if l}}", maxDepth+1), "blocks and expressions are nested deeper than 1000 levels"},
		{"{{raw " + strings.Repeat("(len ", maxDepth+1), "blocks and expressions are nested deeper than 1000 levels"},
		{"{{raw " + strings.Repeat("[", maxDepth+1), "blocks and expressions are nested deeper than 1000 levels"},
	} {
		text, err := json.Marshal(c.template)
		if err != nil {
			t.Fatal(err)
		}
		got := libtest.Member(t, &eval.Run{}, Module(), "execute", "["+string(text)+data, "")
		if !strings.HasPrefix(got, "the template fails at ") || !strings.Contains(got, c.want) {
			t.Errorf("%.80s\ngot  %s\nwant %s", c.template, got, c.want)
		}
	}
}

// Partials that never end, and texts of any size, end at the run's limits.
func TestLimits(t *testing.T) {
	loop := `["{{#*inline 'p'}}x{{> p}}{{/inline}}{{> p}}"]`
	list := `["` + strings.Repeat("{{l}}", 100) + `", {"l": ["` + strings.Repeat("x", 1000) + `"]}]`
	nested := `["{{#each l}}{{#each @root.l}}{{#each @root.l}}{{/each}}{{/each}}{{/each}}", {"l": [` + strings.Repeat("1,", 99) + `1]}]`
	for _, c := range []struct {
		args   string
		limits eval.Limits
		want   string
	}{
		{loop, eval.Limits{}, "calls are nested deeper than 100000"},
		{loop, eval.Limits{Depth: 100}, "calls are nested deeper than 100"},
		{list, eval.Limits{Bytes: 1 << 14}, "the program built more than 16384 bytes of values"},
		{nested, eval.Limits{Steps: 10_000}, "the program took more than 10000 evaluation steps"},
	} {
		got := libtest.Member(t, &eval.Run{Limits: c.limits}, Module(), "execute", c.args, "")
		if got != c.want {
			t.Errorf("%.80s\ngot  %s\nwant %s", c.args, got, c.want)
		}
	}
}

// A template of any kind is rendered or fails in words, whatever the data.
func FuzzTemplate(f *testing.F) {
	data, all := cases(f)
	for _, c := range all {
		var s string
		if err := json.Unmarshal([]byte(c[0]), &s); err != nil {
			f.Fatal(err)
		}
		f.Add(s)
	}
	m := Module()
	f.Fuzz(func(t *testing.T, template string) {
		text, err := json.Marshal(template)
		if err != nil {
			t.Fatal(err)
		}
		r := &eval.Run{Limits: eval.Limits{Steps: 100_000, Bytes: 1 << 22, Depth: 1000}}
		got := libtest.Member(t, r, m, "execute", "["+string(text)+","+data+"]", "")
		if !strings.Contains(template, "{{") && strings.HasPrefix(got, "the template fails") {
			t.Errorf("%q has no tag: %s", template, got)
		}
	})
}
