package injection

// This file makes the elements of containers to add.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// ownAttributes are those of a Sidecar that are no fields of a container.
var ownAttributes = []string{"before", "after", "native", "shareVolumeMounts", "shareVolumeDevices", "transferEnv"}

// newcomer makes the element of a Sidecar that the program lists under list,
// and says to which list of the template it goes.
func (x *expander) newcomer(s eval.Value, list string) (into string, elem eval.Value) {
	name := str(attr(s, "name"))
	x.checkName(name, s)
	d := eval.NewDict(8)
	for _, e := range declared(s, "Sidecar") {
		if !slices.Contains(ownAttributes, e.Key) {
			d.Set(e.Key, e.Value)
		}
	}
	into = list
	if x.native(s, name) {
		into = "initContainers"
		d.Set("restartPolicy", eval.Str("Always"))
	}
	x.share(s, d)
	for _, side := range []string{"before", "after"} {
		if v := attr(s, side); v != nil {
			d.Set("$"+side, v)
		}
	}
	return into, d
}

// checkName reports a container that is there already.
func (x *expander) checkName(name string, s eval.Value) {
	if x.added[name] {
		x.fail(Problem{Proposed: s}, "the program adds two containers called %q: give one of them another name", name)
	}
	x.added[name] = true
	for _, c := range x.containers {
		if c.name != name {
			continue
		}
		p := Problem{Path: c.path(), Current: c.node, Proposed: s}
		if c.owned {
			x.fail(p, "another injection has added a container %q already: give the one that this program adds another name", name)
		} else {
			x.fail(p, "the application has a container %q already: give the one that this program adds another name, "+
				"or lay its fields over the application's with appContainers or appInitContainers", name)
		}
	}
}

// native reports whether a Sidecar is to be an init container that keeps
// running. "auto" means where the Pods complete, which an ordinary sidecar would
// keep them from (KEP-753).
func (x *expander) native(s eval.Value, name string) bool {
	never := x.Constraints.Has(podtemplate.NoNativeSidecars)
	switch attr(s, "native") {
	case eval.Str("auto"):
		policy := text(x.Spec, "restartPolicy")
		return !never && (x.Constraints.Has(podtemplate.Completes) || policy == "Never" || policy == "OnFailure")
	case eval.Bool(true):
		if never {
			x.fail(Problem{Path: yamlvalue.Keys("spec", "initContainers"), Proposed: s},
				"the container %q is a native sidecar, and resources of this kind allow no restartPolicy of init containers: leave out `native`, or say native = \"auto\"", name)
		}
		return true
	}
	return false
}
