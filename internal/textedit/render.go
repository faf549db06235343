package textedit

// This file writes nodes as block collections.

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A style is how block collections are indented.
type style struct {
	step   int // from a mapping to the mapping under one of its keys
	offset int // from a key to the dashes of the sequence under it
}

// documentStyle is the style of a document: what is seen first, else that of
// kubectl and kyaml.
func documentStyle(root *yaml.Node) style {
	s := style{step: mapStep(root), offset: seqOffset(root)}
	if s.step <= 0 {
		s.step = max(s.offset, 2)
	}
	if s.offset < 0 {
		s.offset = 0
	}
	return s
}

// mapStep is the step of the first block mapping under another one in n, or
// -1.
func mapStep(n *yaml.Node) int {
	return firstUnder(n, func(key, v *yaml.Node) int {
		if v.Kind != yaml.MappingNode || len(v.Content) == 0 {
			return -1
		}
		return v.Content[0].Column - key.Column
	})
}

// seqOffset is the offset of the first block sequence under a key in n, or
// -1.
func seqOffset(n *yaml.Node) int {
	return firstUnder(n, func(key, v *yaml.Node) int {
		if v.Kind != yaml.SequenceNode || v.Anchor != "" || v.Style&yaml.TaggedStyle != 0 {
			return -1
		}
		return v.Column - key.Column
	})
}

// firstUnder returns the first result of measure that is not negative, for
// the block collections under keys that were read from the text.
func firstUnder(n *yaml.Node, measure func(key, value *yaml.Node) int) int {
	if n.Style&yaml.FlowStyle != 0 || n.Kind == yaml.AliasNode {
		return -1
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && c.Style&yaml.FlowStyle == 0 && c.Line > n.Content[i-1].Line && n.Content[i-1].Line > 0 && len(c.Content) > 0 {
			if m := measure(n.Content[i-1], c); m >= 0 {
				return m
			}
		}
	}
	for _, c := range n.Content {
		if m := firstUnder(c, measure); m >= 0 {
			return m
		}
	}
	return -1
}

// isBlock reports whether n is written as a block collection.
func isBlock(n *yaml.Node) bool {
	return (n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode) && len(n.Content) > 0 && n.Style&yaml.FlowStyle == 0
}

func appendBlanks(dst []byte, n int) []byte {
	for range n {
		dst = append(dst, ' ')
	}
	return dst
}

// appendEntry appends the lines of a key and its value.
func (e *editor) appendEntry(dst []byte, k, v *yaml.Node, column, offset int) []byte {
	dst = e.appendComment(dst, k.HeadComment, column)
	dst = appendBlanks(dst, column)
	dst = append(yamlvalue.AppendScalar(dst, yamlvalue.Resolve(k), yamlvalue.Block), ':')
	return e.appendValue(dst, v, column, offset)
}

// appendValue appends a value behind its key, which stands at column.
func (e *editor) appendValue(dst []byte, v *yaml.Node, column, offset int) []byte {
	v = yamlvalue.Resolve(v)
	if !isBlock(v) {
		return e.appendInline(dst, v, column)
	}
	dst = append(dst, e.eol...)
	if v.Kind == yaml.MappingNode {
		return e.appendEntries(dst, v, column+e.style.step, offset)
	}
	for _, c := range v.Content {
		dst = e.appendElement(dst, c, column+offset, 1, offset)
	}
	return dst
}

func (e *editor) appendEntries(dst []byte, m *yaml.Node, column, offset int) []byte {
	for i := 0; i+1 < len(m.Content); i += 2 {
		dst = e.appendEntry(dst, m.Content[i], m.Content[i+1], column, offset)
	}
	return dst
}

// appendElement appends the lines of an element, with gap blanks behind its
// dash, which stands at column.
func (e *editor) appendElement(dst []byte, v *yaml.Node, column, gap, offset int) []byte {
	dst = e.appendComment(dst, v.HeadComment, column)
	v = yamlvalue.Resolve(v)
	dst = append(appendBlanks(dst, column), '-')
	if !isBlock(v) {
		return e.appendInline(appendBlanks(dst, gap-1), v, column)
	}
	// The first line of what follows stands behind the dash.
	inner := column + 1 + gap
	start := len(dst)
	if v.Kind == yaml.MappingNode {
		dst = e.appendEntries(dst, v, inner, offset)
	} else {
		for _, c := range v.Content {
			dst = e.appendElement(dst, c, inner, 1, offset)
		}
	}
	return append(dst[:start], dst[start+column+1:]...)
}

// appendInline appends a blank and what begins in the line of a key or dash
// at column; nothing for a null that is to be written so.
func (e *editor) appendInline(dst []byte, v *yaml.Node, column int) []byte {
	if v.Line < 0 && isEmpty(v) {
		return append(dst, e.eol...)
	}
	dst = append(dst, ' ')
	switch {
	case v.Kind != yaml.ScalarNode:
		dst = e.appendFlow(dst, v, newFlowStyle())
	case literal(v):
		return e.appendLiteral(dst, v.Value, column+max(e.style.step, 2))
	default:
		dst = yamlvalue.AppendScalar(dst, v, yamlvalue.Block)
	}
	if v.LineComment != "" && !strings.Contains(v.LineComment, "\n") {
		dst = append(append(dst, ' '), v.LineComment...)
	}
	return append(dst, e.eol...)
}

// literal reports whether v is written as a literal block scalar.
func literal(v *yaml.Node) bool {
	const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.TaggedStyle
	return v.ShortTag() == "!!str" && v.Style&quoted == 0 && yamlvalue.LiteralText(v.Value)
}

func (e *editor) appendLiteral(dst []byte, s string, column int) []byte {
	text, ends := strings.CutSuffix(s, "\n")
	dst = append(dst, '|')
	if !ends {
		dst = append(dst, '-')
	}
	dst = append(dst, e.eol...)
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			dst = append(appendBlanks(dst, column), line...)
		}
		dst = append(dst, e.eol...)
	}
	return dst
}

func (e *editor) appendComment(dst []byte, comment string, column int) []byte {
	if comment == "" {
		return dst
	}
	for line := range strings.SplitSeq(comment, "\n") {
		if line != "" {
			dst = append(appendBlanks(dst, column), line...)
		}
		dst = append(dst, e.eol...)
	}
	return dst
}
