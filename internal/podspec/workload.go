package podspec

// This file checks what the kind of the resource demands of its template.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// workload checks fields of the Pod spec that depend on the kind of the
// resource, or exclude each other.
func (i *inspector) workload() {
	i.restartPolicy()
	if list := items(i.spec.ephemeralContainers); len(list) > 0 {
		// core/validation ValidatePodTemplateSpec, ValidatePodCreate
		i.add(Error, "ephemeral-containers", i.at("", "ephemeralContainers"), i.spec.ephemeralContainers,
			"`ephemeralContainers` can only be added to Pods that run. Leave them out.")
	}
	if isTrue(i.spec.hostPID) && isTrue(i.spec.shareProcessNamespace) {
		// core/validation validateShareProcessNamespace
		i.add(Error, "share-process-namespace", i.at("", "shareProcessNamespace"), i.spec.shareProcessNamespace,
			"`shareProcessNamespace` and `hostPID` exclude each other. Leave one of them out.")
	}
}

// restartPolicy checks the Pod's restart policy: core/validation
// ValidatePodTemplateSpecForRC, apps/validation, batch/validation
// validateJobSpec.
func (i *inspector) restartPolicy() {
	policy, has := text(i.spec.restartPolicy), i.in.Constraints
	switch {
	case has&podtemplate.RestartAlways != 0:
		if policy != "" && policy != "Always" {
			i.add(Error, "pod-restart-policy", i.at("", "restartPolicy"), i.spec.restartPolicy, "`restartPolicy` of a %s must be Always, not %s. Leave it out.", i.in.kind(), policy)
		}
		if i.spec.activeDeadlineSeconds != nil {
			i.add(Error, "pod-deadline", i.at("", "activeDeadlineSeconds"), i.spec.activeDeadlineSeconds, "The Pods of a %s may not have `activeDeadlineSeconds`. Leave it out.", i.in.kind())
		}
	case has&podtemplate.NoRestartAlways != 0:
		if policy != "Never" && policy != "OnFailure" {
			i.add(Error, "pod-restart-policy", i.at("", "restartPolicy"), i.spec.restartPolicy, "`restartPolicy` of a %s must be Never or OnFailure.", i.in.kind())
		}
	}
}

// selector checks that the labels of the template are those that the resource
// selects: apps/validation, core/validation ValidatePodTemplateSpecForRC.
func (i *inspector) selector() {
	labels := field(i.meta, "labels")
	if i.in.Inline || i.meta == i.peer.meta || labels == field(i.peer.meta, "labels") {
		return
	}
	selector := field(i.in.beside(), "selector")
	if key := unselected(selector, labels); key != "" {
		i.add(Error, "selector", i.inMetadata("labels", key), field(labels, key),
			"The label %q of the template is not what `selector` asks for. The %s would not find its own Pods; leave the label as it is.", key, i.in.kind())
	}
}

// unselected is the first key by which a selector does not match labels, ""
// if it does. A selector without matchLabels and matchExpressions is one of a
// ReplicationController: the labels themselves.
func unselected(selector, labels *yaml.Node) string {
	if selector == nil || selector.Kind != yaml.MappingNode {
		return ""
	}
	exact, expressions := field(selector, "matchLabels"), field(selector, "matchExpressions")
	if exact == nil && expressions == nil {
		exact = selector
	}
	for key, want := range fields(exact) {
		if want != nil && want.Kind == yaml.ScalarNode && (field(labels, key) == nil || text(field(labels, key)) != want.Value) {
			return key
		}
	}
	for _, e := range items(expressions) {
		key := textOf(e, "key")
		label := field(labels, key)
		among := slices.ContainsFunc(items(field(e, "values")), func(v *yaml.Node) bool { return text(v) == text(label) })
		switch textOf(e, "operator") {
		case "In":
			if label == nil || !among {
				return key
			}
		case "NotIn":
			if label != nil && among {
				return key
			}
		case "Exists":
			if label == nil {
				return key
			}
		case "DoesNotExist":
			if label != nil {
				return key
			}
		}
	}
	return ""
}

// unfinished reports containers that the injection adds to a Job: it is not
// done before they are (kubernetes/kubernetes#25908, KEP-753).
func (c *comparison) unfinished(added *container) {
	if added.list != regularContainers || c.Constraints&podtemplate.Completes == 0 || len(items(c.before.spec.containers)) == 0 {
		return
	}
	c.add(Warning, "job-unfinished", added.at(""), nil, added.node,
		"The %s is done only when %s has finished, too. If that runs on and on, make it a native sidecar: put it into `initContainers`, with `restartPolicy: Always`.", c.kind(), added)
}

// immutable reports a change of what the API refuses to change: the spec of a
// Pod (core/validation ValidatePodUpdate), the template of a Job
// (batch/validation ValidateJobSpecUpdate; kubernetes/kubernetes#48388). A
// resource with generateName is always a new one.
func (c *comparison) immutable() {
	meta := field(c.Resource, "metadata")
	if c.Constraints&podtemplate.Immutable == 0 || field(meta, "name") == nil && field(meta, "generateName") != nil {
		return
	}
	what, path := "template", c.At
	before, after := c.Before, c.After
	if c.Inline || len(c.At) == 0 {
		what, path = "spec", c.after.specs
		before, after = c.before.spec.node, c.after.spec.node
	}
	if !yamlvalue.Equal(before, after) {
		c.add(Info, "immutable", place{path: path}, nil, nil, "The %s of a %s that exists cannot be changed. If it does, delete it and create it anew.", what, c.kind())
	}
}
