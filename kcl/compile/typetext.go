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
		return "[" + unionText(v.Items()) + "]"
	case *eval.Dict:
		var keys, values []eval.Value
		for _, e := range v.Entries() {
			keys, values = append(keys, eval.Str(e.Key)), append(values, e.Value)
		}
		return "{" + unionText(keys) + ":" + unionText(values) + "}"
	case eval.Bool, eval.Int, eval.Float, eval.Str, *eval.Unit:
		return eval.TypeName(v) + "(" + eval.Text(v) + ")"
	}
	return eval.TypeName(v)
}

// unionText is the types of several literals, each once.
func unionText(vs []eval.Value) string {
	var parts []string
	for _, v := range vs {
		if p := literalText(v); !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	if parts == nil {
		return "any"
	}
	return strings.Join(parts, " | ")
}
