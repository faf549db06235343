package textedit

// This file checks that what a verifier says is true, and that it knows the
// part of YAML in which resources are written.

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// TestVerify has texts that a verifier knows to say what yaml/v3 reads.
func TestVerify(t *testing.T) {
	for _, text := range []string{
		"a: b\n",
		"a: b",
		"\n# c\n\n  a: b # c\n  # c\n\n\n",
		"a:\n- b\n- c: d\n  e: f\n- - g\n  - h\ni: j\n",
		"a:\n  - b\n  -   c: d\n      e:\n      - f\n# c\n      -  g\n  # c\ni: j\n",
		"- a: b\n  c:\n    d:\n- e\n",
		"a:\nb: # c\nc:\n# c\n- d\n",
		"a: 'it''s'\n'b': \"x \\\"y\\\" \\\\ \\t\\n\" # c\n\"c d\": ''\n",
		"a: [] # c\nb: {}\nc: [a, \"b\", 'c', {d: [1, x:y ], \"e\":2, 'f': g h}, -1]\n",
		"a: |\n  x\n\n   y: #\ty\n  z\n\n# c\nb: |-\n  x\n\n",
		"- |\n x\n-  |-\n  y\n",
		"a: -b\nc: x#y\nd: a:b\ne: http://x/?y=z&a=[b]\nf: é\u3000x\n-g: <a>\n",
		"a: 1\nb: 0x1\nc: 1.5e3\nd: null\ne: ~\nf: yes\ng: 2001-01-01\nh: 1.2.3\n012: 1\n",
		"a: b\na: c\n",
	} {
		if !verify([]byte(text), parse(t, text)) {
			t.Errorf("not known: %q", text)
		}
	}
}

// TestVerifyNot has texts that say something else than a tree, or are left to
// yaml/v3.
func TestVerifyNot(t *testing.T) {
	for _, c := range []struct{ text, wanted string }{
		{"a: b\n  c\n", "a: b c"},
		{"a: b\n---\nc: d\n", "a: b"},
		{"a: b\n...\n", "a: b"},
		{"--- a: b\n", "'--- a': b"},
		{"a: b#c\n", "a: b"},
		{"a: b: c\n", "a: 'b: c'"},
		{"a: b:\n", "a: 'b:'"},
		{"a: &b c\n", "a: c"},
		{"a: !!str c\n", "a: c"},
		{"? a\n: b\n", "a: b"},
		{"a: b\r\n", "a: b"},
		{"a:\tb\n", "a: b"},
		{"a: b\t# c\n", "a: b"},
		{"a: 'b'#c\n", "a: b"},
		{"a: 1\n", "a: '1'"},
		{"a: '1'\n", "a: 1"},
		{"a: yes\n", "a: 'yes'"},
		{"a: 'yes'\n", "a: yes"},
		{"a: ''\n", "a:"},
		{"a: >\n  x\n", "a: |\n  x\n"},
		{"a: |2\n  x\n", "a: |\n  x\n"},
		{"a: |+\n  x\n\n", "a: |+\n  x\n\n"},
		{"a: |\n  x", "a: x"},
		{"a: |\n\n  x\n", "a: |\n\n  x\n"},
		{"a: |\n  x\n \n", "a: |\n  x\n"},
		{"a: |\n  x\n y: z\n", "a: |\n  x\n"},
		{"a:\n  b: |\n  x\n", "a:\n  b: |\n    x\n"},
		{"a: [b,\n  c]\n", "a: [b, c]"},
		{"a: [b, c, ]\n", "a: [b, c]"},
		{"a: [b]: c\n", "a: [b]"},
		{"a: [b:]\n", "a: ['b:']"},
		{"a: [-]\n", "a: ['-']"},
		{"a: {b:c}\n", "a: {b: c}"},
		{"a: [b: c]\n", "a: [{b: c}]"},
		{"a: [b?c]\n", "a: ['b?c']"},
		{"a:\n- b\n c: d\n", "a: [b]\nc: d"},
		{"a:\n  b: c\n d: e\n", "a: {b: c}\nd: e"},
		{"a:\n  b: c\n", "a:\nb: c"},
		{"a:\nb: c\n", "a: {b: c}"},
		{"a: b\nc: d\n", "a: b"},
		{"a: b\n", "a: b\nc: d"},
		{"- a\n", "- a\n- b"},
		{"- a\n- b\n", "- a"},
		{"<<: {a: b}\n", "'<<': {a: b}"},
		{"\ufeffa: b\n", "a: b"},
		{"a: b\u0085c: d\n", "a: b\nc: d"},
		{"a: \x01\n", "a: \"\\u0001\""},
		{"a: \xff\n", "a: \"\ufffd\""},
		{"%a: b\n", "'%a': b"},
		{"a: \"\\x41\"\n", "a: A"},
		{"a: \"b\n  c\"\n", "a: b c"},
		{"a: *b\n", "a: b"},
		{"a: @b\n", "a: '@b'"},
		{"... a: b\n", "'... a': b"},
		{"a: b\t\n", "a: \"b\\t\""},
		{"\"<<\": {a: b}\n", "<<: {a: b}"},
		{"a: 123456\n", "a: '123456'"},
		{"a: |\n  x", "a: |\n  x\n"},
		{"a: |-\n  xy", "a: x"},
		{"\ufeffa: b\n", "\"\\uFEFFa\": b"},
		{"a: b\n\ufeffc: d\n", "a: b\n\"\\uFEFFc\": d"},
		{"a: -\n", "a: [null]"},
		{"-\n  a: b\n", "- a: b"},
		{"- # c\n  a: b\n", "- a: b"},
		{"a:\n  b\n", "a: b"},
		{strings.Repeat("a", 1100) + ": b\n", "? " + strings.Repeat("a", 1100) + "\n: b\n"},
	} {
		if verify([]byte(c.text), parse(t, c.wanted)) {
			t.Errorf("taken for known: %q", c.text)
		}
	}
}

