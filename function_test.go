package main

// This file runs the function over the cases in testdata. A case is a folder:
//
//	input.yaml     what the function reads
//	expected.yaml  what it writes to stdout, byte for byte; absent: nothing
//	errors.txt     what it writes to stderr; absent: nothing
//	summary.txt    the last line on stderr of a run without errors, which
//	               errors.txt leaves out; absent: any
//
// The exit code is 1 where stdout has an error result or is empty. The
// folders under function/ are ResourceLists as kyaml reads them, too; those
// under wire/ are what it refuses or takes for something else.
//
// kyaml's frameworktestutil runs the first sort once more (kyaml_test.go). It
// cannot be the only runner: it compares what kyaml has encoded anew, and the
// function promises not to change a byte; and after an error it does not
// look at the output at all.

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
)

var update = flag.Bool("update", false, "rewrite expected.yaml and errors.txt of the cases")

// A result is what a run of the function left behind.
type result struct {
	code           int
	stdout, stderr string
}

func run1(input string) result {
	var out, errs bytes.Buffer
	code := fn.Run(strings.NewReader(input), &out, &errs)
	return result{code, out.String(), errs.String()}
}

// forEachCase runs a subtest for each folder with an input.yaml below dir.
func forEachCase(t *testing.T, dir string, test func(t *testing.T, dir, input string)) {
	t.Helper()
	inputs, err := filepath.Glob(filepath.Join(dir, "*", "input.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, inputs)
	for _, path := range inputs {
		input := readFile(t, path)
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) { test(t, dir, input) })
	}
}

// readFile is the text of a file, "" for one that is not there.
func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(t, err)
	}
	return string(text)
}

func TestCases(t *testing.T) {
	for _, group := range []string{"testdata/function", "testdata/wire"} {
		forEachCase(t, group, func(t *testing.T, dir, input string) {
			got := run1(input)
			expected, errs := filepath.Join(dir, "expected.yaml"), filepath.Join(dir, "errors.txt")
			stderr := cutSummary(t, dir, got)
			if *update {
				writeFile(t, expected, got.stdout)
				writeFile(t, errs, stderr)
			}
			require.Equal(t, readFile(t, expected), got.stdout)
			require.Equal(t, readFile(t, errs), stderr)
			failed := got.stdout == "" || strings.Contains(got.stderr, "[error]")
			require.Equal(t, failed, got.code == 1, "exit code %d", got.code)
			requireNoGo(t, got)
			if failed {
				requireUntouched(t, input, got.stdout)
			} else {
				requireTwiceIsOnce(t, got.stdout)
			}
		})
	}
}

// cutSummary is what a run left on stderr, without the summary of one without
// errors, which it checks.
func cutSummary(t *testing.T, dir string, got result) string {
	t.Helper()
	if got.code != 0 {
		return got.stderr
	}
	lines := strings.SplitAfter(got.stderr, "\n")
	require.GreaterOrEqual(t, len(lines), 2, "stderr: %q", got.stderr)
	summary := lines[len(lines)-2]
	require.Regexp(t, "^kcl-sidecar: .*Pod template.*\n$", summary)
	path := filepath.Join(dir, "summary.txt")
	if want := readFile(t, path); want != "" {
		if *update {
			writeFile(t, path, summary)
		}
		require.Equal(t, readFile(t, path), summary)
	}
	return strings.TrimSuffix(got.stderr, summary)
}

// writeFile writes a file, and removes it if the text is empty.
func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if text == "" {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			require.NoError(t, err)
		}
		return
	}
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

// requireNoGo requires that nothing of Go's own reaches the user.
func requireNoGo(t *testing.T, r result) {
	t.Helper()
	for _, word := range []string{"panic", "goroutine", "runtime error", "defect", "%!", ".go:", "nil pointer"} {
		require.NotContains(t, r.stdout+r.stderr, word)
	}
}

// requireUntouched requires that an output is its input with results added,
// or nothing at all.
func requireUntouched(t *testing.T, input, output string) {
	t.Helper()
	if output != "" {
		require.Equal(t, itemTexts(t, input), itemTexts(t, output))
		require.Contains(t, output, "error", "there is a result")
	}
}

// requireTwiceIsOnce requires that a second run changes no item.
func requireTwiceIsOnce(t *testing.T, output string) {
	t.Helper()
	again := run1(output)
	require.Zero(t, again.code, again.stderr)
	require.Equal(t, itemTexts(t, output), itemTexts(t, again.stdout))
}

// itemTexts are the texts of the items of a list.
func itemTexts(t *testing.T, list string) []string {
	t.Helper()
	l, err := resourcelist.ReadWhole([]byte(list))
	require.NoError(t, err, list)
	texts := []string{}
	for _, it := range l.Items {
		d, err := it.Load()
		require.NoError(t, err)
		texts = append(texts, strings.TrimSpace(string(d.Text)))
	}
	return texts
}

// TestWorkers requires that the number of processors makes no difference.
func TestWorkers(t *testing.T) {
	forEachCase(t, "testdata/function", func(t *testing.T, dir, input string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		alone := run1(input)
		runtime.GOMAXPROCS(8)
		require.Equal(t, alone, run1(input))
	})
}
