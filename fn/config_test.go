package fn

// This file tests reading a functionConfig.

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// fullConfig says everything that can be said.
const fullConfig = `apiVersion: kcl-sidecar.dev/v1alpha1
kind: SidecarInjection
metadata: {name: full, annotations: {a: b}}
spec:
  source: import team
  params: [any, {thing: 1}]
  modules:
    team: {proxy.k: "x = 1", net/dns.k: "y = 2"}
  policy: disabled
  selectors:
  - apiVersion: apps/*
    kind: Deployment
    name: web-*
    namespace: prod
    labels: {a: b}
    annotations: {c: d}
    podLabels: {e: f}
    namespaceLabels: {g: h}
  exclude: [{kind: Pod}]
  require: 3
  templates: [{apiVersion: example.com/*, kind: Fleet, path: spec.pod, inline: true}]
  namespaces: {prod: {g: h}}
  conflicts: warn
  record: false
  remove: true
  limits: {steps: 1, depth: 2, memory: 3Ki, time: 4s}
`

// TestEveryField requires that each field of a functionConfig is decoded: none
// of this one has its default.
func TestEveryField(t *testing.T) {
	c, wrong := readConfig(yamltest.Parse(t, fullConfig))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	got, defaults := reflect.ValueOf(c.Spec), reflect.ValueOf(v1alpha1.New().Spec)
	for i, name := range fieldNames(got.Type()) {
		if name != "params" && reflect.DeepEqual(got.Field(i).Interface(), defaults.Field(i).Interface()) {
			t.Errorf("the field %s is not decoded", name)
		}
	}
	if c.name != "full" || len(c.templates) != 1 || !c.templates[0].Inline || len(c.modules) != 1 || len(c.namespaces) != 1 || len(c.params.Content) != 2 {
		t.Errorf("config %+v", c)
	}
	if l := c.limits(); l != (kcl.Limits{Steps: 1, Depth: 2, Bytes: 3 << 10, Time: 4 * time.Second}) {
		t.Errorf("limits %+v", l)
	}
}

// What Go programs write with the types of package v1alpha1 is read as it was
// meant.
func TestWrittenByGo(t *testing.T) {
	c := v1alpha1.New()
	c.Metadata.Name = "x"
	c.Spec.Source = "a = 1"
	c.Spec.Record = false
	c.Spec.Limits.Memory = 64 << 20
	c.Spec.Modules = map[string]map[string]string{"team": {"proxy.k": "x = 1"}}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	read, wrong := readConfig(yamltest.Parse(t, text))
	if len(wrong) > 0 || !reflect.DeepEqual(read.Spec, c.Spec) {
		t.Errorf("%s is read as %+v, %v", text, read.Spec, wrong)
	}
}

// The help has a functionConfig with every field, which can be used.
func TestHelp(t *testing.T) {
	_, text, _ := strings.Cut(Help, "The functionConfig:\n\n")
	text, _, _ = strings.Cut(text, "\n\n")
	n := yamltest.Parse(t, strings.ReplaceAll("\n"+text, "\n  ", "\n"))
	c, wrong := readConfig(n)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if _, wrong := c.compile(); len(wrong) > 0 {
		t.Error(wrong)
	}
	spec := yamlvalue.Lookup(n, "spec")
	for _, name := range fieldNames(reflect.TypeFor[v1alpha1.Spec]()) {
		if yamlvalue.Lookup(spec, name) == nil {
			t.Errorf("the help does not have spec.%s", name)
		}
	}
}

// The function's limits are the engine's where nobody says otherwise.
func TestDefaultLimits(t *testing.T) {
	if got := (&config{Spec: v1alpha1.New().Spec}).limits(); got != kcl.DefaultLimits {
		t.Errorf("limits %+v", got)
	}
}

// BenchmarkConfig reads a functionConfig with everything in it. Aim: 100 µs.
func BenchmarkConfig(b *testing.B) {
	n := yamltest.Parse(b, fullConfig)
	b.ReportAllocs()
	for b.Loop() {
		if _, wrong := readConfig(n); len(wrong) > 0 {
			b.Fatal(wrong)
		}
	}
}
