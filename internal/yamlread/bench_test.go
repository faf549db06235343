package yamlread

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"
)

// BenchmarkTree reads a Deployment, BenchmarkYAML does so with yaml/v3.
func BenchmarkTree(b *testing.B) {
	text := deployment(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := Tree(text); !ok {
			b.Fatal("not known")
		}
	}
}

func BenchmarkYAML(b *testing.B) {
	text := deployment(b)
	b.ReportAllocs()
	for b.Loop() {
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			b.Fatal(err)
		}
	}
}

// deployment is an item without its dash.
func deployment(b *testing.B) []byte {
	b.Helper()
	text, err := os.ReadFile("../../testdata/bench/deployment.yaml")
	if err != nil {
		b.Fatal(err)
	}
	return append([]byte(" "), text[1:]...)
}
