package main

// This file injects into published manifests, which are no part of the
// project: KCL_SIDECAR_CORPUS names a folder with files of them.
//
//	KCL_SIDECAR_CORPUS=dir go test -run Corpus -v .
//
// It counts what became of the workloads, prints every text that lost a line,
// and requires that nothing is lost of any of them.

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// touchAll adds something to every list and mapping of a Pod template that
// injectors use.
const touchAll = `functionConfig:
  apiVersion: kcl-sidecar.dev/v1alpha1
  kind: SidecarInjection
  metadata:
    name: touch-all
  spec:
    source: |
      _spec = option("template").spec
      _added = ["corpus", "corpus-init"]
      _mount = {name = "corpus", mountPath = "/corpus"}
      _change = lambda c {
          {
              name = c.name
              env = [{name = "CORPUS", value = "1: x"}]
              volumeMounts = [_mount]
          }
      }
      metadata = {
          labels = {"example.com/corpus" = "on"}
          annotations = {"example.com/corpus" = "a #b"}
      }
      spec = {
          containers = [_change(c) for c in _spec.containers if c.name not in _added] + [{
              name = "corpus"
              image = "busybox:1.37"
              volumeMounts = [_mount]
          }]
          initContainers = [_change(c) for c in (_spec.initContainers or []) if c.name not in _added] + [{
              name = "corpus-init"
              image = "busybox:1.37"
              command = ["sh", "-c", "echo a\necho b\n"]
          }]
          volumes = [{name = "corpus", emptyDir = {}}]
          imagePullSecrets = [{name = "corpus"}]
      }
`

func TestCorpus(t *testing.T) {
	dir := os.Getenv("KCL_SIDECAR_CORPUS")
	if dir == "" {
		t.Skip("KCL_SIDECAR_CORPUS names no folder")
	}
	files := corpusFiles(t, dir)
	list := readFile(t, homepageList)
	_, homepage, _ := strings.Cut(list, "functionConfig:")
	// Some published workloads mount something at this path themselves.
	homepage = strings.ReplaceAll(homepage, "/usr/share/nginx/html", "/usr/share/homepage")
	for name, config := range map[string]string{"homepage": "functionConfig:" + homepage, "all": touchAll} {
		t.Run(name, func(t *testing.T) {
			c := corpus{T: t, config: config, lost: map[string]int{}}
			for _, f := range files {
				c.file = f
				c.documents(corpusDocuments(readFile(t, f)))
			}
			c.report()
		})
	}
}

func corpusFiles(t *testing.T, dir string) (files []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".yaml", ".yml", ".json":
			files = append(files, path)
		}
		return err
	}))
	require.NotEmpty(t, files)
	return files
}

// corpusDocuments are the documents of a file that are resources and can be
// items as they are.
func corpusDocuments(text string) (documents []string) {
	var lines []string
	take := func() {
		doc := strings.Join(lines, "\n")
		lines = nil
		var n yaml.Node
		if yaml.Unmarshal([]byte(doc), &n) != nil || yamlvalue.Lookup(&n, "kind") == nil || yamlvalue.Check(&n) != nil {
			return
		}
		var item yaml.Node
		if yaml.Unmarshal([]byte(asItem(doc)), &item) == nil && yamlvalue.Equal(&n, item.Content[0].Content[0]) {
			documents = append(documents, asItem(doc))
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "---") {
			take()
			continue
		}
		lines = append(lines, line)
	}
	take()
	return documents
}

// asItem is a document as an element of a list, without what stands above its
// first content.
func asItem(doc string) string {
	for {
		line, rest, more := strings.Cut(doc, "\n")
		if text := strings.TrimSpace(line); !more || text != "" && text[0] != '#' && text[0] != '%' {
			break
		}
		doc = rest
	}
	doc = strings.TrimRight(doc, "\n")
	return "- " + strings.ReplaceAll(doc, "\n", "\n  ") + "\n"
}

// A corpus counts what became of workloads.
type corpus struct {
	*testing.T
	config, file string
	items        int            // all
	refused      int            // with an error result
	workloads    int            // changed
	added        int            // of these, with no line lost
	lost         map[string]int // by how: the others
}

// documents runs the function for each document of a file alone, and for all.
func (c *corpus) documents(documents []string) {
	c.Helper()
	var sound []string
	for _, d := range documents {
		c.items++
		got := run1(c.list(d))
		if got.code != 0 {
			c.refused++
			require.NotEmpty(c, got.stdout, "%s: %s", c.file, got.stderr)
			require.Equal(c, corpusItems(c.T, c.list(d)), corpusItems(c.T, got.stdout), c.file)
			continue
		}
		sound = append(sound, d)
	}
	before := corpusItems(c.T, c.list(sound...))
	got := run1(c.list(sound...))
	require.Zero(c, got.code, "%s: %s", c.file, got.stderr)
	after := corpusItems(c.T, got.stdout)
	require.Len(c, after, len(before), c.file)
	for i := range before {
		c.compare(before[i], after[i])
	}
	again := run1(got.stdout)
	require.Zero(c, again.code, "%s, again: %s", c.file, again.stderr)
	require.Equal(c, after, corpusItems(c.T, again.stdout), "%s, again", c.file)
}

