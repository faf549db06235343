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
	known := indices{}
	all := make([]ranked, len(found))
	for i, t := range found {
		all[i] = ranked{t, known.rank(resource, t.Path[skip:])}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return slices.Compare(a.rank, b.rank) })
	for i := range all {
		found[i] = all[i].Template
	}
}

// indices know for mappings what each key has, and the how-manieth it is.
type indices map[*yaml.Node]map[string]entry

type entry struct {
	number int
	value  *yaml.Node
}

// rank is a path as numbers: of its elements and of its keys.
func (x indices) rank(n *yaml.Node, path yamlvalue.Path) []int {
	rank := make([]int, len(path))
	for i, s := range path {
		n = yamlvalue.Resolve(n)
		if s.Index >= 0 {
			rank[i], n = s.Index, n.Content[s.Index] // rows go by elements that there are
			continue
		}
		e := x.entry(n, s.Key)
		rank[i], n = e.number, e.value
	}
	return rank
}

// entry is what a mapping has under a key; one that is missing is the last.
func (x indices) entry(m *yaml.Node, key string) entry {
	entries, ok := x[m]
	if !ok {
		pairs := yamlvalue.Pairs(m)
		entries = make(map[string]entry, len(pairs)/2)
		for i := 0; i+1 < len(pairs); i += 2 {
			entries[yamlvalue.Resolve(pairs[i]).Value] = entry{i / 2, pairs[i+1]}
		}
		x[m] = entries
	}
	if e, ok := entries[key]; ok {
		return e
	}
	return entry{number: len(entries)}
}
