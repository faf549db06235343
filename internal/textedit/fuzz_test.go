package textedit

// This file changes trees at random and checks what becomes of their texts.

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A mutator changes trees by copying what it changes, as package merge does.
type mutator struct {
	*rand.Rand
	grow bool // entries and elements are only added, to collections that have some
	n    int  // of the texts added, each of which is another then
}

// mutate returns n with a change somewhere in it, or n if there is no place
// for one.
func (m *mutator) mutate(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.DocumentNode || len(n.Content) > 0 && m.IntN(4) > 0 {
		i := m.IntN(len(n.Content))
		if n.Kind == yaml.MappingNode {
			i |= 1
		}
		child := n.Content[i]
		if yamlvalue.IsMergeKey(n.Content[i&^1]) || child.Kind == yaml.AliasNode {
			return n
		}
		content := slices.Clone(n.Content)
		content[i] = m.mutate(child)
		return with(n, content)
	}
	if m.grow && len(n.Content) == 0 {
		return n
	}
	switch {
	case n.Kind == yaml.MappingNode:
		return with(n, m.pairs(n.Content))
	case n.Kind == yaml.SequenceNode:
		return with(n, m.elements(n.Content))
	}
	return m.value(2)
}

// with is n with other content.
func with(n *yaml.Node, content []*yaml.Node) *yaml.Node {
	if slices.Equal(n.Content, content) {
		return n
	}
	c := *n
	c.Content = content
	return &c
}

func (m *mutator) pairs(content []*yaml.Node) []*yaml.Node {
	i := 2 * m.IntN(len(content)/2+1)
	if i < len(content) && !m.grow && m.IntN(2) == 0 {
		return slices.Delete(slices.Clone(content), i, i+2)
	}
	key := yamlvalue.Text("new " + string(rune('a'+m.IntN(26))))
	for j := 0; j < len(content); j += 2 {
		if content[j].Value == key.Value {
			return content
		}
	}
	return slices.Insert(slices.Clone(content), i, key, m.value(2))
}

func (m *mutator) elements(content []*yaml.Node) []*yaml.Node {
	i := m.IntN(len(content) + 1)
	if i < len(content) && !m.grow && m.IntN(2) == 0 {
		return slices.Delete(slices.Clone(content), i, i+1)
	}
	return slices.Insert(slices.Clone(content), i, m.value(2))
}

// value is a new value, nested at most so deep.
func (m *mutator) value(depth int) *yaml.Node {
	n, err := yamlvalue.ToNode(m.kcl(depth))
	if err != nil {
		panic(err)
	}
	return n
}

func (m *mutator) kcl(depth int) eval.Value {
	texts := []string{"x", "yes", "", "a: b", "# no", "one\ntwo\n", "one\n\n  two", "k\n\n", "1", "- x", "é", "[x", "it's", `"x"`, "\ttab", " x"}
	least := 0
	if m.grow {
		least = 1
	}
	switch k := m.IntN(8); {
	case k == 0 && !m.grow:
		return eval.Int(m.IntN(100))
	case k == 1 && !m.grow:
		return eval.None
	case k == 2 && depth > 0:
		l := eval.NewList()
		for range least + m.IntN(3) {
			l.Elems = append(l.Elems, m.kcl(depth-1))
		}
		return l
	case k < 5 && depth > 0:
		d := eval.NewDict(2)
		for i := range least + m.IntN(3) {
			d.Set(string(rune('k'+i)), m.kcl(depth-1))
		}
		return d
	}
	text := texts[m.IntN(len(texts))]
	if m.grow {
		m.n++
		text = fmt.Sprint("new ", m.n, []string{" ", "\n"}[m.n%2], text)
	}
	return eval.Str(text)
}

// FuzzApply changes the tree of any text.
func FuzzApply(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string, seed uint64) { checkApply(t, text, seed) })
}

// FuzzUndo adds to the collections of any text and takes it out again.
func FuzzUndo(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string, seed uint64) { checkUndo(t, text, seed) })
}

// seeds adds texts to start from.
func seeds(f *testing.F) {
	for _, text := range texts(f) {
		for seed := range uint64(4) {
			f.Add(text, seed)
		}
	}
	for seed := range uint64(500) {
		f.Add(yamltest.Document(seed), seed)
	}
}

// TestDocuments does what the fuzz targets do with documents made at random,
// of which enough must be edited and not encoded.
func TestDocuments(t *testing.T) {
	const all = 5000
	changed, spliced, undone := 0, 0, 0
	for seed := range uint64(all) {
		text := yamltest.Document(seed)
		if done, edited := checkApply(t, text, seed); done {
			changed++
			if edited {
				spliced++
			}
		}
		if checkUndo(t, text, seed) {
			undone++
		}
	}
	t.Logf("%d texts: %d changed, %d of them spliced; %d changes undone", all, changed, spliced, undone)
	if changed < all/2 || spliced < changed*8/10 || undone < all/3 {
		t.Errorf("that says little")
	}
}

