package yamlread

// This file checks that what is read is what yaml/v3 reads, and that the part
// of YAML in which resources are written is read.

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
)

// TestKnown has texts that are read, with comments.
func TestKnown(t *testing.T) {
	for _, text := range []string{
		"a: b\n",
		"a: b",
		"\n\n# d\na: b # c\n\n\n",
		"a:\n- b\n- c: d\n  e: f\n- - g\n  - h\ni: j\n",
		"  # c\n  a:\n    - b\n    -   c: d # c\n        e:\n        - f\n",
		"- a: b\n  c:\n    d:\n- e\n",
		"a:\nb:\nc:\n# c\n- d\n",
		"a: 'it''s'\n'b': \"x \\\"y\\\" \\\\ \\t\\n\\r\" # c\n\"c d\": ''\n",
		"a: [] # c\nb: {}\nc: [a, \"b\", 'c', {d: [1, x:y ], \"e\":2, 'f': g h}, -1] # c\n",
		"a: |\n  x\n\n   y: #\ty\n  z\n\n# c\nb: |-\n  x\n\n",
		"- |\n x\n-  |-\n  y\n",
		"a: -b\nc: x#y\nd: a:b\ne: http://x/?y=z&a=[b]\nf: é\u3000x\n-g: <a>\n",
		"a: 1\nb: 0x1\nc: 1.5e3\nd: null\ne: ~\nf: yes\ng: 2001-01-01\nh: 1.2.3\n012: 1\ni: 1z\nj: -1m\n",
		"a: b\na: c\n",
		"a:\n  # c\n  #  d\n  b: c\n\n  # e\n  # f\n  g:\n  # h\n  - i\n  # j\n  - k: l\n",
		"{\"a\": [{\"b\":1, \"c\": \"\"}]} # c\n", "[a]", strings.Repeat(" ", 3000) + "{" + strings.Repeat("é: b, ", 1000) + "c: d}\n",
		"a: b\n  c\n", "- a: b\n   - c \n\n \n   d# # e\n  f: g\n", "- a\n  'b'\n\n\n  c d #e # f\n# g\n- h\n", "a: b\n\n  [c]\nd: 1\n  2",
		"a:\n  # c\n  [b] # d\nc:\n # e\n {}\n",
		"é: [ü, {ö: a, b: ä}] # ß\n",
	} {
		if !check(t, text) {
			t.Errorf("not known: %q", text)
		}
	}
}

// TestKnownAsData has texts that are read where comments are not.
func TestKnownAsData(t *testing.T) {
	for _, text := range []string{
		"a: # c\n  b: c\n",
		"a: b\n# c\n\nc: d\n",
		"a:\n  b: c\n  # c\nd: e\n",
		"a: b\n# c",
		"a:\n  - b\n# c\n  - d\n  # c\n",
	} {
		if check(t, text) {
			t.Errorf("known with its comments: %q", text)
		}
		if !Data([]byte(text), func(*yaml.Node) {}) {
			t.Errorf("not known: %q", text)
		}
	}
}

// TestNotKnown has texts that are left to yaml/v3.
func TestNotKnown(t *testing.T) {
	for _, text := range []string{
		"", "\n", "# c\n", "a", "'a'\n", "|\n a\n", "[a]: b\n", "[a]\n[b]\n", "{a: b}\nc: d\n",
		"a: b\n  c: d\n",
		"a: b\n  c:\n",
		"a: b # c\n  d\n",
		"a: b\n# c\n  d\n",
		"a\n b: c\n",
		"a: b\n \tc\n",
		"a: b\n---\nc: d\n",
		"a: b\n...\n",
		"--- a: b\n",
		"... a: b\n",
		"a: b: c\n",
		"a: b:\n",
		"a: &b c\n",
		"a: *b\n",
		"a: !!str c\n",
		"a: @b\n",
		"? a\n: b\n",
		"a: b\r\n",
		"a:\tb\n",
		"a: b\t# c\n",
		"a: b\t\n",
		"a: 'b'#c\n",
		"a: >\n  x\n",
		"a: |2\n  x\n",
		"a: |+\n  x\n\n",
		"a: |\n  x",
		"a: |\n\n  x\n",
		"a: |\n  x\n \n",
		"a: |\n  x\n y: z\n",
		"a:\n  b: |\n  x\n",
		"a: [b,\n  c]\n",
		"a:\n[b]\n",
		"a:\n  [b]: c\n",
		"a: [b, c, ]\n",
		"a: [b]: c\n",
		"a: [b:]\n",
		"a: [-]\n",
		"a: {b:c}\n",
		"a: [b: c]\n",
		"a: [b?c]\n",
		"a:\n- b\n c: d\n",
		"a:\n  b: c\n d: e\n",
		"a:\n  b\n",
		"-\n  a: b\n",
		"- # c\n  a: b\n",
		"a: -\n",
		"<<: {a: b}\n",
		"a: <<\n",
		"a: [<<]\n",
		"\ufeffa: b\n",
		"a: b\n\ufeffc: d\n",
		"a: b\u0085c: d\n",
		"a: \x01\n",
		"a: \xff\n",
		"%a: b\n",
		"a: \"\\x41\"\n",
		"a: \"b\n  c\"\n",
		strings.Repeat("a", 1100) + ": b\n",
		strings.Repeat("- ", deepest+1) + "a\n",
		"a: " + strings.Repeat("[", deepest+1) + strings.Repeat("]", deepest+1) + "\n",
	} {
		if Data([]byte(text), func(*yaml.Node) {}) {
			t.Errorf("taken for known: %q", text)
		}
	}
}

