package merge

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var update = flag.Bool("update", false, "write the results in testdata anew")

// at is where the template of the items in testdata stands.
var at = yamlvalue.Keys("spec", "template")

// TestApply runs the cases in testdata. Each is a file of sections that begin
// with a line `-- name --`: the item, the patch, and what comes of it, which
// is the item after and its changes, or the errors.
func TestApply(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sections := split(string(text))
			item, patch := yamltest.Parse(t, sections["item"]), yamltest.Parse(t, sections["patch"])
			outcome := outcome(t, item, patch)
			got := join(sections["about"], sections["item"], sections["patch"], outcome)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(text) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// outcome is what the sections about the result say. It checks what holds
// for every patch.
func outcome(t *testing.T, item, patch *yaml.Node) string {
	t.Helper()
	before := encode(t, item)
	tree := NewTree(item)
	err := tree.Apply(Template{Path: at}, yamlvalue.FromNode(patch))
	after := tree.Root()
	changes := Diff(item, after, Template{Path: at})
	if encode(t, item) != before {
		t.Errorf("the item has changed")
	}
	if err != nil {
		if after != item {
			t.Errorf("an error, and another tree")
		}
		return "-- errors --\n" + err.Error() + "\n"
	}
	var b strings.Builder
	b.WriteString("-- changes --\n")
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %s\n", c.Kind, c.Path)
	}
	fmt.Fprintf(&b, "-- after --\n%s", encode(t, after))
	if again, err := Apply(after, at, yamlvalue.FromNode(patch)); err != nil || again != after {
		t.Errorf("a second time changes it again (%v):\n%s", err, encode(t, again))
	}
	back := yamltest.Parse(t, encode(t, after))
	if again, err := Apply(back, at, yamlvalue.FromNode(patch)); err != nil || again != back {
		t.Errorf("a second time, read from text, changes it again (%v):\n%s", err, encode(t, again))
	}
	return b.String()
}

