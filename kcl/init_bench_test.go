package kcl_test

// This file measures what importing the engine adds to the start of a
// process.

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// initTrace matches a line of GODEBUG=inittrace=1.
var initTrace = regexp.MustCompile(`^init (\S+) @\S+ ms, (\S+) ms clock,`)

// BenchmarkInit starts this program, which does nothing then, and reports the
// time in which its packages initialise themselves, those of Go and of the
// tests among them: ms-init, the least of all starts. Aim: at most 1.
func BenchmarkInit(b *testing.B) {
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	least, engine := 0.0, false
	for b.Loop() {
		cmd := exec.Command(program, "-test.run=^$")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		var trace bytes.Buffer
		cmd.Stderr = &trace
		if err := cmd.Run(); err != nil {
			b.Fatal(err)
		}
		total := 0.0
		for lines := bufio.NewScanner(&trace); lines.Scan(); {
			m := initTrace.FindSubmatch(lines.Bytes())
			if m == nil {
				continue
			}
			ms, err := strconv.ParseFloat(string(m[2]), 64)
			if err != nil {
				b.Fatal(err)
			}
			total += ms
			engine = engine || bytes.HasSuffix(m[1], []byte("/kcl/load"))
		}
		if least == 0 || total < least {
			least = total
		}
	}
	if !engine {
		b.Fatal("the trace does not have the packages of the engine")
	}
	b.ReportMetric(least, "ms-init")
}
