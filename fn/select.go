package fn

// This file decides which Pod templates are meant.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/glob"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// injectAnnotation on a Pod template, its resource or its Namespace says
// whether to inject: "true", "false", or the names of the injections that are
// wanted, with commas between them. The nearest wins.
const injectAnnotation = "kcl-sidecar.dev/inject"

// A selector matches a Pod template if all of its fields do. Those that are
// empty match anything.
type selector struct {
	apiVersion, kind, name, namespace string // globs
	labels, annotations               map[string]string
	podLabels, namespaceLabels        map[string]string
}

// A subject is what selectors look at.
type subject struct {
	*podtemplate.Template
	namespace *yaml.Node // the Namespace object, nil where nothing is known
}

// selectors decodes a list of selectors.
func (d *decoder) selectors(into *[]selector) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		d.list(n, at, func(n *yaml.Node, at yamlvalue.Path) {
			var s selector
			d.object(n, at, fields{
				"apiVersion":      d.str(&s.apiVersion),
				"kind":            d.str(&s.kind),
				"name":            d.str(&s.name),
				"namespace":       d.str(&s.namespace),
				"labels":          d.strings(&s.labels),
				"annotations":     d.strings(&s.annotations),
				"podLabels":       d.strings(&s.podLabels),
				"namespaceLabels": d.strings(&s.namespaceLabels),
			})
			*into = append(*into, s)
		})
	}
}

// selects reports whether the program is to run for a Pod template.
func (c *config) selects(s subject) bool {
	if len(c.selectors) > 0 && !slices.ContainsFunc(c.selectors, s.matches) {
		return false
	}
	return !slices.ContainsFunc(c.exclude, s.matches) && c.wanted(s)
}

// matches reports whether a subject matches a selector.
func (s subject) matches(sel selector) bool {
	r := s.Resource
	m := metadataOf(r.Node)
	return matchGlob(sel.apiVersion, r.APIVersion) &&
		matchGlob(sel.kind, r.Kind) &&
		matchGlob(sel.name, text(m, "name")) &&
		matchGlob(sel.namespace, text(m, "namespace")) &&
		matchMap(sel.labels, labelsOf(r.Node)) &&
		matchMap(sel.annotations, annotationsOf(r.Node)) &&
		matchMap(sel.podLabels, labelsOf(s.Node)) &&
		matchMap(sel.namespaceLabels, labelsOf(s.namespace))
}

func matchGlob(pattern, s string) bool { return pattern == "" || glob.Match(pattern, s) }

// matchMap reports whether a mapping has all of these entries.
func matchMap(want map[string]string, m *yaml.Node) bool {
	for key, value := range want {
		v := yamlvalue.Resolve(yamlvalue.Lookup(m, key))
		if v == nil || v.Kind != yaml.ScalarNode || v.Value != value {
			return false
		}
	}
	return true
}

// wanted reports what the nearest annotation says, and the policy where there
// is none.
func (c *config) wanted(s subject) bool {
	for _, n := range []*yaml.Node{s.Node, s.Resource.Node, s.namespace} {
		v := yamlvalue.Resolve(yamlvalue.Lookup(annotationsOf(n), injectAnnotation))
		if yamlvalue.IsNull(v) || v.Kind != yaml.ScalarNode {
			continue
		}
		switch v.Value {
		case "true":
			return true
		case "false":
			return false
		}
		for name := range strings.SplitSeq(v.Value, ",") {
			if strings.TrimSpace(name) == c.name && c.name != "" {
				return true
			}
		}
		return false
	}
	return !c.optIn
}

// count says whether enough Pod templates were selected.
func (c *config) count(selected int) []finding {
	var f finding
	switch {
	case int64(selected) < c.require:
		f = failure("%s selected, but `spec.require` demands %d or more", counted(selected, "Pod template is", "Pod templates are"), c.require)
		f.Field = &resourcelist.Field{Path: "spec.require"}
	case selected == 0:
		f.Severity, f.Message = resourcelist.Info, "no Pod template is selected"
	default:
		return nil
	}
	f.ResourceRef, f.File = c.ref, c.file
	return []finding{f}
}
