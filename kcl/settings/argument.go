package settings

// This file reads the values of "-D" arguments.

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
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
var scientific = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*[-+]?[0-9.]+[eE][-+]?[0-9]+\s*$`)
})

func argument(text string) eval.Value {
	if scientific().MatchString(text) {
		return eval.Str(text)
	}
	if v, ok := decodeJSON(text); ok {
		return v
	}
	if v, ok := constants[strings.TrimSpace(text)]; ok {
		return v
	}
	return eval.Str(text)
}

// decodeJSON is the value of text where it is valid JSON.
func decodeJSON(text string) (v eval.Value, ok bool) {
	r := &eval.Run{}
	r.At(eval.NoPos)
	var err error
	tooDeep := r.Guard(func() { v, err = json.Decode(r, text) })
	return v, err == nil && tooDeep == nil
}
