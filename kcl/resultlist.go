package kcl

// This file has the results of Run, in kcl-go's shape.

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A KCLResultList is the documents that a program returned.
type KCLResultList struct {
	list       []KCLResult
	json, yaml string
}

func newResultList(r *Result, o OutputOptions) (*KCLResultList, error) {
	docs, p, _, err := r.documents(o)
	if err != nil {
		return nil, err
	}
	l := &KCLResultList{}
	if l.yaml, err = r.YAML(o); err != nil {
		return nil, err
	}
	if l.json, err = r.JSON(o); err != nil {
		return nil, err
	}
	for _, d := range docs {
		l.list = append(l.list, KCLResult{toGo(encode.Plan(d, p))})
	}
	return l, nil
}

// Len is the number of documents.
func (p *KCLResultList) Len() int { return len(p.list) }

// Get returns document i, from 0; nil where there is none.
func (p *KCLResultList) Get(i int) *KCLResult {
	if i < 0 || i >= len(p.list) {
		return nil
	}
	return &p.list[i]
}

// First returns the first document; nil where there is none.
func (p *KCLResultList) First() *KCLResult { return p.Get(0) }

// Tail returns the last document; nil where there is none.
func (p *KCLResultList) Tail() *KCLResult { return p.Get(len(p.list) - 1) }

// Slice returns the documents.
func (p *KCLResultList) Slice() []KCLResult { return p.list }

// GetRawYamlResult returns the documents as `kcl run` prints them.
func (p *KCLResultList) GetRawYamlResult() string { return p.yaml }

// GetRawJsonResult returns the documents as JSON, one a line.
func (p *KCLResultList) GetRawJsonResult() string { return p.json }

var errNoResult = errors.New("result is nil")

// ToString returns the first document, which must be a string.
func (p *KCLResultList) ToString() (string, error) { return ofFirst(p, (*KCLResult).ToString) }

// ToBool returns the first document, which must be a bool.
func (p *KCLResultList) ToBool() (*bool, error) { return ofFirst(p, (*KCLResult).ToBool) }

// ToInt returns the first document, which must be an integer.
func (p *KCLResultList) ToInt() (*int, error) { return ofFirst(p, (*KCLResult).ToInt) }

// ToFloat64 returns the first document, which must be a float.
func (p *KCLResultList) ToFloat64() (*float64, error) { return ofFirst(p, (*KCLResult).ToFloat64) }

// ToMap returns the first document, which must be a mapping.
func (p *KCLResultList) ToMap() (map[string]any, error) { return ofFirst(p, (*KCLResult).ToMap) }

// ToList returns the first document, which must be a list.
func (p *KCLResultList) ToList() ([]any, error) { return ofFirst(p, (*KCLResult).ToList) }

// ToType stores the first document in *target, which must be of its type.
func (p *KCLResultList) ToType(target any) error {
	if p.Len() == 0 {
		return errNoResult
	}
	return p.First().ToType(target)
}

func ofFirst[T any](p *KCLResultList, f func(*KCLResult) (T, error)) (T, error) {
	if p.Len() == 0 {
		var none T
		return none, errNoResult
	}
	return f(p.First())
}

// A KCLResult is one document, as Go values: nil, bool, int, float64, string,
// []any and map[string]any.
type KCLResult struct{ value any }

// NewResult returns a KCLResult of such a value.
func NewResult(value any) KCLResult { return KCLResult{value} }

// ToString returns the document, which must be a string.
func (p *KCLResult) ToString() (s string, err error) {
	err = p.ToType(&s)
	return s, err
}

// ToBool returns the document, which must be a bool.
func (p *KCLResult) ToBool() (*bool, error) { return pointer[bool](p) }

// ToInt returns the document, which must be an integer.
func (p *KCLResult) ToInt() (*int, error) { return pointer[int](p) }

// ToFloat64 returns the document, which must be a float.
func (p *KCLResult) ToFloat64() (*float64, error) { return pointer[float64](p) }

