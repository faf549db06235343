package textedit

// This file writes new documents.

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Like returns n, a mapping, as a document of its own that is written as
// another one, text, whose tree is root: indented alike, as a flow collection or
// as JSON if that is one. It begins in the same column.
func Like(text []byte, root, n *yaml.Node) ([]byte, error) {
	root = yamlvalue.Resolve(root)
	if e := newEditor(text, root); e != nil && len(root.Content) > 0 {
		var out []byte
		if root.Style&yaml.FlowStyle != 0 {
			out = e.appendFlow(appendBlanks(nil, root.Column-1), n, e.outerStyle(root))
		} else {
			out = e.appendEntries(nil, n, root.Column-1, e.style.offset)
		}
		if !e.failed && says(out, n) {
			return out, nil
		}
	}
	return Encode(text, root, n)
}

// outerStyle is the style of a flow collection as that of what it is in.
func (e *editor) outerStyle(root *yaml.Node) *flowStyle {
	s := e.styleOf(root, nil)
	end := max(e.end(root)-1, 0)
	closing := string(e.between(e.lineStart(end), end))
	if step, ok := strings.CutPrefix(s.indent, closing); ok && s.lines && strings.TrimLeft(closing, " \t") == "" {
		s.indent, s.step = closing, step
	}
	return s
}
