package fn

// This file collects what programs want beside the Pod templates: companions,
// which are whole objects, and patches of other items.

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/injection"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An asker is the Pod template for which a program wants something.
type asker struct {
	item   int
	ref    *resourcelist.ResourceRef
	file   *resourcelist.File
	field  string   // the path of the template in its resource
	origin []string // the annotations that say where the resource comes from
}

// String is an asker in messages: Deployment prod/web.
func (a asker) String() string {
	id := identity{kind: a.ref.Kind, namespace: a.ref.Namespace, name: a.ref.Name}
	if strings.Contains(a.field, "[") || strings.Contains(a.field, ".*") { // one of several
		return fmt.Sprintf("%s (%s)", id, a.field)
	}
	return id.String()
}

// report is a finding about an asker.
func (a asker) report(f finding) finding {
	f.ResourceRef, f.File = a.ref, a.file
	if f.Field == nil {
		f.Field = &resourcelist.Field{}
	}
	if f.Field.Path = a.field; a.field == "" {
		f.Field = nil
	}
	return f
}

// A request is a companion or a patch that a program wants for a Pod template.
type request struct {
	by asker
	identity
	apiVersion string
	object     *yaml.Node // the companion; of a patch, its tree
	patch      eval.Value // nil: it is a companion
	implied    bool       // the program names no namespace
}

// requests adds what a plan wants beside a Pod template.
func (l *workload) requests(s subject, plan injection.Plan) (ok bool) {
	if len(plan.Resources)+len(plan.ItemPatches) == 0 {
		return true
	}
	by := asker{item: l.number, ref: reference(s.Resource.Node, s.Resource.APIVersion, s.Resource.Kind), file: l.file, field: relative(s.Resource, s.Path)}
	for _, key := range originAnnotations {
		if text(annotationsOf(s.Resource.Node), key) != "" {
			by.origin = append(by.origin, key)
		}
	}
	if file := fileOf(s.Resource.Node); file != nil {
		by.file = file
	}
	ok = true
	for _, v := range plan.Resources {
		ok = l.want(s, by, v, nil) && ok
	}
	for _, p := range plan.ItemPatches {
		ok = l.want(s, by, p.Patch, &p) && ok
	}
	return ok
}

// originAnnotations say where an item comes from (kyaml, kio/kioutil).
var originAnnotations = []string{"internal.config.kubernetes.io/path", "config.kubernetes.io/path"}

// want adds a companion or, if p is not nil, a patch.
func (l *workload) want(s subject, by asker, v eval.Value, p *injection.ItemPatch) bool {
	w := request{by: by, patch: v}
	var err error
	if w.object, err = yamlvalue.ToNode(v); err == nil && w.object.Kind != yaml.MappingNode {
		err = fmt.Errorf("it is %s, not a config", yamlvalue.Describe(v))
	}
	what := "one of the `resources`"
	if p != nil {
		what = "the patch of " + p.Kind + " " + p.Name
		w.apiVersion, w.identity = p.APIVersion, identity{group(p.APIVersion), p.Kind, p.Namespace, p.Name}
		w.implied = p.Namespace == ""
	} else if err == nil {
		err = w.whole()
		what = w.kind + " " + w.name
	}
	if err != nil {
		l.add(s.Resource, s.Path, failure("%s", l.config.says(fmt.Sprintf("%s, which the program returns, cannot be used: %v", what, err))))
		return false
	}
	if w.implied = w.implied && !isClusterScoped(w.group, w.kind); w.implied {
		w.namespace = by.ref.Namespace
	}
	if p == nil {
		w.object = withNamespace(w.object, w.namespace)
	}
	l.asked = append(l.asked, w)
	return true
}

// whole takes the object of a request for a companion. Programs may have made
// it of another item: where that comes from, and its layers, are not for this
// one.
func (w *request) whole() error {
	w.object, w.patch = record.Lasting(w.object), nil
	m := metadataOf(w.object)
	w.apiVersion = text(w.object, "apiVersion")
	w.identity = identity{group(w.apiVersion), text(w.object, "kind"), text(m, "namespace"), text(m, "name")}
	w.implied = yamlvalue.Lookup(m, "namespace") == nil
	typ := merge.ResourceType(w.apiVersion, w.kind).Field("metadata")
	return merge.NewTree(mapping()).ApplyTo(nil, typ, yamlvalue.FromNode(m))
}

// withNamespace is an object with a namespace behind its name; with none if
// that is "".
func withNamespace(object *yaml.Node, namespace string) *yaml.Node {
	metadata := yamlvalue.Resolve(metadataOf(object))
	if metadata == nil || text(metadata, "namespace") == namespace && yamlvalue.Lookup(metadata, "namespace") != nil == (namespace != "") {
		return object
	}
	var content []*yaml.Node
	for pair := range slices.Chunk(metadata.Content, 2) {
		if pair[0].Value != "namespace" {
			content = append(content, pair...)
		}
		if pair[0].Value == "name" && namespace != "" {
			content = append(content, yamlvalue.Text("namespace"), yamlvalue.Text(namespace))
		}
	}
	metadata.Content = content
	return object
}

// A companion is an object that is to be among the items, and the Pod
// template that asked for it first.
type companion struct {
	request
	path yamlvalue.Path // in the item that has it already
}

// companions are those that are wanted, in the order in which they were asked
// for, and by their identities. Those of one identity must be equal.
func (c *config) companions(requests []request) (all []*companion, byID map[identity]*companion, wrong []finding) {
	byID = map[identity]*companion{}
	for _, w := range requests {
		if w.patch != nil {
			continue
		}
		first := byID[w.identity]
		if first == nil {
			first = &companion{request: w}
			byID[w.identity] = first
			all = append(all, first)
			continue
		}
		if yamlvalue.Equal(first.object, w.object) {
			continue
		}
		ch := merge.DiffResource(first.object, w.object, merge.ResourceType(w.apiVersion, w.kind))[0]
		f := failure("%s", c.says(fmt.Sprintf("%s asks for %s, and so does %s, but with other content: %s. "+
			"One object can be added once: give it the same content, or a name of its own",
			w.by, w.identity, first.by, differs(ch, "%s here, and %s there"))))
		wrong = append(wrong, w.by.report(f))
	}
	return all, byID, wrong
}

// differs says where two objects differ, and how, where that is short. The
// format gets the new value and the old one.
func differs(ch merge.Change, format string) string {
	is, was := short(ch.New), short(ch.Old)
	if is == was {
		return fmt.Sprintf("`%s` differs", ch.Path)
	}
	return fmt.Sprintf("`%s` is %s", ch.Path, fmt.Sprintf(format, is, was))
}

// short is what a node says, as far as that is one line.
func short(n *yaml.Node) string {
	switch n = yamlvalue.Resolve(n); {
	case n == nil:
		return "absent"
	case n.Kind != yaml.ScalarNode:
		return describeNode(n)
	case strings.Contains(n.Value, "\n") || len(n.Value) > 60:
		return "another text"
	}
	return valueText(n)
}
