package record

// This file tests resources that injections have made.

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

const companion = `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, labels: {app: x}}, data: {a: "1", b: "2"}}`

func tree(t *testing.T, text string) *yaml.Node {
	t.Helper()
	return yamltest.Parse(t, text).Content[0]
}

// made puts a companion on what an injection sees below it.
func made(t *testing.T, resource, name, wanted string) string {
	t.Helper()
	return put(t, resource, name, wanted, How{Made: true})
}

// put lays an object over what an injection sees, and returns the resource;
// "" for none.
func put(t *testing.T, resource, name, wanted string, how How) string {
	t.Helper()
	s, err := Open(tree(t, resource))
	if err != nil {
		t.Fatal(err)
	}
	below, _ := s.Below(name)
	after := below
	if wanted != "" {
		after = draft.Overlay(below, tree(t, wanted))
	}
	result, err := s.Put(name, after, how)
	if err != nil {
		t.Fatal(err)
	}
	if result.Resource == nil {
		return ""
	}
	text := encoded(t, result.Resource)
	if s, err = Open(tree(t, text)); err != nil {
		t.Fatal(err)
	}
	below, _ = s.Below(name)
	if after = below; wanted != "" {
		after = draft.Overlay(below, tree(t, wanted))
	}
	if again, err := s.Put(name, after, how); err != nil || again.Resource != s.resource {
		t.Fatalf("a second time: %v\n%s", err, text)
	}
	return text
}

func TestMade(t *testing.T) {
	first := made(t, "{}", "a", companion)
	if !strings.Contains(first, `layer a\n+ .\n+ apiVersion`) || strings.Contains(first, "layer b") {
		t.Fatalf("made\n%s", first)
	}
	if got := put(t, first, "a", "", How{}); got != "" {
		t.Errorf("it is not gone:\n%s", got)
	}
	decorated := strings.Replace(first, "app: x", "app: x, env: prod", 1)
	changed := made(t, decorated, "a", strings.Replace(companion, `, b: "2"`, `, c: "3"`, 1))
	if !strings.Contains(changed, "env: prod") || strings.Contains(changed, "b: ") || !strings.Contains(changed, `c: "3"`) {
		t.Errorf("changed\n%s", changed)
	}
	if got := put(t, decorated, "a", "", How{}); got != "" {
		t.Errorf("it is not gone:\n%s", got)
	}
}

// TestMadeByTwo has two injections make one resource, and a third one change it.
func TestMadeByTwo(t *testing.T) {
	one := made(t, "{}", "a", companion)
	two := made(t, one, "b", companion)
	if !strings.Contains(two, `layer b\n+ .\nsum`) {
		t.Fatalf("made by two\n%s", two)
	}
	if got := put(t, two, "b", "", How{}); got != one {
		t.Errorf("the upper one has gone\n%s", got)
	}
	alone := made(t, "{}", "b", companion)
	if got := put(t, two, "a", "", How{}); got != alone {
		t.Errorf("the lower one has gone\n%s", got)
	}
	patched := put(t, two, "p", `{data: {a: "9"}}`, How{})
	if got := put(t, patched, "a", "", How{}); !strings.Contains(got, `a: "9"`) || strings.Contains(got, "layer a") {
		t.Errorf("patched, and the lower one has gone\n%s", got)
	}
	if got := put(t, put(t, patched, "a", "", How{}), "b", "", How{}); got != "" {
		t.Errorf("it is not gone:\n%s", got)
	}
	between := made(t, put(t, one, "p", `{data: {a: "9"}}`, How{}), "b", strings.Replace(companion, `a: "1"`, `a: "9"`, 1))
	got := put(t, between, "a", "", How{})
	if s, err := Open(tree(t, got)); err != nil || !s.Made("b") || !slices.Equal(s.Makers(), []string{"b"}) {
		t.Errorf("%v\n%s", err, got)
	}
	if !strings.Contains(got, "b: ") || !strings.Contains(got, "app: x") {
		t.Errorf("between\n%s", got)
	}
}

// TestMadeTransient requires that a record does not depend on who calls.
func TestMadeTransient(t *testing.T) {
	with := func(annotations string) string {
		text := made(t, "{}", "a", strings.Replace(companion, "labels:", "annotations: {"+annotations+"}, labels:", 1))
		return yamlvalue.Lookup(yamlvalue.Lookup(yamlvalue.Lookup(tree(t, text), "metadata"), "annotations"), Annotation).Value
	}
	paths := "config.kubernetes.io/path: a.yaml, internal.config.kubernetes.io/path: a.yaml"
	without := yamlvalue.Lookup(yamlvalue.Lookup(yamlvalue.Lookup(tree(t, made(t, "{}", "a", companion)), "metadata"), "annotations"), Annotation).Value
	if a := with(paths); a != without {
		t.Errorf("%s\nis not\n%s", a, without)
	}
	if a, b := with("x: y, "+paths), with("x: y"); a != b {
		t.Errorf("%s\nis not\n%s", a, b)
	}
}
