package fn

// This file carries out what programs want beside the Pod templates, when all
// of them have run: companions, which are whole objects, and patches of other
// items. The few items that this is about are worked on once more, from their
// original text.

import (
	"maps"
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// orders are what others want of an item. An item that this injection made,
// and that is no companion any more, goes.
type orders struct {
	companion *companion
	targets   []*target
}

// patch adds a patch of a resource of the item; not one that is there already.
func (o *orders) patch(at yamlvalue.Path, w request) {
	i := slices.IndexFunc(o.targets, func(t *target) bool { return slices.Equal(t.path, at) })
	if i < 0 {
		i = len(o.targets)
		o.targets = append(o.targets, &target{path: at})
	}
	t := o.targets[i]
	if !slices.ContainsFunc(t.patches, func(p request) bool { return yamlvalue.Equal(p.object, w.object) }) {
		t.patches = append(t.patches, w)
	}
}

// patches are those of a resource of the item.
func (o *orders) patches(at yamlvalue.Path) []request {
	if o != nil {
		for _, t := range o.targets {
			if slices.Equal(t.path, at) {
				return t.patches
			}
		}
	}
	return nil
}

// companionAt is the companion that the resource at a path is to be; nil if it
// is to be none.
func (o *orders) companionAt(at yamlvalue.Path) *companion {
	if o == nil || o.companion == nil || !slices.Equal(o.companion.path, at) {
		return nil
	}
	return o.companion
}

// ordered are the orders for items, by their numbers.
type ordered map[int]*orders

func (o ordered) of(item int) *orders {
	if o[item] == nil {
		o[item] = &orders{}
	}
	return o[item]
}

// beside works on the items that outcomes are about otherwise, or that are new.
// It returns the texts of new items, and what there is to say of them. Most
// often there is nothing to do.
func (in *injector) beside(outcomes []outcome) (created [][]byte, said outcome, err error) {
	var requests []request
	work := ordered{}
	for i := range outcomes {
		requests = append(requests, outcomes[i].asked...)
		if outcomes[i].own {
			work.of(i)
		}
	}
	if len(requests) > 0 {
		dir, err := in.newDirectory()
		if err != nil {
			return nil, said, err
		}
		companions, byID, wrong := in.config.companions(requests)
		said.findings = append(wrong, in.config.aim(requests, byID, dir, work)...)
		for _, c := range companions {
			if all := dir.objects[c.identity]; len(all) > 0 {
				at := all[max(slices.IndexFunc(all, func(l located) bool { return l.own }), 0)]
				c.path = at.path
				work.of(at.item).companion = c
				continue
			}
			text, err := in.create(c, dir, &said)
			if err != nil {
				return nil, said, err
			}
			created = append(created, text)
		}
	}
	err = in.list.EachOf(slices.Sorted(maps.Keys(work)), func(i int, d resourcelist.Doc) {
		outcomes[i] = in.item(i, d, work[i])
	})
	return created, said, err
}
