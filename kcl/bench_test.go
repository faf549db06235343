package kcl_test

// This file measures the engine on programs of several kinds.

import (
	"context"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
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
