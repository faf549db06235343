package glob

import (
	"regexp"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, s string
		want       bool
	}{
		{"", "", true},
		{"", "a", false},
		{"web", "web", true},
		{"web", "web-1", false},
		{"web-*", "web-", true},
		{"web-*", "web-1", true},
		{"web-*", "my-web-1", false},
		{"*", "apps/v1", true},
		{"apps/*", "apps/v1beta2", true},
		{"apps/*", "extensions/v1beta1", false},
		{"*/v1", "v1", false},
		{"*-prod-*", "a-prod-b", true},
		{"*a*b*c", "xxaybzbc", true},
		{"*a*b*c", "xxaybzbcd", false},
		{"web-?", "web-1", true},
		{"web-?", "web-", false},
		{"[a]", "a", false},
	} {
		if got := Match(c.pattern, c.s); got != c.want {
			t.Errorf("Match(%q, %q) = %v", c.pattern, c.s, got)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("a*b?c", "axxbyc")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		for _, c := range []byte(pattern + s) {
			if c >= 0x80 {
				return // regexp reads characters, Match bytes
			}
		}
		expr := strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(regexp.QuoteMeta(pattern))
		if got, want := Match(pattern, s), regexp.MustCompile(`(?s)^`+expr+`$`).MatchString(s); got != want {
			t.Errorf("Match(%q, %q) = %v", pattern, s, got)
		}
	})
}
