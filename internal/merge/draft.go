package merge

// This file changes trees without touching them: what changes is copied,
// what stays is shared.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A draft is a mapping on the way to what it is to be. It copies the old one
// when it is first changed.
type draft struct {
	old     *yaml.Node // what the resource has, nil where it has nothing
	mapping *yaml.Node // what old stands for: the mapping, or nil
	content []*yaml.Node
	changed bool
}

func newDraft(old *yaml.Node) *draft {
	d := &draft{old: old, changed: yamlvalue.IsNull(old)}
	if !d.changed {
		d.mapping = yamlvalue.Resolve(old)
		d.content = d.mapping.Content
	}
	return d
}

// view is the mapping as it is now.
func (d *draft) view() *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Content: d.content}
}

func (d *draft) get(key string) *yaml.Node {
	for i := len(d.content) - 2; i >= 0; i -= 2 {
		if k := d.content[i]; k.Value == key && k.Kind == yaml.ScalarNode && !yamlvalue.IsMergeKey(k) {
			return d.content[i+1]
		}
	}
	if d.merges() {
		return yamlvalue.Lookup(d.view(), key)
	}
	return nil
}

// merges reports whether the mapping has merge keys.
func (d *draft) merges() bool {
	for i := 0; i+1 < len(d.content); i += 2 {
		if yamlvalue.IsMergeKey(d.content[i]) {
			return true
		}
	}
	return false
}

func (d *draft) keys() []string {
	var keys []string
	p := yamlvalue.Pairs(d.view())
	for i := 0; i+1 < len(p); i += 2 {
		keys = append(keys, yamlvalue.Resolve(p[i]).Value)
	}
	return keys
}

// change makes content the draft's own before it is changed.
func (d *draft) change() {
	if !d.changed {
		d.content, d.changed = append(make([]*yaml.Node, 0, len(d.content)+4), d.content...), true
	}
}

// set gives key the value v: the last entry of that name, else a new one at
// the end. That takes nothing along from where a merge key has brought it.
func (d *draft) set(key string, v *yaml.Node) {
	d.change()
	for i := len(d.content) - 2; i >= 0; i -= 2 {
		if k := d.content[i]; yamlvalue.Resolve(k).Value == key && !yamlvalue.IsMergeKey(k) {
			d.content[i+1] = v
			return
		}
	}
	d.content = append(d.content, yamlvalue.Text(key), untied(v))
}

// remove deletes every entry of key. Where a merge key brings it, what the
// merge keys bring is written out first.
func (d *draft) remove(key string) {
	if d.get(key) == nil {
		return
	}
	d.change()
	d.content = deletePairs(d.content, func(k *yaml.Node) bool { return k.Value == key && !yamlvalue.IsMergeKey(k) })
	if d.get(key) == nil {
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

// result is the mapping that the draft has become, or the old one.
func (d *draft) result() *yaml.Node {
	if !d.changed {
		return d.old
	}
	return withContent(d.old, yaml.MappingNode, d.content)
}

// withContent returns a collection like old, which may be nil, a null or an
// alias, with other content. It keeps the line and column of a collection
// that stood there, by which one knows what became of it, but not its anchor:
// aliases stand for old. What stands in the place of an alias has nothing of
// what the alias stands for but copies.
func withContent(old *yaml.Node, kind yaml.Kind, content []*yaml.Node) *yaml.Node {
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
		return untied(&c)
	}
	return &c
}

// untied returns n, or where it has anchors or aliases a copy that has none.
// In another place, an anchor would change what later aliases of its name
// mean, and an alias might mean another anchor.
func untied(n *yaml.Node) *yaml.Node {
	if tied(n) {
		return yamlvalue.Copy(n)
	}
	return n
}

func tied(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Anchor != "" || slices.ContainsFunc(n.Content, tied)
}
