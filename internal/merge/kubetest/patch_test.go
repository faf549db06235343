package kubetest

// This file compares merge.Apply with apimachinery's strategic merge on
// random templates and patches.

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/strategicpatch"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// TestApplyAgreesWithKubernetes merges random patches into random templates
// and compares with apimachinery, lists by keys as sets: it puts new elements
// first. Where the two differ on purpose, no such input is made: ports of one
// number and two protocols, topologySpreadConstraints of one topologyKey,
// resources.claims and evictionResponders, which strategic merge takes for
// atomic, and another source for a volume that is there.
func TestApplyAgreesWithKubernetes(t *testing.T) {
	const rounds = 400
	template := reflect.TypeFor[corev1.PodTemplateSpec]()
	for seed := range uint64(rounds) {
		r := &random{rand.New(rand.NewPCG(seed, 1))}
		original := r.value(template, 0).(map[string]any)
		patch := r.patch(original, template, 0)
		if !agree(t, original, patch) {
			t.Fatalf("seed %d:\n%s", seed, text(t, patch))
		}
	}
}

func agree(t *testing.T, original, patch map[string]any) bool {
	t.Helper()
	item := node(t, original)
	after, err := merge.Apply(item, nil, yamlvalue.FromNode(node(t, patch)))
	if err != nil {
		t.Errorf("Apply: %v", err)
		return false
	}
	got := data(t, after)
	if !decodes(t, got) {
		return false
	}
	want, err := strategicpatch.StrategicMergeMapPatch(copied(t, original), copied(t, patch), corev1.PodTemplateSpec{})
	if err != nil {
		t.Errorf("apimachinery: %v", err)
		return false
	}
	g, w := text(t, canonical(got)), text(t, canonical(map[string]any(want)))
	if g != w {
		t.Errorf("of\n%s\nApply makes, where Kubernetes makes something else,\n%s", text(t, original), difference(g, w))
		return false
	}
	again, err := merge.Apply(after, nil, yamlvalue.FromNode(node(t, patch)))
	if err != nil || again != after {
		t.Errorf("a second time changes it again: %v", err)
		return false
	}
	return true
}

// difference is a, with the first line that b has otherwise.
func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			as[i] += "  <--- Kubernetes: " + bs[i]
			break
		}
	}
	return strings.Join(as, "\n")
}

// decodes reports whether Kubernetes reads the result, all fields known.
func decodes(t *testing.T, template map[string]any) bool {
	d := json.NewDecoder(strings.NewReader(text(t, template)))
	d.DisallowUnknownFields()
	if err := d.Decode(&corev1.PodTemplateSpec{}); err != nil {
		t.Errorf("Kubernetes does not read the result: %v", err)
		return false
	}
	return true
}

func text(t *testing.T, x any) string {
	t.Helper()
	b, err := json.MarshalIndent(x, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func node(t *testing.T, x any) *yaml.Node {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text(t, x)), &n); err != nil {
		t.Fatal(err)
	}
	return n.Content[0]
}

func data(t *testing.T, n *yaml.Node) (x map[string]any) {
	t.Helper()
	b, err := yaml.Marshal(n)
	if err == nil {
		err = yaml.Unmarshal(b, &x)
	}
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func copied(t *testing.T, x any) (c map[string]any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text(t, x)))
	if err := d.Decode(&c); err != nil {
		t.Fatal(err)
	}
	return c
}

