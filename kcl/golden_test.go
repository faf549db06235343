package kcl_test

// This file runs the programs of testdata/lang: each has its output, or the
// error that ends it, in a file beside it.

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestLanguage(t *testing.T) {
	files, err := filepath.Glob("testdata/lang/*.k")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".k"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := output(filepath.Base(file), string(text))
			golden := strings.TrimSuffix(file, ".k") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// output is what a program prints and returns, or its error.
func output(name, text string) string {
	prog, err := kcl.Compile(kcl.Source{Name: name, Text: text})
	if err != nil {
		return err.Error()
	}
	var out bytes.Buffer
	res, err := prog.Run(context.Background(), kcl.RunOptions{Print: &out})
	if err != nil {
		return out.String() + err.Error()
	}
	yaml, err := res.YAML(kcl.OutputOptions{})
	if err != nil {
		return out.String() + err.Error()
	}
	return out.String() + yaml
}
