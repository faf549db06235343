package k8s

// This file compares the schemas with what they are made after: the OpenAPI
// document of the Kubernetes release, and KCL's published module. Neither is
// part of the repository, so that these tests run where they are told where
// to find them.

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A declared is the schema of one file.
type declared struct {
	name  string
	attrs map[string]*syntax.AttrStmt // by name
	src   string
}

// readSchemas reads the files below a folder, by path.
func readSchemas(t *testing.T, fsys fs.FS) map[string]declared {
	t.Helper()
	all := map[string]declared{}
	require.NoError(t, fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".k" || strings.HasPrefix(name, "testdata/") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		require.NoError(t, err)
		m, errs := syntax.Parse(name, string(text))
		require.Empty(t, errs)
		for _, s := range m.Body {
			if s, ok := s.(*syntax.SchemaStmt); ok {
				all[name] = readSchema(s, string(text))
			}
		}
		return nil
	}))
	return all
}

func readSchema(s *syntax.SchemaStmt, src string) declared {
	d := declared{name: s.Name.Text, attrs: map[string]*syntax.AttrStmt{}, src: src}
	for _, st := range s.Body {
		if a, ok := st.(*syntax.AttrStmt); ok {
			d.attrs[a.Name.Text] = a
		}
	}
	return d
}

// typ is the type of an attribute as its file writes it, without the names
// of packages.
func (d declared) typ(a *syntax.AttrStmt) string {
	r := a.Type.Range()
	words := strings.FieldsFunc(d.src[r.Pos:r.End], func(r rune) bool { return r == '.' })
	for i, w := range words[:len(words)-1] {
		words[i] = strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz0123456789")
	}
	return strings.Join(words, "")
}

// An openAPI is what matters of an OpenAPI document, version 2.
type openAPI struct {
	Definitions map[string]*definition
}

type definition struct {
	Type                 string
	Ref                  string `json:"$ref"`
	AllOf                []*definition
	Items                *definition
	Properties           map[string]*definition
	AdditionalProperties *definition
	Required             []string
	Kinds                []any `json:"x-kubernetes-group-version-kind"`
}

// typ is the KCL type that a definition stands for.
func (o *openAPI) typ(d *definition) string {
	const refs = "#/definitions/"
	switch {
	case len(d.AllOf) > 0:
		return o.typ(d.AllOf[0])
	case strings.HasSuffix(d.Ref, ".intstr.IntOrString"):
		return "int | str"
	case d.Ref != "":
		name := strings.TrimPrefix(d.Ref, refs)
		if to := o.Definitions[name]; to.Properties == nil {
			return o.typ(to)
		}
		return name[strings.LastIndexByte(name, '.')+1:]
	case d.Type == "array":
		return "[" + o.typ(d.Items) + "]"
	case d.AdditionalProperties != nil:
		return "{str:" + o.typ(d.AdditionalProperties) + "}"
	}
	return map[string]string{"string": "str", "integer": "int", "boolean": "bool", "number": "float", "object": "any", "": "any"}[d.Type]
}

// isServed reports whether a definition is of a package that this module
// has: not of those that other Go modules define.
func isServed(name string) bool {
	return strings.HasPrefix(name, "io.k8s.api.") || strings.HasPrefix(name, "io.k8s.apimachinery.")
}

