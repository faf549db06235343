package kcl_test

// This file fuzzes the engine: no text makes it panic or run away.

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

func FuzzRun(f *testing.F) {
	files, _ := filepath.Glob("testdata/lang/*.k")
	if suite := os.Getenv("KCL_GRAMMAR_SUITE"); suite != "" {
		more, _ := filepath.Glob(filepath.Join(suite, "grammar/*/*/main.k"))
		files = append(files, more...)
		more, _ = filepath.Glob(filepath.Join(suite, "grammar/*/*/*/main.k"))
		files = append(files, more...)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: text})
		if err != nil {
			return
		}
		limits := kcl.Limits{Steps: 100_000, Depth: 200, Bytes: 1 << 20, Time: time.Second}
		res, err := prog.Run(context.Background(), kcl.RunOptions{Limits: limits})
		if err != nil {
			return
		}
		_, _ = res.YAML(kcl.OutputOptions{})
	})
}
