package podspec

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkCheck checks injections that bring no problems: the usual one, of a
// sidecar with a volume, into an ordinary Deployment; into one with many
// variables and ports; and one that changes labels only.
func BenchmarkCheck(b *testing.B) {
	_, cases := readCases(b, "testdata/change.txt")
	ordinary := cases[0]
	var env, ports strings.Builder
	for i := range 200 {
		fmt.Fprintf(&env, "        - {name: V%d, value: x}\n", i)
		fmt.Fprintf(&ports, "        - {containerPort: %d}\n", 10000+i)
	}
	item := ordinary.sections["item"]
	large := strings.Replace(item, "        env:\n", "        env:\n"+env.String(), 1)
	large = strings.Replace(large, "        ports:\n", "        ports:\n"+ports.String(), 1)
	for _, bench := range []struct{ name, item, patch string }{
		{"sidecar", item, ordinary.sections["patch"]},
		{"large", large, ordinary.sections["patch"]},
		{"label", item, "metadata: {labels: {version: v1}}"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			c := testCase{bench.name, map[string]string{"patch": bench.patch}}
			in := c.input(b, bench.item)
			if problems := Check(in); len(problems) > 0 {
				b.Fatal(describe(problems))
			}
			b.ReportAllocs()
			for b.Loop() {
				Check(in)
			}
		})
	}
}
