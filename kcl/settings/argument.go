package settings

// This file reads the values of "-D" arguments.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// split splits "key=value"; neither part may be blank or hold another "=".
func split(spec string) (key, value string, err error) {
	parts := strings.Split(spec, "=")
	if len(parts) != 2 || strings.TrimSpace(parts[0]) == "" || strings.TrimSpace(parts[1]) == "" {
		return "", "", fmt.Errorf("%w: '%s' is not of the form key=value", errArgument, spec)
	}
	return parts[0], parts[1], nil
}

var constants = map[string]eval.Value{
	"True": eval.Bool(true), "False": eval.Bool(false),
	"None": eval.None, "Undefined": eval.Undefined,
}

// scientific is a number with an exponent: more often the name of a commit.
var scientific = regexp.MustCompile(`^\s*[-+]?[0-9.]+[eE][-+]?[0-9]+\s*$`)

func argument(text string) eval.Value {
	if scientific.MatchString(text) {
		return eval.Str(text)
	}
	if v, err := decodeJSON(text); err == nil {
		return v
	}
	if v, ok := constants[strings.TrimSpace(text)]; ok {
		return v
	}
	return eval.Str(text)
}

// decodeJSON reads one JSON value; mappings keep the order of their keys.
func decodeJSON(text string) (eval.Value, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	v, err := jsonValue(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("text follows the value")
	}
	return v, nil
}

func jsonValue(d *json.Decoder) (eval.Value, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch tok := tok.(type) {
	case json.Delim:
		if tok == '[' {
			return jsonList(d)
		}
		return jsonDict(d)
	case json.Number:
		return number(tok.String()), nil
	case string:
		return eval.Str(tok), nil
	case bool:
		return eval.Bool(tok), nil
	}
	return eval.None, nil
}

func jsonList(d *json.Decoder) (eval.Value, error) {
	l := eval.NewList()
	for d.More() {
		v, err := jsonValue(d)
		if err != nil {
			return nil, err
		}
		l.Elems = append(l.Elems, v)
	}
	_, err := d.Token()
	return l, err
}

func jsonDict(d *json.Decoder) (eval.Value, error) {
	dict := eval.NewDict(0)
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := jsonValue(d)
		if err != nil {
			return nil, err
		}
		dict.Set(key.(string), v)
	}
	_, err := d.Token()
	return dict, err
}

// number is the value of a decimal number: an integer where it fits 64 bits.
func number(text string) eval.Value {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return eval.NewInt(i)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return eval.Str(text) // beyond what a float can hold
	}
	return eval.Float(f)
}
