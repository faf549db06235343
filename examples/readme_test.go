// The examples of the repository's README: its manifests, configurations and
// programs are run in the order in which they stand there.
//
// A fenced block is told apart by its language and, in YAML, by its kind:
//
//	yaml         a SidecarInjection, which is run on the manifest before it;
//	             another resource, which is the next manifest;
//	             or an excerpt of a file of the homepage example
//	yaml result  what the run before it makes of the manifest
//	kcl          a program, run like a SidecarInjection that has it as source
//	text         what the run before it, which fails, says on stderr

package examples

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

var fence = regexp.MustCompile("(?ms)^```(\\S.*?)\n(.*?)^```$")

func TestReadme(t *testing.T) {
	var manifest, result, stderr string
	failed := false // the last run failed, and no text has said so yet
	blocks := fence.FindAllStringSubmatch(read(t, "..", "README.md"), -1)
	require.NotEmpty(t, blocks)
	for _, block := range blocks {
		language, text := block[1], block[2]
		require.Equal(t, failed, language == "text", "a failed run, and only that, is followed by its message:\n%s", stderr)
		switch {
		case language == "kcl" || language == "yaml" && strings.Contains(text, "kind: SidecarInjection\n"):
			if language == "kcl" {
				text = configOf(text)
			}
			result, stderr, failed = inject(manifest, text)
			require.Equal(t, failed, manifest == result, "a run changes the manifest, or fails:\n%s", text)
		case language == "yaml" && strings.HasPrefix(text, "apiVersion: "):
			manifest = text
		case language == "yaml":
			require.True(t, isExcerpt(t, text), "no file of the homepage example has these lines:\n%s", text)
		case language == "yaml result":
			require.Equal(t, text, result)
		case language == "text":
			require.Equal(t, text, stderr)
			failed = false
		default:
			require.Failf(t, "unknown block", "%s\n%s", language, text)
		}
	}
	require.False(t, failed, "%s", stderr)
}

// inject runs the function on one manifest, and returns the manifest as it
// left and what was said on stderr.
func inject(manifest, config string) (result, stderr string, failed bool) {
	list := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" +
		"-" + indent(manifest)[1:] + "functionConfig:\n" + indent(config)
	var out, errs bytes.Buffer
	code := fn.Run(strings.NewReader(list), &out, &errs)
	_, items, _ := strings.Cut(out.String(), "\nitems:\n-")
	items, _, _ = strings.Cut(items, "\nfunctionConfig:")
	return strings.ReplaceAll(" "+items, "\n  ", "\n")[2:] + "\n", errs.String(), code != 0
}

// configOf is a configuration with a program of its own.
func configOf(program string) string {
	return "apiVersion: kcl-sidecar.dev/v1alpha1\nkind: SidecarInjection\nmetadata: {name: example}\nspec:\n  source: |\n" +
		indent(indent(program))
}

// indent indents lines by two.
func indent(text string) string {
	return regexp.MustCompile(`(?m)^.`).ReplaceAllString(text, "  $0")
}

// isExcerpt reports whether a file of the homepage example has these lines.
func isExcerpt(t *testing.T, lines string) bool {
	t.Helper()
	found := false
	require.NoError(t, filepath.WalkDir("homepage", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found = found || strings.Contains("\n"+string(text), "\n"+lines)
		return err
	}))
	return found
}
