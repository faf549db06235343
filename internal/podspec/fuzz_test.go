package podspec

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/casefile"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// FuzzCheck: no text makes Check panic, and what does not change has no
// problems, whether the nodes are the same or were read twice.
func FuzzCheck(f *testing.F) {
	for _, file := range casefile.Files(f) {
		for _, c := range casefile.Read(f, file) {
			after := c.Sections["after"]
			if after == "" {
				after = "spec: {template: " + oneLine(parse(f, c.Sections["patch"])) + "}"
			}
			f.Add(c.Item, after, uint32(0))
			f.Add(c.Item, after, ^uint32(0))
		}
	}
	f.Fuzz(func(t *testing.T, before, after string, constraints uint32) {
		b, a := read(before), read(after)
		in := Input{
			Resource: a, APIVersion: textOf(a, "apiVersion"), Kind: textOf(a, "kind"), At: yamlvalue.Keys("spec", "template"),
			Before: follow(b, yamlvalue.Keys("spec", "template")), After: follow(a, yamlvalue.Keys("spec", "template")),
			Constraints: podtemplate.Constraints(constraints),
		}
		for _, p := range Check(in) {
			if p.Message == "" || p.Rule == "" || p.Path.String() == "" {
				t.Errorf("a problem without message, rule or path: %+v", p)
			}
		}
		in.Inline = true
		Check(in)
		in.Before, in.Resource = in.After, a
		unchanged(t, in)
		in.Before = follow(read(after), in.At)
		unchanged(t, in)
		in.Inline = false
		unchanged(t, in)
	})
}

func unchanged(t *testing.T, in Input) {
	t.Helper()
	if problems := Check(in); len(problems) > 0 {
		t.Errorf("a template that does not change has problems:\n%s", describe(problems))
	}
}

// read parses what yamlvalue.Check lets pass.
func read(text string) *yaml.Node {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(text), &doc) != nil || yamlvalue.Check(&doc) != nil {
		return nil
	}
	return yamlvalue.Resolve(&doc)
}
