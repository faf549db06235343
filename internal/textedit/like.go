package textedit

// This file writes new documents.

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Like returns n, a mapping, as a document of its own that is written as
// another one, text, whose tree is root: indented alike, as a flow collection or
// as JSON if that is one.
func Like(text []byte, root, n *yaml.Node) ([]byte, error) {
	root = yamlvalue.Resolve(root)
	if e := newEditor(text, root); e != nil && len(root.Content) > 0 {
		var out []byte
		if root.Style&yaml.FlowStyle != 0 {
			out = e.appendFlow(nil, n, e.styleOf(root, nil))
		} else {
			out = e.appendEntries(nil, n, root.Column-1, e.style.offset)
		}
		if !e.failed && says(out, n) {
			return out, nil
		}
	}
	return Encode(text, root, n)
}
