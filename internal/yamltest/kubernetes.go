package yamltest

// This file finds the files of Kubernetes that tests compare with.

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// KubernetesFiles are the files of the module k8s.io/api that match a pattern
// below its folder. testdata/HEAD/*.yaml are resources of all kinds, with every
// field there is.
func KubernetesFiles(t testing.TB, pattern string) []string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/api").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("k8s.io/api has no files %s: %v", pattern, err)
	}
	return files
}
