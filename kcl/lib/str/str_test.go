package str_test

import (
	"bufio"
	stdjson "encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/str"
)

// call calls a method of s.
func call(t *testing.T, r *eval.Run, s, name, args, kw string) string {
	t.Helper()
	method := str.Method(name)
	f := &eval.Func{Name: name, Body: func(c *eval.Call) eval.Value { return method(c, s) }}
	return libtest.Call(t, r, f, args, kw)
}

// The wanted results are the reference implementation's.
func TestMethods(t *testing.T) {
	for _, c := range []struct{ s, name, args, want string }{
		{"hello World", "capitalize", `[]`, `"Hello world"`},
		{"ﬁx", "capitalize", `[]`, `"FIx"`},
		{"", "capitalize", `[]`, `""`},
		{"a好", "chars", `[]`, `["a", "好"]`},
		{"", "chars", `[]`, `[]`},
		{"aaaa", "count", `["a"]`, `4`},
		{"aaaa", "count", `["a", 1]`, `3`},
		{"aaaa", "count", `["a", null, -1]`, `3`},
		{"aaa", "count", `["aa"]`, `1`},
		{"abc", "count", `["", 0]`, `4`},
		{"abc", "count", `["", 5]`, `0`},
		{"abc", "endswith", `["b", 0, 2]`, `true`},
		{"abc", "endswith", `["c", 0, 2]`, `false`},
		{"abc", "find", `["c", -2]`, `2`},
		{"abc", "find", `["a", 1]`, `-1`},
		{"abc", "find", `["", 5]`, `-1`},
		{"abc", "find", `["c", 0, -1]`, `-1`},
		{"héllo", "find", `["l"]`, `3`},
		{"abc", "index", `["b"]`, `1`},
		{"abc", "index", `["z"]`, `substring not found`},
		{"½", "isalnum", `[]`, `true`},
		{"Hello World", "isalnum", `[]`, `false`},
		{"", "isalnum", `[]`, `false`},
		{"Ⅷ你", "isalpha", `[]`, `true`},
		{"a b", "isalpha", `[]`, `false`},
		{"1²", "isdigit", `[]`, `true`},
		{"½", "isdigit", `[]`, `false`},
		{"ª", "islower", `[]`, `true`},
		{"aB", "islower", `[]`, `false`},
		{"1", "islower", `[]`, `false`},
		{" \x1f\u2028", "isspace", `[]`, `true`},
		{"\u200b", "isspace", `[]`, `false`},
		{"", "isspace", `[]`, `false`},
		{"Hello World", "istitle", `[]`, `true`},
		{"Hello world", "istitle", `[]`, `false`},
		{"HEllo", "istitle", `[]`, `false`},
		{"ǅ", "istitle", `[]`, `true`},
		{"1", "istitle", `[]`, `false`},
		{"A1", "isupper", `[]`, `true`},
		{"Ⅷ", "isupper", `[]`, `true`},
		{",", "join", `[[1, "a", null, 1.0]]`, `"1,a,None,1.0"`},
		{",", "join", `["abc"]`, `"a,b,c"`},
		{",", "join", `[{"x": 1}]`, `"x"`},
		{",", "join", `[[]]`, `""`},
		{",", "join", `[1]`, `'int' object is not iterable`},
		{"HELLO", "lower", `[]`, `"hello"`},
		{"İ", "lower", `[]`, `"i̇"`},
		{"ΑΣ ΣΑ", "lower", `[]`, `"ας σα"`},
		{" a ", "lstrip", `[]`, `"a "`},
		{"xxa", "lstrip", `["x"]`, `"a"`},
		{"abc", "removeprefix", `["ab"]`, `"c"`},
		{"abc", "removeprefix", `["x"]`, `"abc"`},
		{"abc", "removesuffix", `["bc"]`, `"a"`},
		{"abc", "removesuffix", `[""]`, `"abc"`},
		{"aaa", "replace", `["a", "b"]`, `"bbb"`},
		{"aaa", "replace", `["a", "b", 2]`, `"bba"`},
		{"aaa", "replace", `["a", "b", -1]`, `"bbb"`},
		{"aaa", "replace", `["a", "b", 0]`, `"aaa"`},
		{"abc", "replace", `["", "-"]`, `"-a-b-c-"`},
		{"abc", "replace", `["", "-", 2]`, `"-a-bc"`},
		{"abc", "rfind", `["b", 0, 1]`, `-1`},
		{"Hello World", "rfind", `[""]`, `11`},
		{"abab", "rfind", `["ab"]`, `2`},
		{"abab", "rindex", `["ab"]`, `2`},
		{"abab", "rindex", `["x"]`, `substring not found`},
		{"Hello World", "rsplit", `["o", 1]`, `["Hello W", "rld"]`},
		{"aaa", "rsplit", `["aa"]`, `["a", ""]`},
		{"abc", "rsplit", `["", 1]`, `["abc", ""]`},
		{"abc", "rsplit", `[""]`, `["", "a", "b", "c", ""]`},
		{" a b", "rsplit", `[null, 1]`, `[" a", "b"]`},
		{"a  b c ", "rsplit", `[]`, `["a", "b", "c"]`},
		{"a ", "rstrip", `[]`, `"a"`},
		{"a  b ", "split", `[]`, `["a", "b"]`},
		{"a b c ", "split", `[null, 1]`, `["a", "b c "]`},
		{"a  b", "split", `[null, 0]`, `["a  b"]`},
		{" ", "split", `[]`, `[]`},
		{"", "split", `[","]`, `[""]`},
		{"a,b,c", "split", `[",", 1]`, `["a", "b,c"]`},
		{"a,b,", "split", `[","]`, `["a", "b", ""]`},
		{"abc", "split", `[""]`, `["", "a", "b", "c", ""]`},
		{"abc", "split", `["", 1]`, `["", "abc"]`},
		{"a\u00a0b", "split", `[]`, "[\"a\u00a0b\"]"},
		{"a\r\nb\rc\n", "splitlines", `[]`, `["a", "b", "c"]`},
		{"a\r\nb\rc\n", "splitlines", `[true]`, `["a\r\n", "b\r", "c\n"]`},
		{"\n", "splitlines", `[]`, `[""]`},
		{"", "splitlines", `[]`, `[]`},
		{"abc", "startswith", `["b", 1]`, `true`},
		{"abc", "startswith", `["", 4]`, `false`},
		{"xxaxx", "strip", `["x"]`, `"a"`},
		{"abc", "strip", `[""]`, `"abc"`},
		{"\u00a0a\u2003", "strip", `[null]`, `"a"`},
		{"they're a1B", "title", `[]`, `"They'Re A1B"`},
		{"ﬁx ǆ", "title", `[]`, `"Fix ǅ"`},
		{"ß é", "upper", `[]`, `"SS É"`},
		{"a", "count", `[1]`, `count() argument 'sub' must be a string, got int`},
		{"a", "find", `[]`, `find() missing 1 required positional argument: 'sub'`},
	} {
		if got := call(t, &eval.Run{}, c.s, c.name, c.args, ""); got != c.want {
			t.Errorf("%q.%s(%s): got %s, want %s", c.s, c.name, c.args, got, c.want)
		}
	}
	if str.Method("none") != nil {
		t.Error("found a method that is not there")
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ s, args, kw, want string }{
		{"{} {}", `["Hello", "World"]`, ``, `"Hello World"`},
		{"{0} {1} {0}", `["a", "b"]`, ``, `"a b a"`},
		{"{x} {y[0]}", `[]`, `{"x": 1, "y": [5]}`, `"1 5"`},
		{"{0[0]} {1[Hello]}", `[["a"], {"Hello": "b"}]`, ``, `"a b"`},
		{"{a.b}", `[]`, `{"a": {"b": 3}}`, `"3"`},
		{"{a.b[1].c}", `[]`, `{"a": {"b": [0, {"c": 1.5}]}}`, `"1.5"`},
		{"{0[1]}", `[{"1": "x"}]`, ``, `"x"`},
		{"{{}} {}", `[1]`, ``, `"{} 1"`},
		{"{!r}", `["a"]`, ``, `"a"`},
		{"{0!s:>3}", `[1]`, ``, `"  1"`},
		{"é{}", `[1]`, ``, `"é1"`},
		{"{é}", `[]`, `{"é": 1}`, `"1"`},
		{"{:>8}", `["a"]`, ``, `"a"`},
		{"{:f}", `[-1]`, ``, `"-1.000000"`},
		{"{", `[1]`, ``, `format error`},
		{"}", `[1]`, ``, `format error`},
		{"{0[}", `[[1]]`, ``, `format error`},
		{"{0[]}", `[[1]]`, ``, `list index out of range: `},
		{"{0.}", `[{}]`, ``, `format error`},
		{"{:{{}}}", `[1]`, ``, `format error`},
		{"{:{}}", `[1, 5]`, ``, `Invalid format specifier`},
		{"{}{}", `[1]`, ``, `argument tuple index out of range`},
		{"{9999999999}", `[1]`, ``, `keyword argument '9999999999' not found`},
		{"{x}", `[1]`, ``, `keyword argument 'x' not found`},
		{"{}{0}", `[1, 2]`, ``, `cannot switch from automatic field numbering to manual field specification`},
		{"{0[a]}", `[1]`, ``, `format() found no 'a' in a value of type int`},
		{"{0[5]}", `[[1]]`, ``, `list index out of range: 5`},
		{"{:99999999999999999999999}", `[1]`, ``, `Too many decimal digits in format string`},
		{"{:.1000000000f}", `[1.5]`, ``, `Too many decimal digits in format string`},
	} {
		if got := call(t, &eval.Run{}, c.s, "format", c.args, c.kw); got != c.want {
			t.Errorf("%q.format(%s %s): got %s, want %s", c.s, c.args, c.kw, got, c.want)
		}
	}
}

