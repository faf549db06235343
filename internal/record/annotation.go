package record

// This file puts the record on a resource.

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Annotation is the key of the annotation that has the record.
const Annotation = "kcl-sidecar.dev/layers"

// annotation is the way to the record.
var annotation = path{toEntry("metadata"), toEntry("annotations"), toEntry(Annotation)}

// Has reports, at little cost, whether a resource has a record.
func Has(resource *yaml.Node) bool { return annotation.lookup(resource) != nil }

// withRecord returns a resource that has no record with one.
func withRecord(n *yaml.Node, layers []layer) (*yaml.Node, error) {
	var holder []entry
	for i := range annotation[:2] {
		p := annotation[:i+1]
		old := p.lookup(n)
		e := entry{kind: added, path: p, open: true}
		switch {
		case old != nil && !yamlvalue.IsNull(old):
			if yamlvalue.Resolve(old).Kind != yaml.MappingNode {
				return nil, fmt.Errorf("`%s` must be a mapping: the record of injections is to be an annotation", p)
			}
			if areTransient(old) {
				holder = append(holder, e)
			}
			continue
		case old != nil:
			e.kind, e.old = changed, old
		}
		holder = append(holder, e)
		n = set(n, p, draft.WithContent(old, yaml.MappingNode, nil), behind(n, p), nil)
	}
	value := yamlvalue.Text(format(holder, layers))
	return set(n, annotation, value, behind(n, annotation), nil), nil
}

// areTransient reports whether all annotations are there only while a function
// runs. So a record does not depend on who has called the function.
func areTransient(annotations *yaml.Node) bool {
	pairs := yamlvalue.Pairs(annotations)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !isTransient(yamlvalue.Resolve(pairs[i]).Value) {
			return false
		}
	}
	return len(pairs) > 0
}

// isTransient reports whether an annotation is there only while a function runs:
// what calls it says with them where an item comes from, and removes them, and
// the mapping if nothing else is in it (kyaml, kio/kioutil and kio.ByteWriter;
// kustomize, api/internal/utils).
func isTransient(key string) bool {
	switch {
	case strings.HasPrefix(key, "internal.config.kubernetes.io/"), key == "kustomize.config.k8s.io/id":
	case key == "config.kubernetes.io/path", key == "config.kubernetes.io/index", key == "config.k8s.io/id":
	default:
		return false
	}
	return true
}

// Lasting is a resource without its record and transient annotations, and
// without the mappings in which nothing is then left.
func Lasting(resource *yaml.Node) *yaml.Node {
	e := &editor{root: resource}
	pairs := yamlvalue.Pairs(annotation[:2].lookup(resource))
	for i := 0; i+1 < len(pairs); i += 2 {
		if key := yamlvalue.Resolve(pairs[i]).Value; key == Annotation || isTransient(key) {
			e.remove(annotation[:2].with(toEntry(key)))
		}
	}
	for n := 2; n > 0 && e.root != resource; n-- {
		if holder := annotation[:n].lookup(e.root); holder == nil || !isEmpty(holder) {
			break
		}
		e.remove(annotation[:n])
	}
	return e.root
}

// behind is the step to the last entry of what p ends in.
func behind(n *yaml.Node, p path) *step {
	pairs := yamlvalue.Pairs(p[:len(p)-1].lookup(n))
	if len(pairs) == 0 {
		return nil
	}
	s := entryStep(pairs[len(pairs)-2])
	return &s
}
