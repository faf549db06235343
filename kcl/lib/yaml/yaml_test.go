package yaml

import (
	"os"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// testdata/decode.txt holds what the reference implementation (0.12.4) makes
// of YAML.
func TestDecodeNative(t *testing.T) {
	calls, err := os.ReadFile("testdata/decode.txt")
	if err != nil {
		t.Fatal(err)
	}
	libtest.Run(t, Module(), string(calls))
}

func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
encode [{"b": 1, "a": [null]}] => "b: 1\na:\n- null\n"
encode [{"b": 1, "a": [null], "_c": 2}] ** {"sort_keys": true, "ignore_private": true, "ignore_none": true} => "a: []\nb: 1\n"
encode [] ** {"data": "x"} => "x\n"
encode [{"b": 1, "a": 2}, true] => "a: 2\nb: 1\n"
encode_all [[{"a": 1}, {"b": 2}]] => "a: 1\n\n---\nb: 2\n"
encode_all [[]] => ""
encode_all [{"a": 1}] => encode_all() argument 'data' must be a list, got dict
decode ["a: 1\n---\nb: 2\n"] => deserializing from YAML containing more than one document is not supported
decode ["a: &x [*x]\n"] => the anchor 'x' contains itself at line 1 column 8
decode ["- 123456789012345678901234567890\n"] => the integer 123456789012345678901234567890 does not fit 64 bits at line 1 column 3
decode ["- -9223372036854775809\n"] => the integer -9223372036854775809 does not fit 64 bits at line 1 column 3
decode ["? [1]\n: 2\n"] => a key must be a string at line 1 column 3
decode ["- !foo 1\n"] => the tag '!foo' is not supported at line 1 column 3
decode ["!foo {a: 1}"] => the tag '!foo' is not supported at line 1 column 1
decode ["- !!int x\n"] => 'x' has the tag !!int, which it is not at line 1 column 3
decode ["- !!bool 1\n"] => '1' has the tag !!bool, which it is not at line 1 column 3
decode ["- !!null \"\"\n- !!float .inf\n- !!float 1e400\n"] => '1e400' has the tag !!float, which it is not at line 3 column 3
decode ["a: b: c"] => mapping values are not allowed in this context
decode ["a: *y"] => unknown anchor 'y' referenced
decode ["a: x\nb: 'y"] => line 2: found unexpected end of stream
decode [1] => decode() argument 'value' must be a string, got int
decode [] => decode() missing 1 required positional argument: 'value'
validate ["a: 1\n---\n- b\n"] => true
validate [""] => true
validate ["a: b: c"] => false
dump_to_file [1, "x.yaml"] => yaml.dump_to_file needs access to files, which this program was not given
`)
}

func TestDump(t *testing.T) {
	fs := &libtest.Files{}
	r := &eval.Run{Caps: &eval.Capabilities{Files: fs}}
	m := Module()
	for _, c := range []struct{ name, args, kw, want string }{
		{"dump_to_file", `[{"b": 1, "a": null}, "x"]`, `{"sort_keys": true}`, "a: null\nb: 1\n"},
		{"dump_to_file", `[{"b": 1, "a": null}, "x", false, false, true]`, ``, "b: 1\n"},
		{"dump_all_to_file", `[[1, 2], "x"]`, ``, "1\n\n---\n2\n"},
	} {
		if got := libtest.Member(t, r, m, c.name, c.args, c.kw); got != "Undefined" {
			t.Errorf("%s: %s", c.name, got)
		}
		if got := fs.Text("x"); got != c.want {
			t.Errorf("%s%s wrote %q, want %q", c.name, c.args, got, c.want)
		}
	}
	want := "Unable to write file 'none/x': No such file or directory (os error 2)"
	if got := libtest.Member(t, r, m, "dump_to_file", `[1, "none/x"]`, ``); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Aliases of aliases (a "billion laughs") cost no more than their text.
func TestAliases(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x]\n")
	for i := range 100 {
		n := string(rune('a' + i%26))
		b.WriteString("k" + n + ": &b [*a0, *a0]\nl: &a0 [*b, *b]\n")
	}
	r := &eval.Run{Limits: eval.Limits{Steps: 10_000, Bytes: 1 << 20}}
	if _, err := Decode(r, b.String()); err != nil {
		t.Error(err)
	}
}

// What decode reads, encode prints so that decode reads the same.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"a: 1\n- b", "- &x [1, 2.5]\n- *x\n", "{a: [b, 'c'], ? d : |\n e}", "!!int 0x1F", "--- a\n...\n--- b", "<<: {a: ~}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := &eval.Run{Limits: eval.Limits{Steps: 100_000, Bytes: 1 << 24}}
		r.Catch(func() {
			docs, err := Decode(r, s)
			if err != nil {
				return
			}
			for _, v := range docs {
				text := encode.YAML(v, encode.Options{Run: r})
				again, err := Decode(r, text)
				if err != nil {
					t.Fatalf("%q was printed as %q: %v", s, text, err)
				}
				if got := encode.YAML(again[0], encode.Options{}); got != text {
					t.Fatalf("%q was printed as %q, and then as %q", s, text, got)
				}
			}
		})
	})
}
