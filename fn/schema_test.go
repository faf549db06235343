package fn

// This file compares the published schema of the functionConfig with what the
// function accepts.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// beyondSchemas are what the function finds and no schema can.
var beyondSchemas = []string{
	"a kind that is not known to have Pod templates",
	"cannot be used: ", // a path, a module
	"is given twice",
	"is empty",                       // of spaces that only Unicode has
	"must be an integer",             // to JSON, 1.0 is one
	"must be a number of bytes such", // one that is too large
	"must be a duration such",        // the same, and none at all, such as 0s
}

func readSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile("../schemas/sidecarinjection.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compare requires that the schema accepts a SidecarInjection if the function
// does, and only then, but for what is beyond schemas. A null, which stands for
// a field that is not there, it may refuse.
func compare(t *testing.T, s *jsonschema.Schema, n *yaml.Node) {
	t.Helper()
	if yamlvalue.Check(n) != nil || text(n, "kind") != v1alpha1.Kind || text(n, "apiVersion") != v1alpha1.APIVersion {
		return
	}
	_, wrong := readConfig(n)
	seen := 0
	for _, f := range wrong {
		for _, words := range beyondSchemas {
			if strings.Contains(f.Message, words) {
				seen++
				break
			}
		}
	}
	value, nulls := plain(n)
	err := s.Validate(value)
	switch {
	case err == nil && len(wrong) > seen:
		t.Errorf("the schema accepts what the function refuses: %s", wrong[0].Message)
	case err != nil && len(wrong) == 0 && !nulls:
		t.Errorf("the schema refuses what the function accepts: %v", err)
	}
}

// plain is a node as data that encoding/json would return, and whether there
// are nulls in it.
func plain(n *yaml.Node) (value any, nulls bool) {
	switch n := yamlvalue.Resolve(n); n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		pairs := yamlvalue.Pairs(n)
		for i := 0; i+1 < len(pairs); i += 2 {
			v, null := plain(pairs[i+1])
			m[yamlvalue.Resolve(pairs[i]).Value], nulls = v, nulls || null
		}
		return m, nulls
	case yaml.SequenceNode:
		l := []any{}
		for _, c := range n.Content {
			v, null := plain(c)
			l, nulls = append(l, v), nulls || null
		}
		return l, nulls
	}
	switch v := yamlvalue.FromNode(n).(type) {
	case eval.Str:
		return string(v), false
	case eval.Int:
		return int64(v), false
	case eval.Float:
		return float64(v), false
	case eval.Bool:
		return bool(v), false
	}
	return nil, true
}

// configs are the functionConfigs of all cases, and those of the examples.
func configs(t testing.TB) map[string]*yaml.Node {
	t.Helper()
	found := map[string]*yaml.Node{}
	for _, pattern := range []string{"../testdata/function/*/input.yaml", "../examples/*/*.yaml", "../examples/*/*/*.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		before := len(found)
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var n yaml.Node
			if yaml.Unmarshal(data, &n) != nil {
				continue // the function reads what package yaml refuses
			}
			for _, c := range []*yaml.Node{yamlvalue.Lookup(&n, "functionConfig"), &n} {
				if yamlvalue.Check(c) == nil && text(c, "kind") == v1alpha1.Kind {
					found[path] = c
				}
			}
		}
		if len(found) == before {
			t.Fatal("no functionConfig in any of ", pattern)
		}
	}
	return found
}

func TestSchemaAgreesWithTheFunction(t *testing.T) {
	s := readSchema(t)
	for path, n := range configs(t) {
		t.Run(path, func(t *testing.T) { compare(t, s, n) })
	}
	compare(t, s, yamltest.Parse(t, fullConfig))
}

