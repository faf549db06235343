// Package podtemplate finds the Pod templates in an item.
//
// Where they are is data: table.tsv has a row for each place that is known, of
// Kubernetes and of widely used custom resources, and users add rows of their
// own. A row is about an apiVersion and a kind, and has a path that goes by
// keys, with [] for every element of a list and .* for every value of a
// mapping:
//
//	spec.template
//	spec.groups[].template
//	spec.pytorchReplicaSpecs.*.template
//
// Rows match by group, too: a Job of batch.volcano.sh is not one of batch.
//
// A path leads to a Pod template, with metadata and spec; or to a Pod spec
// that stands inline, with or without metadata elsewhere; or to what runs
// containers but can have none injected, which is found with the reason, so
// that users can be told. What is special about the Pods of a kind comes as
// Constraints, which package podspec checks.
//
// A Kubernetes list (kind List, DeploymentList, ...) is searched through,
// lists in lists as well.
package podtemplate

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

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
	// Pod; if Inline, the Pod spec. Aliases are resolved.
	Node *yaml.Node
	// Path leads from the root of the item to the template; with Err, to
	// what is wrong.
	Path yamlvalue.Path
	// Inline says that Node is the Pod spec itself, or has its fields among
	// others. Use SpecPath and MetadataPath where that makes no difference.
	Inline bool
	// Constraints are what else holds for the Pods of this template.
	Constraints Constraints
	// Skip says in a sentence, without a full stop, why nothing can be
	// injected here; then Node may be anything but a Pod template. Empty for
	// all others.
	Skip string
	// Err says why there is no template where there must be one, in words
	// that follow on Path.
	Err error

	metadata yamlvalue.Path // if Inline, of the mapping with labels and annotations
}

// SpecPath leads from the root of the item to the Pod spec.
func (t *Template) SpecPath() yamlvalue.Path {
	if t.Inline {
		return t.Path
	}
	return join(t.Path, yamlvalue.Key("spec"))
}

// MetadataPath leads from the root of the item to the mapping with the labels
// and annotations of the Pods, which need not be there. It is nil for an
// inline Pod spec of a kind that has none. Several inline Pod specs of one
// resource may share theirs, and it may be the mapping that SpecPath leads to.
func (t *Template) MetadataPath() yamlvalue.Path {
	if t.Inline {
		return t.metadata
	}
	return join(t.Path, yamlvalue.Key("metadata"))
}

// Spec is the Pod spec, nil where there is none yet.
func (t *Template) Spec() *yaml.Node {
	if t.Inline {
		return t.Node
	}
	return yamlvalue.Resolve(yamlvalue.Lookup(t.Node, "spec"))
}

// Metadata is the mapping with the labels and annotations of the Pods, nil
// where there is none (yet).
func (t *Template) Metadata() *yaml.Node {
	if !t.Inline {
		return yamlvalue.Resolve(yamlvalue.Lookup(t.Node, "metadata"))
	}
	if t.metadata == nil {
		return nil
	}
	return nodeAt(t.Resource.Node, t.metadata[len(t.Resource.Path):])
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
// are rows that Compile has returned; a place that a row of the table names,
// too, is found once, as the table has it.
func Find(root *yaml.Node, extra []Row) []Template {
	var found []Template
	for _, r := range Resources(root) {
		w := walker{resource: r}
		found = append(found, w.find(rowsOf(r.Kind), extra)...)
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
