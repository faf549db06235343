package regex

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// machineOnly is the pattern as the machine runs it.
func machineOnly(t testing.TB, text string) *pattern {
	p, err := newMachinePattern(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

// What Go's regexp takes, too, the machine matches as that does.
func TestMachineIsRegexp(t *testing.T) {
	texts := []string{"", "a", "ab", "aab\nb", "abcabc", "é_1 x", "AbÉ", "a.b-c", "\r\n\tk", "foo bar", "ſK"}
	for _, text := range []string{
		`a`, `a*`, `a+?`, `a??b`, `a|ab`, `(a|ab)(c|bcd)?`, `(?i)aB`, `(?i)é|k|s`, `^a`, `b$`, `(?m)^b$`, `(?s)a.*b`, `a.*b`,
		`\bb`, `\Bb`, `[a-c]{2,3}`, `[^a]`, `(a)(b)?`, `((a)|b)*`, `(?P<x>a)(?P<y>b)`, `a{2}`, `x*`, `(?U)a+`,
		`[[:alpha:]]+`, `[]a]`, `[a\-.]+`, `\.`, `\x61`, `\x{e9}`, `\pL+`, `\p{Lu}`, `(a*)*`, `(a*)+b`, `(?:a|b)*c`, `\A.`, `.\z`, `(a?){3}`, `()`, `|a`,
	} {
		want := regexp.MustCompile(text)
		p := machineOnly(t, text)
		for _, s := range texts {
			got := p.all(&eval.Run{}, s, -1)
			if all := want.FindAllStringSubmatchIndex(s, -1); !slices.EqualFunc(got, all, slices.Equal) {
				t.Errorf("%s in %q\ngot  %v\nwant %v", text, s, got, all)
			}
		}
	}
}

// The wanted results are the reference implementation's, but for split, which
// never ends there where a match is empty.
func TestLookAround(t *testing.T) {
	libtest.Run(t, Module(), `
match ["x-7", "^(?!-)[a-z0-9-]{1,63}(?<!-)$"] => true
match ["x-", "^(?!-)[a-z0-9-]{1,63}(?<!-)$"] => false
match ["xbar", "foo(?=bar)"] => false
findall ["foobar foobaz", "foo(?=bar)..."] => ["foobar"]
findall ["a1b2c3", "(?<=[bc])\\d"] => ["2", "3"]
findall ["a1b2c3", "(?<![bc])\\d"] => ["1"]
findall ["é1ü2", "(?<=ü)\\d"] => ["2"]
findall ["aa bb cd", "(\\w)\\1"] => ["aa", "bb"]
findall ["aa bb cd", "(?P<x>\\w)(?P=x)"] => ["aa", "bb"]
findall ["aa bb cd", "(?<x>\\w)\\k<x>"] => ["aa", "bb"]
findall ["abab cdcd", "((\\w)\\w)\\1"] => [["ab", "a"], ["cd", "c"]]
match ["aaab", "(?>a+)ab"] => false
match ["aaab", "a++b"] => true
match ["aaab", "a*+ab"] => false
replace ["price: 100", "(?<=price: )\\d+", "[$0]"] => "price: [100]"
replace ["aXbX", "(?=X)", "-"] => "a-Xb-X"
replace ["john smith", "(?=j)(?<first>\\w+) (?<last>\\w+)", "$last $first"] => "smith john"
split ["aBcD", "(?=[A-Z])", 0] => ["a", "Bc", "D"]
split ["a, b,c", "(?<=,) *"] => ["a,", "b,", "c"]
findall ["ab12", "[\\w&&[^a]]"] => ["b", "1", "2"]
findall ["abcde", "[a-e--[bd]]"] => ["a", "c", "e"]
findall ["abcde", "[a-d~~c-e]"] => ["a", "b", "e"]
findall ["abc", "[a[c]]"] => ["a", "c"]
findall ["abc", "[^[^b]]"] => ["b"]
findall ["a b", "(?x) a \\  b # end"] => ["a b"]
findall ["ab", "a(?#comment)b"] => ["ab"]
findall ["aXa", "(?i)x(?=A)"] => ["X"]
findall ["xéy", "\\bé|(?=y)y\\b"] => ["y"]
match ["\u001b", "^\\e$"] => true
match ["é", "(?=.)\\u00e9"] => true
match ["aaa", "^(a)(?!b)\\1{2}$"] => true
match ["ab", "(?=(a))b|(?=(a))ab"] => true
compile ["(?<=a|bc)d"] => true
compile ["(?<=a)b"] => true
compile ["a{2000}"] => true
`)
}

func TestPatternErrors(t *testing.T) {
	libtest.Run(t, Module(), `
compile ["(?<=a+)b"] => false
compile ["(a)\\2"] => false
match ["a", "(?<=a+)b"] => '(?<=a+)b' is no regular expression: a look-behind must have a limited length
match ["a", "(?<=a{1001})b"] => '(?<=a{1001})b' is no regular expression: a look-behind must have a limited length
match ["a", "(a)\\2"] => '(a)\2' is no regular expression: there is no group 2
match ["a", "(?P=n)"] => '(?P=n)' is no regular expression: there is no group n
match ["a", "(?=a"] => '(?=a' is no regular expression: a parenthesis has no end
match ["a", "(?=a)[b"] => '(?=a)[b' is no regular expression: a bracket has no end
match ["a", "(?=a)*"] => '(?=a)*' is no regular expression: what stands before a repeat cannot be repeated
match ["a", "(?=a)\\K"] => '(?=a)\K' is no regular expression: invalid escape sequence: \K
match ["a", "(?=a)b)"] => '(?=a)b)' is no regular expression: unexpected )
match ["a", "(?=a)b{3,2}"] => '(?=a)b{3,2}' is no regular expression: {3,2} has its counts in the wrong order
match ["a", "(?=a)(?z)"] => '(?=a)(?z)' is no regular expression: there is no group (?z
match ["a", "(?=a)(?<n>a)(?<n>a)"] => '(?=a)(?<n>a)(?<n>a)' is no regular expression: 'n' is no name of a group, or of two
match ["a", "(?=a)(a{1000}){1000}"] => '(?=a)(a{1000}){1000}' is no regular expression: with its repeats written out it has more than 20000 parts
match ["a", "(?=a)((){2000000000}){2000000000}"] => '(?=a)((){2000000000}){2000000000}' is no regular expression: with its repeats written out it has more than 20000 parts
`)
	for _, text := range []string{strings.Repeat("(?=", 1000), strings.Repeat("[", 1000) + "&&"} {
		if _, err := newPattern(text, true); err == nil || !strings.Contains(err.Error(), "deeper than 250 levels") {
			t.Errorf("%.20s...: got %.80v", text, err)
		}
	}
}

// A pattern that takes exponential time ends, with and without limits.
func TestCatastrophe(t *testing.T) {
	const args = `["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "^(a|aa)+(?!a)b$"]`
	for _, c := range []struct {
		limits eval.Limits
		want   string
	}{
		{eval.Limits{}, "the regular expression '^(a|aa)+(?!a)b$' tries too many ways to match a text: make its repeats exclude each other"},
		{eval.Limits{Steps: 10_000}, "the program took more than 10000 evaluation steps"},
		{eval.Limits{Bytes: 500}, "the program built more than 500 bytes of values"},
	} {
		got := libtest.Member(t, &eval.Run{Limits: c.limits}, Module(), "match", args, "")
		if got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// The machine takes any pattern and text, and what Go's regexp takes as well
// it matches where that does.
func FuzzMachine(f *testing.F) {
	for _, c := range [][2]string{
		{`(?<=a)b`, "ab"}, {`(a|b)*c\1`, "abcb"}, {`[a&&[^b]]`, "ab"}, {`(?>a*)b{2,}?`, "aabb"}, {`(?x)a #c`, "a"}, {`\bé$`, "é"},
	} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, text, s string) {
		p, err := newMachinePattern(text)
		if err != nil {
			return
		}
		r := &eval.Run{Limits: eval.Limits{Steps: 100_000, Bytes: 1 << 24}}
		var got bool
		if _, ok := r.Catch(func() { got = p.matches(r, s); p.all(r, s, 3) }); !ok || !utf8.ValidString(s) {
			return
		}
		translated, ok := translate(text, false)
		if re, err := regexp.Compile(translated); ok && err == nil && !strings.Contains(text, `\`) {
			if want := re.MatchString(s); got != want {
				t.Errorf("%q matches %q: got %v, want %v", text, s, got, want)
			}
		}
	})
}
