package podtemplate

// This file looks for what rows name in a resource.

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/glob"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A walker follows the paths of rows through a resource.
type walker struct {
	resource *Resource
	row      *Row
	found    []Template
	places   map[string]bool // of the first templates of found
	placed   int             // how many these are
	rows     int             // that found something
}

// find returns what the rows find, in the order of the resource. Where a row
// of a user finds a template, the user knows more than the table: what it
// holds for impossible is not found.
func (w *walker) find(table, extra []Row) []Template {
	for i := range table {
		w.follow(&table[i])
	}
	known := len(w.found)
	for i := range extra {
		w.follow(&extra[i])
	}
	if slices.ContainsFunc(w.found[known:], func(t Template) bool { return t.Err == nil }) {
		w.found = slices.DeleteFunc(w.found, func(t Template) bool { return t.Skip != "" })
	}
	if w.rows > 1 {
		inOrder(w.resource.Node, len(w.resource.Path), w.found)
	}
	return w.found
}

// follow looks for templates where a row says, if it is about the resource.
func (w *walker) follow(row *Row) {
	r := w.resource
	if !glob.Match(row.APIVersion, r.APIVersion) || !glob.Match(row.Kind, r.Kind) ||
		row.unless != nil && has(r.Node, row.unless) {
		return
	}
	before := len(w.found)
	w.row = row
	w.walk(r.Node, r.Path, row.steps)
	if len(w.found) > before {
		w.rows++
		w.dropKnown(before)
	}
}

// dropKnown drops from the templates that were found last those in places
// where there was one before. One row finds no place twice.
func (w *walker) dropKnown(last int) {
	if last == 0 {
		return
	}
	if w.places == nil {
		w.places = map[string]bool{}
	}
	for ; w.placed < last; w.placed++ {
		w.places[w.found[w.placed].place()] = true
	}
	kept := w.found[:last]
	for _, t := range w.found[last:] {
		if !w.places[t.place()] {
			kept = append(kept, t)
		}
	}
	w.found = kept
}

// place tells whether two templates are the same: by the Pod spec, so that it
// does not matter how one got there.
func (t *Template) place() string {
	switch {
	case t.Err != nil:
		return "error " + t.Path.String()
	case t.Skip != "":
		return "skip " + t.Path.String()
	}
	return t.SpecPath().String()
}

func (w *walker) walk(n *yaml.Node, at yamlvalue.Path, steps []step) {
	n = yamlvalue.Resolve(n)
	if len(steps) == 0 {
		w.end(n, at)
		return
	}
	kind := yaml.MappingNode
	if steps[0].kind == toElement {
		kind = yaml.SequenceNode
	}
	if !w.expect(n, at, kind, w.row.required()) {
		return
	}
	switch rest := steps[1:]; steps[0].kind {
	case toKey:
		w.walk(yamlvalue.Lookup(n, steps[0].key), join(at, yamlvalue.Key(steps[0].key)), rest)
	case toElement:
		for i, c := range n.Content {
			w.walk(c, join(at, yamlvalue.Index(i)), rest)
		}
	case toValue:
		pairs := yamlvalue.Pairs(n)
		for i := 0; i+1 < len(pairs); i += 2 {
			w.walk(pairs[i+1], join(at, yamlvalue.Key(yamlvalue.Resolve(pairs[i]).Value)), rest)
		}
	}
}

func (r *Row) required() bool { return r.constraints.Has(Required) }

// end adds what is at the end of a path.
func (w *walker) end(n *yaml.Node, at yamlvalue.Path) {
	t := Template{
		Resource: w.resource, Node: n, Path: at,
		Inline: w.row.Inline, Constraints: w.row.constraints, Skip: w.row.skip,
	}
	switch {
	case t.Skip != "":
		if yamlvalue.IsNull(n) {
			return
		}
	case !w.checkTemplate(&t):
		return
	case w.row.metadata != nil:
		r := w.resource.Path
		t.metadata = join(r, along(at[len(r):], w.row.steps, w.row.metadata)...)
	}
	w.found = append(w.found, t)
}

// checkTemplate reports whether a template is one that can be worked with.
func (w *walker) checkTemplate(t *Template) bool {
	required := w.row.required()
	if !w.expect(t.Node, t.Path, yaml.MappingNode, required) {
		return false
	}
	if t.Inline {
		return w.checkSpec(t, t.Node)
	}
	metadata, spec := yamlvalue.Lookup(t.Node, "metadata"), yamlvalue.Lookup(t.Node, "spec")
	if !yamlvalue.IsNull(metadata) && !isA(yaml.MappingNode, metadata) {
		return w.expect(metadata, t.MetadataPath(), yaml.MappingNode, false)
	}
	if yamlvalue.IsNull(spec) && !required {
		return true
	}
	if !isA(yaml.MappingNode, spec) {
		return w.expect(spec, t.SpecPath(), yaml.MappingNode, required)
	}
	return w.checkSpec(t, spec)
}

// checkSpec checks the lists of a Pod spec.
func (w *walker) checkSpec(t *Template, spec *yaml.Node) bool {
	for _, key := range []string{"containers", "initContainers", "volumes"} {
		list := yamlvalue.Resolve(yamlvalue.Lookup(spec, key))
		if yamlvalue.IsNull(list) {
			continue
		}
		if !isA(yaml.SequenceNode, list) {
			return w.expect(list, join(t.SpecPath(), yamlvalue.Key(key)), yaml.SequenceNode, true)
		}
		for i, c := range list.Content {
			if !isA(yaml.MappingNode, c) {
				return w.expect(c, join(t.SpecPath(), yamlvalue.Key(key), yamlvalue.Index(i)), yaml.MappingNode, true)
			}
		}
	}
	return true
}

// expect reports whether n is of a kind. If not, and it is required or
// something else, that is a template with an error; unless the row is about
// what is no template anyway.
func (w *walker) expect(n *yaml.Node, at yamlvalue.Path, kind yaml.Kind, required bool) bool {
	if isA(kind, n) {
		return true
	}
	if w.row.skip == "" && (!yamlvalue.IsNull(n) || required) {
		err := fmt.Errorf("%s; it must be %s", is(yamlvalue.Resolve(n)), yamlvalue.KindName(kind))
		w.found = append(w.found, Template{Resource: w.resource, Path: at, Constraints: w.row.constraints, Err: err})
	}
	return false
}

// isA reports whether n is of a kind.
func isA(kind yaml.Kind, n *yaml.Node) bool {
	n = yamlvalue.Resolve(n)
	return n != nil && n.Kind == kind
}

// is says what n is, in words that follow on a path.
func is(n *yaml.Node) string {
	switch {
	case n == nil:
		return "is missing"
	case yamlvalue.IsNull(n):
		return "is null"
	}
	return "is " + yamlvalue.KindName(n.Kind)
}
