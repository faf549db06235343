// Package draft changes trees of YAML nodes without touching them: what changes
// is copied, and all that stays is shared. So the old tree remains valid, and
// what differs between the two is found at once.
//
//	d := draft.New(old)               // of a mapping, or of nothing
//	d.Set("replicas", yamlvalue.Text("3"))
//	new := d.Result()                 // old itself if nothing was set
//
//	draft.WithContent(list, kind, elements) // a list with other elements
//	draft.Settle(root)                      // aliases that lead out of the tree
//
// Copies keep line, column, comments and style of what they were made from, by
// which package textedit knows what became of it. An anchor's other users never
// change: what they share is copied.
package draft

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Mapping is a mapping on the way to what it is to be. It copies the old one
// when it is first changed.
type Mapping struct {
	old     *yaml.Node // what the resource has, nil where it has nothing
	mapping *yaml.Node // what old stands for: the mapping, or nil
	content []*yaml.Node
	changed bool
}

// New begins with a mapping, or with nothing: nil, a null.
func New(old *yaml.Node) *Mapping {
	d := &Mapping{old: old} // which stays on the caller's stack
	d.begin()
	return d
}

func (d *Mapping) begin() {
	if d.changed = yamlvalue.IsNull(d.old); !d.changed {
		d.mapping = yamlvalue.Resolve(d.old)
		d.content = d.mapping.Content
	}
}

// view is the mapping as it is now.
func (d *Mapping) view() *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Content: d.content}
}

func (d *Mapping) Get(key string) *yaml.Node {
	if i := Find(d.content, key); i >= 0 {
		return d.content[i+1]
	}
	if d.merges() {
		return yamlvalue.Lookup(d.view(), key)
	}
	return nil
}

// merges reports whether the mapping has merge keys.
func (d *Mapping) merges() bool {
	for i := 0; i+1 < len(d.content); i += 2 {
		if yamlvalue.IsMergeKey(d.content[i]) {
			return true
		}
	}
	return false
}

func (d *Mapping) Keys() []string {
	var keys []string
	p := yamlvalue.Pairs(d.view())
	for i := 0; i+1 < len(p); i += 2 {
		keys = append(keys, yamlvalue.Resolve(p[i]).Value)
	}
	return keys
}

// change makes content the draft's own before it is changed.
func (d *Mapping) change() {
	if !d.changed {
		d.content, d.changed = append(make([]*yaml.Node, 0, len(d.content)+4), d.content...), true
	}
}

// Set gives key the value v: the last entry of that name, else a new one at
// the end. That takes nothing along from where a merge key has brought it.
func (d *Mapping) Set(key string, v *yaml.Node) {
	d.change()
	if i := Find(d.content, key); i >= 0 {
		d.content[i+1] = v
		return
	}
	d.content = append(d.content, yamlvalue.Text(key), Untied(v))
}

// Insert gives key the value v. A new entry stands behind that of the key
// after, or before all where that is "", or at the end where there is no such
// key.
func (d *Mapping) Insert(key string, v *yaml.Node, after string) {
	had := len(d.content)
	d.Set(key, v)
	at := 0
	if after != "" {
		at = Find(d.content[:had], after) + 2
	}
	if len(d.content) > had && at != 1 { // 1: there is no such key
		entry := slices.Clone(d.content[had:])
		d.content = slices.Insert(d.content[:had], at, entry...)
	}
}

// Find is the index in the content of a mapping of the last entry with a key, or
// -1. What merge keys bring is not looked at.
func Find(content []*yaml.Node, key string) int {
	for i := len(content) - 2; i >= 0; i -= 2 {
		k := yamlvalue.Resolve(content[i])
		if k != nil && k.Value == key && k.Kind == yaml.ScalarNode && !yamlvalue.IsMergeKey(content[i]) {
			return i
		}
	}
	return -1
}

// FindFrom is Find that looks at index i first.
func FindFrom(i int, content []*yaml.Node, key string) int {
	if i+1 < len(content) && content[i].Kind == yaml.ScalarNode && content[i].Value == key && !yamlvalue.IsMergeKey(content[i]) {
		return i
	}
	return Find(content, key)
}

