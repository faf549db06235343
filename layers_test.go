package main

// This file runs the cases in testdata/layers: what becomes of resources over
// several runs of several injections, and edits by others between them. A case
// is a text file of sections that begin with a line `-- name --`:
//
//	items          the items of a ResourceList
//	config NAME    the spec of an injection of this name
//	run NAME       its run; the section has what it makes of the items, or
//	               "unchanged", or "as at first", and then its results
//	edit           somebody else puts the text below a line `=>` in the place of
//	               the text above it
//
// After a run, the same run once more changes nothing.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// A section is a part of a case.
type section struct{ name, text string }

func TestLayers(t *testing.T) {
	files, err := filepath.Glob("testdata/layers/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			before := readFile(t, file)
			after := joined(layersCase(t, sections(before)))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(after), 0o644))
				return
			}
			require.Equal(t, before, after)
		})
	}
}

// layersCase runs a case, and returns it with what came of each run.
func layersCase(t *testing.T, parts []section) []section {
	t.Helper()
	var first, items string
	configs := map[string]string{}
	for i := range parts {
		s := &parts[i]
		verb, name, _ := strings.Cut(s.name, " ")
		switch verb {
		case "":
		case "items":
			first, items = s.text, s.text
		case "config":
			configs[name] = s.text
		case "edit":
			old, new, _ := strings.Cut(s.text, "=>\n")
			require.Equal(t, 1, strings.Count(items, old), "%s\nis in\n%s", old, items)
			items = strings.Replace(items, old, new, 1)
		case "run":
			items, s.text = runLayer(t, first, items, name, configs[name])
		default:
			require.Fail(t, "no section is called "+s.name)
		}
	}
	return parts
}

// runLayer runs an injection on items, and returns what it makes of them and
// the text that says so.
func runLayer(t *testing.T, first, items, name, spec string) (after, says string) {
	t.Helper()
	require.NotEmpty(t, spec, "there is no config "+name)
	config := "functionConfig:\n  apiVersion: kcl-sidecar.dev/v1alpha1\n  kind: SidecarInjection\n" +
		"  metadata:\n    name: " + name + "\n  spec:\n    " + strings.ReplaceAll(strings.TrimSpace(spec), "\n", "\n    ") + "\n"
	const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"
	run := func(items string) (after, results string) {
		got := run1(head + items + config)
		requireNoGo(t, got)
		rest, ok := strings.CutPrefix(got.stdout, head)
		require.True(t, ok, got.stdout)
		after, results, ok = strings.Cut(rest, config)
		require.True(t, ok, got.stdout)
		return after, results
	}
	after, results := run(items)
	again, _ := run(after)
	require.Equal(t, after, again, "a second time")
	switch says = after; {
	case after == items:
		says = "unchanged\n"
	case after == first:
		says = "as at first\n"
	}
	return after, says + messages(t, results)
}

// messages are results in lines.
func messages(t *testing.T, results string) string {
	t.Helper()
	var list struct {
		Results []struct {
			Severity, Message string
			ResourceRef       struct{ Kind, Name string } `yaml:"resourceRef"`
			Field             struct{ Path string }
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(results), &list))
	var b strings.Builder
	for _, r := range list.Results {
		b.WriteString(strings.TrimRight(r.Severity+" "+r.ResourceRef.Kind+"/"+r.ResourceRef.Name+" "+r.Field.Path, " ") + ": " + r.Message + "\n")
	}
	return b.String()
}

func sections(text string) []section {
	parts := []section{{}}
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			parts = append(parts, section{name: strings.TrimSuffix(name, " --\n")})
			continue
		}
		parts[len(parts)-1].text += line
	}
	return parts
}

func joined(parts []section) string {
	var b strings.Builder
	for _, s := range parts {
		if s.name != "" {
			b.WriteString("-- " + s.name + " --\n")
		}
		b.WriteString(s.text)
	}
	return b.String()
}