func (c *corpus) list(items ...string) string {
	if len(items) == 0 {
		items = []string{"- kind: None\n"}
	}
	return "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + strings.Join(items, "") + c.config
}

// corpusItems are the texts of the items of a list.
func corpusItems(t *testing.T, list string) (texts []string) {
	t.Helper()
	l, err := resourcelist.Read([]byte(list))
	require.NoError(t, err)
	for _, it := range l.Items {
		d, err := it.Load()
		if err != nil {
			return itemTexts(t, list)
		}
		texts = append(texts, string(d.Text))
	}
	return texts
}

// compare looks at one item.
func (c *corpus) compare(before, after string) {
	c.Helper()
	if before == after {
		return
	}
	old, now := parseCorpus(c.T, before), parseCorpus(c.T, after)
	require.NotEmpty(c, podtemplate.Find(old, nil), "%s: not selected, but changed\n%s", c.file, after)
	require.True(c, isKept(old, now), "%s: something was lost\n%s\nnow\n%s", c.file, before, after)
	c.workloads++
	lines := lostLines(before, after)
	if len(lines) == 0 {
		c.added++
		return
	}
	how := howLost(lines, before, after)
	c.lost[how]++
	if how == "rewritten" {
		c.Logf("%s: rewritten, %d lines lost\n%s", c.file, len(lines), strings.Join(lines[:min(len(lines), 12)], "\n"))
	}
}

func parseCorpus(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal([]byte(text), &n), text)
	return &n
}

// isKept reports whether all of old is in now: entries, and elements in order.
// Something may have come in the place of nothing.
func isKept(old, now *yaml.Node) bool {
	old, now = yamlvalue.Resolve(old), yamlvalue.Resolve(now)
	switch {
	case yamlvalue.IsNull(old):
		return true
	case now == nil || old.Kind != now.Kind:
		return false
	case old.Kind == yaml.MappingNode:
		pairs := yamlvalue.Pairs(old)
		for i := 0; i < len(pairs); i += 2 {
			if !isKept(pairs[i+1], yamlvalue.Lookup(now, pairs[i].Value)) {
				return false
			}
		}
		return true
	case old.Kind == yaml.SequenceNode:
		rest := now.Content
		for _, o := range old.Content {
			for len(rest) > 0 && !isKept(o, rest[0]) {
				rest = rest[1:]
			}
			if len(rest) == 0 {
				return false
			}
			rest = rest[1:]
		}
		return true
	}
	return yamlvalue.Equal(old, now)
}

// lostLines are the lines of before that are not in after, in their order.
func lostLines(before, after string) (lost []string) {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	common := make([][]int32, len(a)+1) // lines of a[i:] and b[j:]
	for i := len(a); i >= 0; i-- {
		common[i] = make([]int32, len(b)+1)
		for j := len(b) - 1; j >= 0 && i < len(a); j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a); {
		switch {
		case j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j < len(b) && common[i][j+1] >= common[i+1][j]:
			j++
		default:
			lost = append(lost, a[i])
			i++
		}
	}
	return lost
}

// howLost says how the lines of a text were lost.
func howLost(lines []string, before, after string) string {
	empty, flow := true, true
	for _, line := range lines {
		text, _, _ := strings.Cut(line, " #")
		if _, value, ok := strings.Cut(text, ":"); ok {
			text = value
		}
		switch strings.TrimSpace(text) {
		case "[]", "{}", "null", "~", "Null", "NULL":
		default:
			empty = false
		}
		flow = flow && strings.ContainsAny(line, `[]{}",`)
	}
	switch {
	case empty:
		return "an empty value made way"
	case flow && isWithin([]byte(before), []byte(after)):
		return "added within a line"
	}
	return "rewritten"
}

// isWithin reports whether the bytes of a are all in b, in their order.
func isWithin(a, b []byte) bool {
	for _, c := range a {
		i := bytes.IndexByte(b, c)
		if i < 0 {
			return false
		}
		b = b[i+1:]
	}
	return true
}

// report prints the counts, and requires that nearly all workloads have only
// lines added.
func (c *corpus) report() {
	c.Logf("%d resources, %d refused; %d workloads changed, %d with added lines only; others: %v",
		c.items, c.refused, c.workloads, c.added, c.lost)
	require.LessOrEqual(c, 50*c.lost["rewritten"], c.workloads)
}