// canonical drops nulls, which apimachinery leaves in new elements, and sorts
// the lists that are sets.
func canonical(x any) any {
	switch x := x.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, v := range x {
			if v != nil {
				m[k] = canonical(v)
			}
			if list, ok := m[k].([]any); ok && keyedLists[k] {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		return m
	case []any:
		list := make([]any, len(x))
		for i, v := range x {
			list[i] = canonical(v)
		}
		return list
	}
	return x
}

// keyedLists are the names of all lists that merge; no other list has one
// of these names.
var keyedLists = map[string]bool{
	"containers": true, "initContainers": true, "ephemeralContainers": true, "volumes": true, "imagePullSecrets": true,
	"schedulingGates": true, "resourceClaims": true, "hostAliases": true, "topologySpreadConstraints": true, "env": true, "ports": true, "volumeMounts": true, "volumeDevices": true,
	"ownerReferences": true, "finalizers": true,
}

// A random makes values of the types of k8s.io/api.
type random struct{ *rand.Rand }

func (r *random) one(of int) bool { return r.IntN(of) == 0 }

func (r *random) word() string { return []string{"a", "b", "c", "yes", "1"}[r.IntN(5)] }

// value is a random value of type typ. The deeper it stands, the less it has.
func (r *random) value(typ reflect.Type, depth int) any {
	switch typ {
	case reflect.TypeFor[resource.Quantity]():
		return []string{"1", "100m", "64Mi"}[r.IntN(3)]
	case reflect.TypeFor[intstr.IntOrString]():
		return []any{80, "http"}[r.IntN(2)]
	case reflect.TypeFor[metav1.Time]():
		return "2024-01-01T00:00:00Z"
	case reflect.TypeFor[metav1.FieldsV1]():
		return map[string]any{}
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return r.value(typ.Elem(), depth)
	case reflect.String:
		return r.word()
	case reflect.Bool:
		return r.one(2)
	case reflect.Int32, reflect.Int64:
		return r.IntN(3)
	case reflect.Map:
		m := map[string]any{}
		for range r.IntN(3) {
			m[r.word()] = r.value(typ.Elem(), depth+1)
		}
		return m
	case reflect.Slice:
		if typ.Elem().Kind() == reflect.Uint8 {
			return "YQ=="
		}
		list := []any{}
		for range r.IntN(3) {
			list = append(list, r.value(typ.Elem(), depth+1))
		}
		return list
	}
	m := map[string]any{}
	for f := range fields(typ) {
		if r.one(depth + 2) {
			m[f.name] = r.field(f, depth)
		}
	}
	return m
}

// field is a random value of a field.
func (r *random) field(f field, depth int) any {
	switch {
	case f.key != "":
		return r.elements(f, depth)
	case f.name == "finalizers":
		return []any{r.word()}
	}
	return r.value(f.typ, depth+1)
}

// elements is a list whose elements have different keys.
func (r *random) elements(f field, depth int) []any {
	list := []any{}
	for _, key := range r.Perm(4)[:r.IntN(4)] {
		list = append(list, r.element(f, key, depth))
	}
	return list
}

func (r *random) element(f field, key, depth int) map[string]any {
	e := r.value(f.typ.Elem(), depth+1).(map[string]any)
	delete(e, "protocol")
	delete(e, "whenUnsatisfiable")
	if f.name == "topologySpreadConstraints" {
		e["whenUnsatisfiable"] = "DoNotSchedule"
	}
	e[f.key] = []any{"k0", "k1", "k2", "k3"}[key]
	if f.key == "containerPort" {
		e[f.key] = 80 + key
	}
	return e
}

// patch is a random patch of original, which is of type typ.
func (r *random) patch(original map[string]any, typ reflect.Type, depth int) map[string]any {
	p := map[string]any{}
	for f := range fields(typ) {
		old, has := original[f.name]
		switch {
		case !r.one(depth/2 + 2):
		case !has:
			p[f.name] = r.field(f, depth)
		case r.one(6):
			p[f.name] = nil
		default:
			p[f.name] = r.patchValue(p, old, f, depth)
		}
	}
	return p
}

// patchValue is a patch of the value old of a field; directives beside it go
// into p.
func (r *random) patchValue(p map[string]any, old any, f field, depth int) any {
	if f.name == "finalizers" && r.one(2) {
		p["$deleteFromPrimitiveList/finalizers"] = []any{r.word()}
		return []any{}
	}
	switch old := old.(type) {
	case map[string]any:
		if f.typ.Kind() == reflect.Map {
			m := r.value(f.typ, depth).(map[string]any)
			for k := range old {
				if r.one(3) {
					m[k] = nil
				}
			}
			return m
		}
		if r.one(6) {
			return map[string]any{"$patch": "delete"}
		}
		if r.one(6) {
			m := r.value(f.typ, depth).(map[string]any)
			m["$patch"] = "replace"
			return m
		}
		typ := f.typ
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() == reflect.Struct && typ != reflect.TypeFor[metav1.FieldsV1]() {
			return r.patch(old, typ, depth+1)
		}
	case []any:
		if f.key != "" {
			return r.patchElements(p, old, f, depth)
		}
	}
	return r.value(f.typ, depth)
}

func (r *random) patchElements(p map[string]any, old []any, f field, depth int) []any {
	list, order := []any{}, []any{}
	if r.one(10) {
		return append(r.elements(f, depth), map[string]any{"$patch": "replace"})
	}
	for _, e := range old {
		e := e.(map[string]any)
		key := map[string]any{f.key: e[f.key]}
		switch {
		case r.one(4):
			d := map[string]any{f.key: e[f.key], "$patch": "delete"}
			if when, has := e["whenUnsatisfiable"]; has {
				d["whenUnsatisfiable"] = when
			}
			list = append(list, d)
		case r.one(2):
			c := r.patch(e, f.typ.Elem(), depth+1)
			if f.name == "volumes" || f.name == "resourceClaims" {
				for name := range c {
					if _, has := e[name]; !has {
						delete(c, name) // another source
					}
				}
				for name := range e { // merge knows that they exclude each other
					if v, has := c[name]; len(e) > 2 || has && v == nil {
						delete(c, name)
					}
				}
			}
			delete(c, "protocol")
			c[f.key] = e[f.key]
			if when, has := e["whenUnsatisfiable"]; has {
				c["whenUnsatisfiable"] = when
			}
			list, order = append(list, c), append(order, key)
		default:
			order = append(order, key)
		}
	}
	for key := range 4 {
		e := r.element(f, key, depth)
		if r.one(3) && !slices.ContainsFunc(old, func(o any) bool { return o.(map[string]any)[f.key] == e[f.key] }) {
			list, order = append(list, e), append(order, map[string]any{f.key: e[f.key]})
		}
	}
	if r.one(3) {
		p["$setElementOrder/"+f.name] = order
	}
	return list
}

// A field is one of a struct.
type field struct {
	name string // in JSON
	typ  reflect.Type
	key  string // by which its elements are told apart
}

// fields are the fields of a struct, those of structs within it included.
func fields(typ reflect.Type) func(func(field) bool) {
	return func(yield func(field) bool) { walk(typ, yield) }
}

func walk(typ reflect.Type, yield func(field) bool) bool {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			if !walk(f.Type, yield) {
				return false
			}
			continue
		}
		if name == "claims" || name == "evictionResponders" {
			continue
		}
		if !yield(field{name: name, typ: f.Type, key: f.Tag.Get("patchMergeKey")}) {
			return false
		}
	}
	return true
}
