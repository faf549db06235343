package regex

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's, but for split with
// maxsplit, where it loses what is left of the text.
func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
match ["192.168.0.1", "^(\\d+\\.){3}\\d+$"] => true
match ["192.168.0,1", "^(\\d+\\.){3}\\d+$"] => false
match ["xay", "a"] => true
match ["é", "^\\w$"] => true
match ["é", "^[\\w]$"] => true
match ["é", "^[^\\w]$"] => false
match ["é", "^\\W$"] => false
match ["é", "^[\\W]$"] => false
match ["–é", "^[\\W][\\w-]$"] => true
match ["٣", "^\\d$"] => true
match ["٣", "^[\\D]$"] => false
match ["\u00a0", "^\\s$"] => true
match ["\u00a0x", "^[\\S]"] => false
match ["\u000b", "^\\s$"] => true
match ["a\nb", "a.b"] => false
match ["a\n", "a$"] => false
match ["A", "(?i)a"] => true
match ["]", "^[]a]$"] => true
match ["]", "^[^]a]$"] => false
match ["b1", "^[[:alpha:]]\\h$"] => true
match ["x/-_@", "x\\/\\-\\_\\@"] => true
match ["ab", "^(?<n>a)(?P<m>b)$"] => true
match ["a", "("] => '(' is no regular expression: missing closing ): (
match ["a", "a**"] => 'a**' is no regular expression: invalid nested repetition operator: **
match ["aa", "^a{,2}$"] => true
match ["a{,b}", "^a{,b}$"] => true
match ["a"] => match() missing 1 required positional argument: 'pattern'
match [1, "a"] => match() argument 'string' must be a string, got int
search ["aaaa", "a"] => true
search ["bbb", "a"] => false
compile ["$^"] => true
compile ["("] => false
compile ["[[:alpha:]]\\pL\\p{Greek}"] => true
findall ["aaaa", "a"] => ["a", "a", "a", "a"]
findall ["baaac", "a*"] => ["", "aaa", ""]
findall ["k=v;x=y", "(\\w)=(\\w)"] => [["k", "v"], ["x", "y"]]
findall ["k=v", "(\\w)="] => ["k="]
findall ["ab", "(a)|(b)"] => [["a", ""], ["", "b"]]
findall ["4Gi", "^(\\d{0,63})(E|P|Ei|Pi|Gi)$"] => [["4", "Gi"]]
replace ["aaa", "a", "b", 2] => "bba"
replace ["aaa", "a", "b", -1] => "bbb"
replace ["abc", "b", "", 0] => "ac"
replace ["abc", "(b)", "[$1]"] => "a[b]c"
replace ["abc", "(b)", "[$1x]"] => "a[]c"
replace ["abc", "(?P<n>b)", "${n}-$n-$$"] => "ab-b-$c"
replace ["abc", "x*", "-"] => "-a-b-c-"
replace ["abc", "b"] => replace() missing 1 required positional argument: 'replace'
split ["a,b,c", ","] => ["a", "b", "c"]
split ["a,b,c", ",", 1] => ["a", "b,c"]
split ["a,b,c", ","] ** {"maxsplit": 5} => ["a", "b", "c"]
split ["", ","] => [""]
split [",a,", ","] => ["", "a", ""]
split ["abc", ""] => ["", "a", "b", "c", ""]
`)
}

// For texts of ASCII and for all others a pattern is compiled differently;
// for ASCII both give the same.
func TestTranslations(t *testing.T) {
	texts := []string{"a", "1", " ", "_", "-", "\t", "\n", "", "]", "F", "g"}
	for _, pattern := range []string{`^\d$`, `^\D$`, `^\s$`, `^\S$`, `^\w$`, `^\W$`, `^\h$`, `^\H$`, `^[\d\s]$`, `^[^\w]$`, `^[\S]$`, `^[\W\d]$`, `^[a\D]$`} {
		a, err1 := compiled(pattern, true)
		b, err2 := compiled(pattern, false)
		if err1 != nil || err2 != nil {
			t.Fatal(pattern, err1, err2)
		}
		for _, s := range texts {
			inA, inB := a.matches(&eval.Run{}, s), b.matches(&eval.Run{}, s)
			if inA != inB {
				t.Errorf("%s matches %q: %v and %v", pattern, s, inA, inB)
			}
		}
	}
}

func TestCache(t *testing.T) {
	for i := range 3 * maxCached {
		if _, err := compiled(fmt.Sprint("a", i), true); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(cache.m); n > maxCached {
		t.Errorf("%d patterns are kept", n)
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("a", 1<<10)
	r := &eval.Run{Limits: eval.Limits{Bytes: 1 << 14}}
	for _, c := range []struct{ name, args string }{
		{"replace", `["` + long + `", "a", "` + long + `"]`},
		{"findall", `["` + long + `", "a"]`},
		{"split", `["` + long + `", "a"]`},
	} {
		got := libtest.Member(t, r, Module(), c.name, c.args, "")
		if got != "the program built more than 16384 bytes of values" {
			t.Errorf("%s: got %.80s", c.name, got)
		}
	}
}

// A translated pattern compiles where the pattern itself does.
func FuzzPattern(f *testing.F) {
	for _, s := range []string{`^[a-z]+\d*$`, `[^\W\S]`, `\pL[[:^alpha:]]`, `(?i:a|b)`, `[]\]]`, `\Q[\E`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		_, plain := regexp.Compile(pattern)
		translated, ok := translate(pattern, false)
		if !ok || plain != nil || strings.Contains(pattern, `\Q`) {
			return
		}
		if _, err := regexp.Compile(translated); err != nil {
			t.Errorf("%q compiles, but %v", pattern, err)
		}
	})
}
