package kcl_test

// This file compares the engine with starlark-go on the same computations.

import (
	"context"
	"testing"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

var starlarkPrograms = map[string]string{
	"fib24": `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
x = fib(24)
`,
	"comprehension1e6": `
x = len([i * 2 for i in range(1000000) if i % 2 == 0])
`,
	"configs1000": `
x = [{"name": "o%d" % i, "a": i, "b": 2, "c": "x", "d": [1], "e": {"k": "v"}, "f": True, "g": 1.5, "h": "y", "i": None} for i in range(1000)]
`,
	"strings": `
x = "".join(["%d," % i + str(i).upper() for i in range(10000)])
`,
}

// BenchmarkAgainstStarlark runs each program in both engines in turns and
// reports our time in theirs (x-starlark). Aim: at most 1.5.
func BenchmarkAgainstStarlark(b *testing.B) {
	options := &syntax.FileOptions{Recursion: true, TopLevelControl: true, GlobalReassign: true}
	for _, p := range benchPrograms {
		theirs, ok := starlarkPrograms[p.name]
		if !ok {
			continue
		}
		b.Run(p.name, func(b *testing.B) {
			prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: p.text})
			if err != nil {
				b.Fatal(err)
			}
			_, other, err := starlark.SourceProgramOptions(options, "main.star", theirs, starlark.StringDict{}.Has)
			if err != nil {
				b.Fatal(err)
			}
			var ours, starlarks time.Duration
			for b.Loop() {
				start := time.Now()
				if _, err := prog.Run(context.Background(), kcl.RunOptions{}); err != nil {
					b.Fatal(err)
				}
				middle := time.Now()
				if _, err := other.Init(&starlark.Thread{}, nil); err != nil {
					b.Fatal(err)
				}
				ours += middle.Sub(start)
				starlarks += time.Since(middle)
			}
			b.ReportMetric(float64(ours)/float64(starlarks), "x-starlark")
		})
	}
}
