package kcl_test

// This file measures the engine on programs of several kinds.

import (
	"context"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var benchPrograms = []struct{ name, text string }{
	{"fib24", `
fib = lambda n: int -> int {
    n if n < 2 else fib(n - 1) + fib(n - 2)
}
x = fib(24)
`},
	{"comprehension1e6", `
x = len([i * 2 for i in range(1000000) if i % 2 == 0])
`},
	{"objects1000", `
schema Object:
    name: str
    a: int = 1
    b: int = a + 1
    c: str = "x"
    d: str = "${name}-${c}"
    e: [int] = [1, 2]
    f: {str:str} = {k = "v"}
    g: bool = True
    h: float = 1.5
    i: str = d
x = [Object {name = "o${i}"} for i in range(1000)]
`},
	{"configs1000", `
x = [{name = "o${i}", a = i, b = 2, c = "x", d = [1], e = {k = "v"}, f = True, g = 1.5, h = "y", i = None} for i in range(1000)]
`},
	{"strings", `
x = "".join(["${i}," + str(i).upper() for i in range(10000)])
`},
}

func BenchmarkPrograms(b *testing.B) {
	for _, p := range benchPrograms {
		b.Run(p.name, func(b *testing.B) {
			prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: p.text})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := prog.Run(context.Background(), kcl.RunOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// seed is the injection of the seed's page writer.
const seed = `
params = option("params")

{
    spec: {
        containers: [
            {
                name = "sidecar-container"
                image = "busybox"
                command = ["/bin/sh"]
                args = ["-c", "while true; do echo $(date -u) '${params.message}' > /var/log/index.html; sleep 5; done"]
                volumeMounts = [{name = "var-logs", mountPath = "/var/log"}]
            }
            *[{
                name = c.name
                volumeMounts = [{name = "var-logs", mountPath = "/usr/share/nginx/html"}]
            } for c in option("template").spec.containers]
        ]
        volumes: [{name = "var-logs", emptyDir = {}}]
    }
}
`

type object map[string]any

func (o object) Len() int { return len(o) }
func (o object) Range(f func(string, any)) {
	for k, v := range o {
		f(k, v)
	}
}

func (o object) Scalar(key string) kcl.Value {
	switch v := o[key].(type) {
	case nil, kcl.Mapping, kcl.Sequence:
		return nil
	default:
		return eval.FromHost(v)
	}
}

type array []any

func (a array) Len() int     { return len(a) }
func (a array) At(i int) any { return a[i] }

func BenchmarkSeed(b *testing.B) {
	prog, err := kcl.Compile(kcl.Source{Name: "source", Text: seed})
	if err != nil {
		b.Fatal(err)
	}
	options := map[string]any{
		"params": object{"message": "Hello"},
		"template": object{
			"metadata": object{"labels": object{"app": "web"}},
			"spec":     object{"containers": array{object{"name": "main-container", "image": "nginx"}}},
		},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := prog.Run(context.Background(), kcl.RunOptions{Options: options}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompileSeed(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := kcl.Compile(kcl.Source{Name: "source", Text: seed}); err != nil {
			b.Fatal(err)
		}
	}
}
