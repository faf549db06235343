package record

// This file tests the format, and that no record, however it was made, leads
// astray.

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// summed is a record of these lines, with its first and last line.
func summed(lines string) string {
	text := header + "\n" + lines
	return text + "sum " + string(appendHex(nil, foldText(fnvOffset, text))) + "\n"
}

const whole = `+ metadata
+ metadata.annotations
layer mesh
- spec.a after b was "x"
- spec.list[name=c#2] after [name=c] was
  name: c
  text: |
    one

    two
~ spec.x 0123abcd was [a, 'b']
~ spec.null was
+ spec["example.com/key"][containerPort=80,protocol=TCP].z 00000000
+ spec.items[3]["a\"b"]
layer "another \"name\""
layer 2nd
`

func TestFormat(t *testing.T) {
	text := summed(strings.Replace(whole, "layer 2nd", `layer "2nd"`, 1))
	holder, layers, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if len(holder) != 2 || len(layers) != 3 || layers[1].name != `another "name"` || len(layers[0].entries) != 6 {
		t.Errorf("read %v, %v", holder, layers)
	}
	e := layers[0].entries[1]
	if e.after == nil || e.after.keys[0] != e.path.last().keys[0] || e.path.last().index != 1 ||
		yamlvalue.Lookup(e.old, "text").Value != "one\n\ntwo\n" {
		t.Errorf("read %+v", e)
	}
	if got := format(holder, layers); got != text {
		t.Errorf("written again\n%s", got)
	}
	if _, _, err := parse(strings.TrimSuffix(text, "\n")); err != nil {
		t.Errorf("without the last line end: %v", err)
	}
}

func TestErrors(t *testing.T) {
	for lines, want := range map[string]string{
		"layer \n":                         "line 2: the name of the layer cannot be read",
		"layer a b\n":                      "line 2: the name of the layer cannot be read",
		"layer 1\n":                        "line 2: the name of the layer cannot be read",
		"layer a\nlayer a\n":               `line 3: there are two layers "a"`,
		"layer a\n~ kind 0123abcd was x\n": "line 3: no injection changes `kind`",
		"layer a\n+ metadata 0123abcd\n":   "line 3: no injection changes `metadata`",
		"+ spec\nlayer a\n":                "line 2: above the layers there is nothing but what holds the annotation",
		"+ metadata 0123abcd\nlayer a\n":   "line 2: above the layers there is nothing but what holds the annotation",
		"layer a\nx\n":                     "line 3: an entry begins with +, ~ or - and a blank",
		"layer a\n* b\n":                   "line 3: an entry begins with +, ~ or - and a blank",
		"layer a\n+ \n":                    "line 3: an entry begins with +, ~ or - and a blank",
		"layer a\n+ a..b\n":                "line 3: the path cannot be read",
		"layer a\n+ a[\n":                  "line 3: the path cannot be read",
		"layer a\n+ a[name=x#1]\n":         "line 3: the path cannot be read",
		"layer a\n+ a[name=]\n":            "line 3: a word, or text in quotes, is missing",
		"layer a\n+ a[a=b,c=d,e=f]\n":      "line 3: the path cannot be read",
		"layer a\n+ a 123\n":               "line 3: eight hexadecimal digits are missing",
		"layer a\n+ a 0123abcd more\n":     `line 3: " more" is too much`,
		"layer a\n- a\n":                   "line 3: the old value is missing",
		"layer a\n- a after [b=c] was\n":   `line 3: what follows on "after" cannot be read`,
		"layer a\n- a was {\n":             "line 3: the old value cannot be read",
		"layer a\n- a was\n  {\nx\n":       "line 3: the old value cannot be read",
		"layer a\n~ a 0123abcd\n":          "line 3: the old value is missing",
		"layer a\n- a was &x [*x]\n":       "line 3: the old value cannot be read",
	} {
		if _, _, err := parse(summed(lines)); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", lines, err, want)
		}
	}
	text := summed(whole)
	for i := range text[:len(text)-1] {
		if _, _, err := parse(text[:i]); err == nil {
			t.Fatalf("cut off, no error:\n%s", text[:i])
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(summed(whole))
	f.Add("layers v1\nsum 00000000\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, text := range []string{text, summed(text)} {
			holder, layers, err := parse(text)
			if err != nil {
				continue
			}
			again := format(holder, layers)
			holder, layers, err = parse(again)
			if err != nil || format(holder, layers) != again {
				t.Fatalf("%v, reading what was written of\n%s", err, text)
			}
		}
	})
}

