package k8s

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

var update = flag.Bool("update", false, "write the goldens")

// eager is the module loaded package by package, as any other module.
func eager() *load.Module {
	m := Module()
	m.Lazy = false
	return m
}

// run is what a program prints or, with all columns, what is wrong with it.
func run(t *testing.T, name, text string, m *load.Module) string {
	t.Helper()
	prog, err := kcl.CompileSources([]kcl.Source{{Name: name, Text: text}}, kcl.SourceOptions{Builtin: []*load.Module{m}})
	var res *kcl.Result
	if err == nil {
		res, err = prog.Run(context.Background(), kcl.RunOptions{})
	}
	if err == nil {
		out, err := res.YAML(kcl.OutputOptions{})
		require.NoError(t, err)
		return out
	}
	var e *kcl.Error
	require.True(t, errors.As(err, &e), err)
	var b strings.Builder
	for _, d := range e.Diagnostics {
		b.WriteString(diag.RenderFull(d))
	}
	return b.String()
}

// golden compares got with a file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// The goldens of programs are what the reference implementation prints, too,
// given this folder as the module k8s.
func TestPrograms(t *testing.T) { testFiles(t, "programs", ".yaml") }

func TestErrors(t *testing.T) { testFiles(t, "errors", ".txt") }

// testFiles runs the programs of a folder, with packages loaded in parts and
// as a whole: that must not show.
func testFiles(t *testing.T, folder, ext string) {
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.k"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".k"), func(t *testing.T) {
			text, err := os.ReadFile(f)
			require.NoError(t, err)
			got := run(t, filepath.Base(f), string(text), Module())
			golden(t, strings.TrimSuffix(f, ".k")+ext, got)
			require.Equal(t, got, run(t, filepath.Base(f), string(text), eager()))
		})
	}
}

// Every package compiles as a whole, and every schema with only those that
// it needs.
func TestPackages(t *testing.T) {
	m := Module()
	require.Greater(t, len(m.Packages), 30)
	var imports, names strings.Builder
	for i, p := range m.Packages {
		fmt.Fprintf(&imports, "import k8s.%s as p%d\n", p, i)
		for _, f := range m.Open(p) {
			name := schemaName(t, f)
			fmt.Fprintf(&names, "_a%d_%s: p%[1]d.%[2]s = None\n", i, name)
			t.Run(p+"."+name, func(t *testing.T) {
				require.Equal(t, "{}\n", run(t, "main.k", fmt.Sprintf("import k8s.%s as p\n_a: p.%s = None\n", p, name), m))
			})
		}
	}
	require.Equal(t, "{}\n", run(t, "main.k", imports.String()+names.String(), eager()))
}

func schemaName(t *testing.T, f load.Source) string {
	t.Helper()
	_, rest, ok := strings.Cut(f.Text, "\nschema ")
	require.True(t, ok, f.Name)
	name, _, _ := strings.Cut(rest, ":")
	return name
}

// The packed files are those of the folders without documentation: every
// line that is not empty stands where it stands there.
func TestPackedFilesAreTheReadableOnes(t *testing.T) {
	var packed []string
	m := Module()
	for _, p := range m.Packages {
		for _, f := range m.Open(p) {
			packed = append(packed, f.Name)
			readable, err := os.ReadFile(filepath.FromSlash(f.Name))
			require.NoError(t, err)
			lines := strings.Split(string(readable), "\n")
			inside := strings.Split(f.Text, "\n")
			require.Equal(t, len(lines), len(inside), f.Name)
			for i, l := range inside {
				if l != "" {
					require.Equal(t, lines[i], l, "%s:%d", f.Name, i+1)
				}
			}
		}
	}
	var readable []string
	for _, root := range []string{"api", "apimachinery"} {
		require.NoError(t, filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
			if path.Ext(name) == ".k" {
				readable = append(readable, filepath.ToSlash(name))
			}
			return err
		}))
	}
	slices.Sort(packed)
	slices.Sort(readable)
	require.Equal(t, readable, packed)
}

// A program imports what it names, and no more than that.
func BenchmarkCompile(b *testing.B) {
	const deployment = "import k8s.api.apps.v1 as apps\na = apps.Deployment {spec = {selector = {}, template = {}}}\n"
	for _, bb := range []struct {
		name, text string
		m          *load.Module
	}{
		{"nothing", "a = 1\n", Module()},
		{"import", "import k8s.api.core.v1 as core\na = 1\n", Module()},
		{"Container", "import k8s.api.core.v1 as core\na = core.Container {name = \"a\"}\n", Module()},
		{"Deployment", deployment, Module()},
		{"DeploymentEager", deployment, eager()},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: bb.text}}, kcl.SourceOptions{Builtin: []*load.Module{bb.m}})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
