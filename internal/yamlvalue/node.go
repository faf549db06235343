package yamlvalue

// This file reads nodes as YAML means them: aliases, merge keys, duplicates.

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Resolve returns the node that n stands for: the content of a document,
// the target of an alias; nil for an empty document.
func Resolve(n *yaml.Node) *yaml.Node {
	for n != nil {
		switch {
		case n.Kind == yaml.AliasNode:
			n = n.Alias
		case n.Kind == yaml.DocumentNode && len(n.Content) > 0:
			n = n.Content[0]
		case n.Kind == yaml.DocumentNode, n.Kind == 0:
			return nil
		default:
			return n
		}
	}
	return nil
}

// IsNull reports whether n is absent or a null.
func IsNull(n *yaml.Node) bool {
	n = Resolve(n)
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == nullTag
}

// Lookup returns the value that the mapping m has under key, or nil. Of a
// key that stands twice the last counts; explicit keys win over merged ones.
func Lookup(m *yaml.Node, key string) *yaml.Node {
	m = Resolve(m)
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	var merged *yaml.Node
	for i := len(m.Content) - 2; i >= 0; i -= 2 {
		k := m.Content[i]
		if keyText(k) == key && !IsMergeKey(k) {
			return m.Content[i+1]
		}
		if IsMergeKey(k) {
			for _, src := range mergeSources(m.Content[i+1]) {
				if v := Lookup(src, key); v != nil {
					merged = v
					break
				}
			}
		}
	}
	return merged
}

// IsMergeKey reports whether the key k is `<<`, which merges its value into
// the mapping (https://yaml.org/type/merge.html).
func IsMergeKey(k *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && k.Value == "<<" && k.Tag == mergeTag
}

// mergeSources are the mappings that the value of a merge key names, the
// one that wins first.
func mergeSources(v *yaml.Node) []*yaml.Node {
	v = Resolve(v)
	if v == nil {
		return nil
	}
	if v.Kind == yaml.SequenceNode {
		return v.Content
	}
	return []*yaml.Node{v}
}

// Pairs are the keys and values that the mapping m has, in turn: merge keys
// replaced by what they bring, of a key that stands twice the last value at
// the first place. It may be m's own Content and must not be changed.
func Pairs(m *yaml.Node) []*yaml.Node {
	m = Resolve(m)
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	return pairs(m)
}

func pairs(m *yaml.Node) []*yaml.Node {
	if plainMapping(m) {
		return m.Content
	}
	out := make([]*yaml.Node, 0, len(m.Content))
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		if !IsMergeKey(k) {
			out = setPair(out, k, v)
		}
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if !IsMergeKey(m.Content[i]) {
			continue
		}
		for _, src := range mergeSources(m.Content[i+1]) {
			p := Pairs(src)
			for j := 0; j+1 < len(p); j += 2 {
				if findPair(out, keyText(p[j])) < 0 {
					out = append(out, p[j], p[j+1])
				}
			}
		}
	}
	return out
}

// plainMapping reports whether m has neither merge keys nor duplicates.
func plainMapping(m *yaml.Node) bool {
	const few = 24
	if len(m.Content) > 2*few {
		seen := make(map[string]bool, len(m.Content)/2)
		for i := 0; i+1 < len(m.Content); i += 2 {
			k := m.Content[i]
			if IsMergeKey(k) || seen[keyText(k)] {
				return false
			}
			seen[keyText(k)] = true
		}
		return true
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if IsMergeKey(m.Content[i]) || findPair(m.Content[:i], keyText(m.Content[i])) >= 0 {
			return false
		}
	}
	return true
}

func findPair(p []*yaml.Node, key string) int {
	for i := 0; i+1 < len(p); i += 2 {
		if keyText(p[i]) == key {
			return i
		}
	}
	return -1
}

func setPair(p []*yaml.Node, k, v *yaml.Node) []*yaml.Node {
	if i := findPair(p, keyText(k)); i >= 0 {
		p[i+1] = v
		return p
	}
	return append(p, k, v)
}

// keyText is the text of a key. Kubernetes has no keys but scalars.
func keyText(k *yaml.Node) string {
	if k.Kind == yaml.AliasNode {
		k = Resolve(k)
	}
	return k.Value
}

// Copy returns a copy of n that shares nothing with it and has neither
// anchors nor aliases nor merge keys. It has comments and style, but no
// line or column, since it stands nowhere yet.
func Copy(n *yaml.Node) *yaml.Node {
	n = Resolve(n)
	if n == nil {
		return nil
	}
	c := *n
	c.Anchor, c.Line, c.Column = "", 0, 0
	content := n.Content
	if n.Kind == yaml.MappingNode {
		content = pairs(n)
	}
	c.Content = slices.Clone(content)
	for i := range c.Content {
		c.Content[i] = Copy(c.Content[i])
	}
	return &c
}
