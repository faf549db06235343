package fn

// This file tells objects apart by what Kubernetes tells them apart by.

import (
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// An identity is what no two objects of a cluster have in common.
type identity struct{ group, kind, namespace, name string }

// String is an identity in messages: ConfigMap prod/web.
func (id identity) String() string {
	if id.namespace == "" {
		return id.kind + " " + id.name
	}
	return id.kind + " " + id.namespace + "/" + id.name
}

// group is the group of an apiVersion, "" for the core group.
func group(apiVersion string) string {
	g, _, ok := strings.Cut(apiVersion, "/")
	if !ok {
		return ""
	}
	return g
}

// A located is an object among the items.
type located struct {
	identity
	apiVersion string
	item       int
	path       yamlvalue.Path // in the item
	own        bool           // this injection made it, as an item
}

// A directory finds objects among the items.
type directory struct {
	objects map[identity][]located
	files   map[string]bool // paths of the files that items come from
	hints   int             // given so far
}

// newDirectory looks at all items.
func (in *injector) newDirectory() (*directory, error) {
	found := make([][]located, len(in.list.Items))
	files := make([]string, len(in.list.Items))
	err := in.list.Each(func(i int, d resourcelist.Doc) {
		if d.Root == nil || yamlvalue.Check(d.Root) != nil {
			return
		}
		for _, r := range podtemplate.Resources(d.Root) {
			found[i] = append(found[i], in.locate(i, r))
		}
		if file := fileOf(d.Root); file != nil {
			files[i] = strings.Clone(file.Path)
		}
	})
	dir := &directory{objects: map[identity][]located{}, files: map[string]bool{}}
	for i := range found {
		for _, l := range found[i] {
			dir.objects[l.identity] = append(dir.objects[l.identity], l)
		}
		dir.files[files[i]] = true
	}
	return dir, err
}

// locate says what an object of item i is. It keeps nothing of the item's text.
func (in *injector) locate(i int, r *podtemplate.Resource) located {
	m := metadataOf(r.Node)
	l := located{
		identity: identity{
			group: strings.Clone(group(r.APIVersion)), kind: strings.Clone(r.Kind),
			namespace: strings.Clone(text(m, "namespace")), name: strings.Clone(text(m, "name")),
		},
		apiVersion: strings.Clone(r.APIVersion), item: i, path: r.Path,
	}
	if len(r.Path) == 0 && record.Has(r.Node) {
		stack, err := record.Open(r.Node)
		l.own = err == nil && stack.Made(in.config.name)
	}
	return l
}

// users are the objects of an identity that this injection has not made.
func (dir *directory) users(id identity) []located {
	return slices.DeleteFunc(slices.Clone(dir.objects[id]), func(l located) bool { return l.own })
}

// hint says what there is instead of an object that is missing. Many are no help
// to anybody, and take time.
func (dir *directory) hint(id identity) string {
	const most = 20
	if dir.hints++; dir.hints > most {
		return ""
	}
	var names, elsewhere []string
	kinds := map[string]bool{}
	for other, all := range dir.objects {
		if !slices.ContainsFunc(all, func(l located) bool { return !l.own }) {
			continue
		}
		kinds[other.kind] = true
		switch {
		case other.group != id.group || other.kind != id.kind:
		case other.namespace == id.namespace:
			names = append(names, other.name)
		case other.name == id.name:
			elsewhere = append(elsewhere, other.String())
		}
	}
	slices.Sort(names)
	slices.Sort(elsewhere)
	name := suggest.Name(id.name, names)
	switch {
	case name != "":
		return "; did you mean `" + name + "`?"
	case len(elsewhere) > 0:
		return "; there is " + strings.Join(elsewhere, ", ") + ": say `namespace` in the patch"
	case len(names) > 0:
		return "; of its kind there is " + strings.Join(names[:min(len(names), 5)], ", ")
	}
	all := make([]string, 0, len(kinds))
	for kind := range kinds {
		all = append(all, kind)
	}
	slices.Sort(all)
	if kind := suggest.Name(id.kind, all); kind != "" && !kinds[id.kind] {
		return "; did you mean the kind `" + kind + "`?"
	}
	return ""
}
