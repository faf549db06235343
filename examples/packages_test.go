// The examples that are packages: what a run makes of each, a second run, and
// what taking it back leaves.

package examples

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files, and the blocks of READMEs that show them")

// forEachExample runs a subtest for each folder that is an example.
func forEachExample(t *testing.T, test func(t *testing.T, dir string)) {
	t.Helper()
	count := 0
	require.NoError(t, filepath.WalkDir(".", func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() || !exists(dir, "kustomization.yaml") || !exists(dir, "expected") {
			return err
		}
		count++
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			t.Parallel()
			test(t, dir)
		})
		return nil
	}))
	require.NotZero(t, count)
}

func exists(path ...string) bool {
	_, err := os.Stat(filepath.Join(path...))
	return err == nil
}

// A run changes the files that are in expected/, to what is there, and no
// others. A second run changes nothing, and taking all injections back leaves
// each file as it was, to the byte. (A manifest must be written as kpt writes it,
// which has opinions of quotes and of blanks before comments.)
func TestPackages(t *testing.T) {
	forEachExample(t, func(t *testing.T, dir string) {
		before := tree(t, dir)
		work := copyOf(t, dir)
		render(t, work)
		after := tree(t, work)
		changed := changes(before, after)
		require.NotEmpty(t, changed, "the run changes something")
		if *update {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, "expected")))
			for file, text := range changed {
				write(t, filepath.Join(dir, "expected", file), text)
			}
		}
		requireFiles(t, tree(t, filepath.Join(dir, "expected")), changed, "what the run changes")

		render(t, work)
		requireFiles(t, after, tree(t, work), "a second run changes nothing")

		takeBack(t, work)
		requireFiles(t, before, tree(t, work), "what was injected is taken back")
	})
}

// requireFiles compares texts by path, one after the other: that is what one can
// read when they differ.
func requireFiles(t *testing.T, want, have map[string]string, why string) {
	t.Helper()
	for file, text := range want {
		require.Equal(t, text, have[file], "%s: %s", file, why)
	}
	for file := range have {
		require.Contains(t, slices.Collect(maps.Keys(want)), file, why)
	}
}

// changes are the files that a run has changed or made. It takes none away.
func changes(before, after map[string]string) map[string]string {
	changed := map[string]string{}
	for file, text := range after {
		if old, found := before[file]; !found || old != text {
			changed[file] = text
		}
	}
	for file := range before {
		if _, found := after[file]; !found {
			changed[file] = "(gone)"
		}
	}
	return changed
}

// takeBack runs the package's functions with `remove: true`, and leaves their
// configurations as they were.
func takeBack(t *testing.T, dir string) {
	t.Helper()
	texts := map[string]string{}
	for _, file := range injections(t, dir) {
		texts[file] = read(t, dir, file)
		require.Equal(t, 1, strings.Count(texts[file], "\nspec:\n"), file)
		write(t, filepath.Join(dir, file), strings.Replace(texts[file], "\nspec:\n", "\nspec:\n  remove: true\n", 1))
	}
	render(t, dir)
	for file, text := range texts {
		write(t, filepath.Join(dir, file), text)
	}
}

// The mistake is told as message.txt has it, and nothing is changed.
func TestMistakes(t *testing.T) {
	forEachExample(t, func(t *testing.T, dir string) {
		work := copyOf(t, dir)
		mistakes := tree(t, filepath.Join(dir, "mistake"))
		message := mistakes["message.txt"]
		delete(mistakes, "message.txt")
		require.NotEmpty(t, mistakes)
		for file, text := range mistakes {
			require.True(t, exists(work, file), "mistake/%s takes the place of a file", file)
			require.NotEqual(t, read(t, work, file), text, file)
			write(t, filepath.Join(work, file), text)
		}
		before := tree(t, work)
		said := tryRender(t, work)
		if *update {
			write(t, filepath.Join(dir, "mistake", "message.txt"), said)
			message = said
		}
		require.NotEmpty(t, said, "the mistake is an error")
		require.Equal(t, message, said)
		requireFiles(t, before, tree(t, work), "nothing is changed")
	})
}

// Every package is complete: both hosts find all manifests, and no result or
// mistake among them; editors find the schema.
func TestPackagesAreComplete(t *testing.T) {
	forEachExample(t, func(t *testing.T, dir string) {
		var kustomization struct{ Resources []string }
		decode(t, filepath.Join(dir, "kustomization.yaml"), &kustomization)
		configs := injections(t, dir)
		named := append(slices.Clone(kustomization.Resources), configs...)
		manifests, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
		require.NoError(t, err)
		for _, m := range manifests {
			if name := filepath.Base(m); name != "kustomization.yaml" {
				require.Contains(t, named, name, "kustomization.yaml names all manifests")
			}
		}
		require.Equal(t, "expected\nmistake\n", read(t, dir, ".krmignore"))
		schema, err := filepath.Rel(dir, filepath.Join("..", "schemas", "sidecarinjection.json"))
		require.NoError(t, err)
		require.True(t, exists(dir, schema))
		for _, file := range configs {
			require.True(t, strings.HasPrefix(read(t, dir, file), "# yaml-language-server: $schema="+filepath.ToSlash(schema)+"\n"), file)
		}
	})
}
