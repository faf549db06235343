package k8s

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

func BenchmarkImport(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"nothing", "a = 1\n"},
		{"core", "import k8s.api.core.v1 as core\na = core.Container {name = \"a\"}\n"},
		{"apps", "import k8s.api.apps.v1 as apps\na = apps.Deployment {spec: {selector: {}, template: {}}}\n"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: bb.text}}, kcl.SourceOptions{Builtin: []*load.Module{Module()}})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