// Remove deletes every entry of key. Where a merge key brings it, what the
// merge keys bring is written out first.
func (d *Mapping) Remove(key string) {
	if d.Get(key) == nil {
		return
	}
	d.change()
	d.content = deletePairs(d.content, func(k *yaml.Node) bool { return k.Value == key && !yamlvalue.IsMergeKey(k) })
	if d.Get(key) == nil {
		return
	}
	own := deletePairs(slices.Clone(d.content), yamlvalue.IsMergeKey)
	p := yamlvalue.Pairs(d.view())
	for i := 0; i+1 < len(p); i += 2 {
		if k := yamlvalue.Resolve(p[i]).Value; k != key && !slices.Contains(d.content, p[i]) {
			own = append(own, yamlvalue.Copy(p[i]), yamlvalue.Copy(p[i+1]))
		}
	}
	d.content = own
}

// deletePairs deletes from content, in place, the pairs whose key is to go.
func deletePairs(content []*yaml.Node, drop func(key *yaml.Node) bool) []*yaml.Node {
	keep := content[:0]
	for i := 0; i+1 < len(content); i += 2 {
		if !drop(yamlvalue.Resolve(content[i])) {
			keep = append(keep, content[i], content[i+1])
		}
	}
	return keep
}

// Result is the mapping that the draft has become, or the old one.
func (d *Mapping) Result() *yaml.Node {
	if !d.changed {
		return d.old
	}
	return WithContent(d.old, yaml.MappingNode, d.content)
}

// ResultLike is Result, but where the mapping has become what another one is,
// with the very same values under the same keys, the other one.
func (d *Mapping) ResultLike(other *yaml.Node) *yaml.Node {
	if d.changed && isLike(d.content, other) {
		return other
	}
	return d.Result()
}

// isLike reports whether a mapping, which no alias stands for, has this content
// in some order.
func isLike(content []*yaml.Node, m *yaml.Node) bool {
	if m == nil || m.Kind != yaml.MappingNode || m.Anchor != "" || len(m.Content) != len(content) {
		return false
	}
	for i := 0; i+1 < len(content); i += 2 {
		if m.Content[i] == content[i] && m.Content[i+1] == content[i+1] {
			continue
		}
		k := yamlvalue.Resolve(content[i])
		if j := Find(m.Content, k.Value); j < 0 || m.Content[j+1] != content[i+1] || yamlvalue.IsMergeKey(k) {
			return false
		}
	}
	return true
}

// WithContent returns a collection like old, which may be nil, a null or an
// alias, with other content. It keeps the line and column of a collection
// that stood there, by which one knows what became of it, but not its anchor:
// aliases stand for old. What stands in the place of an alias has nothing of
// what the alias stands for but copies.
func WithContent(old *yaml.Node, kind yaml.Kind, content []*yaml.Node) *yaml.Node {
	c := yaml.Node{Kind: kind, Tag: "!!map"}
	if kind == yaml.SequenceNode {
		c.Tag = "!!seq"
	}
	if old != nil {
		c.HeadComment, c.LineComment, c.FootComment = old.HeadComment, old.LineComment, old.FootComment
		if old.Kind == kind {
			c = *old
		}
		if len(old.Content) == 0 { // [] and {} say nothing about style
			c.Style &^= yaml.FlowStyle
		}
	}
	c.Anchor, c.Content = "", content
	if old != nil && old.Kind == yaml.AliasNode {
		return Untied(&c)
	}
	return &c
}

// Untied returns n, or where it has anchors or aliases a copy that has none.
// In another place, an anchor would change what later aliases of its name
// mean, and an alias might mean another anchor.
func Untied(n *yaml.Node) *yaml.Node {
	if tied(n) {
		return yamlvalue.Copy(n)
	}
	return n
}

func tied(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Anchor != "" || slices.ContainsFunc(n.Content, tied)
}
