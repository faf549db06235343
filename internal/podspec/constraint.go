package podspec

// This file checks what the operators of custom resources demand of their
// templates. Which kind demands what is in the table of package podtemplate,
// with the sources.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// completed reports whether an operator supplies what the template lacks.
func (in *Input) completed() bool {
	return in.Constraints&(podtemplate.Partial|podtemplate.OnePort) != 0
}

// kind is what messages call the kind of the resource.
func (in *Input) kind() string {
	if in.Constraints&podtemplate.OnePort != 0 {
		return "Knative " + in.Kind // there are other Services
	}
	return in.Kind
}

// beside is the mapping that holds the template.
func (in *Input) beside() *yaml.Node {
	if len(in.At) == 0 {
		return nil
	}
	return follow(in.Resource, in.At[:len(in.At)-1])
}

// constraints checks the constraints that one template can show.
func (i *inspector) constraints() {
	has := i.in.Constraints
	if has&podtemplate.MainNamed != 0 {
		i.mainNamed()
	}
	if has&podtemplate.FeatureFlags != 0 {
		i.featureFlags()
	}
	if has&podtemplate.NoIdleVolumes != 0 {
		i.idleVolumes()
	}
	if has&podtemplate.OnePort != 0 {
		i.onePort()
		i.knative()
	}
	for n := range i.all {
		c := &i.all[n]
		if has&podtemplate.NoLifecycle != 0 {
			i.notAllowed(c, "lifecycle", c.lifecycle)
		}
		if has&podtemplate.NoVolumeDevices != 0 {
			i.notAllowed(c, "volumeDevices", c.devices)
		}
		if has&podtemplate.NoNativeSidecars != 0 && c.restartPolicy != nil {
			i.add(Error, "no-native-sidecar", c.at("", "restartPolicy"), c.restartPolicy,
				"A %s may not have native sidecars: `restartPolicy` of %s is refused. Make it an ordinary container.", i.in.kind(), c)
		}
	}
}

// notAllowed reports a field that the kind refuses.
func (i *inspector) notAllowed(c *container, key string, n *yaml.Node) {
	if n != nil {
		i.add(Error, "field-refused", c.at(key, key), n, "A %s may not have `%s`, as %s has. Leave it out.", i.in.kind(), key, c)
	}
}

// mainNamed checks that the main container is named where there are several.
func (i *inspector) mainNamed() {
	if len(items(i.spec.containers)) > 1 && text(field(i.in.beside(), "container")) == "" {
		i.add(Error, "main-container-unnamed", i.at("", "containers"), i.spec.containers,
			"With more than one container, a %s must say which is the main one. Set the field `container`, beside the template, to its name.", i.in.kind())
	}
}

// idleVolumes checks that every volume is mounted.
func (i *inspector) idleVolumes() {
	for n := range i.vol {
		v := &i.vol[n]
		mounts := func(m *yaml.Node) bool { return nameOf(m) == v.name }
		if !slices.ContainsFunc(i.all, func(c container) bool { return slices.ContainsFunc(items(c.mounts), mounts) }) {
			i.add(Error, "volume-idle", i.at(v.name, "volumes", v.index), v.node,
				"A %s may not have a volume that no container mounts, as %q is. Mount it, or leave it out.", i.in.kind(), v.name)
		}
	}
}

// mainFirst reports a container that the injection puts where the operator
// looks for its own.
func (c *comparison) mainFirst() {
	if c.Constraints&podtemplate.MainFirst == 0 {
		return
	}
	before := items(c.before.spec.containers)
	for i := range c.after.all {
		n := &c.after.all[i]
		if n.list != regularContainers || n.index != 0 || n.peer != nil || len(before) == 0 && c.Constraints&podtemplate.Partial != 0 {
			continue
		}
		var first *yaml.Node
		if len(before) > 0 {
			first = before[0]
		}
		c.add(Error, "main-container", n.at(""), first, n.node,
			"The first container of a %s is its main container, and now that is %s. Place it after the main container.", c.kind(), n)
	}
}

// mergedByIndex reports elements that the injection adds to lists over which
// others are laid by position: flink-kubernetes-operator's
// FlinkUtils.mergePodTemplates.
func (c *comparison) mergedByIndex() {
	const byName = "kubernetes.operator.pod-template.merge-arrays-by-name"
	beside := c.beside()
	if c.Constraints&podtemplate.MergedByIndex == 0 || yamlvalue.IsNull(beside) || text(field(beside, "flinkConfiguration", byName)) == "true" {
		return
	}
	for _, manager := range []string{"jobManager", "taskManager"} {
		over := field(beside, manager, "podTemplate", "spec")
		for i := range c.after.all {
			if n := &c.after.all[i]; n.peer == nil {
				c.laidOver(n.at(""), n.node, n.index, items(field(over, n.list.field())), manager, byName)
			}
		}
		for i := range c.after.vol {
			if v := &c.after.vol[i]; v.peer == nil {
				c.laidOver(c.after.at("", "volumes", v.index), v.node, v.index, items(field(over, "volumes")), manager, byName)
			}
		}
	}
}

func (c *comparison) laidOver(at place, n *yaml.Node, index int, over []*yaml.Node, manager, byName string) {
	if index >= len(over) || nameOf(over[index]) == nameOf(n) {
		return
	}
	c.add(Error, "merged-by-index", at, over[index], n,
		"`%s.podTemplate` has %q at the position of %q, and %s merges lists by position: the two would become one. Set %s to true in `flinkConfiguration`.",
		manager, nameOf(over[index]), nameOf(n), c.kind(), byName)
}
