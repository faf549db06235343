package kubetest

// This file patches the resources of k8s.io/api/testdata, which have every
// field that there is, as YAML and as JSON, and edits their texts.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// sidecar is the patch: a container, its volume, and a mount in the first
// container, each called as in the files or anew.
const sidecar = `
metadata:
  annotations: {example.com/injected: "true"}
spec:
  containers:
  - name: nameValue
    volumeMounts: [{name: logs, mountPath: /logs}]
  - name: sidecar
    image: busybox
    args: [-c, "while true; do\n  sleep 1\ndone\n"]
    ports: [{containerPort: 9000, name: metrics}]
    volumeMounts: [{name: logs, mountPath: /logs}]
  volumes:
  - name: logs
    emptyDir: {}
  terminationGracePeriodSeconds: 30
`

// templates are the paths of the Pod templates, by kind.
var templates = map[string]yamlvalue.Path{
	"Pod":                   nil,
	"PodTemplate":           yamlvalue.Keys("template"),
	"ReplicationController": yamlvalue.Keys("spec", "template"),
	"ReplicaSet":            yamlvalue.Keys("spec", "template"),
	"Deployment":            yamlvalue.Keys("spec", "template"),
	"DaemonSet":             yamlvalue.Keys("spec", "template"),
	"StatefulSet":           yamlvalue.Keys("spec", "template"),
	"Job":                   yamlvalue.Keys("spec", "template"),
	"CronJob":               yamlvalue.Keys("spec", "jobTemplate", "spec", "template"),
}

func TestFilesWithEveryField(t *testing.T) {
	var patch yaml.Node
	if err := yaml.Unmarshal([]byte(sidecar), &patch); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range yamltest.KubernetesFiles(t, "testdata/HEAD/*.*.*.*") {
		parts := strings.Split(filepath.Base(file), ".")
		at, ok := templates[parts[len(parts)-2]]
		ext := filepath.Ext(file)
		if !ok || ext != ".yaml" && ext != ".json" || strings.Contains(file, "after_roundtrip") {
			continue
		}
		n++
		t.Run(filepath.Base(file), func(t *testing.T) { patchFile(t, file, at, &patch) })
	}
	if n < 30 {
		t.Errorf("%d files; that is not all of them", n)
	}
}

func patchFile(t *testing.T, file string, at yamlvalue.Path, patch *yaml.Node) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, changes := patched(t, text, at, patch)
	want := []string{"spec.containers[0].volumeMounts[1]", "spec.containers[1]", "spec.volumes[1]"}
	prefix := at.String()
	for _, path := range want {
		if prefix != "" {
			path = prefix + "." + path
		}
		if !slices.ContainsFunc(changes, func(c merge.Change) bool { return c.Kind == merge.Added && c.Path.String() == path }) {
			t.Errorf("%s was not added", path)
		}
	}
	for _, c := range changes {
		if c.Kind == merge.Removed {
			t.Errorf("%s was removed", c.Path)
		}
	}
	checkLines(t, string(text), string(out))
	again, changes := patched(t, out, at, patch)
	if string(again) != string(out) || len(changes) > 0 {
		t.Errorf("a second time changes it again")
	}
}

// patched is the text of a file with the patch.
func patched(t *testing.T, text []byte, at yamlvalue.Path, patch *yaml.Node) ([]byte, []merge.Change) {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	tree := merge.NewTree(&doc)
	if err := tree.Apply(merge.Template{Path: at}, yamlvalue.FromNode(patch)); err != nil {
		t.Fatal(err)
	}
	out, spliced, err := textedit.Apply(text, &doc, tree.Root())
	if err != nil || !spliced {
		t.Fatalf("spliced: %t, error: %v", spliced, err)
	}
	return out, merge.Diff(&doc, tree.Root(), merge.Template{Path: at})
}

// checkLines checks that every line of a file is still there, in order, but
// for the one that was changed, and commas after what was last.
func checkLines(t *testing.T, before, after string) {
	t.Helper()
	rest := strings.Split(after, "\n")
	for line := range strings.Lines(before) {
		line = strings.TrimSuffix(line, "\n")
		if strings.Contains(line, "terminationGracePeriodSeconds") {
			continue
		}
		i := slices.IndexFunc(rest, func(l string) bool { return l == line || l == line+"," })
		if i < 0 {
			t.Fatalf("the line %q is lost", line)
		}
		rest = rest[i+1:]
	}
}
