package podtemplate

// This file sorts what several rows found.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// inOrder sorts templates as they stand in their resource, whose own path has
// skip steps. What holds another stands before it; what is missing, and so
// stands nowhere, comes last.
func inOrder(resource *yaml.Node, skip int, found []Template) {
	type ranked struct {
		Template
		rank []int
	}
	keys := indices{}
	all := make([]ranked, len(found))
	for i, t := range found {
		all[i] = ranked{t, keys.rank(resource, t.Path[skip:])}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return slices.Compare(a.rank, b.rank) })
	for i := range all {
		found[i] = all[i].Template
	}
}

// indices know for mappings which of their keys is the how-manieth.
type indices map[*yaml.Node]map[string]int

// rank is a path as numbers: of its elements and of its keys.
func (x indices) rank(n *yaml.Node, path yamlvalue.Path) []int {
	rank := make([]int, len(path))
	for i, s := range path {
		n = yamlvalue.Resolve(n)
		rank[i] = s.Index
		if s.Index < 0 {
			rank[i] = x.key(n, s.Key)
		}
		n = nodeAt(n, path[i:i+1])
	}
	return rank
}

// key is the number of a key; the number of keys for one that is missing.
func (x indices) key(m *yaml.Node, key string) int {
	keys, ok := x[m]
	if !ok {
		pairs := yamlvalue.Pairs(m)
		keys = make(map[string]int, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			keys[yamlvalue.Resolve(pairs[i]).Value] = i / 2
		}
		x[m] = keys
	}
	if i, ok := keys[key]; ok {
		return i
	}
	return len(keys)
}
