package textedit

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

var update = flag.Bool("update", false, "write the results in testdata anew")

// TestApply runs the cases in testdata. Each is a file of sections that begin
// with a line `== name`: the text, the data it is to have, and the text that
// comes of it: `spliced`, or `encoded`. The trees of the two share nothing, but
// a collection in a sequence is what became of the one at the same index.
func TestApply(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runFile(t, file) })
	}
}

func runFile(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for i, c := range strings.Split(string(text), "=== ") {
		if i == 0 {
			got.WriteString(c)
			continue
		}
		about, rest, _ := strings.Cut(c, "\n")
		before, rest, _ := strings.Cut(rest, "== wanted\n")
		wanted, _, _ := strings.Cut(rest, "== ")
		got.WriteString("=== " + about + "\n" + before + "== wanted\n" + wanted)
		out, how := apply(t, about, unescape(before), unescape(wanted))
		got.WriteString("== " + how + "\n" + escape(out))
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got.String() != string(text) {
		t.Errorf("got\n%s", got.String())
	}
}

// The texts have a visible sign for what an editor may lose: \r for a
// carriage return and \c for a text without a line end.
func unescape(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\r`, "\r"), "\\c\n", "")
}

func escape(s string) string {
	s = strings.ReplaceAll(s, "\r", `\r`)
	if !strings.HasSuffix(s, "\n") {
		s += "\\c\n"
	}
	return s
}

// apply makes the data of a text that of another.
func apply(t *testing.T, about, text, wanted string) (out, how string) {
	t.Helper()
	before := yamltest.Parse(t, text)
	after, err := yamlvalue.ToNode(yamlvalue.FromNode(yamltest.Parse(t, wanted)))
	if err != nil {
		t.Fatal(err)
	}
	adopt(before.Content[0], after)
	b, spliced, err := Apply([]byte(text), before, after)
	if err != nil {
		t.Fatalf("%s: %v", about, err)
	}
	if !yamlvalue.Equal(yamltest.Parse(t, string(b)), after) {
		t.Errorf("%s: the result says something else:\n%s", about, b)
	}
	if !yamlvalue.Equal(yamltest.Parse(t, text), before) {
		t.Errorf("%s: the tree has changed", about)
	}
	if spliced {
		return string(b), "spliced"
	}
	return string(b), "encoded"
}

// adopt gives the collections in the sequences of after the positions of those
// of before.
func adopt(before, after *yaml.Node) {
	if before.Kind != after.Kind {
		return
	}
	for i, c := range after.Content {
		switch {
		case after.Kind == yaml.MappingNode && i%2 == 1:
			if v := yamlvalue.Lookup(before, after.Content[i-1].Value); v != nil {
				adopt(v, c)
			}
		case after.Kind == yaml.SequenceNode && i < len(before.Content) && c.Kind == before.Content[i].Kind && c.Kind != yaml.ScalarNode:
			c.Line, c.Column = before.Content[i].Line, before.Content[i].Column
			adopt(before.Content[i], c)
		}
	}
}

func TestNothingToDo(t *testing.T) {
	text := []byte("a: 1\n")
	doc := yamltest.Parse(t, text)
	out, spliced, err := Apply(text, doc, doc)
	if err != nil || !spliced || !bytes.Equal(out, text) {
		t.Errorf("got %q, %t, %v", out, spliced, err)
	}
}

// TestLongLines checks that nodes are found in a line that is too long to
// count its characters for each of them.
func TestLongLines(t *testing.T) {
	for _, word := range []string{"a", "é日"} {
		text := strings.Repeat(" ", 3) + "[" + strings.Repeat(word+", ", 1000) + "x" + word + "]\n"
		doc := yamltest.Parse(t, text)
		l := newLocator([]byte(text))
		for i, n := range doc.Content[0].Content {
			want := 4 + i*len(word+", ")
			if got := l.start(n); got != want || l.end(n) != want+len(n.Value) {
				t.Fatalf("element %d is at %d to %d, want %d", i, got, l.end(n), want)
			}
		}
		if p := l.start(&yaml.Node{Line: 1, Column: len(text) + 5}); p != -1 {
			t.Errorf("%d is behind the text", p)
		}
	}
}
