//go:build e2e

// The shell commands of the READMEs, as printed there.

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```$")

// Every shell block of the homepage example works in a fresh copy of its
// folder, with whatever engine answers to `docker`.
func TestHomepageCommands(t *testing.T) {
	blocks := shellBlock.FindAllStringSubmatch(read(t, homepage, "README.md"), -1)
	require.NotEmpty(t, blocks)
	forEachEngine(t, func(t *testing.T, e engine) {
		for _, block := range blocks {
			dir := filepath.Join(t.TempDir(), "homepage")
			require.NoError(t, os.CopyFS(dir, os.DirFS(homepage)))
			shell := command{name: "bash", args: []string{"-euo", "pipefail", "-c", block[1]}, dir: dir, env: e.env}
			require.Contains(t, shell.succeed(t), "sidecar-container", block[1])
		}
	})
}
