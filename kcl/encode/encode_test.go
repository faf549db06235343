package encode_test

import (
	"bufio"
	stdjson "encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// testdata/native.jsonl holds values and what the reference implementation
// (0.12.4) prints for them: by yaml.encode and json.encode, and by both with
// sort_keys, ignore_private, ignore_none and, for JSON, an indent of 3.
func TestNative(t *testing.T) {
	f, err := os.Open("testdata/native.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	opts := encode.Options{SortKeys: true, IgnorePrivate: true, IgnoreNone: true, Indent: 3}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan(); n++ {
		var c struct {
			Value                                stdjson.RawMessage
			YAML, JSON, YAMLOptions, JSONOptions string
		}
		if err := stdjson.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		v, err := json.Decode(&eval.Run{}, string(c.Value))
		if err != nil {
			t.Fatal(err)
		}
		check(t, "YAML", v, encode.YAML(v, encode.Options{}), c.YAML)
		check(t, "JSON", v, encode.JSON(v, encode.Options{}), c.JSON)
		check(t, "YAML with options", v, encode.YAML(v, opts), c.YAMLOptions)
		check(t, "JSON with options", v, encode.JSON(v, opts), c.JSONOptions)
		plan := encode.Plan(v, opts)
		check(t, "YAML of the plan", v, encode.YAML(plan, encode.Options{}), c.YAMLOptions)
	}
	if n < 500 {
		t.Errorf("only %d values", n)
	}
}

func check(t *testing.T, what string, v eval.Value, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s of %q\ngot  %q\nwant %q", what, eval.Text(v), got, want)
	}
}

func dict(kv ...any) *eval.Dict {
	d := eval.NewDict(len(kv) / 2)
	for i := 0; i < len(kv); i += 2 {
		d.Set(kv[i].(string), eval.FromHost(kv[i+1]))
	}
	return d
}

func list(elems ...any) *eval.List {
	l := eval.NewList()
	for _, e := range elems {
		l.Elems = append(l.Elems, eval.FromHost(e))
	}
	return l
}

// What JSON does not have: units, instances, functions, Undefined.
func TestValues(t *testing.T) {
	fn := &eval.Func{Name: "f"}
	inst := &eval.Instance{
		Type:  &eval.Schema{Name: "A", Pkg: &eval.Package{Path: "a.b"}},
		Attrs: dict("x", 1, "u", eval.Undefined, "_p", 2),
	}
	v := dict(
		"unit", &eval.Unit{Value: 1024, Raw: 1, Suffix: "Ki"}, "f", fn, "u", eval.Undefined,
		"l", list(eval.Undefined, fn, nil), "inst", inst, "schema", inst.Type,
	)
	for _, c := range []struct {
		o          encode.Options
		yaml, json string
	}{
		{encode.Options{}, "unit: 1024.0\nl:\n- null\ninst:\n  x: 1\n  _p: 2\n",
			`{"unit": 1024.0, "l": [null], "inst": {"x": 1, "_p": 2}}`},
		{encode.Options{TypePath: true, IgnorePrivate: true}, "unit: 1024.0\nl:\n- null\ninst:\n  x: 1\n  _type: a.b.A\n",
			`{"unit": 1024.0, "l": [null], "inst": {"x": 1, "_type": "a.b.A"}}`},
		{encode.Options{IgnoreNone: true, SortKeys: true}, "inst:\n  _p: 2\n  x: 1\nl: []\nunit: 1024.0\n",
			`{"inst": {"_p": 2, "x": 1}, "l": [], "unit": 1024.0}`},
	} {
		check(t, "YAML", v, encode.YAML(v, c.o), c.yaml)
		check(t, "JSON", v, encode.JSON(v, c.o), c.json)
		check(t, "plan", v, encode.JSON(encode.Plan(v, c.o), encode.Options{}), c.json)
	}
}

