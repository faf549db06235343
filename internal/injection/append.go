package injection

// This file appends values to annotations that are lists, which several
// injections and users share. The text that is there stays as it is.

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
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
	text, added, err := AppendValues(current, items(v), form)
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

// AppendValues appends to a list, the text of an annotation, those of the values
// that it does not have, and returns the new text and these values. A list that
// begins with [ is JSON, others have commas. Where the text is empty, form
// decides, "csv" or "json"; without it the list gets commas if all values are
// strings. The error goes on from the name of the annotation.
func AppendValues(text string, values []eval.Value, form string) (string, []eval.Value, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed != "" {
		form = "csv"
		if trimmed[0] == '[' {
			form = "json"
		}
	} else if form == "" {
		form = "csv"
		if slices.ContainsFunc(values, func(v eval.Value) bool { return v.Kind() != eval.KindStr }) {
			form = "json"
		}
	}
	if form == "json" {
		return appendJSON(text, values)
	}
	return appendCSV(text, values)
}

func appendCSV(text string, values []eval.Value) (string, []eval.Value, error) {
	var have []string
	for part := range strings.SplitSeq(text, ",") {
		have = append(have, strings.TrimSpace(part))
	}
	separator := ","
	if strings.Contains(text, ", ") {
		separator = ", "
	}
	out := strings.TrimRight(text, ", \t\r\n")
	var added []eval.Value
	for _, v := range values {
		s, ok := v.(eval.Str)
		switch value := string(s); {
		case !ok:
			return "", nil, fmt.Errorf("is a list with commas, to which %s cannot be appended", yamlvalue.Describe(v))
		case strings.Contains(value, ",") || strings.TrimSpace(value) != value || value == "":
			return "", nil, fmt.Errorf("is a list with commas, of which %q cannot be one value", value)
		case !slices.Contains(have, value):
			if out != "" {
				out += separator
			}
			out += value
			have, added = append(have, value), append(added, v)
		}
	}
	if len(added) == 0 {
		return text, nil, nil
	}
	return out, added, nil
}

func appendJSON(text string, values []eval.Value) (string, []eval.Value, error) {
	if strings.TrimSpace(text) == "" {
		text = "[]"
	}
	have, err := jsonElements(text)
	if err != nil {
		return "", nil, err
	}
	empty := len(have) == 0
	var added []eval.Value
	var parts []string
	for _, v := range values {
		n, err := yamlvalue.ToNode(v)
		if err != nil {
			return "", nil, err
		}
		if slices.ContainsFunc(have, func(h *yaml.Node) bool { return yamlvalue.Equal(h, n) }) {
			continue
		}
		have, added = append(have, n), append(added, v)
		parts = append(parts, encode.JSON(v, encode.Options{}))
	}
	if len(added) == 0 {
		return text, nil, nil
	}
	lead, separator := jsonStyle(text)
	end := strings.LastIndexByte(text, ']')
	before := strings.TrimRight(text[:end], " \t\r\n")
	joined := strings.Join(parts, separator)
	if empty {
		return before + lead + joined + text[len(before):], added, nil
	}
	return before + separator + joined + text[len(before):], added, nil
}

// jsonElements are the elements of a list in JSON.
func jsonElements(text string) ([]*yaml.Node, error) {
	var doc yaml.Node
	if !json.Valid([]byte(text)) || yaml.Unmarshal([]byte(text), &doc) != nil {
		return nil, errors.New("begins like a list in JSON and is none")
	}
	return yamlvalue.Resolve(&doc).Content, nil
}

// jsonStyle is what stands before the first element of a list, and between two
// of them.
func jsonStyle(text string) (lead, separator string) {
	first := strings.IndexByte(text, '[') + 1
	lead = text[first : first+len(text[first:])-len(strings.TrimLeft(text[first:], " \t\r\n"))]
	switch {
	case strings.TrimLeft(text[first:], " \t\r\n") == "]": // there is no element
		return "", ","
	case strings.Contains(lead, "\n"):
		return lead, "," + lead
	case strings.Contains(text, ", "):
		return lead, ", "
	}
	return lead, ","
}