// tree is the tree of a text, if yaml/v3 reads it.
func tree(text string) (*yaml.Node, bool) {
	var doc yaml.Node
	return &doc, yaml.Unmarshal([]byte(text), &doc) == nil && doc.Kind != 0
}

// checkVerify checks that a verifier says nothing that yaml/v3 does not
// confirm, and returns what it says.
func checkVerify(t *testing.T, text string, n *yaml.Node) bool {
	t.Helper()
	known := verify([]byte(text), n)
	if known && !parsed([]byte(text), n) {
		t.Fatalf("%q was taken for\n%s", text, marshal(n))
	}
	return known
}

// FuzzVerify changes texts a little, and what they are to say.
func FuzzVerify(f *testing.F) {
	for _, text := range texts(f) {
		for seed := range uint64(4) {
			f.Add(text, seed)
		}
	}
	for seed := range uint64(100) {
		text, _ := newWriter(seed).document()
		f.Add(text, seed)
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		n, ok := tree(text)
		if !ok || yamlvalue.Check(n) != nil {
			t.Skip()
		}
		checkVerify(t, text, n)
		m := &mutator{Rand: rand.New(rand.NewPCG(seed, 1))}
		for range 20 {
			checkVerify(t, scratched(m.Rand, text), n)
			checkVerify(t, text, m.mutate(n))
		}
	})
}

// FuzzVerifyWritten reads trees that are written as they come, into texts
// that may say something else.
func FuzzVerifyWritten(f *testing.F) {
	for seed := range uint64(1000) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		w := newWriter(seed)
		text, n := w.document()
		checkVerify(t, text, n)
		for range 4 {
			checkVerify(t, scratched(w.Rand, text), n)
		}
	})
}

// TestVerifyWritten is FuzzVerifyWritten for some trees, of which enough must
// be known.
func TestVerifyWritten(t *testing.T) {
	const all = 20000
	known := 0
	for seed := range uint64(all) {
		text, n := newWriter(seed).document()
		if checkVerify(t, text, n) {
			known++
		}
	}
	if known < all/10 || known > all*9/10 {
		t.Errorf("%d of %d texts are known; that says little", known, all)
	}
}

// TestVerifyResources checks that resources with every field there is are
// known, with what a patch adds to them, and no small change to them is taken
// for what they say if it is not.
func TestVerifyResources(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(resources(t), "*.yaml"))
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, error: %v", len(files), err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range append(files, "testdata/bench/deployment.yaml", "testdata/bench/expected.yaml") {
		text := read(t, file)
		n := parse(t, text)
		if !checkVerify(t, text, n) {
			t.Errorf("%s is not known", filepath.Base(file))
		}
		for range 3 {
			checkVerify(t, scratched(r, text), n)
		}
	}
}

