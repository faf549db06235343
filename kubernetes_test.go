package main

// This file runs the function over the files of k8s.io/api in which every
// field of every kind has a value.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// workloads are the files whose kinds have a Pod template.
var workloads = []string{
	"apps.v1.DaemonSet", "apps.v1.Deployment", "apps.v1.ReplicaSet", "apps.v1.StatefulSet",
	"apps.v1beta1.Deployment", "apps.v1beta1.StatefulSet",
	"apps.v1beta2.DaemonSet", "apps.v1beta2.Deployment", "apps.v1beta2.ReplicaSet", "apps.v1beta2.StatefulSet",
	"batch.v1.CronJob", "batch.v1.Job", "batch.v1beta1.CronJob",
	"core.v1.Pod", "core.v1.PodTemplate", "core.v1.ReplicationController",
	"extensions.v1beta1.DaemonSet", "extensions.v1beta1.Deployment", "extensions.v1beta1.ReplicaSet",
}

const everyFieldConfig = `functionConfig:
  apiVersion: kcl-sidecar.dev/v1alpha1
  kind: SidecarInjection
  metadata:
    name: sidecar
  spec:
    source: |
      _apps = [c.name for c in option("template").spec.containers if c.name != "sidecar"]
      metadata = {labels = {injected = "yes"}}
      spec = {
          volumes = [{name = "shared", emptyDir = {}}]
          containers = [{
              name = app
              volumeMounts = [{name = "shared", mountPath = "/shared"}]
          } for app in _apps] + [{
              name = "sidecar"
              image = "busybox:1.37"
              volumeMounts = [{name = "shared", mountPath = "/shared"}]
          }]
      }
`

// TestEveryField injects into every kind of workload, with every field set:
// each gets the sidecar, and nothing else of it changes, nor of any other
// kind.
func TestEveryField(t *testing.T) {
	names, texts := everyField(t)
	in := listOf(texts) + everyFieldConfig
	got := run1(in)
	require.Zero(t, got.code, got.stderr)
	before, after := itemTexts(t, in), itemTexts(t, got.stdout)
	require.Len(t, after, len(before))
	var changed []string
	for i := range before {
		if before[i] == after[i] {
			continue
		}
		changed = append(changed, names[i])
		t.Run(names[i], func(t *testing.T) {
			require.Empty(t, missingLines(before[i], after[i]), "lines that were there")
			requireInjected(t, parseItem(t, before[i]), parseItem(t, after[i]))
		})
	}
	require.ElementsMatch(t, workloads, changed)
	requireTwiceIsOnce(t, got.stdout)
}

// listOf is a ResourceList of these items, up to its functionConfig.
func listOf(texts []string) string {
	var b strings.Builder
	b.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	for _, text := range texts {
		b.WriteString("- " + strings.TrimSuffix(strings.ReplaceAll(text, "\n", "\n  "), "  "))
	}
	return b.String()
}

// TestEveryFieldTakenBack makes three injections to every kind of workload, each
// of which changes something of what the one below it has added, and the same
// once more, which changes nothing; and takes them back in another order, after
// which every byte is what it was.
func TestEveryFieldTakenBack(t *testing.T) {
	_, texts := everyField(t)
	list := listOf(texts)
	config := func(name, spec string) string {
		config := strings.Replace(everyFieldConfig, "name: sidecar", "name: "+name, 1)
		config, _, _ = strings.Cut(config, "    source:")
		return config + spec
	}
	run := func(list, config string) string {
		got := run1(list + config)
		require.Zero(t, got.code, got.stderr)
		list, _, ok := strings.Cut(got.stdout, config)
		require.True(t, ok)
		return list
	}
	_, first, _ := strings.Cut(everyFieldConfig, "  spec:\n")
	pipeline := []string{
		config("first", first),
		config("second", `    conflicts: warn
    source: |
      spec = {
          terminationGracePeriodSeconds = 77
          containers = [{name = c.name, env = [{name = "SECOND", value = "2"}]} for c in option("template").spec.containers]
          initContainers = [{name = "before", image = "busybox:1.37", "$before" = "*"}]
      }
`),
		config("third", `    conflicts: warn
    source: |
      metadata = {annotations = {third = "3"}}
      spec = {
          containers = [{name = "sidecar", image = "busybox:1.38"}]
          nodeSelector = {third = "3"}
      }
`),
	}
	original := itemTexts(t, list+pipeline[0])
	for _, config := range pipeline {
		list = run(list, config)
	}
	after := list
	for _, config := range pipeline {
		require.Equal(t, after, run(after, config), "a second time")
	}
	for _, name := range []string{"second", "first", "third"} {
		list = run(list, config(name, "    remove: true\n"))
	}
	require.Equal(t, original, itemTexts(t, list+pipeline[0]))
}

// everyField are the names, without extension, and the texts of the files.
func everyField(t *testing.T) (names, texts []string) {
	t.Helper()
	files := yamltest.KubernetesFiles(t, "testdata/HEAD/*.yaml")
	require.Greater(t, len(files), 100)
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".yaml"))
		texts = append(texts, string(text))
	}
	return names, texts
}

// missingLines are the lines of before that are not, in their order, in
// after.
func missingLines(before, after string) (missing []string) {
	rest := strings.Split(after, "\n")
	for line := range strings.SplitSeq(before, "\n") {
		i := slices.Index(rest, line)
		if i < 0 {
			missing = append(missing, line)
			continue
		}
		rest = rest[i+1:]
	}
	return missing
}

func parseItem(t *testing.T, text string) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	// The first line has lost its indentation.
	require.NoError(t, yaml.Unmarshal([]byte("  "+text), &doc))
	return doc.Content[0]
}

// requireInjected requires that after has the sidecar, its volume, mount and
// label, and is before without them.
func requireInjected(t *testing.T, before, after *yaml.Node) {
	t.Helper()
	found := podtemplate.Find(after, nil)
	require.Len(t, found, 1)
	template := found[0].Node
	spec := yamlvalue.Lookup(template, "spec")
	require.Equal(t, "busybox:1.37", take(t, yamlvalue.Lookup(spec, "containers"), "name", "sidecar", "image"))
	require.Equal(t, "shared", take(t, yamlvalue.Lookup(spec, "volumes"), "name", "shared", "name"))
	for _, c := range yamlvalue.Lookup(spec, "containers").Content {
		require.Equal(t, "shared", take(t, yamlvalue.Lookup(c, "volumeMounts"), "mountPath", "/shared", "name"))
	}
	labels := yamlvalue.Lookup(yamlvalue.Lookup(template, "metadata"), "labels")
	last := len(labels.Content) - 2
	require.Equal(t, "injected", labels.Content[last].Value)
	labels.Content = labels.Content[:last]
	annotations := yamlvalue.Lookup(yamlvalue.Lookup(after, "metadata"), "annotations")
	last = len(annotations.Content) - 2
	require.Equal(t, record.Annotation, annotations.Content[last].Value)
	annotations.Content = annotations.Content[:last]
	require.True(t, yamlvalue.Equal(before, after), "something else has changed")
}

// take removes the last element of a list, which must have this value under
// the key, and returns what it has under another one.
func take(t *testing.T, list *yaml.Node, key, value, field string) string {
	t.Helper()
	require.NotNil(t, list)
	last := list.Content[len(list.Content)-1]
	require.Equal(t, value, yamlvalue.Lookup(last, key).Value)
	list.Content = list.Content[:len(list.Content)-1]
	return yamlvalue.Lookup(last, field).Value
}
