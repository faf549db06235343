package draft_test

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

func TestOverlay(t *testing.T) {
	for _, c := range []struct{ old, over, want string }{
		{"{a: 1, b: {c: [1], d: x}}", "{b: {c: [2], e: y}, f: null}", "{a: 1, b: {c: [2], d: x, e: y}, f: null}"},
		{"{a: 1}", "{a: {b: 1}}", "{a: {b: 1}}"},
		{"{a: {b: 1}}", "{a: 1}", "{a: 1}"},
		{"null", "{a: 1}", "{a: 1}"},
		{"{x: &x {a: 1}, y: *x}", "{y: {b: 2}}", "{x: {a: 1}, y: {a: 1, b: 2}}"},
	} {
		old, over := tree(t, c.old), tree(t, c.over)
		got := draft.Overlay(old, over)
		if !yamlvalue.Equal(got, tree(t, c.want)) || !yamlvalue.Equal(old, tree(t, c.old)) {
			t.Errorf("%s over %s: not %s", c.over, c.old, c.want)
		}
		if draft.Overlay(got, over) != got {
			t.Errorf("%s over %s: a second time it changes something", c.over, c.old)
		}
	}
	old := tree(t, "{a: '1', b: {d: x, c: [1]}}")
	if draft.Overlay(old, tree(t, `{b: {c: [1]}, a: "1"}`)) != old {
		t.Error("what is there already changes something")
	}
}

func tree(t *testing.T, text string) *yaml.Node {
	t.Helper()
	return yamltest.Parse(t, text).Content[0]
}
