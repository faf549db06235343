package override_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

const program = `
schema App:
    name: str
    image: str = "a"
    labels?: {str:str}
    ports?: [int]
    sub?: {str:}

app = App {
    name = "x"
    labels.a = "1"
    ports = [1]
    sub = {k = {v = 1}}
}
cfg = {a = {b = 1}, l = [1, 2], "c.d" = 1}
n = 5
computed = cfg | {z = 1}
u: App {
    name = "u"
}
`

// TestOverrides compares with what the reference implementation gives.
func TestOverrides(t *testing.T) {
	for _, tc := range []struct{ spec, path, want string }{
		{`app.image="v2"`, "app.image", "v2\n"},
		{`app.labels.a="2"`, "app.labels", "a: '2'\n"},
		{`app.labels.b="2"`, "app.labels", "a: '1'\nb: '2'\n"},
		{`app.labels={z="1"}`, "app.labels", "z: '1'\n"},
		{`app.labels:{q="r"}`, "app.labels", "a: '1'\nq: r\n"},
		{`app.ports+=[2]`, "app.ports", "- 1\n- 2\n"},
		{`app.ports=[9]`, "app.ports", "- 9\n"},
		{`app.sub.k.v=2`, "app.sub", "k:\n  v: 2\n"},
		{`app.sub.k.w=3`, "app.sub", "k:\n  v: 1\n  w: 3\n"},
		{`app:{image="q"}`, "app.image", "q\n"},
		{`app.image=1+1`, "app.image", "'1+1'\n"},
		{`cfg.a.b=2`, "cfg.a", "b: 2\n"},
		{`cfg.a.c=2`, "cfg.a", "b: 1\nc: 2\n"},
		{`cfg.a:{c=1}`, "cfg.a", "b: 1\nc: 1\n"},
		{`cfg.a=None`, "cfg", "a: null\nl:\n- 1\n- 2\nc.d: 1\n"},
		{`cfg.l+=[3]`, "cfg.l", "- 1\n- 2\n- 3\n"},
		{`cfg["c.d"]=7`, "cfg", "a:\n  b: 1\nl:\n- 1\n- 2\nc.d: 7\n"},
		{`n=6`, "n", "6\n"},
		{`new=1`, "new", "1\n"},
		{`other.x.y=1`, "other", "x:\n  'y': 1\n"},
		{`u.image="z"`, "u", "name: u\nimage: z\n"},
		{`computed.a.b=3`, "computed.a", "b: 3\n"},
	} {
		t.Run(tc.spec, func(t *testing.T) {
			res, err := kcl.Run("main.k", kcl.WithCode(program), kcl.WithOverrides(tc.spec), kcl.WithSelectors(tc.path))
			require.NoError(t, err)
			require.Equal(t, tc.want, res.GetRawYamlResult())
		})
	}
}

func TestRemove(t *testing.T) {
	res, err := kcl.Run("main.k", kcl.WithCode(program), kcl.WithOverrides("app.labels-", "n-", "cfg.a.b-"))
	require.NoError(t, err)
	m, err := res.First().ToMap()
	require.NoError(t, err)
	require.NotContains(t, m, "n")
	require.NotContains(t, m["app"], "labels")
	require.Equal(t, map[string]any{}, res.First().Get("cfg.a"))
}

func TestErrors(t *testing.T) {
	for _, tc := range []struct{ spec, want string }{
		{"app.name", "Invalid spec format 'app.name'"},
		{"=1", "Invalid spec format"},
		{"app.image=", "Invalid spec format"},
		{"cfg.l[0]=7", "Invalid spec format"},
		{"app.image=(1", "is no expression"},
		{"app.image=v2", "name 'v2' is not defined"},
		{"u.name-", "attribute 'name' of App is required"},
	} {
		t.Run(tc.spec, func(t *testing.T) {
			_, err := kcl.Run("main.k", kcl.WithCode(program), kcl.WithOverrides(tc.spec))
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func FuzzApply(f *testing.F) {
	for _, s := range []string{`app.image="v2"`, "a.b-", "x+=[1]", `c["d.e"]:{f=1}`, "=", "a=(", "a.b.c={d=1}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		limits := kcl.Limits{Steps: 10000, Depth: 100, Bytes: 1 << 20}
		_, _ = kcl.Run("main.k", kcl.WithCode(program), kcl.WithOverrides(spec), kcl.WithLimits(limits))
	})
}
