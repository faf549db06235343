//go:build e2e

// Copies of the example packages, and what is expected of them.

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// workloads are the files that each example package holds.
var workloads = []string{"pod.yaml", "deployment.yaml", "cronjob.yaml"}

// refusal is what the program of refusing says, and where.
const refusal = "no sidecar for Deployments"

// copyExample copies a folder of the homepage example, "container" or "exec",
// to a temporary folder. Each is a kustomize and a kpt package.
func copyExample(t *testing.T, name string) string {
	t.Helper()
	return copyFolder(t, filepath.Join(homepage, name))
}

// copyFolder copies a folder to a temporary one.
func copyFolder(t *testing.T, folder string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), filepath.Base(folder))
	require.NoError(t, os.CopyFS(dir, os.DirFS(folder)))
	return dir
}

// refusing copies an example whose program fails for one of the workloads.
func refusing(t *testing.T, name string) string {
	t.Helper()
	dir := copyExample(t, name)
	replace(t, filepath.Join(dir, "injection.yaml"), "source: |\n", "source: |\n"+
		`    assert option("resource").kind != "Deployment", "`+refusal+"\"\n")
	return dir
}

// replace replaces the one occurrence of a text in a file.
func replace(t *testing.T, file, old, new string) {
	t.Helper()
	text := read(t, file)
	require.Equal(t, 1, strings.Count(text, old), "%s holds %q", file, old)
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(text, old, new, 1)), 0o644))
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(text)
}

func exists(path ...string) bool {
	_, err := os.Stat(filepath.Join(path...))
	return err == nil
}

// files reads the files below a folder: texts by path.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			texts[path] = read(t, dir, path)
		}
		return err
	}))
	return texts
}

// rendered is an example package as it must be after kpt has run the function
// in it: its workloads changed, its other files untouched.
func rendered(t *testing.T, name string) map[string]string {
	t.Helper()
	texts := files(t, filepath.Join(homepage, name))
	for _, w := range workloads {
		texts[w] = read(t, homepage, "expected", "kpt", w)
	}
	return texts
}

// requireRefusal requires that a text for people says what failed, for which
// workload, and at which line of the program.
func requireRefusal(t *testing.T, text string) {
	t.Helper()
	require.Contains(t, text, refusal)
	require.Contains(t, text, "Deployment/web-app")
	require.Regexp(t, `:1\b`, text, "the line of the assert")
	require.NotContains(t, text, "CronJob/web-app", "only the failed workload is named")
	require.NotContains(t, text, "goroutine")
}
