// Package injection turns what a program returned, instances of the schemas of
// module sidecar, into what is to be done with a Pod template and beside it.
//
//	plan, problems := injection.Expand(documents, injection.Input{...})
//
// Expand only looks at the template; the strategic merge patches of the Plan
// are merged by package merge, one after the other. A document that is no
// instance of module sidecar is such a patch already, and keeps its place among
// them.
//
// # What becomes of an Injection
//
// It becomes one patch. A container of `containers` or `initContainers` is new:
// that the template has one of its name is a problem, since merging would mix
// the two. What it says of its place becomes "$before" and "$after"
// (newcomer.go); shared mounts and transferred variables are copied into it
// (share.go). `appContainers` becomes an element for each container that it is
// laid over (app.go), with the places of new variables (env.go) and without the
// fields that others exclude (exclusive.go). Values for shared annotations
// become the annotation's new text (append.go).
//
// An app container is one that no injection below this one has added, which
// Input.Owned tells; those of this injection are not in the template that it
// sees.
package injection

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/schemas/sidecar"
)

// An Input is the Pod template that a program has seen: without this injection
// and those above it.
type Input struct {
	// Metadata has the labels and annotations of the Pods, Spec is their spec.
	// Each may be nil.
	Metadata, Spec *yaml.Node
	// Constraints are what holds for the Pods of this kind.
	Constraints podtemplate.Constraints
	// Owned reports whether an injection below this one has added an element of
	// a list of the spec, containers or initContainers. A nil Owned says that
	// none has.
	Owned func(list string, i int) bool
}

// A Plan is what is to be done.
type Plan struct {
	// Patches are strategic merge patches of the template, as package merge
	// reads them, in the order in which they apply.
	Patches []eval.Value
	// Appended are the values that the patches append to annotations. They
	// alone belong to the injection, not the whole annotation.
	Appended []Appended
	// Resources are objects to add to the items.
	Resources []eval.Value
	// ItemPatches are changes of other items.
	ItemPatches []ItemPatch
	// Warnings are texts for results.
	Warnings []string
	// Skip is why the template is left alone; then there is nothing else.
	Skip string

	takeovers []takeover
}

// An ItemPatch is a strategic merge patch of an item. Without a Namespace that
// of the resource is meant that holds the template.
type ItemPatch struct {
	APIVersion, Kind, Name, Namespace string
	Patch                             eval.Value
}

// A Problem is something that a program wants and cannot have.
type Problem struct {
	Path yamlvalue.Path // metadata... or spec...; nil where it is about neither
	Msg  string
	// Current is what the template has there, and Proposed what the program
	// wants; each may be nil.
	Current  *yaml.Node
	Proposed eval.Value
}

func (p Problem) Error() string {
	if len(p.Path) == 0 {
		return p.Msg
	}
	return p.Path.String() + ": " + p.Msg
}

// Known reports whether v is an instance of a schema of module sidecar that a
// program returns, or of one derived from it.
func Known(v eval.Value) bool {
	i, ok := v.(*eval.Instance)
	return ok && (is(i, "Injection") || is(i, "Skip"))
}

// is reports whether an instance is of this schema of module sidecar, or of one
// derived from it.
func is(i *eval.Instance, schema string) bool { return base(i, schema) != nil }

// base is the schema of module sidecar that an instance is of, or that its
// schema is derived from; nil where it is neither.
func base(i *eval.Instance, schema string) *eval.Schema {
	for s := i.Type; s != nil; s = s.Base {
		if s.Name == schema && s.Pkg != nil && s.Pkg.Path == sidecar.Name {
			return s
		}
	}
	return nil
}

// Expand makes the plan of the documents that a program has returned for a
// template. With problems, the plan must not be carried out.
func Expand(documents []eval.Value, in Input) (Plan, []Problem) {
	x := &expander{Input: in}
	for _, d := range documents {
		i, ok := d.(*eval.Instance)
		switch {
		case !ok || !Known(d):
			x.plan.Patches = append(x.plan.Patches, d)
		case is(i, "Skip"):
			x.skip(i, len(documents))
		default:
			x.look()
			x.injection(i)
		}
	}
	return x.plan, x.problems
}

// An expander works on one template.
type expander struct {
	Input
	containers []*container // of the template, in its order, init containers last
	added      map[string]bool
	texts      map[string]string // of annotations to which values were appended
	plan       Plan
	problems   []Problem
}

