package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is generated now is what the repository has.
func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	for _, folder := range []string{"k8s", "sidecar"} {
		require.NoError(t, os.Mkdir(filepath.Join(dir, folder), 0o755))
	}
	require.NoError(t, generate(filepath.Join(dir, "k8s")))
	made, kept := tree(t, dir, "."), tree(t, "../..", "k8s/api", "k8s/apimachinery", "k8s/packages")
	for name := range kept {
		require.Contains(t, made, name)
	}
	for name, text := range made {
		now, err := os.ReadFile(filepath.Join("../..", name))
		require.NoError(t, err)
		require.Equal(t, string(now), text, name)
	}
}

// tree is the files below some folders of dir, by path.
func tree(t *testing.T, dir string, folders ...string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, folder := range folders {
		require.NoError(t, fs.WalkDir(os.DirFS(dir), folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(os.DirFS(dir), name)
			files[name] = string(text)
			return err
		}))
	}
	return files
}

func TestFile(t *testing.T) {
	for name, want := range map[string]string{
		"Pod":                       "pod.k",
		"PodIP":                     "pod_ip.k",
		"HTTPGetAction":             "http_get_action.k",
		"ServerAddressByClientCIDR": "server_address_by_client_cidr.k",
		"SELinuxOptions":            "se_linux_options.k",
	} {
		s := schema{goType: &goType{name: name}}
		require.Equal(t, want, s.file())
	}
}

func TestKey(t *testing.T) {
	for name, want := range map[string]string{"name": "name", "type": "$type", "x-kubernetes-map-type": `"x-kubernetes-map-type"`, "$ref": `"$ref"`, "default": "default"} {
		require.Equal(t, want, (&attr{name: name}).key())
	}
}

func TestDocumentation(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x

// A Thing is """quoted""".
// TODO: more of it
// +optional
// +k8s:required
//
//
//	indented
// ---
// for developers only
type Thing struct{}
`, parser.ParseComments)
	require.NoError(t, err)
	doc := f.Comments[0]
	require.Equal(t, []string{"A Thing is '''quoted'''.", "", "    indented"}, documentation(doc))
	require.True(t, hasMarker(doc, "optional"))
	require.False(t, hasMarker(doc, "required"))
}
