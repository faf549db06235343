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
	"runtime"
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
	c := newComparison(b, "yaml")
	for b.Loop() {
		c.round(input)
	}
	c.report()
}

// BenchmarkDeployments injects a sidecar into many Deployments, and lets
// kyaml's framework do nothing with them. Aims: x-kyaml at most 0.25,
// x-kyaml-rss at most 0.33.
func BenchmarkDeployments(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			input := deployments(b, n)
			c := newComparison(b, "kyaml")
			for b.Loop() {
				for range 3 { // one round says little on a busy machine
					c.round(input)
				}
			}
			c.report()
			c.reportMemory()
		})
	}
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

// BenchmarkList measures the function on one core with Deployments that are
// all in one item of kind List, and with the same as items, in turns. Aims:
// the time per Deployment does not grow, x-items about 1.
func BenchmarkList(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, n := range []int{100, 1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			items := deployments(b, n)
			list := inList(items)
			var together, apart time.Duration
			for b.Loop() {
				together += timed(b, list)
				apart += timed(b, items)
			}
			b.ReportMetric(0, "ns/op") // of both together, which says nothing
			b.ReportMetric(float64(together.Nanoseconds())/float64(b.N*n), "ns/Deployment")
			b.ReportMetric(float64(together)/float64(apart), "x-items")
		})
	}
}

// BenchmarkAlreadyRight measures the function with Deployments that have the
// sidecar and its record already, and with the same where another injection
// selects none of them, in turns. Aim: x-unselected at most 1.3.
func BenchmarkAlreadyRight(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var out bytes.Buffer
			if code := fn.Run(bytes.NewReader(deployments(b, n)), &out, io.Discard); code != 0 {
				b.Fatalf("exit code %d", code)
			}
			right, _, _ := bytes.Cut(out.Bytes(), []byte("\nresults:"))
			right = append(right, '\n')
			unselected := bytes.Replace(right, []byte("    name: homepage-writer\n  spec:\n"),
				[]byte("    name: other\n  spec:\n    selectors: [{name: nobody}]\n"), 1)
			var selected, not time.Duration
			for b.Loop() {
				selected += timed(b, right)
				not += timed(b, unselected)
			}
			b.ReportMetric(0, "ns/op") // of both together, which says nothing
			b.ReportMetric(float64(selected.Nanoseconds())/float64(b.N*n), "ns/Deployment")
			b.ReportMetric(float64(selected)/float64(not), "x-unselected")
		})
	}
}

// timed is the processor time that the function takes for an input; that of
// the clock says little on a busy machine.
func timed(b *testing.B, input []byte) time.Duration {
	b.Helper()
	runtime.GC() // what the last run left
	start := processorTime(b)
	if code := fn.Run(bytes.NewReader(input), io.Discard, io.Discard); code != 0 {
		b.Fatalf("exit code %d", code)
	}
	return processorTime(b) - start
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// inList puts all items of a ResourceList into one of kind List.
func inList(input []byte) []byte {
	head, rest, _ := bytes.Cut(input, []byte("items:\n"))
	items, config, _ := bytes.Cut(rest, []byte("functionConfig:"))
	out := append(slices.Clone(head), "items:\n- apiVersion: v1\n  kind: List\n  items:\n"...)
	for line := range bytes.Lines(items) {
		out = append(append(out, "  "...), line...)
	}
	return append(append(out, "functionConfig:"...), config...)
}

// A comparison runs the program and another one in turns.
type comparison struct {
	*testing.B
	other            string
	ours, theirs     string // the executables
	ourRuns, itsRuns []usage
}

// newComparison builds the program and a command of testdata/bench.
func newComparison(b *testing.B, other string) *comparison {
	b.Helper()
	dir := b.TempDir()
	return &comparison{B: b, other: other, ours: build(b, dir, "."), theirs: build(b, dir, "./testdata/bench/"+other)}
}

func (c *comparison) round(input []byte) {
	c.ourRuns = append(c.ourRuns, measure(c.B, c.ours, input))
	c.itsRuns = append(c.itsRuns, measure(c.B, c.theirs, input))
}

// report reports the median time of the program, and its ratio to the other's.
func (c *comparison) report() {
	ours, theirs := wall(c.ourRuns), wall(c.itsRuns)
	c.ReportMetric(0, "ns/op") // of both together, which says nothing
	c.ReportMetric(ours*1000, "ms")
	c.ReportMetric(ours/theirs, "x-"+c.other)
}

// reportMemory does the same with peak memory. A process that takes less than
// this one is counted with the memory of this one, from which it was forked.
func (c *comparison) reportMemory() {
	ours, theirs := peak(c.ourRuns), peak(c.itsRuns)
	c.ReportMetric(ours/1024, "MB-rss")
	c.ReportMetric(ours/theirs, "x-"+c.other+"-rss")
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
