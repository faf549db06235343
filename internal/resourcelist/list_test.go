package resourcelist

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// lists are ResourceLists in many forms with what Read must find in each.
var lists = []struct {
	name  string
	text  string
	items []string // as flow YAML without comments
	whole bool     // split cannot take it
}{
	{"block", wrap("- kind: A\n  a: 1\n- kind: B\n"), []string{"{kind: A, a: 1}", "{kind: B}"}, false},
	{"wide", wrap("  - kind: A\n  - kind: B\n    b:\n    - 1\n"), []string{"{kind: A}", "{kind: B, b: [1]}"}, false},
	{"functionConfig first", "apiVersion: config.kubernetes.io/v1\nfunctionConfig:\n  a: 1\nkind: ResourceList\nitems:\n- b: 2\n", []string{"{b: 2}"}, false},
	{"v1beta1", "apiVersion: config.kubernetes.io/v1beta1\nkind: ResourceList\nitems:\n- b: 2\n", []string{"{b: 2}"}, false},
	{"comments", "# top\n" + wrap("# before\n\n# head of A\n- kind: A # line\n  # inside\n\n# head of B\n-\n  # under the dash\n  kind: B\n# foot\n\n"), []string{"{kind: A}", "{kind: B}"}, false},
	{"comment on items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: # all of them\n- b: 2\n", []string{"{b: 2}"}, false},
	{"blank lines", wrap("\n- kind: A\n\n\n- kind: B\n\n"), []string{"{kind: A}", "{kind: B}"}, false},
	{"nulls", wrap("-\n- null\n- ~\n- kind: B\n"), []string{"null", "null", "~", "{kind: B}"}, false},
	{"block scalar", wrap("- a: |\n    - no item\n    # no comment\n\n  b: |+\n    x\n\n- c: |2\n     x\n"), []string{`{a: "- no item\n# no comment\n", b: "x\n\n"}`, `{c: " x\n"}`}, false},
	{"block scalar at the end, no line end", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- a: |\n    x", []string{`{a: x}`}, false},
	{"no final line end", strings.TrimSuffix(wrap("- kind: A\n"), "\n"), []string{"{kind: A}"}, false},
	{"CRLF", strings.ReplaceAll(wrap("- kind: A\n  a: |\n    x\n- kind: B\n"), "\n", "\r\n"), []string{`{kind: A, a: "x\n"}`, "{kind: B}"}, false},
	{"document start", "---\n" + wrap("- kind: A\n"), []string{"{kind: A}"}, false},
	{"flow item", wrap("- {kind: A, a: [1, 2]}\n- kind: B\n"), []string{"{kind: A, a: [1, 2]}", "{kind: B}"}, false},
	{"anchors in an item", wrap("- a: &x {b: 1}\n  c: *x\n- kind: B\n"), []string{"{a: {b: 1}, c: {b: 1}}", "{kind: B}"}, false},
	{"multi-byte", wrap("- näme: \"日本\" # ü\n- kind: B\n"), []string{"{näme: 日本}", "{kind: B}"}, false},
	{"dash in a quote", wrap("- a: \"x\n- kind: C\n  y\"\n- kind: B\n"), []string{`{a: "x - kind: C y"}`, "{kind: B}"}, true},
	{"comment in a quote", wrap("- a: \"x\n# kind\n# c\"\n- kind: B\n"), []string{`{a: "x # kind # c"}`, "{kind: B}"}, false},
	{"key in a quote", wrap("- a: 'x\nfunctionConfig: y'\n- kind: B\n"), []string{`{a: "x functionConfig: y"}`, "{kind: B}"}, true},
	{"dash in a flow", wrap("- {a: [\n- 1\n]}\n- kind: B\n"), nil, true},
	{"flow to the left", wrap("  - {a: [1,\n2]}\n  - kind: B\n"), []string{"{a: [1, 2]}", "{kind: B}"}, true},
	{"anchors across items", wrap("- a: &x {b: 1}\n- *x\n- c: *x\n"), []string{"{a: {b: 1}}", "{b: 1}", "{c: {b: 1}}"}, true},
	{"anchor from the functionConfig", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: &f\n  a: 1\nitems:\n- b: *f\n", []string{"{b: {a: 1}}"}, true},
	{"JSON", `{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": [{"a": "]"}, {"b":2}], "functionConfig": {"a": 1}}`, []string{`{a: "]"}`, "{b: 2}"}, true},
	{"JSON of many lines", "{\n  \"items\": [\n    {\n      \"a\": \"x\\\"}\"\n    },\n    {}\n  ]\n,\n  \"kind\": \"ResourceList\",\n  \"apiVersion\": \"config.kubernetes.io/v1\"\n}\n", []string{`{a: "x\"}"}`, "{}"}, true},
	{"flow with comments", "{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: [ # ]\n  {a: it's, b: a#b, c: 'it''s ]'}, # }\n  !!map {d: http://x/{y}}, null,\n]}\n", nil, true},
	{"flow items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: [{a: it's, b: a#b, c: 'it''s ]'}, # }\n  !!map {d: http://x}, null,\n]\nfunctionConfig: {}\n", []string{`{a: it's, b: a#b, c: "it's ]"}`, "{d: 'http://x'}", "null"}, true},
	{"no items in flow", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n", []string{}, true},
	{"null items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\nfunctionConfig:\n  a: 1\n", []string{}, true},
	{"explicit null items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: null # none\n", []string{}, true},
	{"absent items", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  a: 1\n", []string{}, true},
	{"absent items in JSON", `{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList"}`, []string{}, true},
	{"null items in flow", `{items, apiVersion: config.kubernetes.io/v1, kind: ResourceList}`, []string{}, true},
	{"indented", "  apiVersion: config.kubernetes.io/v1\n  kind: ResourceList\n  items:\n  - a: 1\n  # c\n  - b: 2\n  functionConfig: {}\n", []string{"{a: 1}", "{b: 2}"}, true},
	{"quoted keys", "\"apiVersion\": config.kubernetes.io/v1\n'kind': ResourceList\n\"items\":\n- a: 1\n", []string{"{a: 1}"}, true},
	{"explicit keys", "? apiVersion\n: config.kubernetes.io/v1\n? kind\n: ResourceList\n? items\n: - a: 1\n  - b: 2\n", []string{"{a: 1}", "{b: 2}"}, true},
	{"byte order mark", "\ufeff" + wrap("- kind: A\n"), []string{"{kind: A}"}, true},
	{"document end", wrap("- kind: A\n") + "...\n", []string{"{kind: A}"}, true},
	{"empty documents", "---\n---\n" + wrap("- kind: A\n") + "---\n", []string{"{kind: A}"}, true},
	{"tagged", "!!map\napiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: !!seq\n- !!map\n  a: 1\n", []string{"{a: 1}"}, true},
	{"scalar item", wrap("- kind: A\n- text\n"), []string{"{kind: A}", "text"}, true},
	{"line separators", wrap("- a: \"x\u2028y\"\n- b: \"x\u0085 y\" # \u2029\n"), []string{`{a: "x\Ly"}`, `{b: "x y"}`}, true},
	{"lone carriage returns", strings.ReplaceAll(wrap("- kind: A\n- kind: B\n"), "\n", "\r"), []string{"{kind: A}", "{kind: B}"}, true},
	{"directive", "%YAML 1.1\n---\n" + wrap("- kind: A\n"), []string{"{kind: A}"}, true},
	{"results before", "apiVersion: config.kubernetes.io/v1\nresults:\n  - message: old\nkind: ResourceList\nitems:\n- kind: A\n", []string{"{kind: A}"}, false},
	{"results behind", wrap("- kind: A\n") + "results:\n- message: old\n  severity: info\n", []string{"{kind: A}"}, false},
	{"results behind, no line end", wrap("- kind: A\n") + "results:\n- message: |\n    old", []string{"{kind: A}"}, false},
	{"results in flow", wrap("- kind: A\n") + "results: [{message: old}]\n", []string{"{kind: A}"}, false},
	{"results empty", wrap("- kind: A\n") + "results: []\n", []string{"{kind: A}"}, false},
	{"results null", wrap("- kind: A\n") + "results:\n", []string{"{kind: A}"}, false},
	{"results in JSON", `{"results": [{"message": "old"}], "apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": []}`, []string{}, true},
}

func wrap(items string) string {
	return "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + items +
		"functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data: {a: x}\n"
}

func TestRead(t *testing.T) {
	for _, c := range lists {
		t.Run(c.name, func(t *testing.T) {
			l, ok := split([]byte(c.text))
			if ok {
				ok = l.Each(func(int, Doc) {}) == nil
			}
			if ok == c.whole {
				t.Errorf("split took it: %v", ok)
			}
			if _, _, err := decode([]byte(c.text)); err != nil {
				t.Skipf("not YAML: %v", err)
			}
			if ok {
				check(t, c.text, l, c.items)
			}
			l, err := ReadWhole([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			check(t, c.text, l, c.items)
		})
	}
}

// check compares the items of l with what is wanted, and tries all that Write
// can do with it.
func check(t *testing.T, text string, l *List, items []string) {
	t.Helper()
	if items != nil && len(items) != len(l.Items) {
		t.Fatalf("got %d items, want %d", len(l.Items), len(items))
	}
	for i, it := range l.Items {
		d, err := it.Load()
		if err != nil {
			t.Fatal(err)
		}
		if items != nil {
			if got, want := plain(d.Root), plainText(items[i]); got != want {
				t.Errorf("item %d is %s, want %s", i, got, want)
			}
		}
		if !d.Borrows {
			checkPositions(t, d)
		}
	}
	checkWrite(t, text, l)
}

// checkPositions checks that the positions of a tree are those of its text.
func checkPositions(t *testing.T, d Doc) {
	t.Helper()
	x := newIndex(d.Text)
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		rest := string(d.Text[x.at(n):])
		want := ""
		switch {
		case n.Anchor != "":
			want = "&" + n.Anchor
		case n.Style&(yaml.TaggedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		case n.Kind == yaml.AliasNode:
			want = "*" + n.Value
		case n.Style&yaml.DoubleQuotedStyle != 0:
			want = `"`
		case n.Style&yaml.SingleQuotedStyle != 0:
			want = `'`
		case n.Kind == yaml.ScalarNode && !strings.ContainsAny(n.Value, " \n"):
			want = n.Value
		case n.Kind == yaml.SequenceNode && n.Style == 0:
			want = "-"
		}
		if !strings.HasPrefix(rest, want) {
			t.Errorf("%d:%d is at %.20q, want %q", n.Line, n.Column, rest, want)
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	if d.Root != nil {
		walk(d.Root)
	}
}

// checkWrite checks that writing without changes changes no byte, that
// results come in addition, and that an item can be replaced.
func checkWrite(t *testing.T, text string, l *List) {
	t.Helper()
	out := write(t, l)
	if out != text && l.fix == nil && string(l.data) == text {
		t.Errorf("unchanged, but written as\n%s", out)
	}
	before, results, err := decode([]byte(out))
	if err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	r := Result{Message: "line 1: a\n  line 2", Severity: Warning, Field: &Field{Path: "spec.x", CurrentValue: "yes"},
		ResourceRef: &ResourceRef{"apps/v1", "Deployment", "web", ""}, File: &File{"a b.yaml", 2}, Tags: map[string]string{"b": "1", "a": "ü\x01"}}
	out = write(t, l, r, Result{Message: "second", Severity: Error})
	after, more, err := decode([]byte(out))
	if err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	if !slices.Equal(before, after) {
		t.Errorf("with results, the rest is\n%q, want\n%q", after, before)
	}
	if len(more) != len(results)+2 || !strings.Contains(strings.Join(more, "\n"), plainResult) {
		t.Errorf("results are %q, want those before, %q, and two more, in\n%s", more, results, out)
	}
	for i, it := range l.Items {
		d, _ := it.Load()
		blanks := len(d.Text) - len(bytes.TrimLeft(d.Text[:it.pad], " ")) - (len(d.Text) - it.pad)
		it.SetText([]byte(strings.Repeat(" ", blanks) + fmt.Sprintf(" {new: %d}", i)))
	}
	out = write(t, l)
	if after, _, err = decode([]byte(out)); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	for i := range l.Items {
		if want := fmt.Sprintf(`!!map[!!str "new": !!int "%d"]`, i); after[i] != want {
			t.Errorf("replaced item %d is %s, want %s, in\n%s", i, after[i], want, out)
		}
	}
	if !slices.Equal(before[len(l.Items):], after[len(l.Items):]) {
		t.Errorf("with new items, the rest is\n%q, want\n%q", after, before)
	}
}

var plainResult = plainText(`{message: "line 1: a\n  line 2", severity: warning,
  resourceRef: {apiVersion: apps/v1, kind: Deployment, name: web}, field: {path: spec.x, currentValue: "yes"},
  file: {path: a b.yaml, index: 2}, tags: {a: "ü\x01", b: "1"}}`)

func write(t *testing.T, l *List, results ...Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Write(&b, results); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// decode decodes a ResourceList: its items in order and then its other
// fields, and its results.
func decode(data []byte) (rest, results []string, err error) {
	root, err := parseRoot(data)
	if err != nil {
		return nil, nil, err
	}
	var fields []string
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i].Value, root.Content[i+1]
		switch key {
		case "items":
			for _, n := range value.Content {
				rest = append(rest, plain(n))
			}
			if value.Kind != yaml.SequenceNode {
				return nil, nil, fmt.Errorf("items is %s", describe(value))
			}
		case "results":
			for _, n := range value.Content {
				results = append(results, plain(n))
			}
		default:
			fields = append(fields, key+": "+plain(value))
		}
	}
	slices.Sort(fields)
	return append(rest, fields...), results, nil
}

// plain is the tree of a node as text, without style, comments, positions and
// aliases.
func plain(n *yaml.Node) string {
	if n == nil || isPlainNull(n) {
		return "null"
	}
	switch n = resolve(n); n.Kind {
	case yaml.ScalarNode:
		return fmt.Sprintf("%s %q", n.Tag, n.Value)
	case yaml.SequenceNode:
		var b []string
		for _, c := range n.Content {
			b = append(b, plain(c))
		}
		return n.Tag + fmt.Sprint(b)
	}
	var b []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		b = append(b, plain(n.Content[i])+": "+plain(n.Content[i+1]))
	}
	return n.Tag + fmt.Sprint(b)
}

// plainText is the tree of a text.
func plainText(text string) string {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		panic(err)
	}
	return plain(doc.Content[0])
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "the input is empty: expected one ResourceList"},
		{"blank", " \n\n", "the input is empty"},
		{"comments", "# only\n", "no content but comments"},
		{"no YAML", "a: [\n", "the input is not valid YAML: line 1: did not find expected node content"},
		{"no YAML in an item", wrap("- a: [\n- b: 1\n"), "the input is not valid YAML: line "},
		{"binary", "a: b\n\x00\x01", `line 2 of the input has the control character U+0000: YAML allows it only as "\u0000" in double quotes`},
		{"Latin-1", "a: b\nc: \xe9\n", "line 2 of the input has the byte 0xe9, which is no UTF-8: the input must be UTF-8"},
		{"UTF-16", "\xff\xfea\x00", "the input is UTF-16: it must be UTF-8"},
		{"scalar", "hello\n", `the input is the scalar "hello": expected one ResourceList`},
		{"list", "- a\n", "the input is a list: expected"},
		{"bare resource", "apiVersion: apps/v1\nkind: Deployment\n", `the input is of kind "Deployment" (apiVersion "apps/v1"): expected`},
		{"kind List", "apiVersion: v1\nkind: List\nitems: []\n", `the input is a Kubernetes List (apiVersion "v1")`},
		{"stream", "kind: A\n---\nkind: B\n", "the input is a stream of several documents, the second on line 3"},
		{"no kind", "a: 1\n", "no apiVersion and kind"},
		{"version", "apiVersion: v1\nkind: ResourceList\nitems: []\n", `the ResourceList has apiVersion "v1": it must be config.kubernetes.io/v1`},
		{"no version", "kind: ResourceList\nitems: []\n", `has apiVersion ""`},
		{"items mapping", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: {a: 1}\n", "`items` (line 3) is a mapping: it must be a list"},
		{"items scalar", "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: x\n", "`items` (line 3) is the scalar \"x\""},
		{"items twice", wrap("- a: 1\n") + "items: []\n", "has `items` twice, on lines 3 and 9"},
		{"results", wrap("- a: 1\n") + "results: x\n", "`results` (line 9) is the scalar"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Read([]byte(c.text))
			if err == nil && l.Each(func(int, Doc) {}) == ErrSplit {
				_, err = ReadWhole([]byte(c.text))
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestFunctionConfigPosition(t *testing.T) {
	text := wrap("- a: 1\n\n# c\n- b: 1\n")
	for _, read := range []func([]byte) (*List, error){Read, ReadWhole} {
		l, err := read([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if c := l.FunctionConfig; c.Line != 9 || c.Content[5].Column != 9 {
			t.Errorf("the functionConfig is at line %d", c.Line)
		}
		if l.Items[1].Line() != 7 {
			t.Errorf("the second item is at line %d", l.Items[1].Line())
		}
	}
}

func TestHeadCommentsBelongToTheNextItem(t *testing.T) {
	l, err := Read([]byte(wrap("- a: |+\n    x\n\n# head\n\n# of b\n- b: 1\n# \"foot\"\n")))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"  a: |+\n    x\n\n", "  b: 1\n# \"foot\"\n"} {
		if d, _ := l.Items[i].Load(); string(d.Text) != want {
			t.Errorf("item %d is %q, want %q", i, d.Text, want)
		}
	}
}

func TestEach(t *testing.T) {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "- kind: A\n  n: %d\n", i)
	}
	l, err := Read([]byte(wrap(b.String())))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	seen := map[int]string{}
	if err := l.Each(func(i int, d Doc) {
		mu.Lock()
		defer mu.Unlock()
		seen[i] = d.Root.Content[3].Value
	}); err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		if seen[i] != fmt.Sprint(i) {
			t.Fatalf("item %d was %q", i, seen[i])
		}
	}
	defer func() {
		if p := recover(); p != "a defect" {
			t.Errorf("recovered %v", p)
		}
	}()
	_ = l.Each(func(i int, d Doc) { panic("a defect") })
	t.Error("the panic was lost")
}

func TestSetTextKeepsTheColumn(t *testing.T) {
	l, err := Read([]byte(wrap("- a: 1\n")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a text that begins too far left was taken")
		}
	}()
	l.Items[0].SetText([]byte("a: 1\n"))
}

func FuzzRead(f *testing.F) {
	for _, c := range lists {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if root, err := parseRoot([]byte(text)); err == nil && yamlvalue.Check(root) != nil {
			return // an anchor that contains itself, which this test cannot compare
		}
		whole, err := ReadWhole([]byte(text))
		l, ok := split([]byte(text))
		if ok {
			ok = l.Each(func(int, Doc) {}) == nil
		}
		if ok && err != nil {
			t.Fatalf("split took what is wrong: %v", err)
		}
		if err != nil {
			return
		}
		if _, _, err := decode([]byte(text)); err != nil && whole.fix == nil {
			t.Fatal(err)
		}
		if ok {
			if len(l.Items) != len(whole.Items) || !sameTree(l.FunctionConfig, whole.FunctionConfig) {
				t.Fatalf("split and ReadWhole disagree")
			}
			for i := range l.Items {
				a, _ := l.Items[i].Load()
				b, _ := whole.Items[i].Load()
				if !sameTree(a.Root, b.Root) {
					t.Fatalf("item %d differs", i)
				}
			}
			checkWrite(t, text, l)
		}
		checkWrite(t, text, whole)
	})
}

// sameTree compares trees without comments and positions.
func sameTree(a, b *yaml.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Tag == b.Tag && a.Value == b.Value && a.Style == b.Style && a.Anchor == b.Anchor &&
		slices.EqualFunc(a.Content, b.Content, sameTree)
}
