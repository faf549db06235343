package kcl_test

// This file compares the engine with the reference implementation, PyPI's
// kcl-lib, on programs of several lengths. KCL_LIB_PYTHON names a Python
// interpreter that has it, as `make difftest` installs one.

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// A reference is a process that runs difftest/reference.py.
type reference struct {
	in  io.Writer
	out *bufio.Reader
}

// startReference starts the reference implementation; it skips the benchmark
// where there is none.
func startReference(b *testing.B) *reference {
	b.Helper()
	python := os.Getenv("KCL_LIB_PYTHON")
	if python == "" {
		b.Skip("KCL_LIB_PYTHON does not name a Python interpreter that has kcl_lib")
	}
	script, err := os.ReadFile("../difftest/reference.py")
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(python, "-c", string(script))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	return &reference{in, bufio.NewReader(out)}
}

// run compiles and runs a program and returns its output and the time that
// took within the process.
func (r *reference) run(b *testing.B, text string) (string, time.Duration) {
	b.Helper()
	request, err := json.Marshal(map[string][]string{"k_filename_list": {"main.k"}, "k_code_list": {text}})
	if err != nil {
		b.Fatal(err)
	}
	fmt.Fprintf(r.in, "%s\n", request)
	line, err := r.out.ReadString('\n')
	if err != nil {
		b.Fatalf("the reference does not answer: %v", err)
	}
	var answer struct {
		YAML, Error, Refused string
		Seconds              float64
	}
	if err := json.Unmarshal([]byte(line), &answer); err != nil || answer.Error+answer.Refused != "" {
		b.Fatalf("%v: %s", err, line)
	}
	return answer.YAML, time.Duration(answer.Seconds * float64(time.Second))
}

// service is ten lines of a program: a service of a platform, or what is
// deployed for the service before.
func service(n int) string {
	if n%2 == 0 {
		return strings.ReplaceAll(`schema Service#:
    name: str
    replicas: int = 1
    labels: {str:str} = {app = name}
    check:
        1 <= replicas <= 100, "too many replicas"
service# = Service# {
    name = "service-#"
    replicas = sum([i for i in range(3) if i > 0]) or 1
}
`, "#", fmt.Sprint(n))
	}
	return strings.NewReplacer("#", fmt.Sprint(n), "@", fmt.Sprint(n-1)).Replace(`_image# = lambda name: str, tag = "latest" -> str {
    _registry = "registry.example.com"
    "${_registry}/${name}:${tag}"
}
deployment# = {
    metadata: {name = service@.name, labels = service@.labels}
    spec.replicas = service@.replicas * 2
    spec.containers = [{name = "c${i}", image = _image#(service@.name)} for i in range(3)]
    if service@.replicas > 1: strategy.type = "RollingUpdate"
}
`)
}

// BenchmarkAgainstReference runs programs in both engines in turns, to the
// YAML, and reports how many times faster ours is: x-compiled where it has
// compiled the program before, x-compiling where it compiles it for each run,
// as the reference does. Aim: at least 10 and 1.
func BenchmarkAgainstReference(b *testing.B) {
	for _, lines := range []int{10, 200, 2000} {
		b.Run(fmt.Sprintf("lines%d", lines), func(b *testing.B) {
			ref := startReference(b)
			var text strings.Builder
			for n := range lines / 10 {
				text.WriteString(service(n))
			}
			source := kcl.Source{Name: "main.k", Text: text.String()}
			prog := compileForBench(b, source)
			theirs, _ := ref.run(b, source.Text)
			if ours := strings.TrimSuffix(runForBench(b, prog), "\n"); ours != theirs {
				b.Fatalf("the outputs differ:\n%s\n--- the reference\n%s", ours, theirs)
			}
			var running, compiling, reference time.Duration
			for b.Loop() {
				start := time.Now()
				runForBench(b, prog)
				middle := time.Now()
				runForBench(b, compileForBench(b, source))
				compiling += time.Since(middle)
				running += middle.Sub(start)
				_, took := ref.run(b, source.Text)
				reference += took
			}
			b.ReportMetric(float64(reference)/float64(running), "x-compiled")
			b.ReportMetric(float64(reference)/float64(compiling), "x-compiling")
			b.ReportMetric(float64(reference.Microseconds())/float64(b.N), "µs-reference")
		})
	}
}

func compileForBench(b *testing.B, source kcl.Source) *kcl.Program {
	b.Helper()
	prog, err := kcl.Compile(source)
	if err != nil {
		b.Fatal(err)
	}
	return prog
}

func runForBench(b *testing.B, prog *kcl.Program) string {
	b.Helper()
	res, err := prog.Run(context.Background(), kcl.RunOptions{})
	if err != nil {
		b.Fatal(err)
	}
	yaml, err := res.YAML(kcl.OutputOptions{})
	if err != nil {
		b.Fatal(err)
	}
	return yaml
}
