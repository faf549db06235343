package injection

// This file lays fields over the containers of the application.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/glob"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// app makes the elements of a list that lay v, one ContainerPatch or several
// by name and glob, over the application's containers.
func (x *expander) app(v eval.Value, list string) (elems []eval.Value) {
	if _, all := v.(*eval.Instance); all {
		for _, c := range x.appContainers(list) {
			elems = append(elems, x.lay(c, v))
		}
		return elems
	}
	for _, e := range fields(v) {
		if e.Value == eval.None {
			continue
		}
		for _, c := range x.matching(e.Key, list) {
			elems = append(elems, x.lay(c, e.Value))
		}
	}
	return elems
}

// appContainers are the application's containers of some lists.
func (x *expander) appContainers(lists ...string) []*container {
	var found []*container
	for _, c := range x.containers {
		if !c.owned && slices.Contains(lists, c.list) {
			found = append(found, c)
		}
	}
	return found
}

// matching are the application's containers that a name or glob is about. A
// name that is that of none is a problem.
func (x *expander) matching(pattern string, lists ...string) []*container {
	var found []*container
	var names []string
	for _, c := range x.appContainers(lists...) {
		names = append(names, c.name)
		if glob.Match(pattern, c.name) {
			found = append(found, c)
		}
	}
	if len(found) == 0 && !strings.ContainsAny(pattern, "*?") {
		x.fail(Problem{Path: yamlvalue.Keys("spec", lists[0])}, "the program names the container %q, and the application has none of that name; %s", pattern, alternatives(pattern, names))
	}
	return found
}

// alternatives ends a message about a name that is not among names.
func alternatives(name string, names []string) string {
	if like := suggest.Name(name, names); like != "" {
		return `did you mean "` + like + `"?`
	}
	if len(names) == 0 {
		return "there is none at all"
	}
	return `there are "` + strings.Join(names, `", "`) + `"`
}

// lay makes the element that lays a ContainerPatch over a container.
func (x *expander) lay(c *container, patch eval.Value) eval.Value {
	elem := eval.NewDict(4)
	elem.Set("name", eval.Str(c.name))
	for _, e := range declared(patch, "ContainerPatch") {
		switch {
		case e.Key == "takeOver":
		case e.Key == "env" && e.Value != eval.None:
			elem.Set("env", eval.NewList(c.layEnv(items(e.Value))...))
		default:
			elem.Set(e.Key, exclusive(e.Key, e.Value))
		}
	}
	if v := attr(patch, "takeOver"); v != nil && eval.Truthy(v) {
		x.plan.takeovers = append(x.plan.takeovers, takeover{c.list, c.name, elem})
	}
	return elem
}

// A takeover is a patch of a container that replaces what others wrote on
// purpose.
type takeover struct {
	list, name string
	patch      *eval.Dict
}

// Intended reports whether the element or field of a template at a path, from
// the template after the injection, replaces on purpose what another owner
// wrote.
func (p *Plan) Intended(template *yaml.Node, at yamlvalue.Path) bool {
	if len(p.takeovers) == 0 {
		return false
	}
	if len(at) > 0 && at[0].Key == "spec" {
		template, at = yamlvalue.Lookup(template, "spec"), at[1:]
	}
	if len(at) < 3 || at[1].Index < 0 {
		return false
	}
	list := elements(template, at[0].Key)
	if at[1].Index >= len(list) {
		return false
	}
	c := list[at[1].Index]
	return slices.ContainsFunc(p.takeovers, func(t takeover) bool {
		return t.list == at[0].Key && t.name == text(c, "name") && t.gives(c, at[2:])
	})
}

// gives reports whether the patch gives the field of the container c that a
// path leads to or, in a list, the element.
func (t takeover) gives(c *yaml.Node, at yamlvalue.Path) bool {
	given := attr(t.patch, at[0].Key)
	if given == nil || len(at) == 1 || at[1].Index < 0 {
		return given != nil
	}
	have := elements(c, at[0].Key)
	if at[1].Index >= len(have) {
		return false
	}
	key := map[string]string{"env": "name", "volumeMounts": "mountPath", "volumeDevices": "devicePath", "ports": "containerPort"}[at[0].Key]
	if key == "" {
		return true
	}
	is := yamlvalue.FromNode(yamlvalue.Lookup(have[at[1].Index], key))
	return slices.ContainsFunc(items(given), func(v eval.Value) bool { return attr(v, key) == is })
}
