package fn

// This file asks the program what is to be done with a Pod template.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/internal/injection"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// plan runs the program for a Pod template and reports what it has to say. It
// reports whether the plan can be carried out.
func (l *workload) plan(s subject) (injection.Plan, bool) {
	owned := l.owned(s)
	docs, wrong := l.evaluate(s, injected(s, owned), &l.print)
	if len(wrong) > 0 {
		for _, f := range wrong {
			l.add(s.Resource, s.Path, f)
		}
		return injection.Plan{}, false
	}
	plan, problems := injection.Expand(docs, injection.Input{
		Metadata: s.Metadata(), Spec: s.Spec(), Constraints: s.Constraints, Owned: owned,
	})
	for _, p := range problems {
		l.failPlan(s, p)
	}
	for _, w := range plan.Warnings {
		f := finding{Result: resourcelist.Result{Severity: resourcelist.Warning, Message: l.config.says(w)}}
		l.add(s.Resource, s.Path, f)
	}
	if plan.Skip != "" && len(problems) == 0 {
		l.info(s.Path[len(s.Resource.Path):], "left it alone: "+plan.Skip)
	}
	return plan, len(problems) == 0
}

// owned tells which elements of a list of the Pod's spec lower layers have
// added; nil where there is none.
func (l *workload) owned(s subject) func(list string, i int) bool {
	if l.stack == nil || l.stack.IsLowest(l.config.name) {
		return nil
	}
	owner := l.stack.Owner(l.config.name)
	spec := s.SpecPath()[len(s.Resource.Path):]
	return func(list string, i int) bool {
		return owner(slices.Concat(spec, yamlvalue.Path{yamlvalue.Key(list), yamlvalue.Index(i)})) != ""
	}
}

// injected are the names of the containers that lower layers have added.
func injected(s subject, owned func(list string, i int) bool) *eval.List {
	if owned == nil {
		return eval.NewList()
	}
	var names []eval.Value
	for _, list := range []string{"containers", "initContainers"} {
		containers, _ := yamlvalue.FromNode(yamlvalue.Lookup(s.Spec(), list)).(*eval.List)
		if containers == nil {
			continue
		}
		for i, c := range containers.Items() {
			if d, ok := c.(*eval.Dict); ok && owned(list, i) {
				name, _ := d.Get("name")
				names = append(names, name)
			}
		}
	}
	return eval.NewList(names...)
}

// failPlan reports what a program cannot have.
func (l *workload) failPlan(s subject, p injection.Problem) {
	at := s.Path
	if len(p.Path) > 0 {
		at = s.SpecPath()
		if p.Path[0].Key == "metadata" {
			at = s.MetadataPath()
		}
		at = slices.Concat(at, p.Path[1:])
	}
	f := failure("%s", l.config.says(p.Msg))
	f.Field = &resourcelist.Field{CurrentValue: valueText(p.Current)}
	l.add(s.Resource, at, f)
}
