// Package textlist changes lists that are the text of an annotation: values with
// commas between them, or JSON. Several injections and users share such a list,
// so each adds only its own values, and the text of the others stays as it
// is.
//
//	text, added, err := textlist.Append("a, b", values, "")
package textlist

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Append appends to a list, the text of an annotation, those of the values
// that it does not have, and returns the new text and these values. A list that
// begins with [ is JSON, others have commas. Where the text is empty, form
// decides, "csv" or "json"; without it the list gets commas if all values are
// strings. The error goes on from the name of the annotation.
func Append(text string, values []eval.Value, form string) (string, []eval.Value, error) {
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
		case strings.Contains(value, ",") || strings.TrimSpace(value) != value || value == "", out == "" && value[0] == '[':
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
	have, err := readJSON(text)
	if err != nil {
		return "", nil, err
	}
	empty := len(have) == 0
	var added []eval.Value
	var parts []string
	for _, v := range values {
		e, err := elementOf(v)
		if err != nil {
			return "", nil, err
		}
		if !slices.ContainsFunc(have, e.equals) {
			have, added, parts = append(have, e), append(added, v), append(parts, e.text)
		}
	}
	if len(added) == 0 {
		return text, nil, nil
	}
	lead, separator := jsonStyle(text)
	before := strings.TrimRight(text[:strings.LastIndexByte(text, ']')], " \t\r\n")
	joined := strings.Join(parts, separator)
	if empty {
		return before + lead + joined + text[len(before):], added, nil
	}
	return before + separator + joined + text[len(before):], added, nil
}

// An element is one of a list in JSON.
type element struct {
	text       string
	start, end int // in the list
	data       any
}

func (e element) equals(o element) bool { return reflect.DeepEqual(e.data, o.data) }

var errNoJSON = errors.New("begins like a list in JSON and is none")

// readJSON are the elements of a list.
func readJSON(list string) (elems []element, err error) {
	if !json.Valid([]byte(list)) {
		return nil, errNoJSON
	}
	d := json.NewDecoder(strings.NewReader(list))
	if _, err := d.Token(); err != nil {
		return nil, errNoJSON
	}
	for d.More() {
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return nil, errNoJSON
		}
		e := element{text: string(raw), end: int(d.InputOffset())}
		e.start = e.end - len(raw)
		if e.data, err = decode(e.text); err != nil {
			return nil, err
		}
		elems = append(elems, e)
	}
	return elems, nil
}

// elementOf is a value as an element.
func elementOf(v eval.Value) (element, error) {
	if _, err := yamlvalue.ToNode(v); err != nil { // an infinite number, a function
		return element{}, err
	}
	text := encode.JSON(v, encode.Options{})
	data, err := decode(text)
	return element{text: text, data: data}, err
}

// decode reads JSON, with numbers as they are written.
func decode(text string) (data any, err error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	err = d.Decode(&data)
	return data, err
}

// jsonStyle is what stands before the first element of a list, and between two
// of them.
func jsonStyle(text string) (lead, separator string) {
	_, inside, _ := strings.Cut(text, "[")
	rest := strings.TrimLeft(inside, " \t\r\n")
	lead = inside[:len(inside)-len(rest)]
	switch {
	case strings.HasPrefix(rest, "]"): // there is no element
		return "", ","
	case strings.Contains(lead, "\n"):
		return lead, "," + lead
	case strings.Contains(text, ", "):
		return lead, ", "
	}
	return lead, ","
}
