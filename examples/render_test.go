// The host of the tests: it runs the functions of a package in this process, and
// reads and writes files as kpt does.

package examples

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/fn/runtime/runtimeutil"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

// render runs the functions in the pipeline of a package, in place, as `kpt fn
// render` does.
func render(t *testing.T, dir string) {
	t.Helper()
	require.Empty(t, tryRender(t, dir))
}

// tryRender is render for a package whose functions may fail. It returns what
// the one that failed has said; then no file has changed.
func tryRender(t *testing.T, dir string) string {
	t.Helper()
	files := &kio.LocalPackageReadWriter{
		PackagePath:       dir,
		MatchFilesGlob:    []string{"*.yaml", "Kptfile"},
		PreserveSeqIndent: true,
		WrapBareSeqNode:   true,
	}
	failed := ""
	pipeline := kio.Pipeline{Inputs: []kio.Reader{files}, Outputs: []kio.Writer{files}}
	for _, file := range injections(t, dir) {
		config, err := yaml.ReadFile(filepath.Join(dir, file))
		require.NoError(t, err)
		run := func(in io.Reader, out io.Writer) error {
			var stderr bytes.Buffer
			if code := fn.Run(in, out, &stderr); code != 0 {
				failed = stderr.String()
				return fmt.Errorf("exit code %d", code)
			}
			return nil
		}
		pipeline.Filters = append(pipeline.Filters, &runtimeutil.FunctionFilter{Run: run, FunctionConfig: config, GlobalScope: true})
	}
	if err := pipeline.Execute(); failed == "" {
		require.NoError(t, err)
	}
	return failed
}

// injections are the files of a package's injections, in the order of its
// pipeline, for which kustomize and kpt have a list each.
func injections(t *testing.T, dir string) []string {
	t.Helper()
	var kustomization struct{ Transformers []string }
	decode(t, filepath.Join(dir, "kustomization.yaml"), &kustomization)
	var kptfile struct {
		Pipeline struct {
			Mutators []struct {
				ConfigPath string `yaml:"configPath"`
			}
		}
	}
	decode(t, filepath.Join(dir, "Kptfile"), &kptfile)
	var mutators []string
	for _, m := range kptfile.Pipeline.Mutators {
		mutators = append(mutators, m.ConfigPath)
	}
	require.NotEmpty(t, mutators)
	require.Equal(t, kustomization.Transformers, mutators, "kustomization.yaml and Kptfile run the same")
	return mutators
}

func decode(t *testing.T, file string, into any) {
	t.Helper()
	require.NoError(t, yaml.Unmarshal([]byte(read(t, file)), into), file)
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(text)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// copyOf copies a folder to a temporary one.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(dir))
	require.NoError(t, os.CopyFS(to, os.DirFS(dir)))
	return to
}

// tree reads the files below a folder: texts by path. There may be no folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return texts
	}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			texts[path] = read(t, dir, path)
		}
		return err
	}))
	return texts
}