// testdata/format.jsonl holds formats, numbers and what the reference
// implementation (0.12.4) makes of them.
func TestFormatNative(t *testing.T) {
	f, err := os.Open("testdata/format.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var c struct {
			Format, Want, Error string
			Value               stdjson.RawMessage
		}
		if err := stdjson.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		want := c.Error
		if want == "" {
			want = encode.JSON(eval.Str(c.Want), encode.Options{})
		}
		// For an integer as a float the reference writes sign and
		// separators twice.
		if !strings.ContainsAny(string(c.Value), ".e") && strings.ContainsAny(c.Format, "eEfF%") {
			continue
		}
		if got := call(t, &eval.Run{}, c.Format, "format", "["+string(c.Value)+"]", ""); got != want {
			t.Errorf("%q.format(%s): got %s, want %s", c.Format, c.Value, got, want)
		}
	}
	if n < 500 {
		t.Errorf("only %d formats", n)
	}
}

func TestLimits(t *testing.T) {
	r := &eval.Run{Limits: eval.Limits{Bytes: 1 << 16}}
	long := strings.Repeat("a", 1<<10)
	for _, c := range []struct{ s, name, args string }{
		{long, "replace", `["a", "` + long + `"]`},
		{long, "replace", `["", "` + long + `"]`},
		{"{0:60000}{0:60000}", "format", `[1]`},
		{long, "join", `["` + long + `"]`},
		{strings.Repeat("a ", 1<<12), "split", `[]`},
	} {
		if got := call(t, r, c.s, c.name, c.args, ""); got != "the program built more than 65536 bytes of values" {
			t.Errorf("%s: got %.80s", c.name, got)
		}
	}
}

// Whatever the template, format ends in a text or in one of its own errors.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"{}", "{0.a[1]!r:*>+#012_.3f}", "{{}}", "{x[y]}", "{:é^8,d}", "}{", "{:.}"} {
		f.Add(s, 1.5, int64(-7))
	}
	f.Fuzz(func(t *testing.T, s string, x float64, n int64) {
		r := &eval.Run{Limits: eval.Limits{Bytes: 1 << 20}}
		d := eval.NewDict(1)
		d.Set("a", eval.NewList(eval.Int(n), eval.Float(x)))
		c := &eval.Call{Run: r, Name: "format", Args: []eval.Value{eval.Float(x), eval.Int(n), d}, Kw: []eval.NamedArg{{Name: "x", Value: d}}}
		msg, ok := r.Catch(func() { str.Method("format")(c, s) })
		if !ok && msg == "" {
			t.Error("an error without a text")
		}
	})
}
