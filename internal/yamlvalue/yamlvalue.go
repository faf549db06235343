// Package yamlvalue turns YAML nodes into KCL values and back, and holds
// every rule about scalars: how Kubernetes reads them, and how a value is
// written so that no reader takes it for another.
//
//	FromNode(node)   a KCL value; collections are converted where looked at
//	ToNode(value)    a YAML node, as `kcl run` would print the value
//	Equal(a, b)      the same data, whatever its spelling
//	Check(node)      an error for what cannot be read: endless aliases
//	Describe(value)  what messages call a value: the string "x", a list
//	Resolve, Lookup  the node behind an alias; the value of a mapping's key
//	Copy             a copy of its own, free of anchors and aliases
//	AppendScalar     the text of a scalar in block, flow or JSON surroundings
//	Path             the way from the root of an item to a node of it
//
// Scalars are read as Kubernetes reads them, that is, as sigs.k8s.io/yaml
// does: by YAML 1.1, so that `yes`, `on` and `y` are booleans and `012` is
// ten, but dates are strings. Integers of more than 64 bits are floats.
// Strings are written in quotes wherever a reader of YAML 1.1 or 1.2 would
// read something else.
package yamlvalue

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// FromNode returns the value of n. Mappings and sequences are converted one
// level at a time, where a program looks into them; n must not change
// meanwhile. Aliases are followed and merge keys (`<<`) honoured; of a key
// that stands twice the last counts; the text of a key is taken as it is.
// A nil node is None. An item must pass Check first.
func FromNode(n *yaml.Node) eval.Value {
	n = Resolve(n)
	if n == nil {
		return eval.None
	}
	switch n.Kind {
	case yaml.MappingNode:
		return eval.FromHost((*mapping)(n))
	case yaml.SequenceNode:
		return eval.FromHost((*sequence)(n))
	}
	return scalarValue(n)
}

// A mapping is a mapping node as an eval.Mapping.
type mapping yaml.Node

func (m *mapping) Len() int { return len(pairs((*yaml.Node)(m))) / 2 }

func (m *mapping) Range(f func(key string, value any)) {
	p := pairs((*yaml.Node)(m))
	for i := 0; i+1 < len(p); i += 2 {
		f(keyText(p[i]), host(p[i+1]))
	}
}

func (m *mapping) Scalar(key string) eval.Value {
	n := Resolve(Lookup((*yaml.Node)(m), key))
	if n == nil || n.Kind != yaml.ScalarNode {
		return nil
	}
	return scalarValue(n)
}

// A sequence is a sequence node as an eval.Sequence.
type sequence yaml.Node

func (s *sequence) Len() int     { return len(s.Content) }
func (s *sequence) At(i int) any { return host(s.Content[i]) }

// host is n as the data of a host.
func host(n *yaml.Node) any {
	n = Resolve(n)
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.MappingNode:
		return (*mapping)(n)
	case n.Kind == yaml.SequenceNode:
		return (*sequence)(n)
	}
	return scalarValue(n)
}
