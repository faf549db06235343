package podspec

// This file checks the labels and annotations of a template.

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// metadata checks labels and annotations: core/validation.ValidatePodTemplateSpec,
// by metav1/validation.ValidateLabels and api/validation.ValidateAnnotations.
func (i *inspector) metadata() {
	if i.in.Inline || yamlvalue.Resolve(i.meta) == yamlvalue.Resolve(i.peer.meta) {
		return
	}
	for key, v := range fields(i.fresh("labels")) {
		if !isQualifiedName(key) {
			i.add(Error, "label-key", i.inMetadata("labels", key), v, "%q is no key of a label: it must be letters, digits, hyphens, dots and underscores, at most 63 of them, perhaps after a DNS name and a slash. Change it.", key)
		}
		if !isLabelValue(text(v)) || v != nil && v.Kind != yaml.ScalarNode {
			i.add(Error, "label-value", i.inMetadata("labels", key), v, "The value of the label %q is refused by Kubernetes: it must be letters, digits, hyphens, dots and underscores, at most 63 of them, with a letter or digit at both ends. Change it, or use an annotation.", key)
		}
	}
	for key, v := range fields(i.fresh("annotations")) {
		if !isQualifiedName(strings.ToLower(key)) {
			i.add(Error, "annotation-key", i.inMetadata("annotations", key), v, "%q is no key of an annotation: it must be letters, digits, hyphens, dots and underscores, at most 63 of them, perhaps after a DNS name and a slash. Change it.", key)
		}
	}
}

// fresh is a mapping of the metadata, nil if the other template has the same.
func (i *inspector) fresh(key string) *yaml.Node {
	m := field(i.meta, key)
	if m == field(i.peer.meta, key) {
		return nil
	}
	return m
}

func (i *inspector) inMetadata(keys ...string) place {
	path := join(i.in.At, yamlvalue.Key("metadata"))
	for _, k := range keys {
		path = append(path, yamlvalue.Key(k))
	}
	return place{path, strings.Join(keys, "/")}
}
