package json_test

import (
	stdjson "encoding/json"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// The wanted values are the reference implementation's.
func TestModule(t *testing.T) {
	libtest.Run(t, json.Module(), `
encode [{"b": 1, "a": [null, 1.0, 1e100]}] => "{\"b\": 1, \"a\": [null, 1.0, 1e+100]}"
encode [{"b": 1, "a": {"d": 1, "c": 2}}, true, 1] => "{\n \"a\": {\n  \"c\": 2,\n  \"d\": 1\n },\n \"b\": 1\n}"
encode [{"b": 1, "_c": 3, "d": null}] ** {"ignore_private": true, "ignore_none": true} => "{\"b\": 1}"
encode [[]] ** {"indent": -1} => "[]"
encode [[1]] ** {"indent": "x"} => encode() argument 'indent' must be an integer, got str
encode [] => encode() missing 1 required positional argument: 'data'
decode ["{\"b\": 1, \"a\": [1.0, 1e2], \"b\": 2}"] => {"b": 2, "a": [1.0, 100.0]}
decode ["[9223372036854775807, -9223372036854775808]"] => [9223372036854775807, -9223372036854775808]
decode ["[12345678901234567890, -9223372036854775809]"] => [1.2345678901234567e+19, -9.223372036854776e+18]
decode ["-0"] => -0.0
decode ["\"\\u00e9\\ud83d\\ude00\""] => "é😀"
decode ["null"] => None
decode [" true "] => true
decode [""] => EOF while parsing a value at line 1 column 0
decode ["{\"a\": "] => EOF while parsing a value at line 1 column 6
decode ["{} x"] => trailing characters at line 1 column 4
decode ["[1,]"] => invalid character ']' looking for beginning of value at line 1 column 4
decode ["{\"a\": 1,}"] => invalid character '}' looking for beginning of object key string at line 1 column 9
decode ["{a: 1}"] => invalid character 'a' looking for beginning of object key string at line 1 column 2
decode ["[1\n2]"] => invalid character '2' after array element at line 2 column 1
decode ["[01]"] => invalid character '1' after array element at line 1 column 3
decode ["\"\n\""] => invalid character '\n' in string literal at line 2 column 0
decode ["1e400"] => number out of range at line 1 column 5
decode ["nulx"] => invalid character 'x' in literal null (expecting 'l') at line 1 column 4
decode [1] => decode() argument 'value' must be a string, got int
validate ["1"] => true
validate ["{\"key\": \"value\"}"] => true
validate [""] => false
validate ["{} {}"] => false
validate ["[0, 1,]"] => false
validate ["1.20.23+1"] => false
validate ["True"] => false
merge [{"a": 1, "b": {"c": 2, "d": 3}}, {"a": null, "b": {"c": null, "e": 4}, "f": [1]}] => {"b": {"d": 3, "e": 4}, "f": [1]}
merge [{"a": 1}, {"a": {"b": null, "c": 1}}] => {"a": {"c": 1}}
merge [{"a": {"b": 1}}, {"a": "x"}] => {"a": "x"}
merge [{"a": 1}, {}] => {"a": 1}
merge [[1], [2]] => [2]
merge [1, {"a": 1}] => {"a": 1}
merge [{}] => merge() missing 1 required positional argument: 'patch'
dump_to_file [1, "x"] => json.dump_to_file needs access to files, which this program was not given
`)
}

func TestDump(t *testing.T) {
	fs := &libtest.Files{}
	r := &eval.Run{Caps: &eval.Capabilities{Files: fs}}
	if got := libtest.Member(t, r, json.Module(), "dump_to_file", `[{"b": 1, "a": null}, "x"]`, `{"ignore_none": true}`); got != "Undefined" {
		t.Error(got)
	}
	if got := fs.Text("x"); got != `{"b": 1}` {
		t.Errorf("wrote %q", got)
	}
	want := "Unable to write file 'none/x': No such file or directory (os error 2)"
	if got := libtest.Member(t, r, json.Module(), "dump_to_file", `[1, "none/x"]`, ""); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLimits(t *testing.T) {
	r := &eval.Run{Limits: eval.Limits{Bytes: 1 << 16}}
	msg, ok := r.Catch(func() {
		if _, err := json.Decode(r, "["+strings.Repeat("1,", 1<<14)+"1]"); err != nil {
			t.Error(err)
		}
	})
	if want := "the program built more than 65536 bytes of values"; ok || msg != want {
		t.Errorf("got %q, want %q", msg, want)
	}
	if _, err := json.Decode(&eval.Run{}, strings.Repeat("[", 1<<20)); err == nil {
		t.Error("no error for deep nesting")
	}
}

// Decode reads what encoding/json reads, and nothing else; what it read is
// printed so that it reads the same.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"a": [1, -2.5e3, null], "b": {"c": "\u00e9\n"}}`, `[1,]`, `"x`, `{"a" 1}`, `[[]]{}`, `1e999`, ` `} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := json.Decode(&eval.Run{}, s)
		if valid := stdjson.Valid([]byte(s)); valid != (err == nil) && !(valid && strings.Contains(err.Error(), "number out of range")) {
			t.Fatalf("%q: %v", s, err)
		}
		if err != nil {
			return
		}
		text := encode.JSON(v, encode.Options{})
		again, err := json.Decode(&eval.Run{}, text)
		if err != nil || encode.JSON(again, encode.Options{}) != text {
			t.Fatalf("%q was printed as %q: %v", s, text, err)
		}
	})
}
