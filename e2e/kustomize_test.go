//go:build e2e

// The function as a transformer of kustomize.

package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// kustomize builds the package in dir; an exec function is found on PATH.
func kustomize(dir string, env ...string) result {
	return command{name: "kustomize", args: []string{"build", "--enable-alpha-plugins", "--enable-exec", dir}, env: env}.run()
}

// forEachKustomize runs a subtest for each way in which kustomize calls the
// function: the example to build, and the environment to do it in.
func forEachKustomize(t *testing.T, test func(t *testing.T, example string, env []string)) {
	t.Run("exec", func(t *testing.T) { test(t, "exec", nil) })
	forEachEngine(t, func(t *testing.T, e engine) { test(t, "container", e.env) })
}

func TestKustomize(t *testing.T) {
	forEachKustomize(t, func(t *testing.T, example string, env []string) {
		requireBuilt(t, kustomize(copyExample(t, example), env...).succeeded(t))
	})
}

// A package that kpt has rendered builds to what it would have built to
// before: the function finds its own work and leaves it.
func TestKustomizeAfterKpt(t *testing.T) {
	dir := copyExample(t, "exec")
	kpt(nil, "render", "--allow-exec", dir).succeeded(t)
	requireBuilt(t, kustomize(dir).succeeded(t))
}

// requireBuilt compares what kustomize built with the example's golden file.
func requireBuilt(t *testing.T, out string) {
	t.Helper()
	golden := filepath.Join(homepage, "expected", "kustomize.yaml")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(out), 0o644))
	}
	require.Equal(t, read(t, golden), out)
}

// kustomize shows a failed function's stderr, and none of its results.
func TestKustomizeFailure(t *testing.T) {
	forEachKustomize(t, func(t *testing.T, example string, env []string) {
		r := kustomize(refusing(t, example), env...)
		requireRefusal(t, r.failed(t))
		require.Empty(t, r.stdout)
	})
}
