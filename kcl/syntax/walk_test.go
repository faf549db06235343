package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestWalkOrder checks the order of a walk, and that it leaves out what f
// declines.
func TestWalkOrder(t *testing.T) {
	m, diags := Parse("a.k", "a.b[c] = d = f(e, k=1) if h else lambda x: T { y }\n")
	if diags != nil {
		t.Fatal(diags)
	}
	var got []string
	Walk(m, func(n Node) bool {
		switch n := n.(type) {
		case *Name:
			got = append(got, n.Text)
		case *NameExpr:
			got = append(got, n.Name)
		case *LambdaExpr:
			got = append(got, "lambda")
			return false
		}
		return true
	})
	if want := []string{"a", "b", "c", "d", "f", "e", "k", "h", "lambda"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWalkAll checks that a walk visits every node that the fields of the
// tree hold, once.
func TestWalkAll(t *testing.T) {
	files, err := filepath.Glob("testdata/*.k")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, _ := Parse(file, string(src))
		want := map[string]int{}
		for _, s := range m.Body {
			countNodes(reflect.ValueOf(s), want)
		}
		Walk(m, func(n Node) bool {
			if n != Node(m) {
				want[fmt.Sprintf("%T", n)]--
			}
			return true
		})
		for typ, n := range want {
			if n != 0 {
				t.Errorf("%s: %d nodes of type %s are left", file, n, typ)
			}
		}
	}
}

// countNodes counts the nodes in v by type.
func countNodes(v reflect.Value, count map[string]int) {
	switch v.Kind() {
	case reflect.Interface:
		countNodes(v.Elem(), count)
	case reflect.Slice:
		for i := range v.Len() {
			countNodes(v.Index(i), count)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		count[v.Type().String()]++
		countNodes(v.Elem(), count)
	case reflect.Struct:
		for i := range v.NumField() {
			countNodes(v.Field(i), count)
		}
	}
}
