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

// flagged are the fields of a Pod spec that Knative Serving refuses unless a
// feature is enabled (knative/serving pkg/apis/config/features.go).
var flagged = []string{"initContainers", "affinity", "dnsConfig", "dnsPolicy", "hostAliases", "hostIPC", "hostNetwork", "hostPID", "nodeSelector",
	"priorityClassName", "runtimeClassName", "schedulerName", "securityContext", "shareProcessNamespace", "tolerations", "topologySpreadConstraints"}

// featureFlags checks for fields that clusters refuse unless a feature of the
// operator allows them.
func (i *inspector) featureFlags() {
	const unless = "Make sure that all clusters have it enabled, or leave it out."
	for key, n := range fields(i.spec.node) {
		if n != nil && slices.Contains(flagged, key) {
			i.add(Warning, "feature-flag", i.at(key, key), n, "A %s accepts `%s` only where a feature of its operator is enabled. %s", i.in.kind(), key, unless)
		}
	}
	for n := range i.vol {
		v := &i.vol[n]
		for _, source := range given(v.node, "name") {
			if !slices.Contains([]string{"configMap", "emptyDir", "projected", "secret"}, source) {
				i.add(Warning, "feature-flag", i.at("volumes/"+v.name, "volumes", v.index, source), v.node,
					"A %s accepts a volume of kind `%s`, as %q is, only where a feature of its operator is enabled. %s", i.in.kind(), source, v.name, unless)
			}
		}
	}
	for n := range i.all {
		c := &i.all[n]
		for k, v := range items(c.env) {
			from := field(v, "valueFrom")
			if field(from, "fieldRef") != nil || field(from, "resourceFieldRef") != nil {
				i.add(Warning, "feature-flag", c.at(nameOf(v), "env", k, "valueFrom"), v,
					"A %s accepts the variable %q of %s, a field of the Pod, only where a feature of its operator is enabled. %s", i.in.kind(), nameOf(v), c, unless)
			}
		}
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

// onePort checks the number of ports, and which container has probes:
// knative/serving pkg/apis/serving/k8s_validation.go validateContainersPorts,
// validateContainers.
func (i *inspector) onePort() {
	var all []port
	containers := 0
	for n := range i.all {
		c := &i.all[n]
		if c.list != regularContainers {
			continue
		}
		containers++
		for k, node := range items(c.ports) {
			all = append(all, readPort(c, k, node))
		}
		if i.in.Constraints&podtemplate.ProbesWithPort != 0 && len(items(c.ports)) == 0 && len(items(i.spec.containers)) > 1 {
			i.unservingProbes(c)
		}
	}
	switch {
	case len(all) == 0 && containers > 1:
		i.add(Error, "one-port", i.at("none", "containers"), i.spec.containers,
			"With more than one container, one of a %s must have a port: the one to which requests go. Give that container its port.", i.in.kind())
	case len(all) > 1:
		p := &all[max(0, slices.IndexFunc(all, func(p port) bool { return !p.known() }))]
		i.add(Error, "one-port", place{p.at().path, "many"}, p.node,
			"All containers of a %s together may have only one port, the one to which requests go. Leave the port %s of %s out.", i.in.kind(), p.key(), p.container)
	}
}

// unservingProbes reports probes of a container to which no requests go.
func (i *inspector) unservingProbes(c *container) {
	for _, p := range []struct {
		key  string
		node *yaml.Node
	}{{"livenessProbe", c.livenessProbe}, {"readinessProbe", c.readinessProbe}} {
		if p.node != nil {
			i.add(Warning, "probe-without-port", c.at(p.key, p.key), p.node,
				"A %s accepts `%s` of %s, which has no port, only where a feature of its operator is enabled. Make sure that it is, or leave the probe out.", i.in.kind(), p.key, c)
		}
	}
}

// knative checks names that Knative Serving keeps for itself, and that volumes
// that cannot be written are mounted for reading: pkg/apis/serving
// fieldmask.go and k8s_validation.go.
func (i *inspector) knative() {
	for n := range i.all {
		c := &i.all[n]
		if text(c.name) == "queue-proxy" {
			i.add(Error, "name-reserved", c.at("", "name"), c.name, "`queue-proxy` is the name of a container that Knative adds. Choose another name.")
		}
		for k, p := range items(c.ports) {
			if v := field(p, "hostPort"); v != nil {
				i.add(Error, "field-refused", c.at(portKey(p), "ports", k, "hostPort"), v, "A %s may not have `hostPort`, as a port of %s has. Leave it out.", i.in.kind(), c)
			}
		}
		for k, v := range items(c.env) {
			switch name := nameOf(v); name {
			case "K_SERVICE", "K_CONFIGURATION", "K_REVISION":
				i.add(Error, "name-reserved", c.at(name, "env", k, "name"), v, "The variable %q of %s is set by Knative. Choose another name.", name, c)
			}
		}
		for k, m := range items(c.mounts) {
			v := i.volume(nameOf(m))
			if v == nil || isTrue(field(m, "readOnly")) || field(v.node, "emptyDir") != nil || field(v.node, "persistentVolumeClaim") != nil || field(v.node, "hostPath") != nil {
				continue
			}
			i.add(Error, "mount-writable", c.at(mountPath(m), "volumeMounts", k), m, "In a %s, the mount of volume %q in %s must have `readOnly: true`. Add it.", i.in.kind(), v.name, c)
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
