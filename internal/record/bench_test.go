package record_test

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// BenchmarkRecord measures what a record costs for a resource that is already
// right: to read it and take its layer off, and to find that nothing has
// changed. The merge between the two is not measured.
func BenchmarkRecord(b *testing.B) {
	_, texts := cases(b, "testdata/resources.txt")
	const patch = `
spec:
  volumes: [{name: logs, emptyDir: {}}]
  containers:
  - {name: app, volumeMounts: [{name: logs, mountPath: /logs}]}
  - {name: side, image: busybox, args: [-c, sleep], volumeMounts: [{name: logs, mountPath: /logs}]}
`
	resource := parse(b, inject(b, texts[0], "x", patch).text).Content[0]
	stack, err := record.Open(resource)
	if err != nil {
		b.Fatal(err)
	}
	below, _ := stack.Below("x")
	tree := merge.NewTree(below)
	if err := tree.Apply(template, yamlvalue.FromNode(parse(b, patch))); err != nil {
		b.Fatal(err)
	}
	how := record.How{Type: merge.ResourceType("apps/v1", "Deployment", template), Places: tree.Places}
	b.ReportAllocs()
	for b.Loop() {
		stack, err := record.Open(resource)
		if err != nil {
			b.Fatal(err)
		}
		stack.Below("x")
		result, err := stack.Put("x", tree.Current(), how)
		if err != nil || result.Resource != resource {
			b.Fatalf("%v, or something has changed", err)
		}
	}
}
