package yamlvalue

// This file defines paths into items.

import "strconv"

// A Path leads from the root of an item to a node of it.
type Path []Step

// A Step of a path goes to the value of a key, or to an element.
type Step struct {
	Key   string
	Index int // of the element; negative for a step by key
}

// Key is the step to the value of a key.
func Key(key string) Step { return Step{Key: key, Index: -1} }

// Index is the step to an element.
func Index(i int) Step { return Step{Index: i} }

// Keys is the path that goes by these keys.
func Keys(keys ...string) Path {
	p := make(Path, len(keys))
	for i, k := range keys {
		p[i] = Key(k)
	}
	return p
}

// String is the JSON path of p, as in the results of KRM functions:
// spec.template.spec.containers[1], with keys that are no plain words in
// brackets and quotes: metadata.annotations["example.com/a"].
func (p Path) String() string {
	b := make([]byte, 0, 64)
	for i, s := range p {
		switch {
		case s.Index >= 0:
			b = append(b, '[')
			b = strconv.AppendInt(b, int64(s.Index), 10)
			b = append(b, ']')
		case isWord(s.Key):
			if i > 0 {
				b = append(b, '.')
			}
			b = append(b, s.Key...)
		default:
			b = append(b, '[')
			b = strconv.AppendQuote(b, s.Key)
			b = append(b, ']')
		}
	}
	return string(b)
}

func isWord(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || i > 0 && (c >= '0' && c <= '9' || c == '-')) {
			return false
		}
	}
	return s != ""
}