// checkApply changes the tree of a text, and checks that the result says what
// is wanted. It reports whether the text could be read, and was edited.
func checkApply(t *testing.T, text string, seed uint64) (done, spliced bool) {
	t.Helper()
	before, ok := readable(text)
	if !ok {
		return false, false
	}
	m := &mutator{Rand: rand.New(rand.NewPCG(seed, 0))}
	after := before
	for range m.IntN(4) + 1 {
		after = m.mutate(after)
	}
	if hasAlias(after) || seed%8 == 0 {
		after = yamlvalue.Copy(after)
	}
	out, spliced, err := Apply([]byte(text), before, after)
	if err != nil {
		t.Fatalf("%v: %q, seed %d, wanted\n%s", err, text, seed, marshal(after))
	}
	if !yamlvalue.Equal(yamltest.Parse(t, string(out)), after) {
		t.Fatalf("%q, seed %d, became\n%s\nwanted\n%s", text, seed, out, marshal(after))
	}
	return true, spliced
}

// checkUndo adds to the collections of a text and takes it out again: the text
// must be what it was. It reports whether that could be done.
func checkUndo(t *testing.T, text string, seed uint64) bool {
	t.Helper()
	before, ok := readable(text)
	if !ok || hasAlias(before) || !strings.HasSuffix(text, "\n") && strings.ContainsAny(text, "|>") {
		return false // a block scalar that ends the text without a line end changes
	}
	m := &mutator{Rand: rand.New(rand.NewPCG(seed, 0)), grow: true}
	after := before
	for range m.IntN(4) + 1 {
		after = m.mutate(after)
	}
	out, ok := Splice([]byte(text), before, after)
	if !ok {
		return false // checkApply looks after that
	}
	if lines := lost(text, string(out)); before.Content[0].Style&yaml.FlowStyle == 0 && !strings.ContainsAny(text, "[{") && lines != "" {
		t.Fatalf("%q, seed %d, lost %q and became\n%s", text, seed, lines, out)
	}
	again := yamltest.Parse(t, string(out))
	back, ok := Splice(out, again, shrunk(before, again))
	if !ok || string(back) != text && string(back) != text+lineEnd([]byte(text)) {
		t.Fatalf("%q, seed %d, became\n%s\nand was not undone, but became\n%s", text, seed, out, back)
	}
	return true
}

// lost is the first line of text that is not in out, in order.
func lost(text, out string) string {
	rest := strings.SplitAfter(out, "\n")
	for line := range strings.Lines(text) {
		bare := strings.Trim(line, "- \r\n") // a new first entry takes the dash
		i := slices.IndexFunc(rest, func(l string) bool { return strings.Trim(l, "- \r\n") == bare })
		if i < 0 {
			return line
		}
		rest = rest[i+1:]
	}
	return ""
}

// shrunk is now, the tree of a text to which something was added, with what
// before has.
func shrunk(before, now *yaml.Node) *yaml.Node {
	if len(before.Content) == 0 {
		return now
	}
	var content []*yaml.Node
	switch before.Kind {
	case yaml.MappingNode:
		i := 0
		for j := 0; j < len(now.Content); j += 2 {
			if i < len(before.Content) && yamlvalue.Equal(before.Content[i], now.Content[j]) {
				content = append(content, now.Content[j], shrunk(before.Content[i+1], now.Content[j+1]))
				i += 2
			}
		}
	case yaml.SequenceNode:
		// What is alike in both, from the front and from the back; a change
		// is at one place at most times.
		i := 0
		for j := 0; j < len(now.Content); j++ {
			if i < len(before.Content) && (like(before.Content[i], now.Content[j])) && len(now.Content)-j >= len(before.Content)-i {
				content = append(content, shrunk(before.Content[i], now.Content[j]))
				i++
			}
		}
	default:
		content = []*yaml.Node{shrunk(before.Content[0], now.Content[0])}
	}
	return with(now, content)
}

// like reports whether now has all that before has.
func like(before, now *yaml.Node) bool {
	if before.Kind != now.Kind || len(before.Content) == 0 {
		return yamlvalue.Equal(before, now)
	}
	return yamlvalue.Equal(before, shrunk(before, now))
}

// readable reads a text that is one document to which all rules apply.
func readable(text string) (*yaml.Node, bool) {
	dec := yaml.NewDecoder(strings.NewReader(text))
	var doc, second yaml.Node
	if dec.Decode(&doc) != nil || dec.Decode(&second) == nil || yamlvalue.Check(&doc) != nil {
		return nil, false
	}
	if root := doc.Content[0]; len(root.Content) == 0 || root.Kind == yaml.AliasNode || strings.Contains(text, "%") {
		return nil, false
	}
	return &doc, scalarKeys(&doc)
}

// scalarKeys reports whether all keys are scalars, each once, as Kubernetes
// has them.
func scalarKeys(n *yaml.Node) bool {
	seen := map[string]bool{}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if c.Kind != yaml.ScalarNode || c.Tag == "!!null" || seen[c.Value] || strings.HasPrefix(c.Value, "_") {
				return false
			}
			seen[c.Value] = true
		}
		if !scalarKeys(c) {
			return false
		}
	}
	return true
}

func hasAlias(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || slices.ContainsFunc(n.Content, hasAlias)
}

func marshal(n *yaml.Node) []byte {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(n); err != nil {
		return []byte(err.Error())
	}
	return b.Bytes()
}

// texts are those of the cases in testdata.
func texts(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var all []string
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(b), "=== ")[1:] {
			_, c, _ = strings.Cut(c, "\n")
			c, _, _ = strings.Cut(c, "== wanted\n")
			all = append(all, unescape(c))
		}
	}
	return all
}
