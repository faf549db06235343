package main

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
)

func TestSchemaIsCurrent(t *testing.T) {
	want, err := generate("..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../schemas/sidecarinjection.json")
	if err != nil || string(got) != string(want) {
		t.Errorf("schemas/sidecarinjection.json is not what the Go types say (%v): run make generate", err)
	}
}

// Every field has a comment, and only tags that mean something.
func TestFieldsAreDocumented(t *testing.T) {
	texts, err := readComments("..")
	if err != nil {
		t.Fatal(err)
	}
	var check func(reflect.Type)
	check = func(typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			name := typ.Name() + "." + f.Name
			if !strings.HasSuffix(texts[name], ".") {
				t.Errorf("%s has the comment %q", name, texts[name])
			}
			rest := string(f.Tag)
			for _, tag := range []string{"json", "required", "unless", "enum", "not", "minimum", "pattern", "open"} {
				if value, ok := f.Tag.Lookup(tag); ok {
					rest = strings.Replace(rest, tag+":\""+strings.ReplaceAll(value, "\\", "\\\\")+"\"", "", 1)
				}
			}
			if strings.TrimSpace(rest) != "" {
				t.Errorf("%s has the unknown tag %s", name, rest)
			}
			switch f.Type.Kind() {
			case reflect.Struct:
				check(f.Type)
			case reflect.Slice:
				check(f.Type.Elem())
			}
		}
	}
	check(reflect.TypeFor[v1alpha1.SidecarInjection]())
}
