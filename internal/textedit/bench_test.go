package textedit_test

// This file measures what happens to one Deployment of 70 lines: reading it,
// looking into it, merging a patch, and editing its text.

import (
	"bytes"
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var at = yamlvalue.Keys("spec", "template")

// inputs are a Deployment and a patch for it.
func inputs(t testing.TB) (text []byte, doc *yaml.Node, patch eval.Value) {
	t.Helper()
	text, err := os.ReadFile("testdata/bench/deployment.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := os.ReadFile("testdata/bench/patch.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return text, yamltest.Parse(t, text), yamlvalue.FromNode(yamltest.Parse(t, p))
}

// TestInjection checks that what is measured does what it is for: the text
// after it, and that a second time changes nothing.
func TestInjection(t *testing.T) {
	text, doc, patch := inputs(t)
	want, err := os.ReadFile("testdata/bench/expected.yaml")
	if err != nil {
		t.Fatal(err)
	}
	after, err := merge.Apply(doc, at, patch)
	if err != nil {
		t.Fatal(err)
	}
	out, spliced, err := textedit.Apply(text, doc, after)
	if err != nil || !spliced || !bytes.Equal(out, want) {
		t.Fatalf("spliced: %t, error: %v\n%s", spliced, err, out)
	}
	again := yamltest.Parse(t, out)
	if after, err = merge.Apply(again, at, patch); err != nil || after != again {
		t.Errorf("a second time changes it again: %v", err)
	}
}

func BenchmarkParse(b *testing.B) {
	text, _, _ := inputs(b)
	b.ReportAllocs()
	for b.Loop() {
		yamltest.Parse(b, text)
	}
}

// BenchmarkLook converts what a program looks at: the names and images of
// the containers, and the labels.
func BenchmarkLook(b *testing.B) {
	_, doc, _ := inputs(b)
	template := yamlvalue.Lookup(yamlvalue.Lookup(doc, "spec"), "template")
	b.ReportAllocs()
	for b.Loop() {
		v := yamlvalue.FromNode(template).(*eval.Dict)
		spec, _ := v.Get("spec")
		containers, _ := spec.(*eval.Dict).Get("containers")
		for _, c := range containers.(*eval.List).Items() {
			c.(*eval.Dict).Get("image")
		}
		meta, _ := v.Get("metadata")
		meta.(*eval.Dict).Get("labels")
	}
}

func BenchmarkMerge(b *testing.B) {
	_, doc, patch := inputs(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := merge.Apply(doc, at, patch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSplice includes reading the result again to compare it.
func BenchmarkSplice(b *testing.B) {
	text, doc, patch := inputs(b)
	after, err := merge.Apply(doc, at, patch)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := textedit.Splice(text, doc, after); !ok {
			b.Fatal("not spliced")
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	text, doc, patch := inputs(b)
	after, err := merge.Apply(doc, at, patch)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := textedit.Encode(text, doc, after); err != nil {
			b.Fatal(err)
		}
	}
}
