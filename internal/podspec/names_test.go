package podspec

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"
)

// TestNames compares what is accepted as names with Kubernetes' functions, on
// names made of characters and lengths that make a difference.
func TestNames(t *testing.T) {
	rules := []struct {
		name   string
		ours   func(string) bool
		theirs func(string) []string
	}{
		{"isLabel", isLabel, validation.IsDNS1123Label},
		{"isSubdomain", isSubdomain, validation.IsDNS1123Subdomain},
		{"isPortName", isPortName, validation.IsValidPortName},
		{"isEnvName", isEnvName, validation.IsRelaxedEnvVarName},
		{"isQualifiedName", isQualifiedName, validation.IsQualifiedName},
		{"isLabelValue", isLabelValue, validation.IsValidLabelValue},
	}
	r := rand.New(rand.NewPCG(1, 2))
	accepted := map[string]int{}
	for range 20000 {
		s := randomName(r)
		for _, rule := range rules {
			want := len(rule.theirs(s)) == 0
			if want {
				accepted[rule.name]++
			}
			if got := rule.ours(s); got != want {
				t.Errorf("%s(%q) = %t, want %t", rule.name, s, got, want)
			}
		}
	}
	for _, rule := range rules {
		if n := accepted[rule.name]; n < 500 || n > 19500 {
			t.Errorf("%s accepts %d of 20,000 names: they show little", rule.name, n)
		}
	}
}

// randomName is a name of few kinds of characters, sometimes one that is just
// as long as allowed, or longer.
func randomName(r *rand.Rand) string {
	alphabet := []string{"ab1", "ab1-", "aB1-_.", "ab1-./", "a1=~ \x7f", "aé\x00-"}[r.IntN(6)]
	runes := []rune(alphabet)
	var b strings.Builder
	for range r.IntN(8) {
		b.WriteRune(runes[r.IntN(len(runes))])
	}
	s := b.String()
	if r.IntN(4) == 0 {
		n := []int{15, 16, 63, 64, 253, 254}[r.IntN(6)]
		s = strings.Repeat("a", max(0, n-len(s))) + s
	}
	if r.IntN(8) == 0 {
		s = "example.com/" + s
	}
	return s
}

// TestQuantity compares what is read as quantities with Kubernetes' parser.
func TestQuantity(t *testing.T) {
	texts := []string{"", "0", "-0", "+1", "1", "100m", "1.5Gi", "0.1", ".5", "5.", "1.G", "1e3", "1E3", "1E", "1e-3", "12E-10", "1u", "1n", "0.5n", "1.5n",
		"1Ki", "3Ei", "9Ei", "1.0000000001Ki", "9223372036854775807", "9223372036854775808", "1 m", "1MB", "m", "-", ".", "1..2", "1.2.3", "0x10", "1_000",
		"10T", "2P", "1k", "1K", "-5m", "-1.5Gi", " 1"}
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteByte("0123456789.m-eEk"[r.IntN(16)])
		}
		texts = append(texts, b.String()+[]string{"", "m", "Mi", "G", "u", "e2"}[r.IntN(6)])
	}
	var before string
	for _, s := range texts {
		want, err := resource.ParseQuantity(strings.TrimSpace(s)) // as UnmarshalJSON does
		got, ok := parseQuantity(s)
		if strings.IndexAny(s, "eE") == 0 || strings.Trim(s[max(0, strings.IndexAny(s, "eE")):], "0123456789eE-+") == "" && len(s) > 6 {
			continue // exponents without a number, or of many digits, which Kubernetes reads in odd ways
		}
		if ok != (err == nil) {
			t.Errorf("%q: ok = %t, want the error %v", s, ok, err)
			continue
		}
		if !ok {
			continue
		}
		if got.int().Cmp(nanos(want)) != 0 {
			t.Errorf("%q is %s, want %s", s, got, want.String())
		}
		if p, ok := parseQuantity(before); ok {
			q := resource.MustParse(before)
			if p.cmp(got) != q.Cmp(want) {
				t.Errorf("%s compared with %s: %d, want %d", before, s, p.cmp(got), q.Cmp(want))
			}
			if sum := new(big.Int).Add(nanos(q), nanos(want)); p.add(got).int().Cmp(sum) != 0 {
				t.Errorf("%s + %s = %s", before, s, p.add(got))
			}
		}
		before = strings.TrimSpace(s)
	}
}

// nanos is a quantity in billionths.
func nanos(q resource.Quantity) *big.Int {
	d := q.AsDec()
	n := new(big.Int).Set(d.UnscaledBig())
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(9-d.Scale(), d.Scale()-9))), nil)
	if d.Scale() <= 9 {
		return n.Mul(n, power)
	}
	return n.Quo(n, power)
}

// TestQuantityString: what messages say is the quantity.
func TestQuantityString(t *testing.T) {
	for s, want := range map[string]string{"0.6": "600m", "1024": "1Ki", "1536Mi": "1536Mi", "2048Mi": "2Gi", "0": "0", "1500u": "1500u", "1n": "1n", "1e3": "1000", "-2": "-2"} {
		if q, ok := parseQuantity(s); !ok || q.String() != want {
			t.Errorf("%s is %s, want %s", s, q, want)
		}
	}
}
