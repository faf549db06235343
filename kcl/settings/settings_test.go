package settings

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// show writes a value with the kind of every scalar.
func show(v eval.Value) string {
	switch v := v.(type) {
	case eval.Bool:
		return fmt.Sprintf("bool %v", bool(v))
	case eval.Int:
		return fmt.Sprintf("int %d", int64(v))
	case eval.Float:
		return fmt.Sprintf("float %v", float64(v))
	case eval.Str:
		return fmt.Sprintf("str %q", string(v))
	case *eval.List:
		var parts []string
		for _, e := range v.Items() {
			parts = append(parts, show(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *eval.Dict:
		var parts []string
		for _, e := range v.Entries() {
			parts = append(parts, e.Key+": "+show(e.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	switch v {
	case eval.None:
		return "None"
	case eval.Undefined:
		return "Undefined"
	}
	return fmt.Sprintf("%T", v)
}

func TestAddOption(t *testing.T) {
	for text, want := range map[string]string{
		"value":                  `str "value"`,
		"two words":              `str "two words"`,
		"1":                      "int 1",
		"-1":                     "int -1",
		"1.50":                   "float 1.5",
		"0.0":                    "float 0",
		".0":                     `str ".0"`,
		"012":                    `str "012"`,
		"0x10":                   `str "0x10"`,
		"1Ki":                    `str "1Ki"`,
		"12e1":                   `str "12e1"`,
		"1.5e-3":                 `str "1.5e-3"`,
		"2E10":                   `str "2E10"`,
		"9223372036854775807":    "int 9223372036854775807",
		"9223372036854775808":    "float 9.223372036854776e+18",
		`"000000123456"`:         `str "000000123456"`,
		`"12e1"`:                 `str "12e1"`,
		"'a'":                    `str "'a'"`,
		"true":                   "bool true",
		"True":                   "bool true",
		" False":                 "bool false",
		"null":                   "None",
		"None":                   "None",
		"Undefined":              "Undefined",
		"[1,[],{}]":              "[int 1, [], {}]",
		`{"b":1,"a":[2.5,null]}`: "{b: int 1, a: [float 2.5, None]}",
		`{"b":1`:                 `str "{\"b\":1"`,
		"[1] [2]":                `str "[1] [2]"`,
		"[1e400]":                `str "[1e400]"`,
		strings.Repeat("[", 1e5) + strings.Repeat("]", 1e5): "str " + strconv.Quote(strings.Repeat("[", 1e5)+strings.Repeat("]", 1e5)),
		"{a: 1}": `str "{a: 1}"`,
	} {
		s := New()
		if err := s.AddOption("key=" + text); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := show(s.Options["key"]); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestAddOptionLastCounts(t *testing.T) {
	s := New()
	for _, o := range []string{"key=val", "key=1", "key=2"} {
		if err := s.AddOption(o); err != nil {
			t.Fatal(err)
		}
	}
	if got := show(s.Options["key"]); got != "int 2" {
		t.Errorf("got %s", got)
	}
}

func TestAddOptionErrors(t *testing.T) {
	for _, spec := range []string{"", "key", "key=", "=123", "key=value=", "key= ", " =x", "a=b=c"} {
		err := New().AddOption(spec)
		if want := "Invalid value for top level arguments: '" + spec + "' is not of the form key=value"; err == nil || err.Error() != want {
			t.Errorf("%q: got %v", spec, err)
		}
	}
	if err := New().AddPackage("name"); err == nil {
		t.Error("a package without a path is no error")
	}
}

func TestAddFile(t *testing.T) {
	s := New()
	s.Options["key"] = eval.Str("old")
	err := s.AddFile("conf/kcl.yaml", "conf", []byte(`
kcl_cli_configs:
  file: [other.k]
  files:
  - main.k
  - ../base.k
  - /abs.k
  - ${KCL_MOD}/pkg/pkg.k
  disable_none: true
  strict_range_check: True
  debug: false
  verbose: 2
  sort_keys: true
  show_hidden: null
  include_schema_type_path: true
  overrides: ["a=1"]
  path_selector: [a.b]
  output: out.yaml
  package_maps: {k8s: ../k8s, far: /far}
  unknown: true
kcl_options:
- key: key
  value: new
- {key: b, value: {z: 1, a: [x, ~]}}
other: 1
`))
	if err != nil {
		t.Fatal(err)
	}
	if got := show(s.Options["key"]) + show(s.Options["b"]); got != `str "new"{z: int 1, a: [str "x", None]}` {
		t.Errorf("options: %s", got)
	}
	s.Options = nil
	want := &Settings{
		Files:       []string{"conf/main.k", "base.k", "/abs.k", "${KCL_MOD}/pkg/pkg.k"},
		WorkDir:     "conf",
		Packages:    map[string]string{"k8s": "k8s", "far": "/far"},
		Selectors:   []string{"a.b"},
		Overrides:   []string{"a=1"},
		Output:      "out.yaml",
		DisableNone: true, Strict: true, SortKeys: true, TypePath: true,
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
}

func TestAddFileInOrder(t *testing.T) {
	s := New()
	for _, text := range []string{
		"kcl_cli_configs:\n  disable_none: true\n  sort_keys: true\n  file: [a.k]\nkcl_options:\n- {key: k, value: 1}\n",
		"kcl_cli_configs:\n  disable_none: false\n  files: [b.k]\nkcl_options:\n- {key: k, value: 2}\n- {key: l, value: 3}\n",
		"kcl_cli_configs:\nkcl_options:\n",
		"",
	} {
		if err := s.AddFile("x.yaml", ".", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if s.DisableNone || !s.SortKeys || !slices.Equal(s.Files, []string{"b.k"}) {
		t.Errorf("got %+v", s)
	}
	if got := show(s.Options["k"]) + show(s.Options["l"]); got != "int 2int 3" {
		t.Errorf("got %s", got)
	}
}

func TestAddFileErrors(t *testing.T) {
	for text, want := range map[string]string{
		"1":                        "line 1: expected a mapping",
		":2":                       "line 1: expected a mapping",
		`"`:                        "found unexpected end of stream",
		"kcl_options:\n  key: key": "line 2: expected a list",
		"kcl_options:\n  - key":    "line 2: expected a mapping",
		"kcl_options:\n- value: 1": "line 2: an option must have a key",
		"kcl_options:\n- key: a":   "line 2: the option 'a' must have a value",
		"kcl_options:\n- key: [a]": "line 2: expected a string",
		"kcl_options:\n- {key: a, value: {[]: 1}}": "line 2: a key must be a string",
		"kcl_cli_configs: [1]":                     "line 1: expected a mapping",
		"kcl_cli_configs:\n  files: a.k":           "line 2: expected a list",
		"kcl_cli_configs:\n  files: [{}]":          "line 2: expected a string",
		"kcl_cli_configs:\n  debug: 1":             "line 2: expected true or false",
		"kcl_cli_configs:\n  package_maps: [a]":    "line 2: expected a mapping",
		"kcl_options:\n- key: a\n  value: &x [*x]": "line 3: the value is too large",
		bomb(): "the value is too large",
	} {
		err := New().AddFile("temp.yaml", ".", []byte(text))
		if prefix := "Failed to load 'temp.yaml', invalid setting file format: "; err == nil || !strings.HasPrefix(err.Error(), prefix) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// bomb is a document whose aliases stand for 10^9 values.
func bomb() string {
	var b strings.Builder
	b.WriteString("x0: &a0 [1]\n")
	for i := 1; i <= 9; i++ {
		fmt.Fprintf(&b, "x%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	return b.String() + "kcl_options:\n- {key: a, value: *a9}\n"
}

func TestScalars(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "None",
		"~":                    "None",
		"Null":                 "None",
		"yes":                  `str "yes"`,
		"on":                   `str "on"`,
		"TRUE":                 "bool true",
		"false":                "bool false",
		"0":                    "int 0",
		"-12":                  "int -12",
		"+12":                  "int 12",
		"--1":                  `str "--1"`,
		"012":                  `str "012"`,
		"00.5":                 "float 0.5",
		"0x1F":                 "int 31",
		"0o17":                 "int 15",
		"0b11":                 "int 3",
		"1_000":                `str "1_000"`,
		"1.":                   "float 1",
		".5":                   "float 0.5",
		"1e3":                  "float 1000",
		"1e999":                `str "1e999"`,
		"-.inf":                "float -Inf",
		".inf":                 "float +Inf",
		"inf":                  `str "inf"`,
		"2024-01-31":           `str "2024-01-31"`,
		"1:20":                 `str "1:20"`,
		"'1'":                  `str "1"`,
		`"null"`:               `str "null"`,
		"!!str 1":              `str "1"`,
		"|\n    12\n":          `str "12\n"`,
		"face":                 `str "face"`,
		"18446744073709551615": "float 1.8446744073709552e+19",
	} {
		s := New()
		if err := s.AddFile("x", ".", []byte("kcl_options:\n- key: a\n  value: "+text)); err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got := show(s.Options["a"]); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	s := New()
	if err := s.AddFile("x", ".", []byte("kcl_options: [{key: a, value: .NaN}]")); err != nil {
		t.Fatal(err)
	}
	if f, ok := s.Options["a"].(eval.Float); !ok || !math.IsNaN(float64(f)) {
		t.Errorf(".NaN is %v", s.Options["a"])
	}
}

func TestAddMod(t *testing.T) {
	m, err := load.ParseMod("[profile]\nentries = ['a.k']\nsort_keys = true\nselectors = ['a']\noverrides = ['b=1']\noptions = ['k=1']\n")
	if err != nil {
		t.Fatal(err)
	}
	s := New()
	if err := s.AddMod(m); err != nil {
		t.Fatal(err)
	}
	if !s.SortKeys || s.DisableNone || s.Files != nil || !slices.Equal(s.Selectors, []string{"a"}) ||
		!slices.Equal(s.Overrides, []string{"b=1"}) || show(s.Options["k"]) != "int 1" {
		t.Errorf("got %+v", s)
	}
	m.Profile.Options = []string{"k"}
	if err := s.AddMod(m); err == nil {
		t.Error("a wrong option is no error")
	}
}

func FuzzAddOption(f *testing.F) {
	for _, s := range []string{"a=1", "a={\"b\":[1,2.5,null]}", "a=True", "=1", "a=\"\\ud800\"", "a=1e5", "a=99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		s := New()
		if err := s.AddOption(spec); err != nil {
			return
		}
		key, text, _ := strings.Cut(spec, "=")
		if v, ok := s.Options[key]; !ok || v == nil {
			t.Fatalf("no value for %q", key)
		} else if str, ok := v.(eval.Str); ok && !strings.HasPrefix(strings.TrimSpace(text), `"`) && string(str) != text && !strings.HasPrefix(text, "\"") {
			t.Fatalf("%q became %q", text, string(str))
		}
	})
}

func FuzzAddFile(f *testing.F) {
	f.Add([]byte("kcl_cli_configs:\n  files: [a.k]\n  debug: true\nkcl_options:\n- {key: a, value: {b: [1, 0x1f, .5, ~]}}\n"))
	f.Add([]byte("kcl_options: &a\n- key: b\n  value: *a\n"))
	f.Add([]byte("kcl_options: [{key: a, value: &x {<<: *x}}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s := New()
		if err := s.AddFile("x", "/d", text); err != nil {
			return
		}
		for key, v := range s.Options {
			if key == "" || v == nil {
				t.Fatalf("option %q is %v", key, v)
			}
		}
		for _, file := range s.Files {
			if !strings.HasPrefix(file, "/") && !strings.HasPrefix(file, "${") {
				t.Fatalf("the path %q does not start from the folder", file)
			}
		}
	})
}