// KUBERNETES_OPENAPI is api/openapi-spec/swagger.json of the release in
// kcl.mod. The schemas must be those of the document, and have its
// attributes, types and requirements.
func TestOpenAPI(t *testing.T) {
	file := os.Getenv("KUBERNETES_OPENAPI")
	if file == "" {
		t.Skip("KUBERNETES_OPENAPI names no file")
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var doc openAPI
	require.NoError(t, json.Unmarshal(text, &doc))
	found := map[string]bool{}
	for name, s := range readSchemas(t, os.DirFS(".")) {
		id := "io.k8s." + strings.ReplaceAll(path.Dir(name), "/", ".") + "." + s.name
		found[id] = true
		d := doc.Definitions[id]
		if d == nil {
			t.Errorf("%s is no definition", id)
			continue
		}
		compare(t, &doc, id, d, s)
	}
	for id, d := range doc.Definitions {
		if isServed(id) && d.Properties != nil && !found[id] {
			t.Errorf("there is no schema for %s", id)
		}
	}
}

func compare(t *testing.T, doc *openAPI, id string, d *definition, s declared) {
	kind := len(d.Kinds) == 1
	for name, p := range d.Properties {
		a := s.attrs[name]
		fixed := kind && (name == "apiVersion" || name == "kind")
		switch {
		case kind && name == "status":
			if a != nil {
				t.Errorf("%s has a status", id)
			}
		case a == nil:
			t.Errorf("%s has no attribute %s", id, name)
		case fixed:
			if a.Optional || a.Value == nil {
				t.Errorf("%s.%s has no fixed value", id, name)
			}
		case a.Optional == slices.Contains(d.Required, name):
			t.Errorf("%s.%s: optional is %v", id, name, a.Optional)
		case s.typ(a) != doc.typ(p):
			t.Errorf("%s.%s is %s, want %s", id, name, s.typ(a), doc.typ(p))
		}
	}
	for name := range s.attrs {
		if d.Properties[name] == nil {
			t.Errorf("%s.%s is no property", id, name)
		}
	}
}

// KCL_K8S_MODULE is a folder with a version of KCL's published module. What
// both have must have the same files and names; a program for the one is a
// program for the other.
func TestPublishedModule(t *testing.T) {
	dir := os.Getenv("KCL_K8S_MODULE")
	if dir == "" {
		t.Skip("KCL_K8S_MODULE names no folder")
	}
	ours := map[string]string{} // the file of a schema
	here := readSchemas(t, os.DirFS("."))
	for name, s := range here {
		ours[path.Dir(name)+"."+s.name] = name
	}
	common := 0
	for name, s := range readSchemas(t, os.DirFS(dir)) {
		file, ok := ours[path.Dir(name)+"."+s.name]
		if !ok {
			continue // of another release
		}
		common++
		if file != name {
			t.Errorf("%s is in %s, want %s", s.name, file, name)
		}
		for attr, a := range s.attrs {
			b := here[file].attrs[attr]
			if b == nil {
				t.Logf("%s.%s is gone", s.name, attr)
				continue
			}
			if want, got := s.src[a.Name.Pos:a.Name.End], here[file].src[b.Name.Pos:b.Name.End]; want != got {
				t.Errorf("%s has %s, want %s", file, got, want)
			}
			if a.Value != nil && s.typ(a) != here[file].typ(b) {
				t.Errorf("%s.%s is %s, want %s", file, attr, here[file].typ(b), s.typ(a))
			}
		}
	}
	require.Greater(t, common, 400)
}

// KCL_LIB_PYTHON is a Python interpreter with the package kcl-lib. Given this
// folder as the module k8s, the reference implementation must print what the
// goldens of the programs say.
func TestReference(t *testing.T) {
	python := os.Getenv("KCL_LIB_PYTHON")
	if python == "" {
		t.Skip("KCL_LIB_PYTHON names no interpreter")
	}
	const script = `
import sys, kcl_lib.api as api
args = api.ExecProgramArgs(k_filename_list=[sys.argv[1]],
    external_pkgs=[api.ExternalPkg(pkg_name="k8s", pkg_path=sys.argv[2])])
result = api.API().exec_program(args)
sys.exit(result.err_message) if result.err_message else print(result.yaml_result)
`
	here, err := os.Getwd()
	require.NoError(t, err)
	files, err := fs.Glob(os.DirFS("testdata/programs"), "*.k")
	require.NoError(t, err)
	for _, f := range files {
		want, err := os.ReadFile("testdata/programs/" + strings.TrimSuffix(f, ".k") + ".yaml")
		require.NoError(t, err)
		got, err := exec.Command(python, "-c", script, "testdata/programs/"+f, here).CombinedOutput()
		require.NoError(t, err, string(got))
		require.Equal(t, strings.TrimSpace(string(want)), strings.TrimSpace(string(got)), f)
	}
}
