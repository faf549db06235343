package fn

// This file knows the Namespaces of the items.

import (
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// namespaces are Namespace objects by name, and what is odd about them.
type namespaces struct {
	byName   map[string]*yaml.Node
	unknown  *sync.Map // those of which only the name is known
	findings []finding
}

// findNamespaces collects the Namespaces among the items, and of the others
// those that the functionConfig tells of. Only items that mention the kind are
// parsed, and they are as programs see them. One that cannot be read is passed
// over: it is reported where all items are.
func (c *config) findNamespaces(list *resourcelist.List) (ns namespaces) {
	ns.byName, ns.unknown = map[string]*yaml.Node{}, new(sync.Map)
	for _, it := range list.Items {
		if !it.MayContain("Namespace") {
			continue
		}
		d, err := it.Load()
		if err != nil || d.Root == nil || yamlvalue.Check(d.Root) != nil {
			continue
		}
		for _, r := range podtemplate.Resources(beneath(d.Root, c.name)) {
			if name := text(metadataOf(r.Node), "name"); r.APIVersion == "v1" && r.Kind == "Namespace" && ns.byName[name] == nil {
				ns.byName[name] = r.Node
				ns.findings = append(ns.findings, c.checkNamespace(r.Node, name)...)
			}
		}
	}
	for name, n := range c.namespaces {
		if ns.byName[name] == nil {
			ns.byName[name] = n
		}
	}
	return ns
}

// checkNamespace warns of an odd annotation of a Namespace, and of labels that
// the functionConfig tells of it in vain.
func (c *config) checkNamespace(n *yaml.Node, name string) (found []finding) {
	value := yamlvalue.Lookup(annotationsOf(n), injectAnnotation)
	if wish, odd := c.wish(value); odd {
		f := oddity(value, "the Namespace", wish)
		f.ResourceRef, f.File = reference(n, "v1", "Namespace"), fileOf(n)
		f.Field = &resourcelist.Field{Path: yamlvalue.Keys("metadata", "annotations", injectAnnotation).String()}
		found = append(found, f)
	}
	told := yamlvalue.Pairs(labelsOf(c.namespaces[name]))
	for i := 0; i+1 < len(told); i += 2 {
		key, value := yamlvalue.Resolve(told[i]).Value, yamlvalue.Resolve(told[i+1]).Value
		if matchNamespace(map[string]string{key: value}, n) {
			continue
		}
		at := yamlvalue.Keys("spec", "namespaces", name, key)
		f := failure("`%s` is %q, but Namespace %s is among the items and says otherwise: its own labels count", at, value, name)
		f.Severity, f.ResourceRef, f.File, f.Field = resourcelist.Warning, c.ref, c.file, &resourcelist.Field{Path: at.String()}
		found = append(found, f)
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
	if n := ns.byName[name]; n != nil {
		return n
	}
	n, ok := ns.unknown.Load(name)
	if !ok {
		n, _ = ns.unknown.LoadOrStore(name, newNamespace(name, nil))
	}
	return n.(*yaml.Node)
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
