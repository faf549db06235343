package record_test

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// BenchmarkRecord measures what it takes to find that a resource is already
// right: its record is known from another one, its layer is taken off, the patch
// merged, and the result the tree that was there.
func BenchmarkRecord(b *testing.B) {
	_, texts := cases(b, "testdata/resources.txt")
	const patch = `
spec:
  volumes: [{name: logs, emptyDir: {}}]
  containers:
  - {name: app, volumeMounts: [{name: logs, mountPath: /logs}]}
  - {name: side, image: busybox, args: [-c, sleep], volumeMounts: [{name: logs, mountPath: /logs}]}
`
	resource := yamltest.Parse(b, inject(b, texts[0], "x", patch).text).Content[0]
	value := yamlvalue.FromNode(yamltest.Parse(b, patch))
	var records record.Reader
	b.ReportAllocs()
	for b.Loop() {
		stack, err := records.Open(resource)
		if err != nil {
			b.Fatal(err)
		}
		below, _ := stack.Below("x")
		tree := merge.NewTree(below)
		tree.Prefer(stack.Left("x"))
		if err := tree.Apply(template, value); err != nil {
			b.Fatal(err)
		}
		if !stack.IsRight("x", tree.Current(), record.How{}) {
			b.Fatal("something has changed")
		}
	}
}
