package injection

// This file gives a container that is added what the application's have: mounts,
// devices, and environment variables.

import (
	"path"
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// share adds to the element elem what the Sidecar s shares.
func (x *expander) share(s eval.Value, elem *eval.Dict) {
	g := &guest{name: str(attr(s, "name")), taken: map[string]bool{}}
	for _, list := range []struct{ field, key string }{{"volumeMounts", "mountPath"}, {"volumeDevices", "devicePath"}} {
		for _, v := range items(attr(s, list.field)) {
			g.taken[path.Clean(str(attr(v, list.key)))] = true
		}
	}
	for _, v := range items(attr(s, "env")) {
		g.env = append(g.env, variableOf(v))
	}
	own := len(g.env)
	for _, v := range items(attr(s, "transferEnv")) {
		x.transfer(g, v)
	}
	mounts := x.shared(g, attr(s, "shareVolumeMounts"), "volumeMounts", "mountPath")
	devices := x.shared(g, attr(s, "shareVolumeDevices"), "volumeDevices", "devicePath")
	add(elem, "volumeMounts", mounts)
	add(elem, "volumeDevices", devices)
	if len(g.env) > own {
		all := make([]eval.Value, len(g.env))
		for i, v := range g.env {
			all[i] = v.value
		}
		elem.Set("env", eval.NewList(all...))
	}
}

// add appends values to a list of an element.
func add(elem *eval.Dict, list string, values []eval.Value) {
	if len(values) > 0 {
		elem.Set(list, eval.NewList(append(items(attr(elem, list)), values...)...))
	}
}

// A guest is a container that shares what others have.
type guest struct {
	name  string
	taken map[string]bool // the paths where it has a mount or device
	env   []variable
}

// shared are the elements of a list that a container gets from those that which
// names: True stands for all.
func (x *expander) shared(g *guest, which eval.Value, list, key string) (got []eval.Value) {
	var from []*container
	switch {
	case which == nil || which == eval.Bool(false):
		return nil
	case which == eval.Bool(true):
		from = x.appContainers("containers", "initContainers")
	default:
		for _, pattern := range strs(which) {
			for _, c := range x.matching(pattern, "containers", "initContainers") {
				if !slices.Contains(from, c) {
					from = append(from, c)
				}
			}
		}
	}
	for _, c := range from {
		for _, n := range elements(c.node, list) {
			at := path.Clean(text(n, key))
			if text(n, key) == "" || g.taken[at] {
				continue
			}
			g.taken[at] = true
			got = append(got, yamlvalue.FromNode(n))
			for _, name := range mentioned(text(n, "subPathExpr")) {
				g.take(c, name, name)
			}
		}
	}
	return got
}

// transfer gives a container the variables that a TransferredEnv names.
func (x *expander) transfer(g *guest, t eval.Value) {
	from := x.appContainers("containers", "initContainers")
	if name := str(attr(t, "container")); name != "" {
		if from = x.matching(name, "containers", "initContainers"); len(from) == 0 {
			return
		}
	}
	names := attr(t, "names")
	if _, ok := names.(*eval.List); ok {
		for _, n := range strs(names) {
			x.transferOne(g, from, n, n)
		}
		return
	}
	for _, e := range fields(names) {
		x.transferOne(g, from, str(e.Value), e.Key)
	}
}

func (x *expander) transferOne(g *guest, from []*container, name, as string) {
	var there []string
	for _, c := range from {
		if i := find(c.env, name); i >= 0 {
			if as != name && slices.Contains(mentioned(c.env[i].text), as) {
				x.fail(Problem{Path: append(c.path(), yamlvalue.Key("env"), yamlvalue.Index(i))},
					"the container %q is to get the variable %q under the name %q, which its value mentions: choose another name there, or in the application", g.name, name, as)
			}
			g.take(c, name, as)
			return
		}
		for _, v := range c.env {
			there = append(there, v.name)
		}
	}
	p := Problem{}
	where := "no container of the application has"
	if len(from) == 1 {
		p.Path = append(from[0].path(), yamlvalue.Key("env"))
		where = "the container \"" + from[0].name + "\" does not have"
	}
	x.fail(p, "the container %q is to get the variable %q, which %s in its env (envFrom does not count); %s", g.name, name, where, alternatives(name, there))
}

// take gives a container a variable of another one, under a name of its own,
// and the variables that this one mentions. What it has it keeps.
func (g *guest) take(c *container, name, as string) {
	i := find(c.env, name)
	if i < 0 || find(g.env, as) >= 0 {
		return
	}
	v := variable{name: as, text: c.env[i].text, value: c.transferred(i, as)}
	g.env = slices.Insert(g.env, place(g.env, as), v)
	for _, needed := range mentioned(v.text) {
		if needed != as {
			g.take(c, needed, needed)
		}
	}
}

// transferred is variable i of c as another container has it: what it says
// about the resources of c it says with its name.
func (c *container) transferred(i int, as string) eval.Value {
	d := eval.NewDict(2)
	for _, e := range fields(c.env[i].value) {
		d.Set(e.Key, e.Value)
	}
	d.Set("name", eval.Str(as))
	ref := attr(attr(d, "valueFrom"), "resourceFieldRef")
	if ref == nil || attr(ref, "containerName") != nil {
		return d
	}
	named := eval.NewDict(3)
	named.Set("containerName", eval.Str(c.name))
	for _, e := range fields(ref) {
		named.Set(e.Key, e.Value)
	}
	from := eval.NewDict(1)
	from.Set("resourceFieldRef", named)
	d.Set("valueFrom", from)
	return d
}
