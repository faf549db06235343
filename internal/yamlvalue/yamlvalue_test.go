package yamlvalue

import (
	"errors"
	"math"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// dict builds a dict of keys and values in turn.
func dict(kv ...any) *eval.Dict {
	d := eval.NewDict(len(kv) / 2)
	for i := 0; i < len(kv); i += 2 {
		d.Set(kv[i].(string), kv[i+1].(eval.Value))
	}
	return d
}

// same reports whether two values are the same data with the same types.
func same(a, b eval.Value) bool {
	switch a := a.(type) {
	case *eval.List:
		b, ok := b.(*eval.List)
		if !ok || a.Len() != b.Len() {
			return false
		}
		for i, v := range a.Items() {
			if !same(v, b.Items()[i]) {
				return false
			}
		}
		return true
	case *eval.Dict:
		b, ok := b.(*eval.Dict)
		if !ok || a.Len() != b.Len() {
			return false
		}
		for i, e := range a.Entries() {
			if f := b.Entries()[i]; f.Key != e.Key || !same(e.Value, f.Value) {
				return false
			}
		}
		return true
	case eval.Float:
		b, ok := b.(eval.Float)
		return ok && (a == b || a != a && b != b)
	}
	return a == b
}

func TestFromNode(t *testing.T) {
	got := FromNode(yamltest.Parse(t, `
a: 1
b: [x, 2, null, {c: yes}]
d: {}
e: []
f:
b2: &b {x: 1}
g: *b
h:
  <<: *b
  y: 2
i:
  <<: [{x: 3, z: 3}, *b]
  y: 4
a: 5
1: one
`))
	want := dict("a", eval.Int(5),
		"b", eval.NewList(eval.Str("x"), eval.Int(2), eval.None, dict("c", eval.Bool(true))),
		"d", dict(), "e", eval.NewList(), "f", eval.None,
		"b2", dict("x", eval.Int(1)), "g", dict("x", eval.Int(1)),
		"h", dict("y", eval.Int(2), "x", eval.Int(1)),
		"i", dict("y", eval.Int(4), "x", eval.Int(3), "z", eval.Int(3)),
		"1", eval.Str("one"))
	if !same(got, want) {
		n, _ := ToNode(got)
		text, _ := yaml.Marshal(n)
		t.Errorf("got\n%s", text)
	}
}

func TestFromNodeOfNothing(t *testing.T) {
	for _, n := range []*yaml.Node{nil, {}, {Kind: yaml.DocumentNode}, yamltest.Parse(t, "# comment\n")} {
		if v := FromNode(n); v != eval.None {
			t.Errorf("FromNode(%+v) = %v, want None", n, v)
		}
	}
}

// A large mapping takes another way to look for duplicates.
func TestDuplicatesInLargeMappings(t *testing.T) {
	var b strings.Builder
	for i := range 60 {
		b.WriteString(Path{Index(i)}.String()[1:2])
		b.WriteString(strings.Repeat("x", i) + ": 1\n")
	}
	n := yamltest.Parse(t, b.String())
	if d := FromNode(n).(*eval.Dict); d.Len() != 60 {
		t.Errorf("%d keys, want 60", d.Len())
	}
	n = yamltest.Parse(t, b.String()+"0: 2\n")
	d := FromNode(n).(*eval.Dict)
	if v, _ := d.Get("0"); d.Len() != 60 || v != eval.Int(2) || d.Entries()[0].Key != "0" {
		t.Errorf("%d keys, 0 is %v", d.Len(), v)
	}
}

func TestToNode(t *testing.T) {
	v := dict(
		"str", eval.Str("a"), "yes", eval.Str("yes"), "lines", eval.Str("a\nb\n"),
		"int", eval.Int(-3), "float", eval.Float(1.5), "whole", eval.Float(2), "big", eval.Float(1e21),
		"true", eval.Bool(true), "none", eval.None, "gone", eval.Undefined, "_hidden", eval.Int(1),
		"fn", &eval.Func{}, "schema", &eval.Schema{Name: "S"},
		"ki", &eval.Unit{Value: 1024, Raw: 1, Suffix: "Ki"}, "m", &eval.Unit{Value: 0.5, Raw: 500, Suffix: "m"},
		"list", eval.NewList(eval.Int(1), eval.Undefined, eval.None),
		"instance", &eval.Instance{Attrs: dict("x", eval.Int(1), "_y", eval.Int(2))},
		"empty", dict(), "nil", eval.NewList())
	n, err := ToNode(v)
	if err != nil {
		t.Fatal(err)
	}
	text, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	want := `str: a
"yes": "yes"
lines: |
    a
    b
int: -3
float: 1.5
whole: 2.0
big: 1e+21
"true": true
none: null
ki: 1024
m: 0.5
list:
    - 1
    - null
instance:
    x: 1
empty: {}
nil: []
`
	if string(text) != want {
		t.Errorf("got\n%swant\n%s", text, want)
	}
}

func TestToNodeErrors(t *testing.T) {
	deep := eval.Value(eval.Int(1))
	for range maxDepth + 1 {
		deep = eval.NewList(deep)
	}
	for want, v := range map[string]eval.Value{
		"a.b[1]: a function is no data":      dict("a", dict("b", eval.NewList(eval.Undefined, eval.Int(1), &eval.Func{}))),
		"a function is no data":              &eval.Func{},
		"a: an infinite or undefined":        dict("a", eval.Float(math.Inf(1))),
		`["x/y"]: text that is not UTF-8`:    dict("x/y", eval.Str("\xff")),
		"a key that is not UTF-8":            dict("\xff", eval.Int(1)),
		"nested deeper than 1000 levels":     deep,
		"m: an infinite or undefined number": dict("m", &eval.Unit{Value: math.NaN()}),
	} {
		_, err := ToNode(v)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"'x'", "x", true},
		{`"80"`, "80", false},
		{"yes", "true", true},
		{"yes", `"yes"`, false},
		{"0x10", "16", true},
		{"1e3", "1000.0", true},
		{"1000.0", "1000", false},
		{"12345678901234567890", "12345678901234567891", true}, // as floats
		{"~", "", true},
		{"null", "'null'", false},
		{"null", "{}", false},
		{"[]", "{}", false},
		{"{a: 1, b: 2}", "b: 2\na: 1", true},
		{"{a: 1}", "{a: 1, b: null}", false},
		{"{a: 1, b: 1}", "{a: 1, c: 1}", false},
		{"{a: 1, a: 2}", "{a: 2}", true},
		{"[1, 2]", "[2, 1]", false},
		{"[1]", "[1, 2]", false},
		{"|\n  a\n", `"a\n"`, true},
		{">\n  a\n  b\n", `"a b\n"`, true},
		{"!!str 80", "'80'", true},
		{"a: &x [1]\nb: *x", "a: [1]\nb: [1]", true},
		{"a: &x {p: 1}\nb: {<<: *x, q: 2}", "a: {p: 1}\nb: {q: 2, p: 1}", true},
		{"2024-01-01", "'2024-01-01'", true},
		{"# c\na: 1 # d", "a: 1", true},
		{"", "null", true},
	} {
		a, b := yamltest.Parse(t, c.a), yamltest.Parse(t, c.b)
		if Equal(a, b) != c.want || Equal(b, a) != c.want {
			t.Errorf("Equal(%q, %q) = %t, %t, want %t", c.a, c.b, Equal(a, b), Equal(b, a), c.want)
		}
		if !Equal(a, a) {
			t.Errorf("%q does not equal itself", c.a)
		}
	}
}

