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
	out, err := encode(text, before, after)
	if err == nil && says(out, after) {
		return out, nil
	}
	// yaml/v3 misplaces some comments so that they swallow data.
	n := yamlvalue.Copy(after)
	if n == nil {
		return nil, errUnwritable
	}
	dropComments(n)
	if out, err = encode(text, before, n); err != nil {
		return nil, err
	}
	if !says(out, after) {
		return nil, errUnwritable
	}
	return out, nil
}

func encode(text []byte, before, n *yaml.Node) ([]byte, error) {
	s := style{step: 2}
	indent := 0
	if root := yamlvalue.Resolve(before); root != nil {
		s = documentStyle(nil, root)
		indent = max(root.Column-1, 0)
	}
	var buf bytes.Buffer
	enc := yaml.NewEncoder(&buf)
	enc.SetIndent(s.step)
	if s.offset == 0 {
		enc.CompactSeqIndent()
	}
	if err := enc.Encode(untagged(n)); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	eol := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		eol = "\r\n"
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
	return out, nil
}

// untagged returns n with merge keys that have no tag: yaml/v3 would write
// it out.
func untagged(n *yaml.Node) *yaml.Node {
	if yamlvalue.IsMergeKey(n) {
		c := *n
		c.Tag = ""
		return &c
	}
	var content []*yaml.Node
	for i, child := range n.Content {
		if u := untagged(child); u != child {
			if content == nil {
				content = slices.Clone(n.Content)
			}
			content[i] = u
		}
	}
	if content == nil {
		return n
	}
	c := *n
	c.Content = content
	return &c
}

func dropComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, c := range n.Content {
		dropComments(c)
	}
}
