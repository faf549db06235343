package sidecar_test

import "testing"

// BenchmarkImport measures what `import sidecar` adds to a program, from its
// text to its result.
func BenchmarkImport(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"nothing", "a = 1\n"},
		{"sidecar", "import sidecar\nsidecar.Injection {containers = [{name = \"a\", image = \"b\"}]}\n"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := run(bb.text, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