func encode(t testing.TB, n *yaml.Node) string {
	t.Helper()
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	enc.CompactSeqIndent()
	if err := enc.Encode(n); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func split(text string) map[string]string {
	sections := map[string]string{}
	name := "about"
	for line := range strings.Lines(text) {
		if s, ok := strings.CutPrefix(line, "-- "); ok {
			name = strings.TrimSuffix(s, " --\n")
			continue
		}
		sections[name] += line
	}
	return sections
}

func join(about, item, patch, outcome string) string {
	return about + "-- item --\n" + item + "-- patch --\n" + patch + outcome
}

// The item of the tests below.
const web = `kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: app
        image: nginx
`

func TestPatchesThatAreNoMapping(t *testing.T) {
	item := yamltest.Parse(t, web)
	for want, v := range map[string]eval.Value{
		"spec.template: must be a mapping, not a list":           eval.NewList(),
		`spec.template: must be a mapping, not the string "x"`:   eval.Str("x"),
		"spec.template: must be a mapping, not None":             eval.None,
		"spec.template: must be a mapping, not the integer 1":    eval.Int(1),
		"spec.template: must be a mapping, not the boolean true": eval.Bool(true),
		"spec.template: must be a mapping, not the float 1.0":    eval.Float(1),
	} {
		after, err := Apply(item, at, v)
		if err == nil || err.Error() != want || after != item {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestErrorsHaveTheirPaths(t *testing.T) {
	patch := yamltest.Parse(t, "spec: {hostNetwork: 1, containers: [{image: x}]}")
	_, err := Apply(yamltest.Parse(t, web), at, yamlvalue.FromNode(patch))
	var all Errors
	var one *Error
	if !errors.As(err, &all) || len(all) != 2 || !errors.As(err, &one) {
		t.Fatalf("got %v", err)
	}
	for i, want := range []string{"spec.template.spec.hostNetwork", "spec.template.spec.containers"} {
		if got := all[i].Path.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// unit is a KCL number with a suffix.
func unit(value float64, raw int64, suffix string) *eval.Unit {
	return &eval.Unit{Value: value, Raw: raw, Suffix: suffix}
}

func dict(kv ...any) *eval.Dict {
	d := eval.NewDict(len(kv) / 2)
	for i := 0; i < len(kv); i += 2 {
		d.Set(kv[i].(string), kv[i+1].(eval.Value))
	}
	return d
}

// Values that YAML cannot say: units, Undefined, hidden entries, instances.
func TestValuesOfPrograms(t *testing.T) {
	patch := &eval.Instance{Attrs: dict("_private", eval.Int(1), "spec", dict(
		"terminationGracePeriodSeconds", unit(1000, 1, "K"),
		"hostIPC", eval.Undefined,
		"hostPID", eval.None,
		"containers", eval.NewList(eval.Undefined, dict(
			"name", eval.Str("app"),
			"_x", eval.Int(1),
			"resources", dict("limits", dict(
				"memory", unit(64<<20, 64, "Mi"), "storage", unit(2000, 2, "K"), "cpu", eval.Float(0.5))),
		)),
		"volumes", eval.NewList(dict("name", eval.Str("v"), "emptyDir", dict("sizeLimit", eval.None))),
	))}
	after, err := Apply(yamltest.Parse(t, web), at, patch)
	if err != nil {
		t.Fatal(err)
	}
	want := web + `        resources:
          limits:
            memory: 64Mi
            storage: 2k
            cpu: 0.5
      terminationGracePeriodSeconds: 1000
      volumes:
      - name: v
        emptyDir: {}
`
	if got := encode(t, after); got != want {
		t.Errorf("got\n%s", got)
	}
	if again, err := Apply(after, at, patch); err != nil || again != after {
		t.Errorf("a second time changes it again: %v", err)
	}
}

func TestPodsAndLists(t *testing.T) {
	patch := yamlvalue.FromNode(yamltest.Parse(t, "spec: {hostNetwork: true}"))
	item := yamltest.Parse(t, "kind: Pod\nspec:\n  containers: []\n")
	pod := NewTree(item)
	err := pod.Apply(Template{}, patch)
	changes := Diff(item, pod.Root(), Template{})
	if want := "kind: Pod\nspec:\n  containers: []\n  hostNetwork: true\n"; err != nil || encode(t, pod.Root()) != want {
		t.Errorf("got %v\n%s", err, encode(t, pod.Root()))
	}
	if len(changes) != 1 || changes[0].Path.String() != "spec.hostNetwork" {
		t.Errorf("got %v", changes)
	}
	list := yamltest.Parse(t, "kind: List\nitems:\n- kind: Pod\n- kind: Deployment\n  spec: {template: {}}\n")
	path := slices.Concat(yamlvalue.Keys("items"), yamlvalue.Path{yamlvalue.Index(1)}, at)
	after, err := Apply(list, path, patch)
	if err != nil {
		t.Fatal(err)
	}
	changes = Diff(list, after, Template{Path: path})
	if len(changes) != 1 || changes[0].Path.String() != "items[1].spec.template.spec" {
		t.Errorf("got %v", changes)
	}
	path[1] = yamlvalue.Index(2)
	if _, err = Apply(list, path, patch); err == nil || err.Error() != "items: the resource has no element 2 here" {
		t.Errorf("got %v", err)
	}
}

// A tree takes patches for several templates. It copies the list that they
// are in once, and never touches the item.
func TestTree(t *testing.T) {
	text := "kind: List\nitems:\n- {kind: Pod, spec: &s {}}\n- {kind: Pod, spec: *s}\n- {kind: Pod}\n"
	item := yamltest.Parse(t, text)
	tree := NewTree(item)
	var roots []*yaml.Node
	for i := range 3 {
		path := append(yamlvalue.Keys("items"), yamlvalue.Index(i))
		apply := func(patches ...eval.Value) error { return tree.Apply(Template{Path: path}, patches...) }
		if err := apply(dict("spec", dict("hostNetwork", eval.Bool(true))), dict("spec", dict("hostPID", eval.Bool(true)))); err != nil {
			t.Fatal(err)
		}
		changes := Diff(item, tree.Current(), Template{Path: path})
		if len(changes) == 0 || !strings.HasPrefix(changes[0].Path.String(), path.String()+".spec") {
			t.Fatalf("%v", changes)
		}
		text := encode(t, tree.Current())
		if err := apply(dict("spec", dict("hostNetwork", eval.Bool(true)))); err != nil || encode(t, tree.Current()) != text {
			t.Errorf("a second time: %v\n%s", err, encode(t, tree.Current()))
		}
		if err := apply(dict("spec", dict("hostIPC", eval.Bool(true))), dict("spec", eval.Int(1))); err == nil || encode(t, tree.Current()) != text {
			t.Errorf("%v\n%s", err, encode(t, tree.Current()))
		}
		roots = append(roots, tree.root)
	}
	if roots[0] == item || roots[1] != roots[0] || roots[2] != roots[0] {
		t.Error("the list is copied for every template")
	}
	want := "kind: List\nitems:\n" + strings.Repeat("- {kind: Pod, spec: {hostNetwork: true, hostPID: true}}\n", 3)
	if got := yamltest.Parse(t, encode(t, tree.Root())); !yamlvalue.Equal(got, yamltest.Parse(t, want)) {
		t.Errorf("got\n%s", encode(t, tree.Root()))
	}
	if encode(t, item) != encode(t, yamltest.Parse(t, text)) {
		t.Errorf("the item has become\n%s", encode(t, item))
	}
}

func TestDiff(t *testing.T) {
	before := yamltest.Parse(t, "metadata: {labels: {a: b}, finalizers: [x]}\nspec: {containers: [{name: a}, {name: b}]}")
	after := yamltest.Parse(t, "metadata: {labels: {a: c}, annotations: {d/e: f}}\nspec: {containers: [{name: b}, {name: c}]}")
	var got []string
	in := func(n *yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{yamlvalue.Text("template"), n}}
	}
	at := Template{Path: yamlvalue.Keys("template")}
	for _, c := range Diff(in(before), in(after), at) {
		got = append(got, fmt.Sprint(c.Kind, " ", c.Path))
	}
	want := []string{"changed template.metadata.labels.a", "added template.metadata.annotations", "removed template.metadata.finalizers",
		"added template.spec.containers[1]", "removed template.spec.containers[0]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if c := Diff(nil, in(after), at); len(c) != 1 || c[0].Kind != Added || c[0].Path.String() != "template" {
		t.Errorf("got %v", c)
	}
}

// An inline template is a Pod's spec, with the labels elsewhere or nowhere.
func TestInline(t *testing.T) {
	const text = "kind: Pooler\nspec:\n  podMetadata: {labels: {a: b}}\n  instances: 1\n"
	patch := yamlvalue.FromNode(yamltest.Parse(t, "metadata: {labels: {c: d}}\nspec: {hostNetwork: true}"))
	for _, c := range []struct {
		name string
		at   Template
		want string
	}{
		{"labels elsewhere", Template{Path: yamlvalue.Keys("spec"), Inline: true, Metadata: yamlvalue.Keys("spec", "podMetadata")},
			"kind: Pooler\nspec: {podMetadata: {labels: {a: b, c: d}}, instances: 1, hostNetwork: true}"},
		{"labels among the spec", Template{Path: yamlvalue.Keys("spec"), Inline: true, Metadata: yamlvalue.Keys("spec")},
			"kind: Pooler\nspec: {podMetadata: {labels: {a: b}}, instances: 1, hostNetwork: true, labels: {c: d}}"},
	} {
		item := yamltest.Parse(t, text)
		tree := NewTree(item)
		if err := tree.Apply(c.at, patch); err != nil || !yamlvalue.Equal(tree.Root(), yamltest.Parse(t, c.want)) {
			t.Errorf("%s: %v\n%s", c.name, err, encode(t, tree.Root()))
		}
		if changes := Diff(item, tree.Root(), c.at); len(changes) != 2 {
			t.Errorf("%s: changes %v", c.name, changes)
		}
	}
	nowhere := Template{Path: yamlvalue.Keys("spec"), Inline: true}
	elsewhere := Template{Path: yamlvalue.Keys("spec"), Inline: true, Metadata: yamlvalue.Keys("spec", "podMetadata")}
	for _, c := range []struct {
		at          Template
		patch, want string
	}{
		{nowhere, "metadata: {labels: {c: d}}", "spec: resources of this kind have no place for labels and annotations of their Pods: the patch must have no `metadata` for them"},
		{nowhere, "$patch: replace", `spec: the patch of a Pod's spec that stands in another object has ` + "`spec`" + ` and nothing else; "$patch" has no place there`},
		{elsewhere, "metadata: {name: c}", `spec: resources of this kind have labels and annotations of their Pods and no other metadata; "name" has no place`},
		{elsewhere, "metadata: 1", "spec.podMetadata: must be a mapping, not the integer 1"},
	} {
		item := yamltest.Parse(t, text)
		tree := NewTree(item)
		err := tree.Apply(c.at, yamlvalue.FromNode(yamltest.Parse(t, c.patch)))
		if err == nil || err.Error() != c.want || tree.Root() != item {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// FuzzApply checks what holds for every patch of every item: an error leaves
// the item as it was, a second time changes nothing, diff tells of changes
// where there are some, and aliases still lead to a node of the tree.
func FuzzApply(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		sections := split(string(text))
		f.Add(sections["item"], sections["patch"])
	}
	f.Fuzz(func(t *testing.T, itemText, patchText string) {
		var item, patch yaml.Node
		if yaml.Unmarshal([]byte(itemText), &item) != nil || yaml.Unmarshal([]byte(patchText), &patch) != nil ||
			yamlvalue.Check(&item) != nil || yamlvalue.Check(&patch) != nil {
			t.Skip()
		}
		if len(item.Content) == 0 {
			t.Skip()
		}
		value := func() eval.Value { return yamlvalue.FromNode(&patch) }
		tree := NewTree(&item)
		err := tree.Apply(Template{Path: at}, value())
		after := tree.Root()
		changes := Diff(&item, after, Template{Path: at})
		if err != nil {
			if after != &item {
				t.Fatal("an error, and another tree")
			}
			return
		}
		if len(changes) == 0 && !yamlvalue.Equal(&item, after) {
			t.Fatalf("no changes between\n%s\nand\n%s", encode(t, &item), encode(t, after))
		}
		if again, err := Apply(after, at, value()); err != nil || again != after {
			t.Fatalf("a second time changes it again (%v):\n%s", err, encode(t, again))
		}
		inTree := map[*yaml.Node]bool{}
		collectNodes(after, inTree)
		checkAliases(t, after, inTree)
	})
}

func collectNodes(n *yaml.Node, into map[*yaml.Node]bool) {
	into[n] = true
	for _, c := range n.Content {
		collectNodes(c, into)
	}
}

func checkAliases(t *testing.T, n *yaml.Node, inTree map[*yaml.Node]bool) {
	if n.Kind == yaml.AliasNode && !inTree[n.Alias] {
		t.Fatalf("the alias *%s leads out of the tree", n.Value)
	}
	for _, c := range n.Content {
		checkAliases(t, c, inTree)
	}
}

// The items of a list may have aliases of each other's anchors.
func TestOtherItemsStay(t *testing.T) {
	list := yamltest.Parse(t, `
- spec: &s
    template: &t
      metadata: {labels: &l {a: b}}
      spec: {containers: &c [&app {name: app, env: &e [&v {name: A, value: "1"}], args: [&x y]}], x: *l}
- {kind: Deployment, spec: *s}
- {kind: Deployment, <<: {spec: *s}}
- {kind: Deployment, spec: {template: {<<: *t}}}
- {kind: Deployment, spec: {template: {spec: {containers: [*app, {<<: *app, name: other}]}}}}
`)
	text := encode(t, list)
	for _, patch := range []string{
		"metadata: {labels: {b: c}}",
		"spec: {containers: [{name: app, env: [{name: A, value: '2'}]}, {name: other, args: [z], env: [{name: B}]}]}",
		"metadata: {labels: null}",
	} {
		for _, item := range list.Content[0].Content[1:] {
			after, err := Apply(item, at, yamlvalue.FromNode(yamltest.Parse(t, patch)))
			if err != nil {
				t.Fatal(err)
			}
			if got := encode(t, list); got != text {
				t.Fatalf("the list has become\n%s", got)
			}
			if again := yamltest.Parse(t, encode(t, after)); !yamlvalue.Equal(again, after) {
				t.Errorf("what is written is something else:\n%s", encode(t, after))
			}
		}
	}
}

// An anchor's name may be given to several nodes; each alias means the last
// one before it. What is copied from one place to another must not come
// between them.
func TestAnchorsWithOneName(t *testing.T) {
	item := yamltest.Parse(t, `
a: &x {env: [&y {name: A}], labels: {c: *y}}
b: &y {name: B}
spec: {template: {metadata: {annotations: {}}, spec: {containers: [{<<: *x, name: app}]}}}
c: *y
`)
	for _, patch := range []string{
		"spec: {containers: [{name: app, env: [{name: A, value: '1'}, {name: C}]}]}",
		"spec: {containers: [{name: app, env: [{name: C}]}]}",
	} {
		after, err := Apply(item, at, yamlvalue.FromNode(yamltest.Parse(t, patch)))
		if err != nil {
			t.Fatal(err)
		}
		text := encode(t, after)
		if got := yamlvalue.Lookup(yamlvalue.Lookup(yamltest.Parse(t, text), "c"), "name"); got == nil || got.Value != "B" {
			t.Errorf("c has become another in\n%s", text)
		}
	}
}