// FuzzUndo takes layers, which the lines of any record describe, off any
// resource, and puts something in their place: that leaves the resource as it
// is, and can be taken back.
func FuzzUndo(f *testing.F) {
	data, err := os.ReadFile("testdata/resources.txt")
	if err != nil {
		f.Fatal(err)
	}
	for i, part := range bytes.Split(data, []byte("\n-- ")) {
		_, text, _ := strings.Cut(string(part), "\n")
		f.Add(text, "layer a\n+ spec.template.spec.containers[name=app].env\n~ spec.template.spec.volumes was\n- spec.template.spec.nodeSelector.disk was x\n")
		if i == 0 {
			f.Add(text, whole)
		}
	}
	at := merge.Template{Path: yamlvalue.Keys("spec", "template")}
	patch, err := yamlvalue.ToNode(yamlvalue.FromNode(yamlvalue.Text("x")))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, lines string) {
		var doc yaml.Node
		if yaml.Unmarshal([]byte(text), &doc) != nil || yamlvalue.Check(&doc) != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
			t.Skip()
		}
		before, err := yaml.Marshal(&doc)
		if err != nil {
			t.Skip()
		}
		resource := set(doc.Content[0], path{toEntry("metadata")}, yamlvalue.Text("replaced"), nil, nil)
		resource = set(resource, path{toEntry("metadata")}, mapping("annotations", mapping(Annotation, yamlvalue.Text(summed(lines)))), nil, nil)
		stack, err := Open(resource)
		if err != nil {
			t.Skip()
		}
		for _, name := range append(stack.Layers(), "new") {
			below, _ := stack.Below(name)
			if yamlvalue.Resolve(below).Kind != yaml.MappingNode {
				t.Fatal("the resource is no mapping any more")
			}
			with := set(below, path{toEntry("status")}, mapping("x", patch), nil, nil)
			how := How{Type: merge.ResourceType("apps/v1", "Deployment", at)}
			result, err := stack.Put(name, with, how)
			if err != nil {
				continue
			}
			again, err := Open(result.Resource)
			if err != nil {
				t.Fatalf("%v, reading what was written", err)
			}
			if back, _ := again.Below(name); !slices.Contains(again.Layers(), name) || !yamlvalue.Equal(back, below) {
				t.Fatalf("taken back, of\n%s\nremains\n%s", encoded(t, below), encoded(t, back))
			}
		}
		if after, err := yaml.Marshal(&doc); err != nil || !bytes.Equal(before, after) {
			t.Fatalf("the resource has become\n%s", after)
		}
	})
}

func mapping(key string, value *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{yamlvalue.Text(key), value}}
}

func encoded(t *testing.T, n *yaml.Node) string {
	t.Helper()
	text, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The digest of equal values is the same, and that of others, most likely,
// another one.
func TestDigest(t *testing.T) {
	groups := [][]string{
		{"{a: 1, b: [x, null]}", "{b: ['x', ~], a: 0x1}", "{<<: {a: 1}, b: [x, null]}"},
		{"{a: '1', b: [x]}"}, {"{a: 1}"}, {"[a, b]"}, {"[b, a]"}, {"[[a], b]"}, {"'null'"}, {"null", "~", ""},
		{"true", "yes"}, {"'true'"}, {"1.0"}, {"1"}, {"{}"}, {"[]"}, {"{a: {}}"}, {"{a: null}"}, {"[null]"},
	}
	seen := map[uint32]string{}
	for _, group := range groups {
		var first uint32
		for i, text := range group {
			var doc yaml.Node
			if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
				t.Fatal(err)
			}
			h := digest(&doc)
			if i == 0 {
				first = h
				if other, ok := seen[h]; ok {
					t.Errorf("%s has the digest of %s", text, other)
				}
				seen[h] = text
			} else if h != first {
				t.Errorf("%s and %s have different digests", group[0], text)
			}
		}
	}
}
