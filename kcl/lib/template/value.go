package template

// This file says how values are written, and which count as true. Values are
// those that encode.Plan gives.

import (
	"math"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// text is a value as {{value}} writes it, before entities.
func (r *renderer) text(v eval.Value) string {
	if s, ok := v.(eval.Str); ok {
		return string(s)
	}
	var b strings.Builder
	r.appendText(&b, v)
	return b.String()
}

func (r *renderer) appendText(b *strings.Builder, v eval.Value) {
	switch v := v.(type) {
	case eval.Str:
		r.run.Grow(int64(len(v)))
		b.WriteString(string(v))
	case *eval.Dict:
		b.WriteString("[object]")
	case *eval.List:
		b.WriteByte('[')
		for i, e := range v.Items() {
			if i > 0 {
				b.WriteString(", ")
			}
			r.appendText(b, e)
		}
		b.WriteByte(']')
	default:
		if !eval.IsNothing(v) {
			b.WriteString(encode.JSON(v, encode.Options{}))
		}
	}
}

// rawText is a value as {{raw value}} writes it: a text, or JSON.
func (r *renderer) rawText(v eval.Value) string {
	if s, ok := v.(eval.Str); ok {
		return string(s)
	}
	return r.json(v)
}

// json is a value in JSON without spaces.
func (r *renderer) json(v eval.Value) string {
	var b strings.Builder
	r.appendJSON(&b, v)
	return b.String()
}

func (r *renderer) appendJSON(b *strings.Builder, v eval.Value) {
	r.run.Step(1)
	switch v := v.(type) {
	case *eval.List:
		sep := byte('[')
		for _, e := range v.Items() {
			b.WriteByte(sep)
			r.appendJSON(b, e)
			sep = ','
		}
		if sep == '[' {
			b.WriteByte(sep)
		}
		b.WriteByte(']')
	case *eval.Dict:
		sep := byte('{')
		for _, e := range v.Entries() {
			b.WriteByte(sep)
			r.appendJSON(b, eval.Str(e.Key))
			b.WriteByte(':')
			r.appendJSON(b, e.Value)
			sep = ','
		}
		if sep == '{' {
			b.WriteByte(sep)
		}
		b.WriteByte('}')
	default:
		b.WriteString(encode.JSON(v, encode.Options{Run: r.run}))
	}
}

// truthy is whether a value counts as true: what is empty does not, and 0.
func truthy(v eval.Value) bool {
	switch v := v.(type) {
	case eval.Bool:
		return bool(v)
	case eval.Int:
		return v != 0
	case eval.Float:
		return math.Abs(float64(v)) >= 0x1p-1022
	case eval.Str:
		return v != ""
	case *eval.List:
		return v.Len() > 0
	case *eval.Dict:
		return v.Len() > 0
	}
	return false
}
