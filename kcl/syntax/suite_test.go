package syntax

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSuite parses every KCL file below the directory that the environment
// variable KCL_GRAMMAR_SUITE names: the grammar suite of the reference
// implementation, tests/grammar. A file must have syntax errors if, and only
// if, the golden of its case shows some, and these must be among them.
func TestSuite(t *testing.T) {
	root := os.Getenv("KCL_GRAMMAR_SUITE")
	if root == "" {
		t.Skip("KCL_GRAMMAR_SUITE names no directory")
	}
	files, failing := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".k" {
			return err
		}
		files++
		if !testSuiteFile(t, path) {
			failing++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, of which %d have syntax errors", files, failing)
	if files == 0 {
		t.Errorf("%s holds no KCL files", root)
	}
}

// testSuiteFile tests one file and tells whether it is free of errors.
func testSuiteFile(t *testing.T, path string) bool {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, diags := Parse("${CWD}/"+filepath.Base(path), string(src))
	checkTree(t, m, len(diags) > 0)
	got := withoutBlankLines(diags.Error())
	var want []string
	if filepath.Base(path) == "main.k" {
		golden, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "stderr.golden"))
		want = syntaxErrors(withoutBlankLines(string(golden)))
	}
	if len(want) == 0 && len(diags) > 0 {
		t.Errorf("%s: unexpected errors:\n%s", path, got)
	}
	rest := got
	for _, block := range want {
		_, after, ok := strings.Cut(rest, block)
		if !ok {
			t.Errorf("%s: got\n%s\nwant\n%s", path, got, block)
			break
		}
		rest = after
	}
	return len(diags) == 0
}

// syntaxErrors returns those blocks of a golden that the parser is to
// report.
func syntaxErrors(golden string) []string {
	if strings.Contains(golden, "illegal expression for assignment") {
		return []string{golden}
	}
	var blocks []string
	for _, block := range strings.SplitAfter(golden, "\n") {
		if strings.HasPrefix(block, "error[") || len(blocks) == 0 {
			blocks = append(blocks, "")
		}
		blocks[len(blocks)-1] += block
	}
	var out []string
	for _, block := range blocks {
		if strings.HasPrefix(block, "error[E1001]: InvalidSyntax\n") {
			out = append(out, strings.TrimSuffix(block, "\n"))
		}
	}
	return out
}

// withoutBlankLines does what the suite's own runner does before it
// compares.
func withoutBlankLines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(line)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
