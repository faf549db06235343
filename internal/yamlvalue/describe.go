package yamlvalue

// This file names values and nodes in messages.

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Describe names a value with its article, for messages about a value of the
// wrong type: the string "x", the integer 1, a list, None. Long strings are
// shortened.
func Describe(v eval.Value) string {
	switch v := v.(type) {
	case eval.Str:
		return "the string " + strconv.Quote(shorten(string(v)))
	case eval.Int:
		return fmt.Sprintf("the integer %d", int64(v))
	case eval.Float:
		if n, err := ToNode(v); err == nil {
			return "the float " + n.Value
		}
		return "the float " + strings.ToLower(strconv.FormatFloat(float64(v), 'g', -1, 64)) // +inf, nan
	case eval.Bool:
		return fmt.Sprintf("the boolean %t", bool(v))
	case *eval.Unit:
		return fmt.Sprintf("the unit %d%s", v.Raw, v.Suffix)
	case *eval.List:
		return "a list"
	case *eval.Dict, *eval.Instance:
		return "a mapping"
	}
	if v == eval.None {
		return "None"
	}
	return "a " + eval.TypeName(v)
}

// KindName names a kind of resolved nodes with its article, for messages about
// a node of the wrong kind: a mapping, a list, a scalar.
func KindName(k yaml.Kind) string {
	switch k {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a scalar"
}

func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