// A container is one of the template.
type container struct {
	list  string // containers or initContainers
	index int
	name  string
	node  *yaml.Node
	owned bool // an injection has added it
	env   []variable
}

func (c *container) path() yamlvalue.Path {
	return yamlvalue.Path{yamlvalue.Key("spec"), yamlvalue.Key(c.list), yamlvalue.Index(c.index)}
}

// look looks at the template, once.
func (x *expander) look() {
	if x.added != nil {
		return
	}
	x.added, x.texts = map[string]bool{}, map[string]string{}
	for _, list := range []string{"containers", "initContainers"} {
		for i, n := range elements(x.Spec, list) {
			x.containers = append(x.containers, &container{
				list: list, index: i, name: text(n, "name"), node: n,
				owned: x.Owned != nil && x.Owned(list, i),
				env:   variables(n),
			})
		}
	}
}

func (x *expander) fail(p Problem, format string, args ...any) {
	p.Msg = fmt.Sprintf(format, args...)
	x.problems = append(x.problems, p)
}

func (x *expander) skip(i *eval.Instance, documents int) {
	x.plan.Skip = str(attr(i, "reason"))
	if documents > 1 {
		x.fail(Problem{}, "the program returns a sidecar.Skip and something else: it can leave a template alone, or change it")
	}
}

// injection adds an Injection to the plan.
func (x *expander) injection(i *eval.Instance) {
	spec := eval.NewDict(4)
	for _, e := range declared(attr(i, "podSpec"), "PodSpecPatch") {
		spec.Set(e.Key, e.Value)
	}
	for _, list := range []string{"volumes", "imagePullSecrets", "hostAliases"} {
		if v := attr(i, list); v != nil {
			spec.Set(list, v)
		}
	}
	// What is shared is what the application has before app changes it.
	newcomers := map[string][]eval.Value{}
	for _, list := range []string{"containers", "initContainers"} {
		for _, c := range items(attr(i, list)) {
			into, elem := x.newcomer(c, list)
			newcomers[into] = append(newcomers[into], elem)
		}
	}
	for _, l := range []struct{ list, app string }{{"containers", "appContainers"}, {"initContainers", "appInitContainers"}} {
		if elems := append(x.app(attr(i, l.app), l.list), newcomers[l.list]...); len(elems) > 0 {
			spec.Set(l.list, eval.NewList(elems...))
		}
	}
	metadata := x.metadata(i)
	patch := eval.NewDict(2)
	for _, part := range []eval.NamedArg{{Name: "metadata", Value: metadata}, {Name: "spec", Value: spec}} {
		if part.Value.(*eval.Dict).Len() > 0 {
			patch.Set(part.Name, part.Value)
		}
	}
	if patch.Len() > 0 {
		x.plan.Patches = append(x.plan.Patches, plain(patch))
	}
	x.beside(i)
}

// metadata is what an Injection says of the Pods' labels and annotations.
func (x *expander) metadata(i *eval.Instance) *eval.Dict {
	metadata := eval.NewDict(2)
	if v := attr(i, "labels"); v != nil {
		metadata.Set("labels", v)
	}
	annotations := eval.NewDict(0)
	for _, e := range fields(attr(i, "annotations")) {
		annotations.Set(e.Key, e.Value)
	}
	for _, e := range fields(attr(i, "appendTo")) {
		if t, ok := x.appendTo(e.Key, e.Value); ok {
			annotations.Set(e.Key, eval.Str(t))
		}
	}
	if annotations.Len() > 0 {
		metadata.Set("annotations", annotations)
	}
	return metadata
}

// beside adds to the plan what an Injection wants beside the template.
func (x *expander) beside(i *eval.Instance) {
	for _, v := range items(attr(i, "resources")) {
		x.plan.Resources = append(x.plan.Resources, plain(v))
	}
	for _, v := range items(attr(i, "patches")) {
		x.plan.ItemPatches = append(x.plan.ItemPatches, ItemPatch{
			APIVersion: str(attr(v, "apiVersion")), Kind: str(attr(v, "kind")),
			Name: str(attr(v, "name")), Namespace: str(attr(v, "namespace")), Patch: plain(attr(v, "patch")),
		})
	}
	for _, v := range items(attr(i, "warnings")) {
		if w := str(v); !slices.Contains(x.plan.Warnings, w) {
			x.plan.Warnings = append(x.plan.Warnings, w)
		}
	}
}
