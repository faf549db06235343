package kcl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// compile compiles a program of one source, which must be right.
func compile(t *testing.T, text string) *kcl.Program {
	t.Helper()
	prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: text})
	require.NoError(t, err)
	return prog
}

// yaml runs a program and prints its result.
func yaml(t *testing.T, prog *kcl.Program, o kcl.RunOptions) string {
	t.Helper()
	res, err := prog.Run(context.Background(), o)
	require.NoError(t, err)
	out, err := res.YAML(kcl.OutputOptions{})
	require.NoError(t, err)
	return out
}

func TestProgramIsSharedByRuns(t *testing.T) {
	prog := compile(t, `
schema Item[n]:
    name: str = "item-${n}"
    twice: int = n * 2
    check:
        twice == n + n

_n = option("n")
items = [Item(_n + i) {} for i in range(20)]
last = items[-1].twice
f = lambda x { x + _n }
sum = f(1)
`)
	var wg sync.WaitGroup
	for n := range int64(8) {
		wg.Go(func() {
			for range 20 {
				res, err := prog.Run(context.Background(), kcl.RunOptions{Options: map[string]any{"n": n}})
				if err != nil {
					t.Error(err)
					return
				}
				last, _ := res.Vars.Get("last")
				sum, _ := res.Vars.Get("sum")
				if got, want := fmt.Sprint(last, sum), fmt.Sprint(2*(n+19), n+1); got != want {
					t.Errorf("n = %d: got %s, want %s", n, got, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestHostDataIsConvertedWhereTheProgramLooks(t *testing.T) {
	looked := 0
	data := watched{fields: map[string]any{"a": int64(1)}, looked: &looked}
	prog := compile(t, `x = option("data").seen.a`)
	got := yaml(t, prog, kcl.RunOptions{Options: map[string]any{
		"data": object{"seen": data, "unseen": watched{looked: new(int)}},
	}})
	require.Equal(t, "x: 1\n", got)
	require.Equal(t, 1, looked)
}

type watched struct {
	fields object
	looked *int
}

func (w watched) Len() int { return len(w.fields) }
func (w watched) Range(f func(string, any)) {
	*w.looked++
	if w.fields == nil {
		panic("converted")
	}
	w.fields.Range(f)
}

func (w watched) Scalar(key string) kcl.Value {
	*w.looked++
	return w.fields.Scalar(key)
}

// TestScalarsOfHostData reads scalars alone, and after all else is converted.
func TestScalarsOfHostData(t *testing.T) {
	prog := compile(t, "_d = option(\"data\")\nx = [_d.a, _d.b, _d?.no or \"none\", _d.c.a]\n_all = len(_d)\nz = [_d.a, _d.b, _d?.no or \"none\", _d.c.a]")
	data := object{"a": int64(1), "b": "two", "c": object{"a": true}}
	got := yaml(t, prog, kcl.RunOptions{Options: map[string]any{"data": data}})
	require.Equal(t, "x:\n- 1\n- two\n- none\n- true\nz:\n- 1\n- two\n- none\n- true\n", got)
}

func TestLimits(t *testing.T) {
	for _, tc := range []struct {
		name, text, want string
		limits           kcl.Limits
	}{
		{"steps", "x = [i for i in range(1000000)]", "evaluation steps", kcl.Limits{Steps: 1000}},
		{"depth", "f = lambda x { f(x) }\ny = f(1)", "nested deeper than 50", kcl.Limits{Depth: 50}},
		{"bytes", "x = \"a\" * 1000000", "bytes of values", kcl.Limits{Bytes: 1000}},
		{"doubling", "f = lambda x, n { x if n == 0 else f(x + x, n - 1) }\ny = f(\"ab\", 60)", "bytes of values", kcl.Limits{}},
		{"parts", "x = (\"x\" * 10000000).split(\"x\")", "bytes of values", kcl.Limits{Bytes: 100 << 20}},
		{"slices", "_a = [1] * 100000\nx = [_a[:] for i in range(1000)]", "bytes of values", kcl.Limits{Bytes: 100 << 20}},
		{"instances", "schema A:\n    a: int = 1\n_a = [A {} for i in range(1000)]\nx = [len(A.instances()) for i in range(10000)]", "evaluation steps", kcl.Limits{Steps: 1000000}},
		{"matches", "import regex\nx = regex.findall(\"x\" * 10000000, \"x\")", "bytes of values", kcl.Limits{Bytes: 50 << 20}},
		{"pattern", "import regex\nx = regex.match(\"x\", \"x\" * 100000)", "too long", kcl.Limits{}},
		{"template", "import template\nx = template.execute(\"{{x}}\" * 1000000, {x = 1})", "bytes of values", kcl.Limits{Bytes: 50 << 20}},
		{"characters", "_a = \"x\" * 10000000\nx = len([1 for i in range(100000) if _a[5] == _a[-1]])", "longer than 200ms", kcl.Limits{Time: 200 * time.Millisecond}},
		{"methods", "_a = \"x\" * 10000000\nx = len([1 for i in range(100000) if _a.isalpha()])", "longer than 200ms", kcl.Limits{Time: 200 * time.Millisecond}},
		{"time", "x = [0 for i in range(10000) for j in range(10000)]", "longer than 10ms", kcl.Limits{Time: 10 * time.Millisecond}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			start := time.Now()
			_, err := compile(t, tc.text).Run(context.Background(), kcl.RunOptions{Limits: tc.limits})
			require.Less(t, time.Since(start), 10*time.Second)
			var e *kcl.Error
			require.ErrorAs(t, err, &e)
			require.Contains(t, e.Error(), tc.want)
			require.Equal(t, "main.k", e.Diagnostics[0].Messages[0].File)
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New("enough"))
	_, err := compile(t, "x = [i for i in range(100000)]").Run(ctx, kcl.RunOptions{})
	require.ErrorContains(t, err, "the evaluation was stopped: enough")
}

func TestManyErrorsEnd(t *testing.T) {
	_, err := kcl.Compile(kcl.Source{Name: "main.k", Text: "a = [" + strings.Repeat("missing, ", 1000) + "]"})
	var e *kcl.Error
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Diagnostics, 201)
	require.Equal(t, "more than 200 errors: giving up", e.Diagnostics[200].Messages[0].Text)
}

func TestPrint(t *testing.T) {
	var out strings.Builder
	got := yaml(t, compile(t, "a = 1\nprint(\"a is\", a)"), kcl.RunOptions{Print: &out})
	require.Equal(t, "a: 1\n", got)
	require.Equal(t, "a is 1\n", out.String())
}

func TestErrorsOfAllPhases(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"syntax", "a = (1\n", "InvalidSyntax"},
		{"several", "a = b\nc = d\n", "name 'd' is not defined"},
		{"name", "schema P:\n    a: int = missing\n", "name 'missing' is not defined"},
		{"type name", "a: Missing = 1", "name 'Missing' is not defined"},
		{"run", "a = 1 + \"x\"", "unsupported operand type(s) for +: 'int' and 'str'"},
		{"if in a comprehension", "a = {\n    if True: k = 1\n    for x in [1]\n}\n", "dict unpacking cannot be used in dict comprehension"},
		{"cycle", "a = b\nb = a", "the value of 'a' depends on itself"},
		{"base cycle", "schema A(B):\n    x: int\nschema B(A):\n    y: int\n", "circular reference between schemas"},
		{"file access", "import file\na = file.read(\"/etc/passwd\")", "needs access to files"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: tc.text})
			if err == nil {
				_, err = prog.Run(context.Background(), kcl.RunOptions{})
			}
			require.ErrorContains(t, err, tc.want)
		})
	}
}
