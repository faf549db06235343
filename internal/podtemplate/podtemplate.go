// Package podtemplate finds the Pod templates in an item.
//
// Where they are is data: a table of rows (table.go), each an apiVersion, a
// kind and a path; users add rows of their own. A path goes by keys, with []
// for every element of a list and .* for every value of a mapping:
//
//	spec.template
//	spec.groups[].template
//	spec.pytorchReplicaSpecs.*.template
//
// Rows match by group, too: a Job of batch.volcano.sh is not one of batch.
// A Kubernetes list (kind List, DeploymentList, ...) is searched through,
// lists in lists as well.
package podtemplate

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Row says where resources of a kind have Pod templates.
type Row struct {
	APIVersion string // a glob
	Kind       string // a glob
	Path       string // see the package comment; "" is the resource itself

	steps    []step
	required bool // a resource without the template is an error
}

// A Resource is an object that is an item, or in the list that is the item.
type Resource struct {
	Node             *yaml.Node
	Path             yamlvalue.Path // from the root of the item
	APIVersion, Kind string
}

// A Template is a Pod template, or what stands in the place of one.
type Template struct {
	Resource *Resource
	// Node is the template: a mapping with metadata and spec; of a Pod, the
	// Pod. Aliases are resolved.
	Node *yaml.Node
	// Path leads from the root of the item to the template; with Err, to
	// what is wrong.
	Path yamlvalue.Path
	// Err says why there is no template where there must be one, in words
	// that follow on Path.
	Err error
}

// Resources returns the objects of an item: the item, or the elements of the
// Kubernetes list that it is.
func Resources(root *yaml.Node) []*Resource {
	return resources(nil, root, nil, "", "")
}

// resources adds the objects of n. What one does not say of itself, the list
// that it is in may: the API server's lists name the kind once.
func resources(found []*Resource, n *yaml.Node, at yamlvalue.Path, apiVersion, kind string) []*Resource {
	n = yamlvalue.Resolve(n)
	if n == nil || n.Kind != yaml.MappingNode || len(at) > maxDepth {
		return found
	}
	r := &Resource{Node: n, Path: at, APIVersion: text(n, "apiVersion"), Kind: text(n, "kind")}
	if r.Kind == "" {
		r.APIVersion, r.Kind = apiVersion, kind
	}
	if element, ok := strings.CutSuffix(r.Kind, "List"); ok {
		if items := yamlvalue.Resolve(yamlvalue.Lookup(n, "items")); items != nil && items.Kind == yaml.SequenceNode {
			for i, item := range items.Content {
				found = resources(found, item, join(at, yamlvalue.Key("items"), yamlvalue.Index(i)), r.APIVersion, element)
			}
			return found
		}
	}
	return append(found, r)
}

// Find returns the Pod templates in an item, in the order of the item. extra
// are rows that Compile has returned.
func Find(root *yaml.Node, extra []Row) []Template {
	var found []Template
	for _, r := range Resources(root) {
		w := walker{resource: r}
		for i := range builtin[r.Kind] {
			w.follow(&builtin[r.Kind][i])
		}
		for i := range extra {
			w.follow(&extra[i])
		}
		found = append(found, w.found...)
	}
	return found
}

// maxDepth is how deep lists in lists are looked into.
const maxDepth = 100

// text is the string under a key, "" where there is none.
func text(n *yaml.Node, key string) string {
	if v := yamlvalue.Resolve(yamlvalue.Lookup(n, key)); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// join is a path with more steps, which shares nothing with it.
func join(p yamlvalue.Path, steps ...yamlvalue.Step) yamlvalue.Path {
	return append(append(make(yamlvalue.Path, 0, len(p)+len(steps)), p...), steps...)
}
