package kcl_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// library is the module team of the tests.
var library = map[string]string{
	"proxy.k": `import base.limits
import .ports

schema Proxy:
    name: str = "proxy"
    port: int
    memory: str = limits.memory

    check:
        port > ports.privileged, "port ${port} is privileged"
`,
	"ports/ports.k": "privileged = 1023\n\nfar = lambda n: int -> int {\n    100 // n\n}\n",
}

// compileWith compiles a program that can import the module team, which
// imports the built-in module base.
func compileWith(t *testing.T, text string) (*kcl.Program, error) {
	t.Helper()
	team, err := kcl.NewModule("team", library)
	require.NoError(t, err)
	base, err := kcl.NewModule("base", map[string]string{"limits/limits.k": `memory = "64Mi"` + "\n"})
	require.NoError(t, err)
	return kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}},
		kcl.SourceOptions{Modules: []*kcl.Module{team}, Builtin: []*kcl.Module{base}})
}

func TestCompileSources(t *testing.T) {
	prog, err := compileWith(t, "import team\nimport base.limits\na = team.Proxy {port = 8080}\nb = limits.memory\n")
	require.NoError(t, err)
	require.Equal(t, "a:\n  name: proxy\n  port: 8080\n  memory: '64Mi'\nb: '64Mi'\n", yaml(t, prog, kcl.RunOptions{}))
}

func TestErrorsNameTheModule(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a misspelt attribute", "import team\na = team.Proxy {prot = 1}\n", ` --> main.k:2:17
  |
2 | a = team.Proxy {prot = 1}
  |                 ^ Cannot add member 'prot' to schema 'Proxy', did you mean '["port"]'?
`},
		{"a check", "import team\na = team.Proxy {port = 80}\n", ` --> main.k:2:5
  |
2 | a = team.Proxy {port = 80}
  |     ^ Instance check failed
  |
  --> team/proxy.k:10:1
   |
10 |         port > ports.privileged, "port ${port} is privileged"
   |  Check failed on the condition: port 80 is privileged
`},
		{"a function", "import team.ports\na = ports.far(0)\n", ` --> team/ports/ports.k:4:1
  |
4 |     100 // n
  |  attempt to divide by zero
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			prog, err := compileWith(t, tt.text)
			if err == nil {
				_, err = prog.Run(context.Background(), kcl.RunOptions{})
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestModuleCalledLikeABuiltinOne(t *testing.T) {
	m, err := kcl.NewModule("base", map[string]string{"x.k": ""})
	require.NoError(t, err)
	_, err = kcl.CompileSources(nil, kcl.SourceOptions{Modules: []*kcl.Module{m}, Builtin: []*kcl.Module{m}})
	require.ErrorContains(t, err, "the module 'base' has the name of a built-in one")
}

func TestWithModules(t *testing.T) {
	m, err := kcl.NewModule("team", map[string]string{"x.k": "x = 1\n"})
	require.NoError(t, err)
	res, err := kcl.Run("main.k", kcl.WithCode("import team\na = team.x\n"), kcl.WithModules(m))
	require.NoError(t, err)
	require.Equal(t, "a: 1\n", res.GetRawYamlResult())
}
