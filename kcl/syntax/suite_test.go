package syntax

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSuite parses every file of the grammar suite, whose directory the
// environment variable KCL_GRAMMAR_SUITE names.
func TestSuite(t *testing.T) {
	root := os.Getenv("KCL_GRAMMAR_SUITE")
	if root == "" {
		t.Skip("KCL_GRAMMAR_SUITE names no directory")
	}
	n := 0
	filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if !strings.HasSuffix(path, ".k") {
			return err
		}
		src, _ := os.ReadFile(path)
		_, diags := Parse("${CWD}/"+filepath.Base(path), string(src))
		golden, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "stderr.golden"))
		n++
		if len(diags) > 0 {
			t.Logf("%s\n%s\n--- %s", path, diags.Error(), golden)
		}
		return nil
	})
	t.Log(n)
}
