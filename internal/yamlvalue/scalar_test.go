package yamlvalue

import (
	"encoding/json"
	"math"
	"testing"
	"unicode/utf8"

	yaml2 "go.yaml.in/yaml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// TestScalarsAreReadAsKubernetesReadsThem compares with yaml/v2, on which
// sigs.k8s.io/yaml is built.
func TestScalarsAreReadAsKubernetesReadsThem(t *testing.T) {
	for _, text := range []string{
		"yes", "Yes", "YES", "yEs", "no", "on", "off", "y", "n", "Y", "N", "true", "True", "tRUE", "FALSE",
		"null", "~", "Null", "", "nULL", "'null'", `"yes"`, "'on'", `""`,
		"0", "-0", "+7", "12", "012", "-012", "0o17", "0x1F", "0b101", "-0b101", "1_000", "08", "0_8", "1:30", "190:20:30",
		"9223372036854775807", "9223372036854775808", "12345678901234567890", "123456789012345678901234567890", "-9223372036854775809",
		"1.0", "1.", ".5", "1e3", "1E+3", "-1.5e-3", "1_000.5", ".inf", "-.INF", "+.inf", ".", "..", "1.2.3", "1e", "e3",
		"2024-01-01", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "2001-1-1",
		"=", "<", "a b", "a#b", "!!str 80", "!!int '80'", "!!float 1", "!!str yes", "!!bool yes", "!!null ''",
		"!!binary aGVsbG8=", "|\n  yes\n", ">-\n  12\n", "12abc", "0x", "0xg", "1__2", "_1", "1,000",
	} {
		var want map[string]any
		doc := "k: " + text + "\n"
		if err := yaml2.Unmarshal([]byte(doc), &want); err != nil {
			t.Errorf("%q: yaml/v2: %v", text, err)
			continue
		}
		got := FromNode(Lookup(yamltest.Parse(t, doc), "k"))
		if w := valueOf(want["k"]); got != w {
			t.Errorf("%q is read as %T %v, want %T %v", text, got, got, w, w)
		}
	}
}

// valueOf is what yaml/v2 decoded as a value.
func valueOf(x any) eval.Value {
	switch x := x.(type) {
	case int:
		return eval.Int(x)
	case int64:
		return eval.Int(x)
	case uint64:
		return eval.Float(x)
	case float64:
		return eval.Float(x)
	case bool:
		return eval.Bool(x)
	case string:
		return eval.Str(x)
	}
	return eval.None
}

func TestNotANumber(t *testing.T) {
	a := yamltest.Parse(t, ".nan")
	if f, ok := FromNode(a).(eval.Float); !ok || !math.IsNaN(float64(f)) {
		t.Errorf(".nan is read as %v", FromNode(a))
	}
	if !Equal(a, yamltest.Parse(t, ".NaN")) || Equal(a, yamltest.Parse(t, "1.0")) {
		t.Error("a not-a-number equals only another one")
	}
}

func TestBinaryThatIsNoTextKeepsItsText(t *testing.T) {
	if got := FromNode(yamltest.Parse(t, "!!binary /w==")); got != eval.Str("/w==") {
		t.Errorf("got %v", got)
	}
}

func TestTextStyle(t *testing.T) {
	for _, c := range []struct {
		s, block, flow string
	}{
		{"web", `web`, `web`},
		{"/bin/sh", `/bin/sh`, `/bin/sh`},
		{"-c", `-c`, `-c`},
		{"--flag=a b", `--flag=a b`, `--flag=a b`},
		{"nginx:1.14", `nginx:1.14`, `"nginx:1.14"`},
		{"1.14.2", `1.14.2`, `1.14.2`},
		{"10.0.0.1", `10.0.0.1`, `10.0.0.1`},
		{"100m", `100m`, `100m`},
		{"8Gi", `8Gi`, `8Gi`},
		{"$(POD)", `$(POD)`, `$(POD)`},
		{"a,b", `a,b`, `"a,b"`},
		{"x: y", `"x: y"`, `"x: y"`},
		{"x #y", `"x #y"`, `"x #y"`},
		{"x#y", `x#y`, `x#y`},
		{"end:", `"end:"`, `"end:"`},
		{"", `""`, `""`},
		{" a", `" a"`, `" a"`},
		{"a ", `"a "`, `"a "`},
		{"yes", `"yes"`, `"yes"`},
		{"On", `"On"`, `"On"`},
		{"n", `"n"`, `"n"`},
		{"~", `"~"`, `"~"`},
		{"null", `"null"`, `"null"`},
		{"0777", `"0777"`, `"0777"`},
		{"0o17", `"0o17"`, `"0o17"`},
		{"0xFF", `"0xFF"`, `"0xFF"`},
		{"1e3", `"1e3"`, `"1e3"`},
		{"1_000", `"1_000"`, `"1_000"`},
		{"1:30", `"1:30"`, `"1:30"`},
		{"+12", `"+12"`, `"+12"`},
		{".5", `".5"`, `".5"`},
		{".inf", `".inf"`, `".inf"`},
		{"2024-01-01", `"2024-01-01"`, `"2024-01-01"`},
		{"2001-12-14t21:59:43.10-05:00", `"2001-12-14t21:59:43.10-05:00"`, `"2001-12-14t21:59:43.10-05:00"`},
		{"=", `"="`, `"="`},
		{"<<", `"<<"`, `"<<"`},
		{"---", `"---"`, `"---"`},
		{"...", `"..."`, `"..."`},
		{"-", `"-"`, `"-"`},
		{"- a", `"- a"`, `"- a"`},
		{"*a", `"*a"`, `"*a"`},
		{"@a", `"@a"`, `"@a"`},
		{`say "hi"`, `say "hi"`, `say "hi"`},
		{`"hi"`, `'"hi"'`, `'"hi"'`},
		{`\d+: x`, `'\d+: x'`, `'\d+: x'`},
		{`it's: "x"`, `"it's: \"x\""`, `"it's: \"x\""`},
		{"a\tb", `"a\tb"`, `"a\tb"`},
		{"a\x00b", `"a\u0000b"`, `"a\u0000b"`},
		{"a\u0085b\u2028c\ufeff", `"a\u0085b\u2028c\ufeff"`, `"a\u0085b\u2028c\ufeff"`},
		{"naïve 日本", `naïve 日本`, `naïve 日本`},
	} {
		n := Text(c.s)
		if got := string(AppendScalar(nil, n, Block)); got != c.block {
			t.Errorf("%q in a block is written %s, want %s", c.s, got, c.block)
		}
		if got := string(AppendScalar(nil, n, Flow)); got != c.flow {
			t.Errorf("%q in a flow collection is written %s, want %s", c.s, got, c.flow)
		}
	}
}

func TestLiteralText(t *testing.T) {
	for s, want := range map[string]bool{
		"a\nb":        true,
		"a\n":         true,
		"a\n\n":       false,
		"a\n \n\tb\n": true,
		"a":           false, // one line
		"\na":         false,
		" a\nb":       false,
		"\ta\nb":      false,
		"a\r\nb":      false,
		"a\n\x00":     false,
		"a\n\u0085b":  false,
	} {
		if got := LiteralText(s); got != want {
			t.Errorf("LiteralText(%q) = %t", s, got)
		}
	}
}

func TestOtherScalarsKeepTheirText(t *testing.T) {
	for _, text := range []string{"yes", "012", "1e3", "12345678901234567890", "1.0", "2024-01-01", "~", "<<", "!!binary \"aGk=\"", "0x1F", "'x'", `"x"`} {
		n := yamltest.Parse(t, text).Content[0]
		if got := string(AppendScalar(nil, n, Block)); got != text {
			t.Errorf("%s is written %s", text, got)
		}
	}
}

func TestScalarsInJSON(t *testing.T) {
	for text, want := range map[string]string{
		"yes": "true", "012": "10", "~": "null", "": "null", "'x'": `"x"`, "a": `"a"`, "2024-01-01": `"2024-01-01"`, "<<": `"<<"`, "1.50": "1.5",
	} {
		n := Lookup(yamltest.Parse(t, "k: "+text), "k")
		if got := string(AppendScalar(nil, n, JSON)); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

// FuzzText checks that no reader takes a string for anything else, wherever
// it is written.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "yes", "0777", "1:30", "=", "<<", "a: b", "a\nb\n", "\t", "- x", "# x", "x #", "!x", "\\", "'", "\"", "\u0085", "\u2028", "é", "?", ":", "...", "--- a", "a\n\n\n", "a\n  \n", "0x_", "2001-1-1", "\ufeff", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		n := Text(s)
		block, flow, quoted := AppendScalar(nil, n, Block), AppendScalar(nil, n, Flow), AppendScalar(nil, n, JSON)
		if len(s) < 100 { // a key on one line has at most 1024 characters
			checkTexts(t, s, yamltest.Parse(t, string(block)+": v\n"), string(block))
		}
		for _, text := range []string{
			"k: " + string(block) + " # c\n", "- " + string(block) + "\n",
			"[" + string(flow) + "," + string(flow) + "]\n", "{k: " + string(flow) + "}\n",
			"{\"k\":" + string(quoted) + "}\n",
		} {
			checkTexts(t, s, yamltest.Parse(t, text), text)
			var v2 any
			if err := yaml2.Unmarshal([]byte(text), &v2); err != nil {
				t.Fatalf("yaml/v2: %v in %s", err, text)
			}
			if !holds(v2, s) {
				t.Fatalf("yaml/v2 reads %#v from %s", v2, text)
			}
		}
		var js string
		if err := json.Unmarshal(quoted, &js); err != nil || js != s {
			t.Fatalf("%s as JSON: %q, %v", quoted, js, err)
		}
		text, err := yaml.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if got := FromNode(yamltest.Parse(t, string(text))); got != eval.Str(s) {
			t.Fatalf("yaml/v3 writes %q as %s", s, text)
		}
	})
}

// checkTexts checks that every scalar but v is the string s.
func checkTexts(t *testing.T, s string, n *yaml.Node, text string) {
	t.Helper()
	for _, c := range n.Content {
		checkTexts(t, s, c, text)
	}
	if n.Kind == yaml.ScalarNode && n.Value != "k" && n.Value != "v" && FromNode(n) != eval.Str(s) {
		t.Fatalf("%q is read as %v (%s) from %s", s, FromNode(n), n.Tag, text)
	}
}

func holds(x any, s string) bool {
	switch x := x.(type) {
	case string:
		return x == s || x == "k" || x == "v"
	case []any:
		for _, e := range x {
			if !holds(e, s) {
				return false
			}
		}
		return len(x) > 0
	case map[any]any:
		for k, v := range x {
			if !holds(k, s) || !holds(v, s) {
				return false
			}
		}
		return len(x) == 1
	}
	return false
}