func TestCheck(t *testing.T) {
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 8; i++ {
		s := string(rune('0' + i - 1))
		bomb.WriteString("a" + string(rune('0'+i)) + ": &a" + string(rune('0'+i)) + " [" + strings.Repeat("*a"+s+", ", 9) + "*a" + s + "]\n")
	}
	for text, want := range map[string]string{
		"a: &a {b: [1, *a]}":     `line 1: the value of anchor "a" contains itself`,
		"a: &a\n  <<: *a\n":      `contains itself`,
		bomb.String():            "aliases stand for more than",
		"a: &a [1]\nb: [*a, *a]": "",
	} {
		err := Check(yamltest.Parse(t, text))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("Check(%.40q) = %v, want %s", text, err, want)
		}
	}
	var e *Unreadable
	if err := Check(yamltest.Parse(t, "a: &a\n  b: [1,\n    *a]\n")); !errors.As(err, &e) || e.Line != 3 {
		t.Errorf("got %v", err)
	}
	// What aliases bring in may stand in another item, with lines of its own.
	list := yamltest.Parse(t, "&l\n- x: *l\n- y:\n  - *l\n").Content[0]
	if err := Check(list.Content[1]); !errors.As(err, &e) || e.Line != 4 {
		t.Errorf("got %v", err)
	}
	deep := &yaml.Node{Kind: yaml.ScalarNode}
	for range maxDepth + 1 {
		deep = &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{deep}}
	}
	if err := Check(deep); err == nil || !strings.Contains(err.Error(), "nested deeper") {
		t.Errorf("got %v", err)
	}
}

