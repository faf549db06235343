package fn

// This file works on one resource: it takes the layers off, injects, and puts
// them back.

import (
	"errors"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/injection"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podspec"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A workload is a resource while it is worked on.
type workload struct {
	*work
	original  *yaml.Node
	resource  *podtemplate.Resource  // as the injection sees it
	templates []podtemplate.Template // of resource
	stack     *record.Stack          // nil: there is no record
	drift     []record.Drift
	plans     []injection.Plan // of the templates that are injected into
	patches   []request        // what others want of it
	broken    bool             // the record cannot be read
}

// resources works on the resources of an item. Programs and selectors see each
// without what this injection, and those above it, have changed: so that they
// see the same in every run.
func (w *work) resources(root *yaml.Node) {
	recorded := w.open(root)
	if w.beside(recorded) {
		return
	}
	seen := merge.NewTree(root)
	for _, l := range recorded {
		seen.Replace(l.resource.Path, l.resource.Node)
	}
	found := podtemplate.Find(seen.Current(), w.config.templates)
	for len(found) > 0 {
		r := found[0].Resource
		n := 1
		for n < len(found) && found[n].Resource == r {
			n++
		}
		l := &workload{work: w, original: r.Node}
		if i := slices.IndexFunc(recorded, func(l *workload) bool { return slices.Equal(l.resource.Path, r.Path) }); i >= 0 {
			l = recorded[i]
			recorded = slices.Delete(recorded, i, i+1)
		}
		l.resource, l.templates = r, found[:n]
		l.run()
		found = found[n:]
	}
	for _, l := range recorded { // without any template now
		l.run()
	}
}

// beside does what is to be done with an item that is no workload but a
// companion. It reports whether that is all.
func (w *work) beside(recorded []*workload) bool {
	for _, l := range recorded {
		c := w.orders.companionAt(l.resource.Path)
		switch isItem := len(l.resource.Path) == 0; {
		case isItem && l.isOwn() && w.orders == nil:
			w.own = true // it is not known yet who wants it
			return true
		case (isItem && l.isOwn() || c != nil) && l.settle(c) && isItem:
			return true
		}
	}
	return false
}

// isOwn reports whether this injection made the resource.
func (l *workload) isOwn() bool { return l.stack != nil && l.stack.Made(l.config.name) }

// open opens the records of an item, and finds what others want to do with it.
func (w *work) open(root *yaml.Node) (recorded []*workload) {
	for _, r := range podtemplate.Resources(root) {
		l := &workload{work: w, original: r.Node, resource: r, patches: w.orders.patches(r.Path)}
		if !record.Has(r.Node) {
			if len(l.patches) > 0 || w.orders.companionAt(r.Path) != nil {
				recorded = append(recorded, l)
			}
			continue
		}
		var err error
		if l.stack, err = l.records.Open(r.Node); err != nil {
			l.broken = true
			l.failRecord(err)
		} else {
			below := *r
			below.Node, l.drift = l.stack.Below(w.config.name)
			l.resource = &below
		}
		recorded = append(recorded, l)
	}
	return recorded
}

// failRecord reports a record that cannot be read, or has no place.
func (l *workload) failRecord(err error) {
	if bad := (*record.Error)(nil); !errors.As(err, &bad) {
		l.add(l.resource, l.resource.Path, failure("%v", err))
		return
	}
	at := yamlvalue.Keys("metadata", "annotations", record.Annotation)
	l.add(l.resource, slices.Concat(l.resource.Path, at), failure("the record of injections, `%s`, cannot be read: %v. "+
		"Restore the annotation from version control; or delete it and, by hand, what its lines name", at, err))
}

// run injects into the Pod templates that are selected, and takes back from the
// others what was injected. A resource that cannot be changed without a guess
// at what it means is an error.
func (l *workload) run() {
	var chosen []subject
	for i := range l.templates {
		s := subject{&l.templates[i], l.namespaces.of(l.resource.Node)}
		if !l.broken && !l.config.Remove && l.selects(s) {
			chosen = append(chosen, s)
		}
	}
	if l.broken || l.isOwn() || l.stack == nil && len(chosen)+len(l.patches) == 0 {
		return
	}
	tree := merge.NewTree(l.resource.Node)
	if l.stack != nil {
		tree.Prefer(l.stack.Left(l.config.name))
	}
	ok := true
	for _, s := range chosen {
		ok = l.inject(tree, s) && ok
	}
	if ok && l.patch(tree) {
		l.finish(tree, chosen)
	}
}

// duplicate reports a key that the resource has twice, and whether there is one.
func (l *workload) duplicate() bool {
	key, path := duplicateBelow(l.resource.Node, nil)
	if key == nil {
		return false
	}
	l.add(l.resource, slices.Concat(l.resource.Path, path), failure(
		"`%s` is given twice, again on line %d of the input: one of them must go", path, l.line+key.Line-1))
	return true
}

// inject runs the program for a Pod template and merges what it returns into
// the tree of the resource. It reports whether all is well.
func (l *workload) inject(tree *merge.Tree, s subject) bool {
	if s.Err != nil {
		l.add(s.Resource, s.Path, failure("`%s` %v", relative(s.Resource, s.Path), s.Err))
		return false
	}
	plan, ok := l.plan(s)
	if !ok {
		return false
	}
	if !l.requests(s, plan) {
		return false
	}
	l.plans = append(l.plans, plan)
	err := tree.Apply(templateAt(s.Template), plan.Patches...)
	var many merge.Errors
	if errors.As(err, &many) {
		for _, e := range many {
			l.add(s.Resource, slices.Concat(s.Resource.Path, e.Path), failure("`%s`: %s", e.Path, e.Msg))
		}
	}
	return err == nil
}

// templateAt is where a Pod template stands in its resource.
func templateAt(t *podtemplate.Template) merge.Template {
	skip := len(t.Resource.Path)
	p := merge.Template{Path: t.Path[skip:], Inline: t.Inline}
	if at := t.MetadataPath(); t.Inline && at != nil {
		p.Metadata = at[skip:]
	}
	return p
}

// finish puts the tree of the resource, into which the program's patches are
// merged, in its place, with the layers above and the record.
func (l *workload) finish(tree *merge.Tree, chosen []subject) {
	if l.stack == nil {
		l.stack, _ = record.Open(l.original) // it has none
	}
	how := record.How{Places: tree.Places, Unlisted: !l.config.Record, Stays: slices.ContainsFunc(l.plans, hasPatches)}
	if l.stack.IsRight(l.config.name, tree.Current(), how) {
		return
	}
	how.Type, how.Appended = l.typ(), l.appended(chosen)
	result, err := l.stack.Put(l.config.name, tree.Current(), how)
	if err != nil {
		l.failRecord(err)
		return
	}
	if result.Resource == l.original || l.duplicate() || !l.check(result.Own, chosen) {
		return
	}
	l.tree.Replace(l.resource.Path, result.Resource)
	l.explain(result.Plain, how.Type, chosen)
}

// appended are the values that the program has appended to annotations of the
// Pod templates.
func (l *workload) appended(chosen []subject) (all []record.Appended) {
	for i, s := range chosen {
		for _, a := range l.plans[i].Appended {
			at := slices.Concat(s.MetadataPath()[len(l.resource.Path):], yamlvalue.Keys("annotations", a.Key))
			all = append(all, record.Appended{Path: at, Values: a.Values})
		}
	}
	return all
}

// hasPatches reports whether a program returned something to merge, whether or
// not that changes anything.
func hasPatches(p injection.Plan) bool { return len(p.Patches) > 0 }

// places are where the resource has Pod templates.
func (l *workload) places() (places []merge.Template) {
	for i := range l.templates {
		if t := &l.templates[i]; usable(t) {
			places = append(places, templateAt(t))
		}
	}
	return places
}

// usable reports whether there is a Pod template into which something can be
// injected.
func usable(t *podtemplate.Template) bool { return t.Err == nil && t.Skip == "" }

// typ is the type of the resource.
func (l *workload) typ() *merge.Type {
	return merge.ResourceType(l.resource.APIVersion, l.resource.Kind, l.places()...)
}

// check reports what is wrong with the Pod templates of the resource after the
// injection, and whether it can be made all the same.
func (l *workload) check(own *yaml.Node, chosen []subject) bool {
	ok := true
	owner := l.stack.Owner(l.config.name)
	for i, s := range chosen {
		at := templateAt(s.Template)
		after := merge.NodeAt(own, at.Path)
		for _, p := range podspec.Check(podspec.Input{
			Resource: own, APIVersion: s.Resource.APIVersion, Kind: s.Resource.Kind,
			Before: merge.NodeAt(l.resource.Node, at.Path), After: after, At: at.Path, Inline: at.Inline,
			Constraints: s.Constraints,
			Owner:       func(p yamlvalue.Path) string { return owner(slices.Concat(at.Path, p)) },
			Intended:    func(p yamlvalue.Path) bool { return l.plans[i].Intended(after, p) },
		}) {
			if p.Conflict && p.Severity == podspec.Error {
				if l.config.Conflicts == "warn" {
					p.Severity = podspec.Warning
				} else {
					p.Message += " If it is meant, set `conflicts: warn` in the functionConfig."
				}
			}
			ok = ok && p.Severity != podspec.Error
			f := finding{Result: resourcelist.Result{Severity: severities[p.Severity], Message: l.config.says(p.Message)}}
			f.Field = &resourcelist.Field{CurrentValue: valueText(p.Current), ProposedValue: valueText(p.Proposed)}
			l.add(l.resource, slices.Concat(l.resource.Path, p.Path), f)
		}
	}
	return ok
}

// severities are those of package podspec as results have them.
var severities = map[podspec.Severity]resourcelist.Severity{
	podspec.Error: resourcelist.Error, podspec.Warning: resourcelist.Warning, podspec.Info: resourcelist.Info,
}

// explain says what has changed of the resource, which is now final but for the
// record, and what of it others had changed before.
func (l *workload) explain(final *yaml.Node, typ *merge.Type, chosen []subject) {
	var all []merge.Change
	for i := range l.templates {
		t := &l.templates[i]
		if !usable(t) {
			continue
		}
		at := templateAt(t)
		changes := merge.Diff(l.stack.Plain(), final, at)
		if len(changes) == 0 {
			continue
		}
		switch isChosen := slices.ContainsFunc(chosen, func(s subject) bool { return s.Template == t }); {
		case isChosen || l.config.Remove:
			l.changed++
		case len(l.patches) > 0:
			l.patched++
		default:
			l.restored++
		}
		l.info(at.Path, summary(changes, at.Path))
		all = append(all, changes...)
	}
	if len(all) == 0 || len(l.patches) > 0 {
		all = append(all, l.explainRest(final, typ, all)...)
	}
	l.explainDrift(final, all)
}

// explainDrift says what of that which has changed others had changed before.
func (l *workload) explainDrift(final *yaml.Node, all []merge.Change) {
	for _, d := range l.drift {
		if f, ok := drifted(d, l.stack.Plain(), final, all); ok {
			f.Message = l.config.says(f.Message)
			l.add(l.resource, slices.Concat(l.resource.Path, d.Path(final)), f)
		}
	}
}

// explainRest says what has changed outside of Pod templates, in which changes
// within have been made.
func (l *workload) explainRest(final *yaml.Node, typ *merge.Type, within []merge.Change) []merge.Change {
	changes := slices.DeleteFunc(merge.DiffResource(l.stack.Plain(), final, typ), func(c merge.Change) bool {
		return slices.ContainsFunc(within, func(w merge.Change) bool { return isBelow(w.Path, c.Path) || slices.Equal(w.Path, c.Path) })
	})
	switch {
	case len(changes) > 0: // what patches of the item want, or a template that nothing now says
		l.patched++
		l.info(nil, summary(changes, nil))
	case len(within) > 0:
	case final != l.stack.Plain():
		l.info(nil, "put elements of lists where the program asks for them")
	default:
		l.info(nil, "brought the record of what it has changed up to date")
	}
	return changes
}

// info adds what was done at a path of the resource.
func (l *workload) info(at yamlvalue.Path, message string) {
	f := finding{Result: resourcelist.Result{Severity: resourcelist.Info, Message: l.config.says(message)}}
	l.add(l.resource, slices.Concat(l.resource.Path, at), f)
}
