package merge

// This file reads the directives of a patch.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// directive is the value of "$patch": "merge" where there is none.
func (m *merger) directive(entries []eval.Entry) string {
	for _, e := range entries {
		if e.Key != patchDirective || eval.IsNothing(e.Value) {
			continue
		}
		switch s, _ := e.Value.(eval.Str); s {
		case "replace", "delete", "merge":
			return string(s)
		}
		m.fail(`"$patch" must be "replace", "delete" or "merge", not %s`, yamlvalue.Describe(e.Value))
	}
	return "merge"
}

// says reports whether "$patch" has this value.
func says(entries []eval.Entry, directive string) bool {
	return slices.ContainsFunc(entries, func(e eval.Entry) bool {
		return e.Key == patchDirective && e.Value == eval.Str(directive)
	})
}

// retainKeys is the value of "$retainKeys", if it is given. What the patch
// sets must be among them.
func (m *merger) retainKeys(entries []eval.Entry) (names []string, given bool) {
	for _, e := range entries {
		if e.Key == retainDirective && !eval.IsNothing(e.Value) {
			names, given = m.names(e.Value, retainDirective), true
		}
	}
	if !given {
		return nil, false
	}
	for _, e := range entries {
		if !yamlvalue.Hidden(e) && e.Value != eval.None && !strings.HasPrefix(e.Key, "$") && !slices.Contains(names, e.Key) {
			m.fail(`"$retainKeys" must name %q, which the patch sets`, e.Key)
		}
	}
	return names, true
}

// names reads a list of strings.
func (m *merger) names(v eval.Value, directive string) []string {
	list, ok := v.(*eval.List)
	if !ok {
		m.fail("%q must be a list of strings, not %s", directive, yamlvalue.Describe(v))
		return nil
	}
	var names []string
	for _, v := range list.Items() {
		s, ok := v.(eval.Str)
		if !ok {
			m.fail("%q must be a list of strings; %s is none", directive, yamlvalue.Describe(v))
			continue
		}
		names = append(names, string(s))
	}
	return names
}

// checkDirective reports a directive that does not belong where it stands.
func (m *merger) checkDirective(e eval.Entry, t *Type, opts mappingOptions) {
	switch e.Key {
	case patchDirective, retainDirective:
		return
	case beforeDirective, afterDirective:
		if !opts.element {
			m.fail("%q belongs into an element of a list whose elements have a key, such as containers", e.Key)
		}
		return
	}
	list, ok := strings.CutPrefix(e.Key, orderDirective)
	if ok {
		if _, ok := e.Value.(*eval.List); !ok {
			m.fail("%q must be a list, not %s", e.Key, yamlvalue.Describe(e.Value))
		}
	} else if list, ok = strings.CutPrefix(e.Key, deleteListDirective); !ok {
		m.fail(`%q is no directive; there are "$patch", "$retainKeys", "$before", "$after", "$setElementOrder/<list>" and "$deleteFromPrimitiveList/<list>"`, e.Key)
		return
	}
	if t.kind != objectKind {
		return
	}
	field := t.Field(list)
	switch {
	case field != nil && field.kind == anyKind:
	case field == nil:
		m.within(yamlvalue.Key(list), func() *yaml.Node { m.unknownField(list, t); return nil })
	case field.kind != listKind && field.kind != setKind && field.kind != listMapKind:
		m.fail("%q: %s is no list", e.Key, list)
	}
}

// deleteScalars takes the scalars of the list v off the list under key.
func (m *merger) deleteScalars(d *draft.Mapping, key string, v eval.Value) {
	list, ok := v.(*eval.List)
	if !ok {
		m.fail("%q must be a list of scalars, not %s", deleteListDirective+key, yamlvalue.Describe(v))
		return
	}
	old := d.Get(key)
	if yamlvalue.IsNull(old) || !m.shape(old, yaml.SequenceNode) {
		return
	}
	content := yamlvalue.Resolve(old).Content
	keep := make([]*yaml.Node, 0, len(content))
	for _, n := range content {
		if !containsScalar(list, n) {
			keep = append(keep, n)
		}
	}
	if len(keep) < len(content) {
		d.Set(key, draft.WithContent(old, yaml.SequenceNode, keep))
	}
}

func containsScalar(list *eval.List, n *yaml.Node) bool {
	if n = yamlvalue.Resolve(n); n == nil || n.Kind != yaml.ScalarNode {
		return false
	}
	return slices.Contains(list.Items(), yamlvalue.FromNode(n))
}
