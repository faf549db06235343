package record_test

// This file has what the tests of this package use: resources as texts that
// injections are made to.

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// template is where the resources have their Pod template.
var template = merge.Template{Path: yamlvalue.Keys("spec", "template")}

// An outcome is what became of a resource.
type outcome struct {
	text    string
	spliced bool
	drift   []record.Drift
}

// inject makes an injection of some patches to a resource: its text before and
// after. No patches take it back.
func inject(t testing.TB, text, name string, patches ...string) outcome {
	t.Helper()
	out, err := tryInject(t, text, name, false, patches...)
	if err != nil {
		t.Fatalf("%v, injecting into\n%s", err, text)
	}
	return out
}

// tryInject makes an injection. Whether the merge prefers what the injection has
// left makes no difference but to the time that it takes.
func tryInject(t testing.TB, text, name string, unlisted bool, patches ...string) (out outcome, err error) {
	t.Helper()
	out, err = injectBy(t, text, name, unlisted, false, patches...)
	like, errLike := injectBy(t, text, name, unlisted, true, patches...)
	if like.text != out.text || like.spliced != out.spliced || (err == nil) != (errLike == nil) {
		t.Fatalf("of\n%scomes\n%sbut, by what there is,\n%s%v, %v", text, out.text, like.text, err, errLike)
	}
	return out, err
}

func injectBy(t testing.TB, text, name string, unlisted, prefer bool, patches ...string) (out outcome, err error) {
	t.Helper()
	doc := yamltest.Parse(t, text)
	stack, err := record.Open(doc.Content[0])
	if err != nil {
		return out, err
	}
	below, drift := stack.Below(name)
	tree := merge.NewTree(below)
	if prefer {
		tree.Prefer(stack.Left(name))
	}
	for _, patch := range patches {
		if err := tree.Apply(template, yamlvalue.FromNode(yamltest.Parse(t, patch))); err != nil {
			return out, err
		}
	}
	how := record.How{Type: merge.ResourceType("apps/v1", "Deployment", template), Places: tree.Places, Unlisted: unlisted}
	result, err := stack.Put(name, tree.Current(), how)
	if err != nil {
		return out, err
	}
	item := merge.NewTree(doc)
	if result.Resource != doc.Content[0] {
		item.Replace(nil, result.Resource)
	}
	edited, spliced, err := textedit.Apply([]byte(text), doc, item.Root())
	return outcome{string(edited), spliced, drift}, err
}

// same reports whether two texts are the same data, with lists in one order.
func same(t testing.TB, a, b string) bool {
	t.Helper()
	return yamlvalue.Equal(yamltest.Parse(t, a), yamltest.Parse(t, b))
}
