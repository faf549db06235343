package kcl_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func TestRunFile(t *testing.T) {
	dir := t.TempDir()
	main := write(t, dir, "main.k", `
import lib.ports

_env = option("env") or "dev"
app = {
    name = "web-${_env}"
    replicas = option("replicas")
    ports = [ports.http, 443]
    share = 0.5
    none = None
}
print("hello")
`)
	write(t, dir, "lib/ports.k", "http = 80\n")
	settings := write(t, dir, "set.yaml", "kcl_options:\n- {key: env, value: test}\n- {key: replicas, value: 2}\n")

	var log strings.Builder
	res, err := kcl.Run(main, kcl.WithWorkDir(dir), kcl.WithSettings(settings), kcl.WithOptions("env=prod"), kcl.WithLogger(&log))
	require.NoError(t, err)
	require.Equal(t, 1, res.Len())
	m, err := res.First().ToMap()
	require.NoError(t, err)
	require.Equal(t, map[string]any{"app": map[string]any{
		"name": "web-prod", "replicas": 2, "ports": []any{80, 443}, "share": 0.5, "none": nil,
	}}, m)
	require.Equal(t, "hello\n", log.String())
	require.Equal(t, "web-prod", res.First().Get("app.name"))
	require.Equal(t, 443, res.First().Get("app.ports.1"))
	require.Nil(t, res.First().Get("app.missing.x"))
	require.Equal(t, "app:\n  name: web-prod\n  replicas: 2\n  ports:\n  - 80\n  - 443\n  share: 0.5\n  none: null\n", res.GetRawYamlResult())

	var app struct {
		Name     string `json:"name"`
		Replicas int    `json:"replicas"`
	}
	require.Equal(t, &app, res.First().Get("app", &app))
	require.Equal(t, "web-prod", app.Name)
	require.Equal(t, 2, app.Replicas)
	var n int
	_, err = res.First().GetValue("app.replicas", &n)
	require.NoError(t, err)
	require.Equal(t, 2, n)
	_, err = res.First().GetValue("app.nothing")
	require.ErrorContains(t, err, `there is no "nothing"`)
}

func TestRunCode(t *testing.T) {
	res := kcl.MustRun("main.k", kcl.WithCode(`a = [{x = 1, _y = 2}, {x = None}]`), kcl.WithDisableNone(true))
	require.Equal(t, `{"a": [{"x": 1}, {}]}`, strings.TrimSpace(res.GetRawJsonResult()))

	res, err := kcl.RunFiles([]string{"a.k", "b.k"}, kcl.WithCode("x = 1", "y = x + 1"))
	require.NoError(t, err)
	require.Equal(t, 2, res.First().Get("y"))

	res, err = kcl.RunWithOpts(kcl.WithKFilenames("main.k"), kcl.WithCode("a = {b = 7}"), kcl.WithSelectors("a.b"))
	require.NoError(t, err)
	i, err := res.ToInt()
	require.NoError(t, err)
	require.Equal(t, 7, *i)
	text, err := kcl.MustRun("main.k", kcl.WithCode("a = \"x\""), kcl.WithSelectors("a")).ToString()
	require.NoError(t, err)
	require.Equal(t, "x", text)
	_, err = res.ToMap()
	require.ErrorContains(t, err, "it is of type int")
}

func TestRunSeveralDocuments(t *testing.T) {
	res, err := kcl.Run("main.k", kcl.WithCode("import manifests\nmanifests.yaml_stream([{a = 1}, {b = 2}])"))
	require.NoError(t, err)
	require.Equal(t, 2, res.Len())
	require.Equal(t, 2, res.Tail().Get("b"))
	require.Equal(t, "b: 2\n", res.Get(1).YAMLString())
	require.Nil(t, res.Get(2))
}

func TestRunErrors(t *testing.T) {
	_, err := kcl.RunWithOpts()
	require.ErrorContains(t, err, "no kcl file")
	_, err = kcl.Run("main.k", kcl.WithCode("a = 1"), kcl.WithOptions("nonsense"))
	require.ErrorContains(t, err, "Invalid value for top level arguments")
	_, err = kcl.Run("main.k", kcl.WithCode("a = 1"), kcl.WithSettings("missing.yaml"))
	require.ErrorContains(t, err, "missing.yaml")
	_, err = kcl.Run("main.k", kcl.WithCode("a = 1 +"))
	require.ErrorContains(t, err, "InvalidSyntax")
	_, err = kcl.Run("main.k", kcl.WithCode("import file\na = file.read(\"/etc/passwd\")"))
	require.ErrorContains(t, err, "needs access to files")
	_, err = kcl.Run("main.k", kcl.WithCode("a = 1"), kcl.WithSettings("missing.yaml"), kcl.WithOptions("b"))
	require.ErrorContains(t, err, "missing.yaml")
	require.Panics(t, func() { kcl.MustRun(filepath.Join(t.TempDir(), "none.k")) })
}

func TestNewResult(t *testing.T) {
	r := kcl.NewResult(map[string]any{"b": []any{1, "x"}, "a": true})
	require.Equal(t, "a: true\nb:\n- 1\n- x\n", r.YAMLString())
	require.JSONEq(t, `{"a": true, "b": [1, "x"]}`, r.JSONString())
	b := kcl.NewResult(true)
	v, err := b.ToBool()
	require.NoError(t, err)
	require.True(t, *v)
}
