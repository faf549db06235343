// The README of each example, and the list of all of them, against what the
// examples are and do.

package examples

import (
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	shownBlock = regexp.MustCompile("(?ms)^```(diff|text)\n(.*?)^```$")
	shownFile  = regexp.MustCompile(`^--- (\S+)\n`)
)

// The diffs in a README are those that a run makes, each of a whole file, and
// its text is what the mistake gives. If a line of an application goes, there
// is a section that says so; else there is none.
func TestPackageReadmes(t *testing.T) {
	forEachExample(t, func(t *testing.T, dir string) {
		readme := read(t, dir, "README.md")
		diffs, texts := 0, 0
		current := shownBlock.ReplaceAllStringFunc(readme, func(block string) string {
			parts := shownBlock.FindStringSubmatch(block)
			shows := read(t, dir, "mistake", "message.txt")
			if texts++; parts[1] == "diff" {
				texts, diffs = texts-1, diffs+1
				file := shownFile.FindStringSubmatch(parts[2])
				require.NotNil(t, file, "a diff begins with `--- FILE`:\n%s", block)
				shows = diff(t, dir, file[1])
			}
			return "```" + parts[1] + "\n" + shows + "```"
		})
		require.NotZero(t, diffs, "the README shows the diff of a file")
		require.Equal(t, 1, texts, "the README shows the message of the mistake")
		if *update {
			write(t, filepath.Join(dir, "README.md"), current)
			return
		}
		require.Equal(t, current, readme)

		require.Equal(t, replaces(t, dir), strings.Contains(readme, "\n## What it replaces\n"),
			"there is a section `What it replaces` if lines of the application go, and only then")
		for _, file := range injections(t, dir) {
			var config struct {
				Spec struct{ Params map[string]any }
			}
			decode(t, filepath.Join(dir, file), &config)
			for name := range config.Spec.Params {
				require.True(t, strings.Contains(readme, "`"+name+"`"), "the README explains the parameter %s", name)
			}
		}
	})
}

// replaces reports whether a line of a file goes in a run.
func replaces(t *testing.T, dir string) bool {
	t.Helper()
	for file := range tree(t, filepath.Join(dir, "expected")) {
		_, hunks, _ := strings.Cut(diff(t, dir, file), "\n@@")
		if strings.Contains(hunks, "\n-") {
			return true
		}
	}
	return false
}

// diff is what a run changes in a file of an example. A file that is new
// differs from an empty one.
func diff(t *testing.T, dir, file string) string {
	t.Helper()
	before := filepath.Join(dir, file)
	if !exists(before) {
		before = "/dev/null"
	}
	out, err := exec.Command("diff", "-u", "--label", file, "--label", "expected/"+file, before, filepath.Join(dir, "expected", file)).Output()
	exit := (*exec.ExitError)(nil)
	require.True(t, errors.As(err, &exit) && exit.ExitCode() == 1, "expected/%s differs from what it comes from: %v", file, err)
	return string(out)
}

// The list of examples names each of them, or the folder of several.
func TestExamplesAreListed(t *testing.T) {
	list := read(t, "README.md")
	forEachExample(t, func(t *testing.T, dir string) {
		listed := false
		for ; dir != "."; dir = filepath.Dir(dir) {
			listed = listed || strings.Contains(list, "]("+filepath.ToSlash(dir)+")")
		}
		require.True(t, listed, "README.md has a row for it")
	})
}

// Links lead to what there is.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	count := 0
	for file, text := range tree(t, ".") {
		if filepath.Ext(file) != ".md" {
			continue
		}
		for _, l := range link.FindAllStringSubmatch(text, -1) {
			count++
			require.True(t, exists(filepath.Dir(file), l[1]), "%s links to %s", file, l[1])
		}
	}
	require.NotZero(t, count)
}
