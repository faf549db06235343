package main

// This file measures the built program against the programs in
// testdata/bench: what reading and writing YAML costs at least, and what
// kyaml's framework takes to do nothing. The ratios are what counts; they are
// taken in one run, in turns.

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

const homepageList = "examples/homepage/resourcelist.yaml"

// BenchmarkColdStart runs the program on one Pod, and a program that only
// decodes and encodes the same text. Aim: x-yaml at most 1.6.
func BenchmarkColdStart(b *testing.B) {
	input, err := os.ReadFile(homepageList)
	if err != nil {
		b.Fatal(err)
	}
	compare(b, input, "yaml")
}

// BenchmarkDeployments injects a sidecar into many Deployments, and lets
// kyaml's framework do nothing with them. Aims: x-kyaml at most 0.33,
// x-kyaml-rss at most 0.5.
func BenchmarkDeployments(b *testing.B) {
	b.Run("1000", func(b *testing.B) { compare(b, deployments(b, 1000), "kyaml") })
	b.Run("10000", func(b *testing.B) { compare(b, deployments(b, 10000), "kyaml") })
}

// BenchmarkRun measures the function alone, in a warm process.
func BenchmarkRun(b *testing.B) {
	pod, err := os.ReadFile(homepageList)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		input []byte
	}{{"1Pod", pod}, {"1000Deployments", deployments(b, 1000)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.input)))
			for b.Loop() {
				if code := fn.Run(bytes.NewReader(c.input), io.Discard, io.Discard); code != 0 {
					b.Fatalf("exit code %d", code)
				}
			}
		})
	}
}

// compare runs the program and another one in turns, and reports the medians
// of the first, and their ratios.
func compare(b *testing.B, input []byte, other string) {
	dir := b.TempDir()
	ours, theirs := build(b, dir, "."), build(b, dir, "./testdata/bench/"+other)
	var a, o []usage
	for b.Loop() {
		a = append(a, measure(b, ours, input))
		o = append(o, measure(b, theirs, input))
	}
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
	b.ReportMetric(wall(a)*1000, "ms")
	b.ReportMetric(wall(a)/wall(o), "x-"+other)
	b.ReportMetric(peak(a)/1024, "MB-rss")
	b.ReportMetric(peak(a)/peak(o), "x-"+other+"-rss")
}

// build builds a command as the image has it.
func build(b *testing.B, dir, pkg string) string {
	b.Helper()
	out := filepath.Join(dir, "program-"+filepath.Base(pkg))
	c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, pkg)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := c.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", pkg, err, text)
	}
	return out
}

// A usage is what one run of a process took.
type usage struct{ seconds, kilobytes float64 }

func measure(b *testing.B, program string, input []byte) usage {
	b.Helper()
	c := exec.Command(program)
	c.Stdin = bytes.NewReader(input)
	start := time.Now()
	if err := c.Run(); err != nil {
		b.Fatalf("%s: %v", program, err)
	}
	took := time.Since(start).Seconds()
	return usage{took, float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)}
}

func wall(u []usage) float64 { return median(u, func(u usage) float64 { return u.seconds }) }
func peak(u []usage) float64 { return median(u, func(u usage) float64 { return u.kilobytes }) }

func median(u []usage, of func(usage) float64) float64 {
	values := make([]float64, len(u))
	for i := range u {
		values[i] = of(u[i])
	}
	slices.Sort(values)
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}

// deployments is a ResourceList of n Deployments with the functionConfig of
// the homepage example.
func deployments(b *testing.B, n int) []byte {
	b.Helper()
	item, err := os.ReadFile("testdata/bench/deployment.yaml")
	if err != nil {
		b.Fatal(err)
	}
	list, err := os.ReadFile(homepageList)
	if err != nil {
		b.Fatal(err)
	}
	head, rest, _ := bytes.Cut(list, []byte("items:\n"))
	config := rest[bytes.Index(rest, []byte("functionConfig:")):]
	out := append(slices.Clone(head), "items:\n"...)
	for i := range n {
		out = append(out, strings.ReplaceAll(string(item), "NUMBER", strconv.Itoa(i))...)
	}
	return append(out, config...)
}
