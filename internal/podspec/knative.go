package podspec

// This file checks what Knative Serving demands of its templates: which fields
// of a Pod it accepts, which only if an administrator has enabled them, and how
// many ports there are. Its source is knative/serving, pkg/apis/serving.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
)

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
	}{{"livenessProbe", c.livenessProbe}, {"readinessProbe", c.readinessProbe}, {"startupProbe", c.startupProbe}} {
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
		for _, key := range []string{"stdin", "stdinOnce", "tty"} {
			i.notAllowed(c, key, field(c.node, key))
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
			if v == nil || isTrue(field(m, "readOnly")) || field(v.node, "emptyDir") != nil || field(v.node, "persistentVolumeClaim") != nil || field(v.node, "ephemeral") != nil {
				continue
			}
			i.add(Error, "mount-writable", c.at(mountPath(m), "volumeMounts", k), m, "In a %s, the mount of volume %q in %s must have `readOnly: true`. Add it.", i.in.kind(), v.name, c)
		}
	}
}

// flagged are the fields of a Pod spec that Knative Serving refuses unless a
// feature is enabled (knative/serving pkg/apis/config/features.go).
var flagged = []string{"initContainers", "affinity", "dnsConfig", "dnsPolicy", "hostAliases", "hostIPC", "hostNetwork", "hostPID", "nodeSelector",
	"priorityClassName", "runtimeClassName", "schedulerName", "securityContext", "shareProcessNamespace", "tolerations", "topologySpreadConstraints"}

// refusedByKnative are those that it always refuses (fieldmask.go PodSpecMask).
var refusedByKnative = []string{"restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds", "nodeName", "hostname", "subdomain", "priority", "readinessGates"}

// The sources of volumes that Knative Serving accepts, and those that stand
// behind a feature (fieldmask.go VolumeSourceMask).
var (
	knativeSources = []string{"configMap", "emptyDir", "projected", "secret"}
	flaggedSources = []string{"csi", "ephemeral", "hostPath", "image", "persistentVolumeClaim"}
)

// featureFlags checks for fields that clusters refuse unless a feature of the
// operator allows them.
func (i *inspector) featureFlags() {
	const unless = "Make sure that all clusters have it enabled, or leave it out."
	for key, n := range fields(i.spec.node) {
		switch {
		case n == nil:
		case slices.Contains(flagged, key):
			i.add(Warning, "feature-flag", i.at(key, key), n, "A %s accepts `%s` only where a feature of its operator is enabled. %s", i.in.kind(), key, unless)
		case slices.Contains(refusedByKnative, key):
			i.add(Error, "field-refused", i.at(key, key), n, "A %s may not have `%s` in its Pod spec. Leave it out.", i.in.kind(), key)
		}
	}
	for n := range i.vol {
		v := &i.vol[n]
		for _, source := range given(v.node, "name") {
			if slices.Contains(knativeSources, source) {
				continue
			}
			if !slices.Contains(flaggedSources, source) {
				i.add(Error, "volume-refused", i.at(v.name, "volumes", v.index, source), v.node,
					"A %s may not have a volume of kind `%s`, as %q is. Use another, such as emptyDir or configMap.", i.in.kind(), source, v.name)
			} else {
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