// TestSchemaByField has one thing in each functionConfig that is refused by
// both, or that only just passes.
func TestSchemaByField(t *testing.T) {
	s := readSchema(t)
	for spec, ok := range map[string]bool{
		"{source: x}":                                    true,
		"{}":                                             false,
		"{source: ''}":                                   false,
		"{source: ' '}":                                  false,
		"{source: 1}":                                    false,
		"{remove: true}":                                 true,
		"{remove: false}":                                false,
		"{remove: true, source: ''}":                     true,
		"{source: x, remove: 'true'}":                    false,
		"{source: x, sorce: x}":                          false,
		"{source: x, params: 1}":                         true,
		"{source: x, policy: disabled}":                  true,
		"{source: x, policy: Disabled}":                  false,
		"{source: x, conflicts: ignore}":                 false,
		"{source: x, record: 1}":                         false,
		"{source: x, require: 0}":                        true,
		"{source: x, require: -1}":                       false,
		"{source: x, require: 1.5}":                      false,
		"{source: x, selectors: {}}":                     false,
		"{source: x, selectors: [{}]}":                   true,
		"{source: x, selectors: [x]}":                    false,
		"{source: x, selectors: [{apiVersion: v1}]}":     true,
		"{source: x, selectors: [{apiVersion: apps}]}":   false,
		"{source: x, selectors: [{apiVersion: apps/*}]}": true,
		"{source: x, selectors: [{label: {}}]}":          false,
		"{source: x, exclude: [{labels: {a: 1}}]}":       false,
		"{source: x, exclude: [{namespaceLabels: [a]}]}": false,
		"{source: x, templates: [{apiVersion: '*', kind: F, path: a}]}":              true,
		"{source: x, templates: [{kind: F, path: a}]}":                               false,
		"{source: x, templates: [{apiVersion: '*', path: a}]}":                       false,
		"{source: x, templates: [{apiVersion: '*', kind: F}]}":                       false,
		"{source: x, templates: [{apiVersion: '*', kind: F, path: ''}]}":             false,
		"{source: x, templates: [{apiVersion: example.com, kind: F, path: a}]}":      false,
		"{source: x, templates: [{apiVersion: '*', kind: F, path: a, inline: yes}]}": true,
		"{source: x, templates: [{apiVersion: '*', kind: F, path: a, inline: 1}]}":   false,
		"{source: x, namespaces: {a: {b: c}}}":                                       true,
		"{source: x, namespaces: {a: b}}":                                            false,
		"{source: x, namespaces: {a: {b: 1}}}":                                       false,
		"{source: x, modules: {a: {b.k: c}}}":                                        true,
		"{source: x, modules: {a: b}}":                                               false,
		"{source: x, modules: {a: {b.k: 1}}}":                                        false,
		"{source: x, limits: {steps: 0}}":                                            false,
		"{source: x, limits: {depth: 0}}":                                            false,
		"{source: x, limits: {memory: 1}}":                                           true,
		"{source: x, limits: {memory: 0}}":                                           false,
		"{source: x, limits: {memory: 1Mi}}":                                         true,
		"{source: x, limits: {memory: 0Mi}}":                                         false,
		"{source: x, limits: {memory: 1M}}":                                          false,
		"{source: x, limits: {memory: true}}":                                        false,
		"{source: x, limits: {time: 1m30s}}":                                         true,
		"{source: x, limits: {time: 5}}":                                             false,
		"{source: x, limits: {time: -5s}}":                                           false,
		"{source: x, limits: {cpu: 1}}":                                              false,
	} {
		t.Run(spec, func(t *testing.T) {
			n := yamltest.Parse(t, "{apiVersion: kcl-sidecar.dev/v1alpha1, kind: SidecarInjection, metadata: {name: x}, spec: "+spec+"}")
			compare(t, s, n)
			if _, wrong := readConfig(n); len(wrong) == 0 != ok {
				t.Errorf("the function finds %v", wrong)
			}
		})
	}
	for metadata, ok := range map[string]bool{
		"{name: x}": true, "{name: x, labels: {a: 1}}": true, "{name: truet}": true,
		"{name: a b}": false, "{name: 'a,b'}": false, "{name: 'true'}": false, "{name: ''}": false, "{name: 1}": false, "{}": false, "[]": false,
	} {
		t.Run(metadata, func(t *testing.T) {
			n := yamltest.Parse(t, "{apiVersion: kcl-sidecar.dev/v1alpha1, kind: SidecarInjection, metadata: "+metadata+", spec: {source: x}}")
			compare(t, s, n)
			if _, wrong := readConfig(n); len(wrong) == 0 != ok {
				t.Errorf("the function finds %v", wrong)
			}
		})
	}
}

// FuzzSchema compares the two for any functionConfig.
func FuzzSchema(f *testing.F) {
	for _, n := range configs(f) {
		text, err := yaml.Marshal(n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(fullConfig)
	s := readSchema(f)
	f.Fuzz(func(t *testing.T, text string) {
		var n yaml.Node
		if yaml.Unmarshal([]byte(text), &n) == nil {
			compare(t, s, &n)
		}
	})
}
