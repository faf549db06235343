package fn

// This file checks that options cost nothing where a program does not look.

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// evaluation prepares runs of a program for the first of two items. Both, and
// their templates, have this many annotations and, as one more, a long text.
func evaluation(t testing.TB, source string, annotations, length int) func() {
	t.Helper()
	metadata := "annotations: {long: " + strings.Repeat("x", length)
	for i := range annotations {
		metadata += fmt.Sprintf(", a%d: v", i)
	}
	metadata += "}"
	item := "- {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: prod, " + metadata + "}, " +
		"spec: {template: {metadata: {" + metadata + "}, spec: {containers: [{name: app}]}}}}\n"
	list, err := resourcelist.Read([]byte(head + item + item + "functionConfig:\n  apiVersion: kcl-sidecar.dev/v1alpha1\n" +
		"  kind: SidecarInjection\n  metadata: {name: test}\n  spec:\n    params: {tier: front}\n" +
		"    source: |\n      metadata = {labels.seen = " + source + "}\n"))
	if err != nil {
		t.Fatal(err)
	}
	in, wrong := newInjector(list)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	d, err := list.Items[0].Load()
	if err != nil {
		t.Fatal(err)
	}
	template := podtemplate.Find(d.Root, nil)[0]
	s := subject{&template, in.namespaces.of(template.Resource.Node)}
	return func() {
		if patches, wrong := in.evaluate(s, eval.NewList(), &bytes.Buffer{}); len(patches) != 1 || len(wrong) > 0 {
			t.Fatal(patches, wrong)
		}
	}
}

// programs look at one thing each.
var programs = map[string]string{
	"params":    `option("params").tier`,
	"resource":  `option("resource").kind`,
	"template":  `option("template").spec.containers[0].name`,
	"namespace": `option("namespace").metadata.name`,
	"items":     `option("items")[1].kind`,
}

// TestLazyOptions requires that a run allocates no more where resources have
// long texts and many keys, at which the program does not look.
func TestLazyOptions(t *testing.T) {
	for name, source := range programs {
		t.Run(name, func(t *testing.T) {
			small := allocated(evaluation(t, source, 1, 1))
			large := allocated(evaluation(t, source, 200, 1<<17))
			if large > small+small/10 {
				t.Errorf("a run allocates %d bytes for a small resource, %d for a large one", small, large)
			}
		})
	}
}

// allocated is how many bytes a run of f allocates, after the first.
func allocated(f func()) uint64 {
	const runs = 20
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / runs
}

// BenchmarkOptions runs programs for resources with a megabyte of
// annotations. Aim: no more time than for small ones.
func BenchmarkOptions(b *testing.B) {
	for name, source := range programs {
		for size, length := range map[string]int{"small": 1, "large": 1 << 20} {
			b.Run(name+"/"+size, func(b *testing.B) {
				run := evaluation(b, source, length/1000+1, length)
				for b.Loop() {
					run()
				}
			})
		}
	}
}
