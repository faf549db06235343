// Package kubetest compares package merge with Kubernetes' own code. It is a
// package of its own since that code takes long to build.
package kubetest

// This file makes merge's table of fields from k8s.io/api, and checks that it
// is complete.

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const table = "../fields.txt"

var update = flag.Bool("update", false, "write ../fields.txt anew from k8s.io/api")

// TestFieldsAreThoseOfKubernetes compares fields.txt with what the types of
// k8s.io/api say.
func TestFieldsAreThoseOfKubernetes(t *testing.T) {
	g := &generator{markers: map[string]map[string][]string{}, seen: map[reflect.Type]bool{}}
	g.read(t, "k8s.io/api/core/v1")
	g.read(t, "k8s.io/apimachinery/pkg/apis/meta/v1")
	for _, typ := range []reflect.Type{
		reflect.TypeFor[corev1.PodTemplateSpec](), reflect.TypeFor[corev1.Service](), reflect.TypeFor[corev1.ServiceAccount](),
	} {
		g.object(t, typ)
	}
	got := g.out.String()
	want, err := os.ReadFile(table)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var head strings.Builder // the comments at its head are written by hand
	for line := range strings.Lines(string(want)) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		head.WriteString(line)
	}
	got = head.String() + got
	if *update {
		if err := os.WriteFile(table, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != string(want) {
		t.Errorf("fields.txt differs from k8s.io/api; run `go test -update`, then look at the difference")
	}
}

type generator struct {
	markers map[string]map[string][]string // by type and field: its comment's lines
	seen    map[reflect.Type]bool
	out     strings.Builder
}

// read takes the comments of the types of a package: the keys of
// server-side apply stand there only.
func (g *generator) read(t *testing.T, pkg string) {
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", pkg, err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "types.go"), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		ts, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		st, ok := ts.Type.(*ast.StructType)
		if !ok {
			return true
		}
		g.markers[ts.Name.Name] = map[string][]string{}
		for _, field := range st.Fields.List {
			for _, name := range field.Names {
				if field.Doc == nil {
					continue
				}
				for _, c := range field.Doc.List {
					g.markers[ts.Name.Name][name.Name] = append(g.markers[ts.Name.Name][name.Name], strings.TrimSpace(strings.TrimPrefix(c.Text, "//")))
				}
			}
		}
		return true
	})
}

// marker returns the values of the comment marker +name=value.
func (g *generator) marker(typ, field, name string) (values []string) {
	for _, line := range g.markers[typ][field] {
		if v, ok := strings.CutPrefix(line, "+"+name+"="); ok {
			values = append(values, v)
		}
	}
	return values
}

// object writes the fields of a struct, then those of the structs it uses.
func (g *generator) object(t *testing.T, typ reflect.Type) {
	if g.seen[typ] {
		return
	}
	g.seen[typ] = true
	fmt.Fprintf(&g.out, "\n%s\n", typ.Name())
	var next []reflect.Type
	var fields func(reflect.Type)
	fields = func(st reflect.Type) {
		for i := range st.NumField() {
			f := st.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous && name == "" {
				fields(f.Type)
				continue
			}
			if name == "" || name == "-" {
				t.Fatalf("%s.%s has no JSON name", st.Name(), f.Name)
			}
			decl, used := g.typeName(t, f.Type)
			fmt.Fprintf(&g.out, "  %s %s%s\n", name, decl, g.listKind(t, st, f))
			if used != nil {
				next = append(next, used)
			}
		}
	}
	fields(typ)
	for _, n := range next {
		g.object(t, n)
	}
}

// listKind is how a list merges: server-side apply's word first, then
// strategic merge's; nothing where it is atomic.
func (g *generator) listKind(t *testing.T, st reflect.Type, f reflect.StructField) string {
	if f.Type.Kind() != reflect.Slice || f.Type.Elem().Kind() == reflect.Uint8 {
		return ""
	}
	keys := g.marker(st.Name(), f.Name, "listMapKey")
	strategy := f.Tag.Get("patchStrategy")
	if len(keys) == 0 && strings.Contains(strategy, "merge") {
		if k := f.Tag.Get("patchMergeKey"); k != "" {
			keys = []string{k}
		}
	}
	switch {
	case len(keys) > 0 && strings.Contains(strategy, "retainKeys"):
		return " by " + strings.Join(keys, "+") + " retainKeys"
	case len(keys) > 0:
		return " by " + strings.Join(keys, "+")
	case strings.Contains(strategy, "merge"):
		if f.Type.Elem().Kind() != reflect.String {
			t.Fatalf("%s.%s merges without a key", st.Name(), f.Name)
		}
		return " set"
	}
	return ""
}

// typeName is the name of a type in the table, and the struct that it uses.
func (g *generator) typeName(t *testing.T, typ reflect.Type) (string, reflect.Type) {
	switch typ {
	case reflect.TypeFor[resource.Quantity]():
		return "quantity", nil
	case reflect.TypeFor[intstr.IntOrString]():
		return "intOrString", nil
	case reflect.TypeFor[metav1.Time](), reflect.TypeFor[metav1.MicroTime]():
		return "string", nil
	case reflect.TypeFor[metav1.FieldsV1]():
		return "any", nil
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return g.typeName(t, typ.Elem())
	case reflect.Slice:
		if typ.Elem().Kind() == reflect.Uint8 {
			return "string", nil
		}
		name, used := g.typeName(t, typ.Elem())
		return "[]" + name, used
	case reflect.Map:
		name, used := g.typeName(t, typ.Elem())
		return "map " + name, used
	case reflect.Struct:
		return typ.Name(), typ
	case reflect.String, reflect.Bool:
		return typ.Kind().String(), nil
	case reflect.Int32, reflect.Int64:
		return "int", nil
	}
	t.Fatalf("no name for the type %s", typ)
	return "", nil
}
