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
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// beyondSchemas are what the function finds and no schema can.
var beyondSchemas = []string{
	"a kind that is not known to have Pod templates",
	"cannot be used: ", // a path, a module
	"is given twice",
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
	for _, pattern := range []string{"../testdata/function/*/input.yaml", "../examples/*/*/injection.yaml"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("no files: ", pattern)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var n yaml.Node
			if yaml.Unmarshal(text, &n) != nil {
				continue // the function reads what package yaml refuses
			}
			if c := yamlvalue.Lookup(&n, "functionConfig"); c != nil {
				found[path] = c
			} else {
				found[path] = &n
			}
		}
	}
	return found
}

func TestSchemaAgreesWithTheFunction(t *testing.T) {
	s := readSchema(t)
	for path, n := range configs(t) {
		t.Run(path, func(t *testing.T) { compare(t, s, n) })
	}
	compare(t, s, parse(t, fullConfig))
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
	f.Fuzz(func(t *testing.T, text string) { compare(t, s, parse(t, text)) })
}
