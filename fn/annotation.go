package fn

// This file reads the annotation by which workloads choose their injections.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// injectAnnotation on a Pod template, its resource or its Namespace says
// whether to inject: "true", "false", or the names of the injections that are
// wanted, with commas between them. The nearest wins.
const injectAnnotation = "kcl-sidecar.dev/inject"

// A place is where a Pod template has the annotation.
type place struct {
	value *yaml.Node
	owner string         // what has the annotation, in messages
	at    yamlvalue.Path // of the annotation in the item; nil where it is of a Namespace
}

// places are where a Pod template has the annotation, the nearest first.
func (s subject) places() (found []place) {
	annotation := yamlvalue.Keys("annotations", injectAnnotation)
	r, metadata := s.Resource, s.Metadata()
	if v := yamlvalue.Lookup(yamlvalue.Lookup(metadata, "annotations"), injectAnnotation); v != nil && metadata != yamlvalue.Resolve(metadataOf(r.Node)) {
		found = append(found, place{v, "the Pod template", slices.Concat(s.MetadataPath(), annotation)})
	}
	if v := yamlvalue.Lookup(annotationsOf(r.Node), injectAnnotation); v != nil {
		found = append(found, place{v, "the " + r.Kind, slices.Concat(r.Path, yamlvalue.Keys("metadata"), annotation)})
	}
	if v := yamlvalue.Lookup(annotationsOf(s.namespace), injectAnnotation); v != nil {
		found = append(found, place{value: v, owner: "Namespace " + nameOf(metadataOf(s.namespace))})
	}
	return found
}

// A wish is what an annotation says of an injection.
type wish int

const (
	silent   wish = iota // as if there were no annotation
	wanted               // inject
	unwanted             // do not inject
)

// wish reads the value of an injectAnnotation; nil is no annotation. Words
// that can only mean "true" or "false" are taken for them, but such a value is
// odd, as is one that Kubernetes refuses since it is no string.
func (c *config) wish(value *yaml.Node) (w wish, odd bool) {
	if value = yamlvalue.Resolve(value); value == nil {
		return silent, false
	}
	if value.Kind != yaml.ScalarNode || yamlvalue.IsNull(value) {
		return silent, true
	}
	_, isText := yamlvalue.FromNode(value).(eval.Str)
	if slices.Contains(names(value.Value), c.name) {
		return wanted, !isText
	}
	switch strings.ToLower(strings.TrimSpace(value.Value)) {
	case "":
		return silent, true
	case "true", "yes", "y", "on", "1", "enabled":
		return wanted, !isText || value.Value != "true"
	case "false", "no", "n", "off", "0", "disabled":
		return unwanted, !isText || value.Value != "false"
	}
	return unwanted, !isText
}

// names are the names of a list with commas.
func names(list string) []string {
	found := strings.Split(list, ",")
	for i := range found {
		found[i] = strings.TrimSpace(found[i])
	}
	return found
}

// oddity is a warning about an odd value, and how it is taken.
func oddity(value *yaml.Node, owner string, w wish) finding {
	f := failure(`the annotation %s of %s is %s, which %s: write "true", "false", or names of injections with commas between them, in quotes`,
		injectAnnotation, owner, describeNode(value), [...]string{"counts as absent", `is taken for "true"`, `is taken for "false"`}[w])
	f.Severity = resourcelist.Warning
	return f
}
