package yamltest

// This file reads the texts of tests.

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

// Parse returns the document that a text is; one that is no YAML fails the test.
func Parse[T string | []byte](t testing.TB, text T) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return &doc
}
