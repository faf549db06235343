package injection

// This file appends values to annotations that are lists.

import (
	"github.com/kcl-sidecar/kcl-sidecar/internal/textlist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An Appended is what was appended to an annotation.
type Appended struct {
	Key    string
	Values []eval.Value // those that the list did not have
}

// appendTo is the text of an annotation with the values that v, a list or an
// AppendedValues, asks for; false where nothing is to be appended.
func (x *expander) appendTo(key string, v eval.Value) (string, bool) {
	form := ""
	if _, ok := v.(*eval.List); !ok {
		form, v = str(attr(v, "form")), attr(v, "values")
	}
	at := yamlvalue.Keys("metadata", "annotations", key)
	current, seen := x.texts[key]
	node := yamlvalue.Lookup(yamlvalue.Lookup(x.Metadata, "annotations"), key)
	if !seen && !yamlvalue.IsNull(node) {
		s, ok := yamlvalue.FromNode(node).(eval.Str)
		if !ok {
			x.fail(Problem{Path: at, Current: node}, "the annotation %q, to which values are to be appended, must be a string, not %s: put it in quotes", key, yamlvalue.Describe(yamlvalue.FromNode(node)))
			return "", false
		}
		current = string(s)
	}
	text, added, err := textlist.Append(current, items(v), form)
	if err != nil {
		x.fail(Problem{Path: at, Current: node, Proposed: v}, "the annotation %q %v", key, err)
		return "", false
	}
	if len(added) == 0 {
		return "", false
	}
	x.texts[key] = text
	x.plan.Appended = append(x.plan.Appended, Appended{key, added})
	return text, true
}
