package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// benchSource returns a source text of about n bytes that uses most of the
// grammar, in the proportions of programs that describe workloads.
func benchSource(n int) string {
	var b strings.Builder
	b.WriteString("import math\nimport k8s.api.core.v1 as core\n\n")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, `schema Container%[1]d[limit: int = %[1]d](core.Container):
    """A container of workload %[1]d."""
    name: str = "container-%[1]d"
    image?: str
    ports: [int] = [80, 443, %[1]d]
    env: {str:str | int} = {}
    [key: str]: any

    check:
        len(name) <= 63, "the name is too long"
        ports[0] > 0 and ports[0] < 65536 if ports

# The workload itself.
_name_%[1]d = "workload-${%[1]d + 1}-main"
workload_%[1]d = Container%[1]d(limit=%[1]d) {
    name = _name_%[1]d.lower()
    image = "registry.example.com/team/image:1.${%[1]d}"
    ports = [p * 2 + 1 for p in [8080, 8443, 0x1F] if p != 1]
    resources.limits: {cpu: "500m", memory: 512Mi}
    env: {
        "LOG_LEVEL": "debug" if math.pow(2, 3) > 7 else "info"
        if limit > 10:
            HTTP_PROXY: 'http://proxy\texample'
        else:
            HTTP_PROXY: "none"
    }
    args += ["--port", str(ports[-1]), *extra[1:3]]
}
total_%[1]d = lambda xs: [int], scale = 1 -> int {
    _sum = sum([x * scale for x in xs])
    _sum if _sum > 0 else -_sum
}
ok_%[1]d = all c in workload_%[1]d.ports { c > 0 and c not in [1, 2, 3] }

`, i)
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	src := benchSource(1 << 20)
	if _, diags := Parse("bench.k", src); diags != nil {
		b.Fatal(diags[0])
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Parse("bench.k", src)
	}
}

func BenchmarkScan(b *testing.B) {
	src := benchSource(1 << 20)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		toks, _ := scanFile(src, &errorList{})
		releaseTokens(toks)
	}
}
