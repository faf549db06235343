package syntax

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden compares the tree and the errors of each file testdata/*.k
// with the file of the same name that ends in ".golden".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.k")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".k")
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			m, diags := Parse(filepath.Base(file), string(src))
			got := dump(m)
			if diags != nil {
				got = diags.Error() + "\n" + got
			}
			if wantErrors := strings.HasPrefix(name, "error_"); wantErrors != (diags != nil) {
				t.Errorf("errors: %t, want %t", diags != nil, wantErrors)
			}
			compareGolden(t, strings.TrimSuffix(file, ".k")+".golden", got)
		})
	}
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range gotLines {
		if i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("%s: line %d is\n%s\nwant\n%s", file, i+1, gotLines[i], strings.Join(wantLines[i:min(i+1, len(wantLines))], ""))
		}
	}
	t.Fatalf("%s: the tree ends after line %d", file, len(gotLines))
}