func TestDescribe(t *testing.T) {
	for want, v := range map[string]eval.Value{
		`the string "a\"b"`: eval.Str(`a"b`),
		"the integer -1":    eval.Int(-1),
		"the float 1.0":     eval.Float(1),
		"the float +inf":    eval.Float(math.Inf(1)),
		"the float nan":     eval.Float(math.NaN()),
		"the boolean true":  eval.Bool(true),
		"the unit 64Mi":     &eval.Unit{Value: 64 << 20, Raw: 64, Suffix: "Mi"},
		"a list":            eval.NewList(),
		"a mapping":         dict(),
		"None":              eval.None,
		"a function":        &eval.Func{},
		"the string \"" + strings.Repeat("é", 60) + "…\"": eval.Str(strings.Repeat("é", 61)),
	} {
		if got := Describe(v); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestLookup(t *testing.T) {
	n := yamltest.Parse(t, "base: &b {x: 1, y: 1}\na: {<<: *b, x: 2, z: 1, z: 3}\n")
	a := Lookup(n, "a")
	for key, want := range map[string]string{"x": "2", "y": "1", "z": "3"} {
		if v := Lookup(a, key); v == nil || v.Value != want {
			t.Errorf("%s is %v, want %s", key, v, want)
		}
	}
	if Lookup(a, "q") != nil || Lookup(Lookup(a, "x"), "q") != nil || Lookup(nil, "q") != nil {
		t.Error("a key was found where there is none")
	}
}

func TestCopyStandsAlone(t *testing.T) {
	n := yamltest.Parse(t, "base: &b\n  x: [1] # c\na: {<<: *b}\n")
	c := Copy(n)
	if !Equal(c, n) {
		t.Error("the copy is something else")
	}
	var walk func(*yaml.Node)
	walk = func(c *yaml.Node) {
		if c.Anchor != "" || c.Kind == yaml.AliasNode || c.Line != 0 {
			t.Errorf("the copy has %+v", c)
		}
		for _, child := range c.Content {
			walk(child)
		}
	}
	walk(c)
	Lookup(Lookup(c, "base"), "x").Content[0].Value = "2"
	if Equal(c, n) || !Equal(Lookup(n, "base"), Lookup(n, "a")) {
		t.Error("the copy shares nodes")
	}
}

func TestPath(t *testing.T) {
	p := append(Keys("spec", "template", "spec", "containers"), Index(1), Key("env"), Index(0), Key("a.b/c"), Key("x-y"), Key(""), Key("1"))
	if got, want := p.String(), `spec.template.spec.containers[1].env[0]["a.b/c"].x-y[""]["1"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzRoundTrip checks value → node → text → node → value for the values of
// any YAML text.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{
		"a: 1", "[yes, 'yes', 012, 1e3, .5, 1:30, 2001-01-01]", "a: |+\n  x\n\nb: >-\n  y\n", "{a: [{}], b: [[]]}",
		"a: &a [1]\nb: *a\n", "<<: {a: 1}\n", "? [a]\n: b\n", "- - - x\n", "'<<': 1\n", "=: =\n", "a: !!binary aGVsbG8=\n", "\"\\u0085\": \"\\ufeff\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var doc yaml.Node
		if yaml.Unmarshal([]byte(text), &doc) != nil || Check(&doc) != nil {
			t.Skip()
		}
		v := FromNode(&doc)
		n, err := ToNode(v)
		if err != nil {
			t.Skip() // not UTF-8, infinite
		}
		out, err := yaml.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		back := yamltest.Parse(t, string(out))
		if !same(printed(v), FromNode(back)) {
			t.Fatalf("%q\nbecame\n%s", text, out)
		}
		if !Equal(n, back) {
			t.Fatalf("the nodes of %q are not equal to those of\n%s", text, out)
		}
	})
}

// printed is v without what is not printed.
func printed(v eval.Value) eval.Value {
	switch v := v.(type) {
	case *eval.List:
		l := eval.NewList()
		for _, e := range v.Items() {
			l.Elems = append(l.Elems, printed(e))
		}
		return l
	case *eval.Dict:
		d := eval.NewDict(0)
		for _, e := range v.Entries() {
			if !Hidden(e) {
				d.Set(e.Key, printed(e.Value))
			}
		}
		return d
	}
	return v
}
