package load

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestParseMod(t *testing.T) {
	m, err := ParseMod(`
# a module
[package]
name = "my-app"
edition = "v0.11.0"   # of the compiler
version = '0.1.0'
include = ["*.k"]

[dependencies]
k8s = "1.31.2"
my-lib = { path = "../lib" }
remote = { git = "ssh://example.com/x", tag = "v1", version = "1.0.0" }
[dependencies.third]
path = "third"

[profile]
entries = [
  "main.k",  # the first
  "${KCL_MOD}/base.k",
]
disable_none = true
sort_keys = false
selectors = ["a.b"]
overrides = ["a.b=1"]
options = ["k=v"]
`)
	if err != nil {
		t.Fatal(err)
	}
	want := &Mod{Dependencies: []Dependency{
		{Name: "k8s", Version: "1.31.2"}, {Name: "my-lib", Path: "../lib"},
		{Name: "remote", Version: "1.0.0"}, {Name: "third", Path: "third"},
	}}
	want.Package.Name, want.Package.Edition, want.Package.Version = "my-app", "v0.11.0", "0.1.0"
	want.Profile.Entries = []string{"main.k", "${KCL_MOD}/base.k"}
	want.Profile.DisableNone = true
	want.Profile.Selectors = []string{"a.b"}
	want.Profile.Overrides = []string{"a.b=1"}
	want.Profile.Options = []string{"k=v"}
	if !reflect.DeepEqual(m, want) {
		t.Errorf("got  %+v\nwant %+v", m, want)
	}
	if got := m.Dependencies[1].PackageName(); got != "my_lib" {
		t.Errorf("my-lib is imported as %s", got)
	}
}

func TestParseModErrors(t *testing.T) {
	for text, want := range map[string]string{
		"package = 1":                  "'package' must be a table",
		"[package]\nname = 1":          "'name' must be a string",
		"[profile]\nentries = 'a'":     "'entries' must be a list of strings",
		"[profile]\nentries = [1]":     "'entries' must be a list of strings",
		"[profile]\nsort_keys = 'yes'": "'sort_keys' must be true or false",
		"[dependencies]\na = 1":        "'a' must be a version or a table",
		"[dependencies]\na.path = 1":   "'path' must be a string",
	} {
		if _, err := ParseMod(text); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestParseTOML(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     `{}`,
		"a = 1 # c\r\n\r\nb = 'x'\r\n":         `{"a":1,"b":"x"}`,
		"a.b.c = 1\na.d = 2":                   `{"a":{"b":{"c":1},"d":2}}`,
		"\"a b\".'c.d' = true":                 `{"a b":{"c.d":true}}`,
		"[a]\n[a.b]\nc = 1\n[d]\n":             `{"a":{"b":{"c":1}},"d":{}}`,
		"[a.b]\nc = 1\n[a]\nd = 2":             `{"a":{"b":{"c":1},"d":2}}`,
		"[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\n":  `{"a":[{"b":1},{"b":2,"c":{}}]}`,
		"a = 1x":                               `error: line 1: '1x' is no value`,
		"a = [0x1f, 0o17, 0b11, 1_000, +5, 0]": `{"a":[31,15,3,1000,5,0]}`,
		"a = [1.5, -2e3, 1_0.5, 0.5]":          `{"a":[1.5,-2000,10.5,0.5]}`,
		"a = 017":                              `error: line 1: '017' is no value`,
		"a = [\n 1, # one\n 2,\n]":             `{"a":[1,2]}`,
		"a = {}\nb = { c = 1, d.e = [] }":      `{"a":{},"b":{"c":1,"d":{"e":[]}}}`,
		`a = "\b\t\n\f\r\"\\\u00e9\U0001F600"`: `{"a":"\b\t\n\f\r\"\\é😀"}`,
		"a = \"\"\"\nx\n  y\\\n\n   z\"\"\"":   `{"a":"x\n  yz"}`,
		"a = \"\"\"\"q\"\"\"\"\nb = 1":         `{"a":"\"q\"","b":1}`,
		"a = '''\nx\\n\n''''\nb = 1":           `{"a":"x\\n\n'","b":1}`,
		`a = '\n'`:                             `{"a":"\\n"}`,
		"a":                                    `error: line 1: expected '='`,
		"\n= 1":                                `error: line 2: expected a key`,
		"a = ":                                 `error: line 1: expected a value`,
		"a = x":                                `error: line 1: 'x' is no value`,
		"a = 1 b = 2":                          `error: line 1: expected the end of the line`,
		"a = 1\na = 2":                         `error: line 2: 'a' is defined twice`,
		"[a]\n[a]":                             `error: line 2: 'a' is defined twice`,
		"a = 1\n[a]":                           `error: line 2: 'a' is defined twice`,
		"a = 1\n[a.b]":                         `error: line 2: 'a' is no table`,
		"a = [1]\n[a.b]":                       `error: line 2: 'a' is no table`,
		"a = []\n[[a]]":                        `error: line 2: 'a' is defined twice`,
		"[a\nb = 1":                            `error: line 1: expected ']'`,
		"a = [1 2]":                            `error: line 1: expected ']'`,
		"a = {b = 1":                           `error: line 1: expected '}'`,
		"a = 'x\n'":                            `error: line 1: the string does not end`,
		"a = \"x\n\"":                          `error: line 1: the string does not end`,
		"a = \"x\\":                            `error: line 1: the string does not end`,
		`a = "\q"`:                             `error: line 1: '\q' is no escape`,
		`a = "\uD800"`:                         `error: line 1: '\uD800' is no character`,
		"a = " + strings.Repeat("[", 200):      `error: line 1: values are nested deeper than 100`,
	} {
		got := ""
		top, err := parseTOML(text)
		if err != nil {
			got = "error: " + err.Error()
		} else {
			var b strings.Builder
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(top); err != nil {
				t.Fatal(err)
			}
			got = strings.TrimSpace(b.String())
		}
		if got != want {
			t.Errorf("%q\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func FuzzParseMod(f *testing.F) {
	f.Add("[package]\nname = \"a\"\n[dependencies]\nb = { path = '../b' }\n")
	f.Add("[[a.b]]\nc = [1, 2.5, \"\"\"x\\\n y\"\"\"]\n")
	f.Add("[profile]\nentries = ['''a''', \"\\u00e9\"]\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMod(text)
		if m == nil && err == nil {
			t.Fatal("neither a module nor an error")
		}
		for i := 1; err == nil && i < len(m.Dependencies); i++ {
			if m.Dependencies[i-1].Name >= m.Dependencies[i].Name {
				t.Fatal("the dependencies are not in order")
			}
		}
	})
}
