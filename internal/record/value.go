package record

// This file has what a record says of values: digests of those that are in the
// resource, the text of those that are not.

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// The parameters of FNV-1a with 32 bits
// (https://www.rfc-editor.org/rfc/rfc9923.html).
const (
	fnvOffset uint32 = 2166136261
	fnvPrime  uint32 = 16777619
)

func fold(h uint32, c byte) uint32 { return (h ^ uint32(c)) * fnvPrime }

func foldText(h uint32, s string) uint32 {
	for i := 0; i < len(s); i++ {
		h = fold(h, s[i])
	}
	return fold(h, 0)
}

// digest is the FNV-1a hash of what n says: of values that are
// yamlvalue.Equal it is the same. The hashes of a mapping's entries are added,
// so that their order does not count.
func digest(n *yaml.Node) uint32 {
	n = yamlvalue.Resolve(n)
	h := fnvOffset
	switch {
	case yamlvalue.IsNull(n):
		return fold(h, '0')
	case n.Kind == yaml.MappingNode:
		sum := uint32(0)
		p := yamlvalue.Pairs(n)
		for i := 0; i+1 < len(p); i += 2 {
			sum += foldSum(foldText(fnvOffset, yamlvalue.Resolve(p[i]).Value), digest(p[i+1]))
		}
		return foldSum(fold(h, '{'), sum)
	case n.Kind == yaml.SequenceNode:
		h = fold(h, '[')
		for _, c := range n.Content {
			h = foldSum(h, digest(c))
		}
		return h
	}
	if s, ok := yamlvalue.StringOf(n); ok {
		return foldText(fold(h, '"'), s)
	}
	switch v := yamlvalue.FromNode(n).(type) {
	case eval.Int:
		return foldText(fold(h, 'i'), strconv.FormatInt(int64(v), 10))
	case eval.Bool:
		return foldText(fold(h, 'b'), strconv.FormatBool(bool(v)))
	case eval.Float:
		return foldText(fold(h, 'f'), strconv.FormatFloat(float64(v), 'g', -1, 64))
	}
	return h
}

func foldSum(h, sum uint32) uint32 {
	for range 4 {
		h = fold(h, byte(sum))
		sum >>= 8
	}
	return h
}

// appendHex appends a digest: eight hexadecimal digits.
func appendHex(b []byte, h uint32) []byte {
	for shift := 28; shift >= 0; shift -= 4 {
		b = append(b, "0123456789abcdef"[h>>shift&15])
	}
	return b
}

// textOf is a value as YAML text, as it stood in the source as far as its nodes
// tell: with its quotes, and with the comments in it. A scalar or a flow
// collection is one line; other text ends with a line end. An empty scalar has
// no text.
func textOf(n *yaml.Node) string {
	n = yamlvalue.Copy(n)
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, try := range []func(*yaml.Node) string{written, plainly} {
		text := try(n)
		if back, err := valueOf(text); err == nil && yamlvalue.Equal(back, n) {
			return text
		}
	}
	return "null" // what nothing can write is nothing that Kubernetes could read
}

func written(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		if n.Value == "" && n.ShortTag() == "!!null" {
			return ""
		}
		return string(yamlvalue.AppendScalar(nil, n, yamlvalue.Block))
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	enc.CompactSeqIndent()
	if enc.Encode(n) != nil || enc.Close() != nil {
		return ""
	}
	if text := b.String(); strings.IndexByte(text, '\n') < len(text)-1 {
		return text
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// plainly is the text of a value without the styles that it had.
func plainly(n *yaml.Node) string {
	n, err := yamlvalue.ToNode(yamlvalue.FromNode(n))
	if err != nil {
		return ""
	}
	return string(appendFlow(nil, n))
}

// appendFlow appends a value in one line.
func appendFlow(b []byte, n *yaml.Node) []byte {
	switch n.Kind {
	case yaml.MappingNode:
		b = append(b, '{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			b = append(appendFlow(b, n.Content[i]), ": "...)
			b = append(appendFlow(b, n.Content[i+1]), ", "...)
		}
		return append(bytes.TrimSuffix(b, []byte(", ")), '}')
	case yaml.SequenceNode:
		b = append(b, '[')
		for _, c := range n.Content {
			b = append(appendFlow(b, c), ", "...)
		}
		return append(bytes.TrimSuffix(b, []byte(", ")), ']')
	}
	return yamlvalue.AppendScalar(b, n, yamlvalue.JSON)
}

var errValue = errors.New("the old value cannot be read")

// valueOf reads what textOf has written. The nodes have a negative line: they
// are to be written in the style that they have.
func valueOf(text string) (*yaml.Node, error) {
	if text == "" || isWord(text) {
		n := &yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: -1}
		n.Tag = n.ShortTag()
		return n, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil || yamlvalue.Check(&doc) != nil {
		return nil, errValue
	}
	n := yamlvalue.Copy(&doc)
	if n == nil {
		return nil, errValue
	}
	restyle(n)
	return n, nil
}

func restyle(n *yaml.Node) {
	n.Line = -1
	for _, c := range n.Content {
		restyle(c)
	}
}
