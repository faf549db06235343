package compile

// This file writes types as messages about a program before it runs show
// them: a literal with its value in parentheses.

import (
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// typeText is a declared type.
func typeText(t eval.Type) string {
	switch t := t.(type) {
	case eval.ListOf:
		return "[" + partText(t.Elem) + "]"
	case eval.DictOf:
		return "{" + partText(t.Key) + ":" + partText(t.Value) + "}"
	case eval.OneOf:
		parts := make([]string, len(t))
		for i, m := range t {
			parts[i] = typeText(m)
		}
		return strings.Join(parts, " | ")
	case eval.Literal:
		return literalText(t.Value)
	}
	return t.String()
}

// partText is a part of a type that may be missing.
func partText(t eval.Type) string {
	if t == nil {
		return "any"
	}
	return typeText(t)
}

// literalText is the type of a literal: "int(1)".
func literalText(v eval.Value) string {
	switch v := v.(type) {
	case *eval.List:
		var parts []string
		for _, e := range v.Items() {
			if p := literalText(e); !slices.Contains(parts, p) {
				parts = append(parts, p)
			}
		}
		if parts == nil {
			return "[any]"
		}
		return "[" + strings.Join(parts, " | ") + "]"
	case eval.Bool, eval.Int, eval.Float, eval.Str, *eval.Unit:
		return eval.TypeName(v) + "(" + eval.Text(v) + ")"
	}
	return eval.TypeName(v)
}
