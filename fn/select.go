package fn

// This file decides which Pod templates are meant.

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
	"github.com/kcl-sidecar/kcl-sidecar/internal/glob"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// A subject is what selectors look at.
type subject struct {
	*podtemplate.Template
	namespace *yaml.Node // the Namespace object, nil where nothing is known
}

// checkVersion reports a pattern that no apiVersion can match, since it has the
// name of a group only: versions begin with a v and a digit.
func (d *decoder) checkVersion(pattern string, at yamlvalue.Path) {
	if pattern == "" || strings.ContainsAny(pattern, "/*?") {
		return
	}
	if len(pattern) < 2 || pattern[0] != 'v' || pattern[1] < '0' || pattern[1] > '9' {
		d.fail(at, "is %q, which is no apiVersion: write %s/* for all versions of this group", pattern, pattern)
	}
}

// checkSelectors reports selectors that could match nothing, and nobody would be
// told: for what is no apiVersion, and for kinds that are not known to have Pod
// templates.
func (c *config) checkSelectors(d *decoder, at yamlvalue.Path, list []v1alpha1.Selector) {
	for i, s := range list {
		at := append(slices.Clone(at), yamlvalue.Index(i))
		d.checkVersion(s.APIVersion, append(at, yamlvalue.Key("apiVersion")))
		if s.Kind == "" || c.knowsKind(s.Kind) {
			continue
		}
		advice := "say in `spec.templates` where it has them"
		if kind := suggest.Name(s.Kind, kindsWithTemplates()); kind != "" {
			advice = fmt.Sprintf("did you mean `%s`? If not, %s", kind, advice)
		}
		d.fail(append(at, yamlvalue.Key("kind")), "is %q, a kind that is not known to have Pod templates; %s", s.Kind, advice)
	}
}

// kindsWithTemplates are the kinds that are known to have Pod templates.
var kindsWithTemplates = sync.OnceValue(podtemplate.Kinds)

// knowsKind reports whether a pattern can match a kind that has Pod templates.
func (c *config) knowsKind(pattern string) bool {
	matches := func(kind string) bool { return glob.Match(pattern, kind) }
	isGlob := func(s string) bool { return strings.ContainsAny(s, "*?") }
	return slices.ContainsFunc(kindsWithTemplates(), matches) ||
		slices.ContainsFunc(c.templates, func(r podtemplate.Row) bool {
			return matches(r.Kind) || glob.Match(r.Kind, pattern) || isGlob(r.Kind) && isGlob(pattern)
		})
}

// A verdict is what is decided about a Pod template.
type verdict int

const (
	selected  verdict = iota // the program is to run for it
	unmatched                // no selector matches it
	excluded                 // an entry of exclude matches it
	optedOut                 // the nearest annotation does not want the injection
	unasked                  // the policy is disabled, and no annotation wants the injection
	unfit                    // nothing can be injected there
	verdicts  int     = iota
)

// selects reports whether the program is to run for a Pod template. What the
// selectors select but something else skips has a finding that says why.
func (w *work) selects(s subject) bool {
	v, why := w.judge(s)
	w.verdicts[v]++
	if why != "" {
		f := failure("%s", w.config.says("skipped: "+why))
		f.Severity = resourcelist.Info
		w.add(s.Resource, s.Path, f)
	}
	return v == selected
}

// judge decides about a Pod template, and says why it is skipped.
func (w *work) judge(s subject) (v verdict, why string) {
	c := w.config
	if len(c.Selectors) > 0 && !slices.ContainsFunc(c.Selectors, s.matches) {
		return unmatched, ""
	}
	if slices.ContainsFunc(c.Exclude, s.matches) {
		return excluded, ""
	}
	for _, p := range s.places() {
		wish, odd := c.wish(p.value)
		if odd && p.at != nil { // that of a Namespace is reported there
			w.add(s.Resource, p.at, oddity(p.value, p.owner, wish))
		}
		switch wish {
		case wanted:
			return s.fit()
		case unwanted:
			return optedOut, fmt.Sprintf("the annotation %s of %s is %q", injectAnnotation, p.owner, yamlvalue.Resolve(p.value).Value)
		}
	}
	if c.Policy == "disabled" {
		return unasked, "the policy is disabled, and no annotation " + injectAnnotation + " asks for the injection"
	}
	return s.fit()
}

// fit decides about a Pod template for which the injection is wanted.
func (s subject) fit() (verdict, string) {
	if s.Skip != "" {
		return unfit, s.Skip
	}
	return selected, ""
}

// matches reports whether a subject matches a selector.
func (s subject) matches(sel v1alpha1.Selector) bool {
	r := s.Resource
	m := metadataOf(r.Node)
	return matchGlob(sel.APIVersion, r.APIVersion) &&
		matchGlob(sel.Kind, r.Kind) &&
		matchGlob(sel.Name, nameOf(m)) &&
		matchGlob(sel.Namespace, text(m, "namespace")) &&
		matchMap(sel.Labels, labelsOf(r.Node)) &&
		matchMap(sel.Annotations, annotationsOf(r.Node)) &&
		matchMap(sel.PodLabels, yamlvalue.Lookup(s.Metadata(), "labels")) &&
		matchNamespace(sel.NamespaceLabels, s.namespace)
}

func matchGlob(pattern, s string) bool { return pattern == "" || glob.Match(pattern, s) }

// matchMap reports whether a mapping has all of these entries.
func matchMap(want map[string]string, m *yaml.Node) bool {
	for key, value := range want {
		if !hasText(yamlvalue.Lookup(m, key), value) {
			return false
		}
	}
	return true
}

// matchNamespace reports whether a Namespace has all of these labels. The API
// server gives each its name as a label, whatever it says of itself
// (k8s.io/kubernetes, pkg/apis/core/v1, SetDefaults_Namespace).
func matchNamespace(want map[string]string, n *yaml.Node) bool {
	labels, metadata := labelsOf(n), metadataOf(n)
	for key, value := range want {
		v := yamlvalue.Lookup(labels, key)
		if key == "kubernetes.io/metadata.name" {
			v = yamlvalue.Lookup(metadata, "name")
		}
		if !hasText(v, value) {
			return false
		}
	}
	return true
}

// hasText reports whether n is a scalar with this text. A null is the empty
// string, as it is where Kubernetes expects one.
func hasText(n *yaml.Node, text string) bool {
	n = yamlvalue.Resolve(n)
	switch {
	case n == nil || n.Kind != yaml.ScalarNode:
		return false
	case yamlvalue.IsNull(n):
		return text == ""
	}
	return n.Value == text
}

// count says whether enough Pod templates were selected.
func (c *config) count(t tally) []finding {
	var f finding
	switch n := t.verdicts[selected]; {
	case int64(n) < c.Require:
		f = failure("%s selected, but `spec.require` demands %d or more%s",
			counted(n, "Pod template is", "Pod templates are"), c.Require, t.unselected())
		f.Field = &resourcelist.Field{Path: "spec.require"}
	case n == 0:
		f.Severity, f.Message = resourcelist.Info, t.none()
	default:
		return nil
	}
	f.ResourceRef, f.File = c.ref, c.file
	return []finding{f}
}
