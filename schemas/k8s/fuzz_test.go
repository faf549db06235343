package k8s

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// A program prints the same, and fails in the same way, whether it loads what
// it names or all of the packages that it imports.
func FuzzLazy(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.k")
	require.NoError(f, err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if lazy, all := outcome(text, Module()), outcome(text, eager()); lazy != all {
			t.Errorf("lazily:\n%s\nwith all:\n%s", lazy, all)
		}
	})
}

// outcome is what a program prints, or its error.
func outcome(text string, m *load.Module) string {
	prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}}, kcl.SourceOptions{Builtin: []*load.Module{m}})
	if err != nil {
		return err.Error()
	}
	res, err := prog.Run(context.Background(), kcl.RunOptions{Limits: kcl.Limits{Steps: 100_000, Depth: 1000, Bytes: 10 << 20}})
	if err != nil {
		return err.Error()
	}
	out, err := res.YAML(kcl.OutputOptions{})
	if err != nil {
		return err.Error()
	}
	return out
}
