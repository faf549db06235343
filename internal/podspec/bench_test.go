package podspec

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/internal/casefile"
)

// BenchmarkCheck checks injections that bring no problems: the usual one, of a
// sidecar with a volume, into an ordinary Deployment; into one with many
// variables and ports; and one that changes labels only.
func BenchmarkCheck(b *testing.B) {
	ordinary := casefile.Read(b, "testdata/change.txt")[0]
	var env, ports strings.Builder
	for i := range 200 {
		fmt.Fprintf(&env, "        - {name: V%d, value: x}\n", i)
		fmt.Fprintf(&ports, "        - {containerPort: %d}\n", 10000+i)
	}
	item := ordinary.Item
	large := strings.Replace(item, "        env:\n", "        env:\n"+env.String(), 1)
	large = strings.Replace(large, "        ports:\n", "        ports:\n"+ports.String(), 1)
	for _, bench := range []struct{ name, item, patch string }{
		{"sidecar", item, ordinary.Sections["patch"]},
		{"large", large, ordinary.Sections["patch"]},
		{"label", item, "metadata: {labels: {version: v1}}"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			in := inputOf(b, casefile.Case{Item: bench.item, Sections: map[string]string{"patch": bench.patch}})
			if problems := Check(in); len(problems) > 0 {
				b.Fatal(describe(problems))
			}
			b.ReportAllocs()
			began := processorTime(b)
			for b.Loop() {
				Check(in)
			}
			b.ReportMetric(float64(processorTime(b)-began)/float64(b.N), "cpu-ns/op")
		})
	}
}

// processorTime is what this process has used so far, which other processes on
// the machine change less than the time of day.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