// TestVerifyPatched checks that what an injection makes of a workload is known.
func TestVerifyPatched(t *testing.T) {
	deployment := read(t, "testdata/bench/deployment.yaml")
	pod := "  apiVersion: v1\n  kind: Pod\n  metadata:\n    name: web-app\n  spec:\n    containers:\n" +
		"    - image: nginx\n      name: nginx\n      ports:\n        - containerPort: 80\n"
	template := yamlvalue.Keys("spec", "template")
	for _, c := range []struct {
		name, text string
		at         yamlvalue.Path
	}{
		{"a Deployment", deployment, template},
		{"an item of a list", "  " + strings.ReplaceAll(strings.TrimSpace(deployment), "\n", "\n  ") + "\n", template},
		{"a Pod", pod, nil},
		{"every field", strings.ReplaceAll(read(t, filepath.Join(resources(t), "apps.v1.Deployment.yaml")), "name: nameValue", "name: nginx"), template},
	} {
		before := parse(t, c.text)
		after, err := merge.Apply(before, c.at, yamlvalue.FromNode(parse(t, read(t, "testdata/bench/patch.yaml"))))
		if err != nil {
			t.Fatal(err)
		}
		out, ok := Splice([]byte(c.text), before, after)
		if !ok || !verify(out, after) || verify(out, before) {
			t.Errorf("%s: spliced: %t\n%s", c.name, ok, out)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// resources is a folder with resources that have every field there is.
func resources(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/api").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "testdata", "HEAD")
}

// scratched is text with some small changes.
func scratched(r *rand.Rand, text string) string {
	marks := []string{" ", "  ", "\n", "\n\n", "#", " # c", "\n# c\n", "\n  # c\n", "-", "- ", "---", "...", ":", ": ", ",", "[", "]", "{", "}", "'", `"`, `\`, "|", "|-", ">", "&a ", "*a", "!", "!!str ", "?", "? ", "%", "@", "`", "<<", "\t", "\r", "\r\n", "\u0085", "\u2028", "\ufeff", "é", "a", "1", "\x01"}
	for range r.IntN(3) + 1 {
		i := r.IntN(len(text) + 1)
		if r.IntN(2) == 0 { // at the beginning of a line
			i = strings.LastIndexByte(text[:i], '\n') + 1
		}
		switch r.IntN(4) {
		case 0:
			text = text[:i] + text[min(i+1+r.IntN(3), len(text)):]
		case 1:
			j := min(i+1+r.IntN(20), len(text))
			text = text[:j] + text[i:]
		default:
			text = text[:i] + marks[r.IntN(len(marks))] + text[i:]
		}
	}
	return text
}

// A writer writes trees as it makes them, without a look at whether scalars
// need quotes or where lines are continued.
type writer struct {
	*rand.Rand
	strings.Builder
	odd int // one in so many things is odd
}

func newWriter(seed uint64) *writer {
	r := rand.New(rand.NewPCG(seed, 3))
	return &writer{Rand: r, odd: 10 + r.IntN(100)}
}

// document returns a text and the tree that it was made from.
func (w *writer) document() (string, *yaml.Node) {
	column := w.IntN(3)
	w.gap(column)
	w.WriteString(strings.Repeat(" ", column))
	n := w.block(column, 3)
	w.gap(column)
	return w.String(), n
}

func (w *writer) oddly() bool { return w.IntN(w.odd) == 0 }

// gap may write comments and empty lines.
func (w *writer) gap(column int) {
	for w.IntN(5) == 0 {
		switch w.IntN(3) {
		case 0:
			w.WriteString("\n")
		case 1:
			w.WriteString(strings.Repeat(" ", w.IntN(5)) + "# c\n")
		default:
			w.WriteString(strings.Repeat(" ", column) + "# c: d\n")
		}
	}
}

// block writes a block collection whose first line is begun up to column.
func (w *writer) block(column, depth int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	if w.IntN(2) == 0 {
		n = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	}
	for i := range 1 + w.IntN(3) {
		if i > 0 {
			w.gap(column)
			w.WriteString(strings.Repeat(" ", column))
		}
		if n.Kind == yaml.MappingNode {
			key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
			w.scalar(key)
			w.WriteString(":")
			n.Content = append(n.Content, key, w.below(column, depth-1))
			continue
		}
		gap := 1 + w.IntN(3)/2
		w.WriteString("-" + strings.Repeat(" ", gap))
		if depth > 0 && w.IntN(3) == 0 {
			n.Content = append(n.Content, w.block(column+1+gap, depth-1))
		} else {
			n.Content = append(n.Content, w.value(column, depth-1))
		}
	}
	return n
}

// below writes the value of a key that is at column.
func (w *writer) below(column, depth int) *yaml.Node {
	switch {
	case depth > 0 && w.IntN(2) == 0:
		w.WriteString([]string{"\n", " # c\n", " \n"}[w.IntN(3)])
		w.gap(column)
		deeper := column + w.IntN(3)
		w.WriteString(strings.Repeat(" ", deeper))
		return w.block(deeper, depth)
	case w.IntN(10) == 0:
		w.WriteString("\n")
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
	}
	w.WriteString(" ")
	return w.value(column, depth)
}

// value writes what begins in a line that is begun, and its end.
func (w *writer) value(column, depth int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
	switch w.IntN(6) {
	case 0:
		n = w.flow(depth)
	case 1:
		w.literal(n, column)
		return n
	default:
		w.scalar(n)
	}
	w.WriteString([]string{"", " ", " # c"}[w.IntN(3)])
	if w.oddly() {
		w.WriteString([]string{"#c", "\n ", "\n  x", ":", ": x", "\t", " x"}[w.IntN(7)])
	}
	w.WriteString("\n")
	return n
}

func (w *writer) flow(depth int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	brackets := "{}"
	if w.IntN(2) == 0 {
		n, brackets = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}, "[]"
	}
	w.WriteString(brackets[:1])
	for i := range w.IntN(3) {
		if i > 0 {
			w.WriteString([]string{", ", ",", " ,"}[w.IntN(3)])
		}
		if n.Kind == yaml.MappingNode {
			key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
			w.scalar(key)
			w.WriteString([]string{": ", ": ", ":"}[w.IntN(3)])
			n.Content = append(n.Content, key)
		}
		if depth > 0 && w.IntN(3) == 0 {
			n.Content = append(n.Content, w.flow(depth-1))
			continue
		}
		v := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str"}
		w.scalar(v)
		n.Content = append(n.Content, v)
	}
	if w.oddly() {
		w.WriteString([]string{",", "\n", " x", "?"}[w.IntN(4)])
	}
	w.WriteString(brackets[1:])
	return n
}

// scalar makes n a scalar and writes it.
func (w *writer) scalar(n *yaml.Node) {
	plain := []string{"a", "b", "c d", "x1", "-x", "a:b", "x#y", "1", "yes", "null", "1.5", "é", "a/b=c"}
	nasty := []string{"", " ", "-", "?", ":", "#", "# c", "a #b", "a: b", "a:", ":a", "?a", "- a", "? a", "---", "...", "--- a", "<<", "=", "a,b", "[a", "a]", "{a", "a}", "&a", "*a", "!a", "|", ">", "'", "''", `"`, `\`, `\"`, "%a", "@a", "`a", "a\tb", "\ta", "a ", " a", "a\nb", "a\n", "~", "0x1", "012", "1_0", "2001-01-01", ".inf", "a\u0085b", "\ufeff", "\u00a0", "\u2028"}
	s := plain[w.IntN(len(plain))]
	if w.oddly() {
		s = nasty[w.IntN(len(nasty))]
	}
	if w.oddly() {
		s += nasty[w.IntN(len(nasty))] + s
	}
	n.Value = s
	switch w.IntN(5) {
	case 0:
		n.Style = yaml.DoubleQuotedStyle
		if !w.oddly() {
			s = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(s)
		}
		w.WriteString(`"` + s + `"`)
	case 1:
		n.Style = yaml.SingleQuotedStyle
		if !w.oddly() {
			s = strings.ReplaceAll(s, "'", "''")
		}
		w.WriteString("'" + s + "'")
	default:
		n.Tag = (&yaml.Node{Kind: yaml.ScalarNode, Value: s}).ShortTag()
		w.WriteString(s)
	}
}

// literal makes n a literal block scalar, below column.
func (w *writer) literal(n *yaml.Node, column int) {
	n.Style = yaml.LiteralStyle
	lines := []string{"a", "b: c", "# c", "- x", "x #", "a\tb", "d"}
	if w.oddly() {
		lines = append(lines, " ", "", "\t", "  x", "\r", "\u2028", "---")
	}
	margin := strings.Repeat(" ", column+w.IntN(4))
	if w.IntN(2) == 0 {
		w.WriteString("|-\n")
	} else {
		w.WriteString("|\n")
		defer func() { n.Value += "\n" }()
	}
	for i := range 1 + w.IntN(4) {
		line := lines[w.IntN(len(lines))]
		if i > 0 {
			n.Value += "\n"
			if w.IntN(4) == 0 {
				w.WriteString("\n")
				n.Value += "\n"
			}
		}
		n.Value += line
		w.WriteString(margin + line + "\n")
	}
	if w.oddly() {
		w.WriteString(margin + "\n")
	}
}
