// The examples of the repository's README and of its documentation: their
// manifests, configurations and programs are run in the order in which they
// stand there.
//
// A fenced block is told apart by its language and, in YAML, by its kind:
//
//	yaml          a SidecarInjection, or a ConfigMap with a program, which is
//	              run on the manifests before it;
//	              other resources, which are the next manifests;
//	              or an excerpt of a file of an example
//	yaml next     a SidecarInjection, which is run on the result of the run
//	              before it
//	kcl           a program, run like a SidecarInjection that has it as source
//	yaml result   what the run before it makes of the manifests
//	yaml results  its results
//	text          what it says on stderr, if it fails
//	sh            commands, which are not run here
//
// With -update, the last three of what a run gives are written anew.

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

var (
	fence   = regexp.MustCompile("(?ms)^```(\\S.*?)\n(.*?)^```$")
	configs = regexp.MustCompile(`(?m)^kind: SidecarInjection$|^kind: ConfigMap\n(.*\n)*  source: `)
)

func TestDocuments(t *testing.T) {
	documents, err := filepath.Glob("../docs/*.md")
	require.NoError(t, err)
	require.NotEmpty(t, documents)
	for _, path := range append(documents, "../README.md") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			before := read(t, path)
			d := document{T: t}
			after := fence.ReplaceAllStringFunc(before, d.block)
			d.pass("")
			requireLinks(t, path, before)
			if *update {
				write(t, path, after)
			}
		})
	}
}

// A document is one while its blocks are run.
type document struct {
	*testing.T
	manifests string
	run       outcome
	owes      string // what must follow on the last run
}

// An outcome is that of a run.
type outcome struct {
	manifests, results, stderr string
	failed                     bool
}

// block runs a block, and returns it with what a run gives where it shows that.
func (d *document) block(block string) string {
	parts := fence.FindStringSubmatch(block)
	language, text := parts[1], parts[2]
	d.pass(language)
	shows := text
	switch {
	case language == "kcl":
		d.inject(d.manifests, configOf(text))
	case language == "yaml next":
		d.inject(d.run.manifests, text)
	case language == "yaml" && configs.MatchString(text):
		d.inject(d.manifests, text)
	case language == "yaml" && strings.Contains(text, "apiVersion: "):
		d.manifests = text
	case language == "yaml":
		require.True(d, isExcerpt(d.T, text), "no file of an example has these lines:\n%s", text)
	case language == "yaml result":
		shows = d.run.manifests
	case language == "yaml results":
		shows = d.run.results
	case language == "text":
		shows = d.run.stderr
	case language != "sh":
		require.Failf(d, "unknown block", "%s\n%s", language, text)
	}
	if !*update {
		require.Equal(d, text, shows)
	}
	return "```" + language + "\n" + shows + "```"
}

// pass requires that a block shows what the last run owes to readers.
func (d *document) pass(language string) {
	d.Helper()
	require.Contains(d, []string{"", language}, d.owes, "this is to be shown of a run:\n%s%s", d.run.stderr, d.run.results)
	d.owes = ""
}

// inject runs the function on manifests. If it fails, the message must follow;
// if it changes nothing, the results.
func (d *document) inject(manifests, config string) {
	list := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"
	for _, m := range strings.Split(manifests, "---\n") {
		list += "-" + indent(m)[1:]
	}
	var out, errs bytes.Buffer
	code := fn.Run(strings.NewReader(list+"functionConfig:\n"+indent(config)), &out, &errs)
	_, items, _ := strings.Cut(out.String(), "\nitems:\n-")
	items, _, _ = strings.Cut(items, "\nfunctionConfig:")
	items = strings.ReplaceAll(items, "\n-", "\n  ---\n ")
	_, results, _ := strings.Cut(out.String(), "\nresults:\n")
	d.run = outcome{strings.ReplaceAll(" "+items, "\n  ", "\n")[2:] + "\n", results, errs.String(), code != 0}
	switch {
	case d.run.failed:
		d.owes = "text"
	case d.run.manifests == manifests:
		d.owes = "yaml results"
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)#]*)(?:#([^)]*))?\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	odd     = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// requireLinks requires that the links of a document that lead to files and
// headings of this repository do.
func requireLinks(t *testing.T, path, text string) {
	t.Helper()
	for _, l := range link.FindAllStringSubmatch(text, -1) {
		file, anchor := path, l[2]
		if strings.Contains(l[1], "://") {
			continue
		}
		if l[1] != "" {
			file = filepath.Join(filepath.Dir(path), l[1])
		}
		require.True(t, exists(file), "the link %s leads nowhere", l[0])
		if anchor == "" {
			continue
		}
		var anchors []string
		for _, h := range heading.FindAllStringSubmatch(read(t, file), -1) {
			anchors = append(anchors, strings.ReplaceAll(odd.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-"))
		}
		require.Contains(t, anchors, anchor, "the link %s leads to no heading", l[0])
	}
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

// isExcerpt reports whether a file of an example has these lines.
func isExcerpt(t *testing.T, lines string) bool {
	t.Helper()
	found := false
	require.NoError(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found = found || strings.Contains("\n"+string(text), "\n"+lines)
		return err
	}))
	return found
}
