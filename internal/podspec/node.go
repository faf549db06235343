package podspec

// This file reads nodes, of whatever they are made.

import (
	"iter"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// value is the node that n stands for; nil if that is null. A field that is
// null is one that is absent.
func value(n *yaml.Node) *yaml.Node {
	n = yamlvalue.Resolve(n)
	if n != nil && n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return nil
	}
	return n
}

// field is the value under a key of the mapping m, nil where there is none.
func field(m *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		m = value(yamlvalue.Lookup(m, key))
	}
	return m
}

// fields are the keys and values of the mapping m. Where a key stands twice,
// the last counts.
func fields(m *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		if m = yamlvalue.Resolve(m); m == nil || m.Kind != yaml.MappingNode {
			return
		}
		pairs := m.Content
		for i := 0; i+1 < len(pairs); i += 2 {
			if k := pairs[i]; k.Kind != yaml.ScalarNode || yamlvalue.IsMergeKey(k) {
				pairs = yamlvalue.Pairs(m)
				break
			}
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if k := yamlvalue.Resolve(pairs[i]); k != nil && !yield(k.Value, value(pairs[i+1])) {
				return
			}
		}
	}
}

// items are the elements of the list n.
func items(n *yaml.Node) []*yaml.Node {
	if n = yamlvalue.Resolve(n); n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// text is the text of a scalar, "" for anything else.
func text(n *yaml.Node) string {
	if n = value(n); n == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return n.Value
}

// textOf is the text under a key of the mapping m.
func textOf(m *yaml.Node, key string) string { return text(yamlvalue.Lookup(m, key)) }

// integer is the integer that n is.
func integer(n *yaml.Node) (int64, bool) {
	if n = value(n); n == nil || n.Kind != yaml.ScalarNode {
		return 0, false
	}
	v, ok := yamlvalue.FromNode(n).(eval.Int)
	return int64(v), ok
}

// truth reports whether n is the boolean true; known, whether it is one.
func truth(n *yaml.Node) (is, known bool) {
	if n = value(n); n == nil || n.Kind != yaml.ScalarNode {
		return false, false
	}
	v, ok := yamlvalue.FromNode(n).(eval.Bool)
	return bool(v), ok
}

// isTrue reports whether n is the boolean true.
func isTrue(n *yaml.Node) bool {
	is, _ := truth(n)
	return is
}

// given are the keys of the mapping m, but for some, whose values are not
// null.
func given(m *yaml.Node, except ...string) []string {
	var keys []string
next:
	for k, v := range fields(m) {
		if v == nil {
			continue
		}
		for _, e := range except {
			if e == k {
				continue next
			}
		}
		keys = append(keys, k)
	}
	return keys
}

// follow returns the node at the end of a path, nil where it leads nowhere.
func follow(n *yaml.Node, at yamlvalue.Path) *yaml.Node {
	for _, s := range at {
		if s.Index < 0 {
			n = yamlvalue.Lookup(n, s.Key)
		} else if list := items(n); s.Index < len(list) {
			n = list[s.Index]
		} else {
			return nil
		}
	}
	return value(n)
}

// repeated yields the positions of the elements of a list whose key an earlier
// one has, with the position of the first of these. Elements with the key ""
// are passed over.
func repeated(list []*yaml.Node, key func(*yaml.Node) string) iter.Seq2[int, int] {
	const few = 24
	return func(yield func(int, int) bool) {
		if len(list) < 2 {
			return
		}
		var buf [few]string
		var first map[string]int
		if len(list) > few {
			first = make(map[string]int, len(list))
		}
		for i, n := range list {
			k := key(n)
			if first != nil {
				if j, ok := first[k]; ok && k != "" {
					if !yield(i, j) {
						return
					}
				} else {
					first[k] = i
				}
				continue
			}
			buf[i] = k
			for j := 0; j < i && k != ""; j++ {
				if buf[j] == k {
					if !yield(i, j) {
						return
					}
					break
				}
			}
		}
	}
}