// TestDocuments compares documents made at random, of which enough must be
// known.
func TestDocuments(t *testing.T) {
	const all = 6000
	known := 0
	for seed := range uint64(all) {
		if check(t, yamltest.Document(seed)) {
			known++
		}
	}
	t.Logf("%d of %d documents are known", known, all)
	if known < all/10 || known > all*9/10 {
		t.Errorf("%d of %d documents are known; that says little", known, all)
	}
}

// TestResources checks that resources with every field there is are known, and
// what an injection makes of one, and that no small change to them is misread.
func TestResources(t *testing.T) {
	files := yamltest.KubernetesFiles(t, "testdata/HEAD/*.yaml")
	r := rand.New(rand.NewPCG(1, 2))
	for _, file := range append(files, "../textedit/testdata/bench/expected.yaml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !check(t, string(text)) {
			t.Errorf("%s is not known", filepath.Base(file))
		}
		for range 3 {
			check(t, yamltest.Scratched(r, string(text)))
		}
	}
}

// FuzzTree changes texts a little.
func FuzzTree(f *testing.F) {
	for seed := range uint64(1000) {
		f.Add(yamltest.Document(seed), seed)
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		check(t, text)
		r := rand.New(rand.NewPCG(seed, 1))
		for range 10 {
			check(t, yamltest.Scratched(r, text))
		}
	})
}

// FuzzDocuments compares documents made at random.
func FuzzDocuments(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		text := yamltest.Document(seed)
		check(t, text)
		r := rand.New(rand.NewPCG(seed, 1))
		for range 4 {
			check(t, yamltest.Scratched(r, text))
		}
	})
}

// check fails the test if a text is read as something else than yaml/v3 reads,
// and reports whether it is read at all, with its comments.
func check(t *testing.T, text string) bool {
	t.Helper()
	tree, asTree := Tree([]byte(text))
	asData := Data([]byte(text), func(data *yaml.Node) {
		wanted, err := onlyDocument(text)
		if err != nil {
			t.Fatalf("%q was read, but: %v", text, err)
		}
		if asTree {
			if d := difference(tree, wanted); d != "" {
				t.Fatalf("%q was read as\n%s", text, d)
			}
		}
		withoutComments(wanted)
		if d := difference(data, wanted); d != "" {
			t.Fatalf("the data of %q were read as\n%s", text, d)
		}
	})
	if asTree && !asData {
		t.Fatalf("%q is known only with its comments", text)
	}
	return asTree
}

// onlyDocument is what yaml/v3 reads.
func onlyDocument(text string) (*yaml.Node, error) {
	dec := yaml.NewDecoder(strings.NewReader(text))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, err
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("a second document: %v", err)
	}
	return doc.Content[0], nil
}

func withoutComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, c := range n.Content {
		withoutComments(c)
	}
}

// difference describes the first nodes of two trees that differ, if any do.
func difference(got, want *yaml.Node) string {
	a, b := *got, *want
	a.Content, b.Content = nil, nil
	if !reflect.DeepEqual(a, b) || len(got.Content) != len(want.Content) {
		return fmt.Sprintf("%+v with %d nodes, want\n%+v with %d", a, len(got.Content), b, len(want.Content))
	}
	for i := range got.Content {
		if d := difference(got.Content[i], want.Content[i]); d != "" {
			return d
		}
	}
	return ""
}
