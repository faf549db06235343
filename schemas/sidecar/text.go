package sidecar

// This file reads the text of an annotation as a value of a type, and spells
// names as annotations do.

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// parse reads text as a value of type t. The error goes on from "which is".
func parse(r *eval.Run, t eval.Type, text string) (eval.Value, error) {
	r.Step(1)
	switch t := t.(type) {
	case nil:
		return eval.Str(text), nil
	case eval.OneOf:
		return parseUnion(r, t, text)
	case eval.Literal:
		if eval.Text(t.Value) == text || t.String() == text {
			return t.Value, nil
		}
		if b, ok := t.Value.(eval.Bool); ok && text == strconv.FormatBool(bool(b)) {
			return b, nil
		}
	case eval.ListOf:
		if looksLike(text, "[") {
			return parseJSON(r, t, text)
		}
		return parseList(r, t, text)
	case eval.DictOf:
		if looksLike(text, "{") {
			return parseJSON(r, t, text)
		}
		return parseMapping(r, t, text)
	case eval.SchemaType:
		return parseJSON(r, t, text)
	default:
		if v := parseScalar(t, text); v != nil {
			return v, nil
		}
	}
	return nil, mismatch(t)
}

func mismatch(t eval.Type) error { return fmt.Errorf("not %s", allowed(t)) }

// parseScalar reads text as a value of a basic type; nil where it is none.
func parseScalar(t eval.Type, text string) eval.Value {
	switch t {
	case eval.StrType, eval.AnyType:
		return eval.Str(text)
	case eval.BoolType:
		if text == "true" || text == "false" {
			return eval.Bool(text == "true")
		}
	case eval.IntType:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return eval.NewInt(i)
		}
	case eval.FloatType:
		f, err := strconv.ParseFloat(text, 64)
		if err == nil && !math.IsInf(f, 0) && strings.Trim(text, "+-.0123456789eE") == "" {
			return eval.Float(f)
		}
	}
	return nil
}

// parseUnion reads text as a value of one of several types: of those that not
// every text is of first.
func parseUnion(r *eval.Run, t eval.OneOf, text string) (eval.Value, error) {
	var detail error
	for _, anyText := range []bool{false, true} {
		for _, m := range t {
			if (m == eval.StrType || m == eval.AnyType) != anyText {
				continue
			}
			v, err := parse(r, m, text)
			if err == nil {
				return v, nil
			}
			if looksLike(text, "[") || looksLike(text, "{") {
				detail = err
			}
		}
	}
	if detail != nil {
		return nil, detail
	}
	return nil, mismatch(t)
}

func looksLike(text, start string) bool { return strings.HasPrefix(strings.TrimSpace(text), start) }

// parseJSON reads JSON as a value of type t.
func parseJSON(r *eval.Run, t eval.Type, text string) (eval.Value, error) {
	v, err := json.Decode(r, text)
	if err != nil {
		return nil, fmt.Errorf("not %s: %w", allowed(t), err)
	}
	if eval.IsNothing(v) {
		return nil, mismatch(t)
	}
	msg, ok := r.Catch(func() { v = eval.Pack(r, v, t, false) })
	if !ok {
		return nil, fmt.Errorf("not %s: %w", allowed(t), errors.New(strings.ReplaceAll(msg, "\n", "; ")))
	}
	return v, nil
}

// parseList reads elements with commas between them.
func parseList(r *eval.Run, t eval.ListOf, text string) (eval.Value, error) {
	var elems []eval.Value
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		v, err := parse(r, t.Elem, part)
		if err != nil {
			return nil, fmt.Errorf("not %s: %q is %w", allowed(t), part, err)
		}
		elems = append(elems, v)
	}
	r.Grow(eval.ListSize(len(elems)))
	return eval.NewList(elems...), nil
}

// parseMapping reads entries name=value with commas between them.
func parseMapping(r *eval.Run, t eval.DictOf, text string) (eval.Value, error) {
	d := eval.NewDict(0)
	for part := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, value, ok := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if !ok || name == "" {
			return nil, mismatch(t)
		}
		v, err := parse(r, t.Value, strings.TrimSpace(value))
		if err != nil {
			return nil, fmt.Errorf("not %s: %q is %w", allowed(t), part, err)
		}
		d.Set(name, v)
	}
	r.Grow(eval.DictSize(d.Len()))
	return d, nil
}

// allowed says which texts are values of type t, in words that follow on "must
// be".
func allowed(t eval.Type) string {
	switch t := t.(type) {
	case eval.OneOf:
		parts := make([]string, len(t))
		for i, m := range t {
			parts[i] = allowed(m)
		}
		return strings.Join(parts, " or ")
	case eval.Literal:
		return strings.ToLower(t.String()[:1]) + t.String()[1:]
	case eval.ListOf:
		return "a list of " + allowed(t.Elem) + ", with commas or as JSON"
	case eval.DictOf:
		return "a mapping to " + allowed(t.Value) + ", as name=value with commas or as JSON"
	case eval.SchemaType:
		return "a " + t.String() + " as JSON"
	}
	switch t {
	case eval.BoolType:
		return "true or false"
	case eval.IntType:
		return "an integer"
	case eval.FloatType:
		return "a number"
	case nil, eval.StrType, eval.AnyType:
		return "a text"
	}
	return "anything that an annotation can say (its type is " + t.String() + ")"
}

// isMapping reports whether entries of a value of type t may have annotations
// of their own.
func isMapping(t eval.Type) bool {
	_, ok := t.(eval.DictOf)
	return ok
}

// valueType is the type of the entries of a mapping.
func valueType(t eval.Type) eval.Type {
	d, _ := t.(eval.DictOf)
	return d.Value
}

// kebab is the name of an attribute in kebab case: proxyCPULimit and
// proxy_cpu_limit are proxy-cpu-limit.
func kebab(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case r == '_':
			b.WriteByte('-')
			continue
		case i > 0 && unicode.IsUpper(r) && runes[i-1] != '_' && runes[i-1] != '-' &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