func TestDocuments(t *testing.T) {
	for _, c := range []struct {
		v          eval.Value
		yaml, json string
	}{
		{dict("a", 1), "a: 1", `{"a": 1}`},
		{list(dict(), dict("a", "x\n\n")), "{}\n---\na: |+\n  x\n", "{}\n{\"a\": \"x\\n\\n\"}"},
		{list(dict("a", 1), 2), "- a: 1\n- 2", `[{"a": 1}, 2]`},
		{list(), "", ""},
		{eval.Str("a\nb"), "|-\n  a\n  b", `"a\nb"`},
	} {
		docs := encode.Documents(c.v)
		check(t, "YAML", c.v, encode.YAMLStream(docs, encode.Options{}, ""), c.yaml)
		check(t, "JSON", c.v, encode.JSONLines(docs, encode.Options{}), c.json)
	}
	got := encode.YAMLStream([]eval.Value{eval.Int(1), eval.Int(2)}, encode.Options{}, "...")
	check(t, "separator", nil, got, "1\n...\n2")
}

// Line and paragraph separators are escaped: as they are, YAML 1.1 and 1.2
// would read them differently.
func TestSeparators(t *testing.T) {
	v := dict("a", "x\u2028y\nz\u2029")
	check(t, "YAML", v, encode.YAML(v, encode.Options{}), `a: "x\Ly\nz\P"`+"\n")
}

func TestLimits(t *testing.T) {
	v := list("x")
	for range 100 {
		v = list(v, v)
	}
	for name, print := range map[string]func(r *eval.Run){
		"YAML": func(r *eval.Run) { encode.YAML(v, encode.Options{Run: r}) },
		"JSON": func(r *eval.Run) { encode.JSON(v, encode.Options{Run: r}) },
		"plan": func(r *eval.Run) { encode.Plan(v, encode.Options{Run: r}) },
	} {
		r := &eval.Run{Limits: eval.Limits{Bytes: 1 << 20}}
		msg, ok := r.Catch(func() { print(r) })
		if ok || msg != "the program built more than 1048576 bytes of values" {
			t.Errorf("%s: got %q", name, msg)
		}
	}
	for range 100_000 {
		v = list(v)
	}
	for name, print := range map[string]func(){
		"YAML": func() { encode.YAML(v, encode.Options{}) },
		"JSON": func() { encode.JSON(v, encode.Options{}) },
		"plan": func() { encode.Plan(v, encode.Options{}) },
	} {
		msg, ok := (&eval.Run{}).Catch(print)
		if ok || msg != "values are nested deeper than 10000 levels" {
			t.Errorf("%s: got %q", name, msg)
		}
	}
}

// Parsers read back every string, as key and as value, at every place; but
// not the key <<, which the reference implementation leaves without quotes.
func FuzzStrings(f *testing.F) {
	for _, s := range []string{"", "a: b", "x\n", "\n", " a", "a \nb", "\x00\u0085é\u2028", "- ", "'\"", "true", "#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, v := range []eval.Value{eval.Str(s), list(s, list(s)), dict("k", dict(s, s, "l", list(s)))} {
			reads(t, encode.JSON(v, encode.Options{Indent: len(s) % 3}), stdjson.Unmarshal, v)
			if len(s) < 128 && s != "<<" { // the parser's limit for keys
				reads(t, encode.YAML(v, encode.Options{}), yaml.Unmarshal, v)
			}
		}
	})
}

func reads(t *testing.T, text string, unmarshal func([]byte, any) error, v eval.Value) {
	t.Helper()
	var got any
	if err := unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	g, err := stdjson.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	w, err := stdjson.Marshal(stdValue(v))
	if err != nil || string(g) != string(w) {
		t.Fatalf("%q reads as %s, want %s", text, g, w)
	}
}

// stdValue is a value of strings, lists and dicts as Go's decoders give it.
func stdValue(v eval.Value) any {
	switch v := v.(type) {
	case *eval.List:
		out := []any{}
		for _, e := range v.Items() {
			out = append(out, stdValue(e))
		}
		return out
	case *eval.Dict:
		out := map[string]any{}
		for _, e := range v.Entries() {
			out[e.Key] = stdValue(e.Value)
		}
		return out
	}
	return string(v.(eval.Str))
}

// testdata/floats.txt holds floats as the reference implementation (0.12.4)
// prints them in JSON and in YAML.
func TestFloats(t *testing.T) {
	text, err := os.ReadFile("testdata/floats.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		x, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "JSON", eval.Float(x), encode.JSON(eval.Float(x), encode.Options{}), f[0])
		check(t, "YAML", eval.Float(x), encode.YAML(eval.Float(x), encode.Options{}), f[1]+"\n")
		n++
	}
	if n < 1000 {
		t.Errorf("only %d floats", n)
	}
}
