package fn

// This file knows the Namespaces of the items.

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// namespaces are Namespace objects by name.
type namespaces map[string]*yaml.Node

// findNamespaces collects the Namespaces among the items, and those that the
// functionConfig tells of. Only items that mention the kind are parsed. One
// that cannot be read is passed over: it is reported where all items are.
func findNamespaces(list *resourcelist.List, told map[string]*yaml.Node) namespaces {
	found := namespaces{}
	for _, it := range list.Items {
		if !it.MayContain("Namespace") {
			continue
		}
		d, err := it.Load()
		if err != nil || d.Root == nil || yamlvalue.Check(d.Root) != nil {
			continue
		}
		for _, r := range podtemplate.Resources(d.Root) {
			if name := text(metadataOf(r.Node), "name"); r.APIVersion == "v1" && r.Kind == "Namespace" && found[name] == nil {
				found[name] = r.Node
			}
		}
	}
	for name, n := range told {
		if found[name] == nil {
			found[name] = n
		}
	}
	return found
}

// of is the Namespace that a resource is in: the object where it is known,
// else one that has nothing but its name, and nil for a resource that does
// not say.
func (ns namespaces) of(resource *yaml.Node) *yaml.Node {
	name := text(metadataOf(resource), "namespace")
	if name == "" {
		return nil
	}
	if n := ns[name]; n != nil {
		return n
	}
	return newNamespace(name, nil)
}

// newNamespace is a Namespace object with a name and, if not nil, labels.
func newNamespace(name string, labels *yaml.Node) *yaml.Node {
	metadata := mapping("name", yamlvalue.Text(name))
	if !yamlvalue.IsNull(labels) {
		metadata.Content = append(metadata.Content, yamlvalue.Text("labels"), labels)
	}
	return mapping("apiVersion", yamlvalue.Text("v1"), "kind", yamlvalue.Text("Namespace"), "metadata", metadata)
}

// mapping is a mapping of keys and values in turn.
func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for i := 0; i < len(pairs); i += 2 {
		m.Content = append(m.Content, yamlvalue.Text(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return m
}
