package textedit

// This file finds what became of the entries and elements of a collection.

import (
	"iter"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// matchPairs returns for each new pair the old one that it was, or -1, and
// which old pairs are left. Pairs match by key: by node, else by text, of
// several the last.
func matchPairs(old, new []*yaml.Node) (match []int, used []bool) {
	match, used = make([]int, len(new)/2), make([]bool, len(old)/2)
	next := 0
	for j := range match {
		key := new[2*j]
		i := -1
		if next < len(used) && old[2*next] == key {
			i = next
		} else {
			i = findKey(old, used, func(k *yaml.Node) bool { return k == key })
		}
		if i < 0 {
			i = findKey(old, used, func(k *yaml.Node) bool { return k.Kind == key.Kind && k.Value == key.Value && k.Tag == key.Tag })
		}
		if match[j] = i; i >= 0 {
			used[i], next = true, i+1
		}
	}
	return match, used
}

func findKey(pairs []*yaml.Node, used []bool, is func(*yaml.Node) bool) int {
	for i := len(used) - 1; i >= 0; i-- {
		if !used[i] && is(pairs[2*i]) {
			return i
		}
	}
	return -1
}

// matchElements returns for each new element the old one that it was, or -1,
// and which old elements are left. Elements match in order: by node or
// position, else by value; of what then stands between two matches, scalars
// match scalars.
func matchElements(old, new []*yaml.Node) (match []int, used []bool) {
	match, used = make([]int, len(new)), make([]bool, len(old))
	next := 0
	for j, n := range new {
		i := slices.IndexFunc(old[next:], func(o *yaml.Node) bool { return became(o, n) })
		if match[j] = i; i >= 0 {
			match[j] = next + i
			next += i + 1
			used[next-1] = true
		}
	}
	between(match, len(old), func(i, to, j, jTo int) {
		for ; j < jTo; j++ {
			for k := i; k < to; k++ {
				if yamlvalue.Equal(old[k], new[j]) {
					match[j], used[k], i = k, true, k+1
					break
				}
			}
		}
	})
	between(match, len(old), func(i, to, j, jTo int) {
		for ; i < to && j < jTo; i, j = i+1, j+1 {
			if old[i].Kind == yaml.ScalarNode && new[j].Kind == yaml.ScalarNode {
				match[j], used[i] = i, true
			}
		}
	})
	return match, used
}

// became reports whether n is o, or what became of it.
func became(o, n *yaml.Node) bool {
	return o == n || n.Line > 0 && o.Line == n.Line && o.Column == n.Column && o.Kind == n.Kind
}

// between calls f for each run of new elements j..jTo without a match, with
// the run of old elements i..to that stands in the same place.
func between(match []int, old int, f func(i, to, j, jTo int)) {
	i := 0
	for j := 0; j < len(match); {
		if match[j] >= 0 {
			i = match[j] + 1
			j++
			continue
		}
		jTo := j
		for jTo < len(match) && match[jTo] < 0 {
			jTo++
		}
		to := old
		if jTo < len(match) {
			to = match[jTo]
		}
		f(i, to, j, jTo)
		for ; j < jTo; j++ { // f may have found matches
			if match[j] >= 0 {
				i = match[j] + 1
			}
		}
	}
}

func contains(used []bool) bool { return slices.Contains(used, true) }

// firstOf is the first that is used, or 0.
func firstOf(used []bool) int { return max(slices.Index(used, true), 0) }

// gaps are the runs i..j that are not used.
func gaps(used []bool) iter.Seq2[int, int] {
	return func(yield func(i, j int) bool) {
		for i := 0; i < len(used); i++ {
			j := i
			for j < len(used) && !used[j] {
				j++
			}
			if j > i && !yield(i, j) {
				return
			}
			i = j
		}
	}
}
