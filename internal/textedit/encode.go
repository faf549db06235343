package textedit

// This file encodes whole items.

import (
	"bytes"
	"errors"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

var errUnwritable = errors.New("the changed resource cannot be written as YAML")

// Encode returns after as text, with its comments, indented and with line
// ends as text, which is that of before.
func Encode(text []byte, before, after *yaml.Node) ([]byte, error) {
	common := style{step: 2}
	own, indent := common, 0
	if root := yamlvalue.Resolve(before); root != nil {
		own, indent = documentStyle(root), max(root.Column-1, 0)
	}
	bare := yamlvalue.Copy(after)
	if bare == nil {
		return nil, errUnwritable
	}
	simplify(bare)
	// yaml/v3 gets some indentations and folded scalars wrong, and places some
	// comments so that they swallow data.
	eol := lineEnd(text)
	for _, try := range []struct {
		n *yaml.Node
		s style
	}{{after, own}, {after, common}, {bare, common}} {
		if out, ok := checked(encode(text, eol, try.n, try.s, indent), eol, after); ok {
			return out, nil
		}
	}
	return nil, errUnwritable
}

// encode returns n as text in style s, as text is; nil for what yaml/v3
// cannot encode.
func encode(text []byte, eol string, n *yaml.Node, s style, indent int) []byte {
	var buf bytes.Buffer
	enc := yaml.NewEncoder(&buf)
	enc.SetIndent(s.step)
	if s.offset == 0 {
		enc.CompactSeqIndent()
	}
	if enc.Encode(encodable(n, false)) != nil || enc.Close() != nil {
		return nil
	}
	var out []byte
	if bytes.HasPrefix(text, []byte("---")) {
		out = append(append(out, "---"...), eol...)
	}
	for line := range bytes.Lines(buf.Bytes()) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		if len(line) > 0 {
			out = append(appendBlanks(out, indent), line...)
		}
		out = append(out, eol...)
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		out = bytes.TrimSuffix(out, []byte(eol))
	}
	return out
}

// lineEnd is the line end of text: that of its first line.
func lineEnd(text []byte) string {
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// encodable returns n, which stands in a flow collection or as a key if flow,
// so that yaml/v3 encodes it right: merge keys without a tag, which it would
// write out, and nulls with a text where they need one, which it would write
// as ”.
func encodable(n *yaml.Node, flow bool) *yaml.Node {
	c := *n
	switch {
	case yamlvalue.IsMergeKey(n):
		c.Tag = ""
		return &c
	case flow && isEmpty(n) && n.Tag == "!!null" && n.Style&yaml.TaggedStyle == 0:
		c.Value = "null"
		return &c
	}
	flow = n.Style&yaml.FlowStyle != 0 || flow
	c.Content = slices.Clone(n.Content)
	for i, child := range n.Content {
		c.Content[i] = encodable(child, flow || n.Kind == yaml.MappingNode && i%2 == 0)
	}
	if slices.Equal(c.Content, n.Content) {
		return n
	}
	return &c
}

// simplify drops the comments of n and the styles of its strings.
func simplify(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		n.Style = n.Style&yaml.TaggedStyle | yaml.DoubleQuotedStyle
	}
	for _, c := range n.Content {
		simplify(c)
	}
}
