package draft

// This file keeps aliases right.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Settle returns a tree in which aliases stand for nodes of the tree. Where the
// node is gone that an alias stood for, the alias is written out, so that it
// keeps the value it had.
func Settle(root *yaml.Node) *yaml.Node {
	anchors := anchors{}
	if anchors.collect(root) {
		return anchors.settle(root)
	}
	return root
}

// anchors are the nodes of a tree that have an anchor, each with the node that
// stands in its place.
type anchors map[*yaml.Node]*yaml.Node

// collect adds the nodes under n, and reports whether there are aliases.
func (a anchors) collect(n *yaml.Node) bool {
	aliases := n.Kind == yaml.AliasNode
	if n.Anchor != "" {
		a[n] = n
	}
	for _, c := range n.Content {
		aliases = a.collect(c) || aliases
	}
	return aliases
}

// settle returns n with copies in the place of the aliases that lead out of
// the tree. An anchor comes before its aliases, so what stands in its place
// is known where they are reached.
func (a anchors) settle(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		switch target := a[n.Alias]; target {
		case nil:
			return yamlvalue.Copy(n)
		case n.Alias:
			return n
		default:
			c := *n
			c.Alias = target
			return &c
		}
	}
	var content []*yaml.Node
	for i, c := range n.Content {
		if s := a.settle(c); s != c {
			if content == nil {
				content = slices.Clone(n.Content)
			}
			content[i] = s
		}
	}
	if content == nil {
		return n
	}
	c := *n
	c.Content = content
	if n.Anchor != "" {
		a[n] = &c
	}
	return &c
}