// ToMap returns the document, which must be a mapping.
func (p *KCLResult) ToMap() (m map[string]any, err error) {
	err = p.ToType(&m)
	return m, err
}

// ToList returns the document, which must be a list.
func (p *KCLResult) ToList() (l []any, err error) {
	err = p.ToType(&l)
	return l, err
}

func pointer[T any](p *KCLResult) (*T, error) {
	var v T
	if err := p.ToType(&v); err != nil {
		return nil, err
	}
	return &v, nil
}

// ToType stores the document in *target, which must be of its type.
func (p *KCLResult) ToType(target any) error {
	to := reflect.ValueOf(target)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return fmt.Errorf("failed to convert result to %T: it must be a pointer", target)
	}
	from := reflect.ValueOf(p.value)
	if !from.IsValid() || from.Type() != to.Elem().Type() {
		return fmt.Errorf("failed to convert result to %T: it is of type %T", target, p.value)
	}
	to.Elem().Set(from)
	return nil
}

// Get returns what a path such as "a.b.0" leads to, and nil where it leads
// nowhere. With a target, a mapping is stored in it, by the names in its
// JSON tags, and the target returned.
func (p *KCLResult) Get(key string, target ...any) any {
	v, err := p.GetValue(key)
	if err != nil {
		return nil
	}
	if m, ok := v.(map[string]any); ok && len(target) > 0 && store(m, target[0]) == nil {
		return target[0]
	}
	return v
}

// GetValue is Get that says what is wrong, and stores strings and numbers in
// a target, too.
func (p *KCLResult) GetValue(key string, target ...any) (any, error) {
	v := p.value
	for name := range strings.SplitSeq(key, ".") {
		next, ok := step(v, name)
		if !ok {
			return nil, fmt.Errorf("the result has no %q: there is no %q", key, name)
		}
		v = next
	}
	if len(target) == 0 {
		return v, nil
	}
	if err := store(v, target[0]); err != nil {
		return v, fmt.Errorf("%q: %w", key, err)
	}
	return v, nil
}

func step(v any, name string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		x, ok := v[name]
		return x, ok
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i], true
		}
	}
	return nil, false
}

// store puts v into *target as encoding/json would.
func store(v, target any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, target)
}

// YAMLString is the document as YAML.
func (p *KCLResult) YAMLString() string { return encode.YAML(fromGo(p.value), encode.Options{}) }

// JSONString is the document as JSON, indented by four blanks.
func (p *KCLResult) JSONString() string {
	b, err := json.MarshalIndent(p.value, "", "    ")
	if err != nil {
		return ""
	}
	return string(b)
}

// toGo makes a Go value of a planned value.
func toGo(v Value) any {
	switch v := v.(type) {
	case eval.Bool:
		return bool(v)
	case eval.Int:
		if int64(v) >= math.MinInt && int64(v) <= math.MaxInt {
			return int(v)
		}
		return int64(v)
	case eval.Float:
		return float64(v)
	case eval.Str:
		return string(v)
	case *List:
		l := make([]any, v.Len())
		for i, e := range v.Items() {
			l[i] = toGo(e)
		}
		return l
	case *Dict:
		m := make(map[string]any, v.Len())
		for _, e := range v.Entries() {
			m[e.Key] = toGo(e.Value)
		}
		return m
	}
	return nil
}

// fromGo makes a value of a Go value, with the keys of mappings sorted.
func fromGo(x any) Value {
	switch x := x.(type) {
	case []any:
		l := &List{}
		for _, e := range x {
			l.Elems = append(l.Elems, fromGo(e))
		}
		return l
	case map[string]any:
		keys := make([]string, 0, len(x))
		for k := range x {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		d := eval.NewDict(len(x))
		for _, k := range keys {
			d.Set(k, fromGo(x[k]))
		}
		return d
	}
	return eval.FromHost(x)
}
