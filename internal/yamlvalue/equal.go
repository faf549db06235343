package yamlvalue

// This file compares nodes by what they say.

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Equal reports whether a and b are the same data for Kubernetes: mappings
// with equal values under the same keys in any order, sequences with equal
// elements, equal scalars of one type. So 'x' and x are equal, "80" and 80
// are not, and neither are a null and an absent key. Aliases stand for their
// targets; comments and styles do not count.
func Equal(a, b *yaml.Node) bool {
	a, b = Resolve(a), Resolve(b)
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return IsNull(a) && IsNull(b)
	}
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case yaml.MappingNode:
		return equalMappings(pairs(a), pairs(b))
	case yaml.SequenceNode:
		if len(a.Content) != len(b.Content) {
			return false
		}
		for i := range a.Content {
			if !Equal(a.Content[i], b.Content[i]) {
				return false
			}
		}
		return true
	}
	return equalScalars(a, b)
}

func equalMappings(p, q []*yaml.Node) bool {
	if len(p) != len(q) {
		return false
	}
	for i := 0; i+1 < len(p); i += 2 {
		j := i // most often both have the same order
		if keyText(p[i]) != keyText(q[i]) {
			if j = findPair(q, keyText(p[i])); j < 0 {
				return false
			}
		}
		if !Equal(p[i+1], q[j+1]) {
			return false
		}
	}
	return true
}

func equalScalars(a, b *yaml.Node) bool {
	if a.Value == b.Value && a.Tag == b.Tag && (a.Style&notPlain == 0) == (b.Style&notPlain == 0) {
		return true
	}
	if s, ok := StringOf(a); ok {
		t, ok := StringOf(b)
		return ok && s == t
	}
	v, w := scalarValue(a), scalarValue(b)
	if f, ok := v.(eval.Float); ok && f != f {
		g, ok := w.(eval.Float)
		return ok && g != g
	}
	return v == w
}
