package kcl_test

// This file tests options of Run, and how a result is read.

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// pets is a program whose result shows what the options of output do.
const pets = `
schema Pet:
    name: str
    _age: int = 3

pets = Pet {name = "rex"}
_hidden = 1
count = 2
`

func TestOutputOptions(t *testing.T) {
	for name, c := range map[string]struct {
		opt  kcl.Option
		want string
	}{
		"none":   {kcl.Option{}, "pets:\n  name: rex\ncount: 2\n"},
		"sorted": {kcl.WithSortKeys(true), "count: 2\npets:\n  name: rex\n"},
		"hidden": {kcl.WithShowHidden(true), "pets:\n  name: rex\n  _age: 3\n_hidden: 1\ncount: 2\n"},
		"types":  {kcl.WithIncludeSchemaTypePath(true), "pets:\n  name: rex\n  _type: Pet\ncount: 2\n"},
		"full":   {kcl.WithFullTypePath(true), "pets:\n  name: rex\n  _type: Pet\ncount: 2\n"},
	} {
		res, err := kcl.Run("main.k", kcl.WithCode(pets), c.opt)
		require.NoError(t, err, name)
		require.Equal(t, c.want, res.GetRawYamlResult(), name)
	}
}

func TestPackageOptions(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "ports.k", "http = 80\n")
	code := kcl.WithCode("import net.ports\na = ports.http")
	for _, opt := range []kcl.Option{kcl.WithExternalPkgs("net=" + dir), kcl.WithExternalPkgAndPath("net", dir)} {
		res, err := kcl.Run("main.k", code, opt)
		require.NoError(t, err)
		require.Equal(t, 80, res.First().Get("a"))
	}
	_, err := kcl.Run("main.k", code, kcl.WithExternalPkgs("net"))
	require.ErrorContains(t, err, `kcl.WithExternalPkgs("net")`)

	module, err := kcl.NewModule("team", map[string]string{"image.k": "proxy = \"proxy:1\""})
	require.NoError(t, err)
	res, err := kcl.Run("main.k", kcl.WithCode("import team\na = team.proxy"), kcl.WithModules(module))
	require.NoError(t, err)
	require.Equal(t, "proxy:1", res.First().Get("a"))
}

func TestHostOptions(t *testing.T) {
	answer := eval.Func{Name: "answer", Body: func(*eval.Call) eval.Value { return eval.Int(42) }}
	res, err := kcl.Run("main.k", kcl.WithCode("import kcl_plugin.hello\na = hello.answer()"), kcl.WithPlugins(kcl.NewPlugin("hello", answer)))
	require.NoError(t, err)
	require.Equal(t, 42, res.First().Get("a"))

	code := kcl.WithCode("import file\na = file.read_env(\"TEAM\")")
	_, err = kcl.Run("main.k", code)
	require.ErrorContains(t, err, "needs access to")
	env := func(name string) (string, bool) { return "the " + name, true }
	res, err = kcl.Run("main.k", code, kcl.WithCapabilities(&kcl.Capabilities{Env: env}))
	require.NoError(t, err)
	require.Equal(t, "the TEAM", res.First().Get("a"))
}

func TestResultTypes(t *testing.T) {
	first := func(code string) *kcl.KCLResultList {
		return kcl.MustRun("main.k", kcl.WithCode("a = "+code), kcl.WithSelectors("a"))
	}
	b, err := first("True").ToBool()
	require.NoError(t, err)
	require.True(t, *b)
	f, err := first("0.5").ToFloat64()
	require.NoError(t, err)
	require.InDelta(t, 0.5, *f, 0)
	l, err := first("[1, \"x\"]").ToList()
	require.NoError(t, err)
	require.Equal(t, []any{1, "x"}, l)
	var s string
	require.NoError(t, first(`"x"`).ToType(&s))
	require.Equal(t, "x", s)
	require.ErrorContains(t, first("1").ToType(&s), "it is of type int")
	require.ErrorContains(t, first("1").ToType(s), "must be a pointer")
	require.Len(t, first("1").Slice(), 1)
}
