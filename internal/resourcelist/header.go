package resourcelist

// This file checks the top level of a ResourceList.

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// expected ends every message about an input that is something else.
const expected = "expected one ResourceList of apiVersion config.kubernetes.io/v1"

// A header is the top level of a ResourceList.
type header struct {
	root           *yaml.Node
	flow           bool         // written as {...}
	keys           []*yaml.Node // all of them, in order
	items          *field
	results        *field
	functionConfig *yaml.Node // nil where absent or null
}

// A field is a key of the top level with its value.
type field struct{ key, value *yaml.Node }

// readHeader reads the top level of a document.
func readHeader(root *yaml.Node) (header, error) {
	h := header{root: root, flow: root.Style&yaml.FlowStyle != 0}
	fields := map[string]*field{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i]
		if old := fields[key.Value]; old != nil && slices.Contains(known, key.Value) {
			return h, fmt.Errorf("the ResourceList has `%s` twice, on lines %d and %d: one of them must go",
				key.Value, old.key.Line, key.Line)
		}
		fields[key.Value] = &field{key, root.Content[i+1]}
		h.keys = append(h.keys, key)
	}
	h.items, h.results = fields["items"], fields["results"]
	if c := fields["functionConfig"]; c != nil && !isPlainNull(c.value) {
		h.functionConfig = c.value
	}
	return h, h.check(fields)
}

var (
	known    = []string{"apiVersion", "kind", "items", "functionConfig", "results"}
	versions = []string{"config.kubernetes.io/v1", "config.kubernetes.io/v1beta1"}
)

func (h *header) check(fields map[string]*field) error {
	text := func(key string) string {
		if f := fields[key]; f != nil {
			return resolve(f.value).Value
		}
		return ""
	}
	version, kind := text("apiVersion"), text("kind")
	switch {
	case kind == "" && version == "":
		return fmt.Errorf("the input has no apiVersion and kind: %s", expected)
	case kind != "ResourceList" && h.items != nil && kind == "List":
		return fmt.Errorf("the input is a Kubernetes List (apiVersion %q): %s; "+
			"kustomize and kpt wrap resources so, and `kpt fn source` does it for files", version, expected)
	case kind != "ResourceList":
		return fmt.Errorf("the input is of kind %q (apiVersion %q): %s", kind, version, expected)
	case !slices.Contains(versions, version):
		return fmt.Errorf("the ResourceList has apiVersion %q: it must be %s or %s", version, versions[0], versions[1])
	}
	if h.items != nil && !isPlainNull(h.items.value) && h.items.value.Kind != yaml.SequenceNode {
		return fmt.Errorf("`items` (line %d) is %s: it must be a list of resources", h.items.key.Line, describe(h.items.value))
	}
	if h.results != nil && !isPlainNull(h.results.value) && h.results.value.Kind != yaml.SequenceNode {
		return fmt.Errorf("`results` (line %d) is %s: it must be a list", h.results.key.Line, describe(h.results.value))
	}
	return nil
}

// resolve is n, or what it is an alias of.
func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// describe names the kind of a node, with its article.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.Tag == "!!null":
		return "null"
	}
	return fmt.Sprintf("the scalar %q", n.Value)
}
