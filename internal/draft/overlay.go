package draft

// This file lays one tree over another.

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Overlay returns old with all that n says, which may be nothing: mappings are
// laid over each other entry by entry, everything else is replaced. Where old
// says all of it already, it is old.
func Overlay(old, n *yaml.Node) *yaml.Node {
	a, b := yamlvalue.Resolve(old), yamlvalue.Resolve(n)
	switch {
	case a == nil || b == nil || a.Kind != yaml.MappingNode || b.Kind != yaml.MappingNode:
		if a != nil && yamlvalue.Equal(a, b) {
			return old
		}
		return n
	case a == b:
		return old
	}
	d := New(old)
	pairs := yamlvalue.Pairs(b)
	for i := 0; i+1 < len(pairs); i += 2 {
		key := yamlvalue.Resolve(pairs[i]).Value
		had := d.Get(key)
		if v := Overlay(had, pairs[i+1]); v != had {
			d.Set(key, v)
		}
	}
	return d.Result()
}
