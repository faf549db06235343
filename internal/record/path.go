package record

// This file has paths into resources: how they are written, read and followed.

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A path leads from a resource to a node of it. Unlike a yamlvalue.Path it
// goes to the elements of lists by what tells them apart, so that it leads to
// the same element when others come and go.
type path []step

// A step goes to the value of a key, or to an element of a list.
type step struct {
	kind  stepKind
	key   string    // toKey
	names []string  // byKeys: the fields that tell elements apart
	keys  merge.Key // byKeys: what these fields have
	index int       // toIndex; byKeys: the number of the element, from 0, among those that have these keys
}

type stepKind uint8

const (
	toKey   stepKind = iota // the value of a key
	byKeys                  // the element with these keys
	toIndex                 // the element at an index
)

func toEntry(key string) step { return step{kind: toKey, key: key} }

func (s step) equal(o step) bool {
	return s.kind == o.kind && s.key == o.key && s.keys == o.keys && s.index == o.index && slices.Equal(s.names, o.names)
}

func (p path) equal(o path) bool { return slices.EqualFunc(p, o, step.equal) }

// with is the path one step further down, which shares nothing with p.
func (p path) with(s step) path { return append(p[:len(p):len(p)], s) }

// last is the last step of a path that has one.
func (p path) last() step { return p[len(p)-1] }

// child is the node that a step leads to from n; nil where there is none.
func (s step) child(n *yaml.Node) *yaml.Node {
	if s.kind == toKey {
		return yamlvalue.Lookup(n, s.key)
	}
	if i := s.find(n); i >= 0 {
		return yamlvalue.Resolve(n).Content[i]
	}
	return nil
}

// find is the index of the element of the list n that a step leads to, or -1.
func (s step) find(n *yaml.Node) int {
	n = yamlvalue.Resolve(n)
	switch {
	case n == nil || n.Kind != yaml.SequenceNode:
	case s.kind == toIndex && s.index < len(n.Content):
		return s.index
	case s.kind == byKeys:
		nth := 0
		for i, c := range n.Content {
			if !merge.HasKey(c, s.names, s.keys) {
				continue
			}
			if nth == s.index {
				return i
			}
			nth++
		}
	}
	return -1
}

// lookup is the node that a path leads to; nil where there is none.
func (p path) lookup(n *yaml.Node) *yaml.Node {
	for _, s := range p {
		if n = s.child(n); n == nil {
			return nil
		}
	}
	return n
}

// in is a path as one in the tree n; what is not there has the index of the
// end of its list.
func (p path) in(n *yaml.Node) yamlvalue.Path {
	out := make(yamlvalue.Path, 0, len(p))
	for _, s := range p {
		switch i := s.find(n); {
		case s.kind == toKey:
			out = append(out, yamlvalue.Key(s.key))
		case i >= 0:
			out = append(out, yamlvalue.Index(i))
		default:
			end := 0
			if list := yamlvalue.Resolve(n); list != nil {
				end = len(list.Content)
			}
			out = append(out, yamlvalue.Index(end))
		}
		n = s.child(n)
	}
	return out
}

func (p path) String() string { return string(p.append(nil)) }

// append appends the text of a path.
func (p path) append(b []byte) []byte {
	for i, s := range p {
		if i > 0 && s.kind == toKey && isName(s.key) {
			b = append(b, '.')
		}
		b = s.append(b)
	}
	return b
}

// append appends the text of a step.
func (s step) append(b []byte) []byte {
	switch {
	case s.kind == toKey && isName(s.key):
		return append(b, s.key...)
	case s.kind == toKey:
		return append(strconv.AppendQuote(append(b, '['), s.key), ']')
	case s.kind == toIndex:
		return append(strconv.AppendInt(append(b, '['), int64(s.index), 10), ']')
	}
	for i, name := range s.names {
		if i == 0 {
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = appendKey(append(append(b, name...), '='), s.keys[i])
	}
	if s.index > 0 {
		b = strconv.AppendInt(append(b, '#'), int64(s.index)+1, 10)
	}
	return append(b, ']')
}

// isName reports whether a key is written without quotes.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(isLetter(c) || i > 0 && (isDigit(c) || c == '-')) {
			return false
		}
	}
	return s != ""
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// isWord reports whether the value of a key of an element, or a name, is
// written without quotes.
func isWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(isLetter(c) || c == '/' || c == '.' || i > 0 && (isDigit(c) || c == '-' || c == ':')) {
			return false
		}
	}
	return s != ""
}

// appendKey appends what an element has as its key: a string, as a word or in
// quotes, or a number.
func appendKey(b []byte, v eval.Value) []byte {
	if i, ok := v.(eval.Int); ok {
		return strconv.AppendInt(b, int64(i), 10)
	}
	s, _ := v.(eval.Str)
	return appendWord(b, string(s))
}

// appendWord appends a string, in quotes where it is no word.
func appendWord(b []byte, s string) []byte {
	if isWord(s) {
		return append(b, s...)
	}
	return strconv.AppendQuote(b, s)
}

// isNamed reports whether a step goes to an element with this one key.
func (s step) isNamed(name string) bool {
	return len(s.names) == 1 && s.keys[0] == eval.Str(name)
}
