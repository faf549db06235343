package fn

// This file reads what all Kubernetes objects have, and says why one cannot be
// read.

import (
	"errors"
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// text is the text of the scalar under a key of a mapping, "" where there is
// none.
func text(m *yaml.Node, key string) string {
	v := yamlvalue.Resolve(yamlvalue.Lookup(m, key))
	if v == nil || v.Kind != yaml.ScalarNode || yamlvalue.IsNull(v) {
		return ""
	}
	return v.Value
}

func metadataOf(n *yaml.Node) *yaml.Node    { return yamlvalue.Lookup(n, "metadata") }
func labelsOf(n *yaml.Node) *yaml.Node      { return yamlvalue.Lookup(metadataOf(n), "labels") }
func annotationsOf(n *yaml.Node) *yaml.Node { return yamlvalue.Lookup(metadataOf(n), "annotations") }

// nameOf is the name in an object's metadata; one that has none of its own yet
// has the beginning of one.
func nameOf(metadata *yaml.Node) string {
	if name := text(metadata, "name"); name != "" {
		return name
	}
	return text(metadata, "generateName")
}

// reference names an object in results.
func reference(n *yaml.Node, apiVersion, kind string) *resourcelist.ResourceRef {
	m := metadataOf(n)
	return &resourcelist.ResourceRef{APIVersion: apiVersion, Kind: kind, Name: nameOf(m), Namespace: text(m, "namespace")}
}

// fileOf is where an object came from, by the annotations of orchestrators,
// and nil where they do not say (kyaml, kio/kioutil).
func fileOf(n *yaml.Node) *resourcelist.File {
	annotations := annotationsOf(n)
	for _, prefix := range []string{"internal.config.kubernetes.io/", "config.kubernetes.io/"} {
		if path := text(annotations, prefix+"path"); path != "" {
			index, _ := strconv.Atoi(text(annotations, prefix+"index"))
			return &resourcelist.File{Path: path, Index: max(index, 0)}
		}
	}
	return nil
}

// unreadable says what yamlvalue.Check has found in a tree whose line 1 is the
// line first of the input.
func unreadable(err error, first int) string {
	var e *yamlvalue.Unreadable
	if !errors.As(err, &e) {
		return err.Error()
	}
	return fmt.Sprintf("line %d of the input: %s", first+e.Line-1, e.Msg)
}
