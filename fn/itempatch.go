package fn

// This file patches items that are no Pod templates for the sake of others
// that are.

import (
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A target is a resource that is to be patched.
type target struct {
	path    yamlvalue.Path // in its item
	patches []request
}

// aim finds the items that patches are meant for.
func (c *config) aim(requests []request, companions map[identity]*companion, dir *directory, into ordered) (wrong []finding) {
	for _, w := range requests {
		if w.patch == nil {
			continue
		}
		at, err := dir.find(w)
		if companions[w.identity] != nil {
			err = errors.New("is one of the `resources` of this injection: write there what it is to be")
		}
		if err != nil {
			f := failure("%s", c.says(fmt.Sprintf("%s, which is to be patched, %v", w.identity, err)))
			wrong = append(wrong, w.by.report(f))
			continue
		}
		into.of(at.item).patch(at.path, w)
	}
	return wrong
}

// find finds the object that a patch is meant for. Where none has the namespace
// of the one that asks, which the patch does not name, one without any is meant.
// The error follows on the name of the object.
func (dir *directory) find(w request) (located, error) {
	all := dir.users(w.identity)
	if len(all) == 0 && w.implied {
		bare := w.identity
		bare.namespace = ""
		all = dir.users(bare)
	}
	switch {
	case len(all) == 0 && len(dir.objects[w.identity]) > 0:
		return located{}, errors.New("was added by this injection: let `resources` have it as it is to be")
	case len(all) == 0:
		return located{}, fmt.Errorf("is not among the items%s", dir.hint(w.identity))
	case len(all) > 1:
		return located{}, fmt.Errorf("is among the items %d times", len(all))
	case all[0].apiVersion != w.apiVersion:
		return located{}, fmt.Errorf("is of apiVersion %s among the items, not %s", all[0].apiVersion, w.apiVersion)
	}
	return all[0], nil
}

// patch merges into the tree of the resource what others want of it. It reports
// whether that is possible.
func (l *workload) patch(tree *merge.Tree) bool {
	if len(l.patches) == 0 {
		return true
	}
	typ := l.typ()
	var merged []request
	var after []*yaml.Node
	for _, p := range l.patches {
		err := tree.ApplyTo(nil, typ, p.patch)
		var many merge.Errors
		if !errors.As(err, &many) {
			merged, after = append(merged, p), append(after, tree.Current())
		}
		for _, e := range many {
			l.add(l.resource, slices.Concat(l.resource.Path, e.Path), failure("`%s`, as %s wants it: %s", e.Path, p.by, e.Msg))
		}
	}
	ok := len(merged) == len(l.patches)
	for i := range merged {
		ok = l.agrees(typ, merged, i, after) && ok
	}
	return ok
}

// agrees reports whether a patch still holds after those that came later, which
// is not so where these want something else. after are the trees after each.
func (l *workload) agrees(typ *merge.Type, patches []request, i int, after []*yaml.Node) bool {
	p := patches[i]
	again := func(n *yaml.Node) *yaml.Node {
		tree := merge.NewTree(n)
		_ = tree.ApplyTo(nil, typ, p.patch) // it was merged before
		return tree.Current()
	}
	for j := i + 1; j < len(after); j++ {
		n := after[j]
		changes := merge.DiffResource(n, again(n), typ)
		if len(changes) == 0 {
			continue
		}
		ch := changes[0]
		f := failure("%s", l.config.says(fmt.Sprintf("`%s` cannot be as both want it: %s for %s, and %s for %s",
			ch.Path, short(ch.New), p.by, short(ch.Old), patches[j].by)))
		f.Field = &resourcelist.Field{CurrentValue: valueText(merge.NodeAt(l.resource.Node, ch.Path)), ProposedValue: valueText(ch.New)}
		l.add(l.resource, slices.Concat(l.resource.Path, ch.Path), f)
		return false
	}
	return true
}
