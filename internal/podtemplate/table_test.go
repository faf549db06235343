package podtemplate

// This file tests the table: that it is well formed, and that every row of it
// finds what it says.

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// allRows are the rows of the table, one for each kind of each.
func allRows(t testing.TB) []Row {
	t.Helper()
	var rows []Row
	for line := range strings.Lines(tableText) {
		if line == "\n" || line[0] == '#' {
			continue
		}
		_, kinds, ok := cut2(line)
		if !ok {
			t.Fatalf("no columns in %q", line)
		}
		for kind := range strings.SplitSeq(kinds, ",") {
			row, err := parseRow(line, kind)
			if err != nil {
				t.Fatalf("%v in %q", err, line)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range allRows(t) {
		id := strings.Join([]string{r.APIVersion, r.Kind, r.Path}, " ")
		if seen[id] {
			t.Errorf("%s is there twice", id)
		}
		seen[id] = true
		if r.APIVersion == "" || strings.ContainsAny(r.Kind, "*? ") || r.Path == "" {
			t.Errorf("%s: columns are missing, or the kind is no name", id)
		}
		for _, s := range r.unless {
			if s.kind != toKey {
				t.Errorf("%s: unless must be keys", id)
			}
		}
		for i, s := range r.metadata {
			if s.kind != toKey && (i >= len(r.steps) || !slices.Equal(r.metadata[:i+1], r.steps[:i+1])) {
				t.Errorf("%s: metadata has a wildcard where path has not", id)
			}
		}
		if r.skip != "" && (r.constraints != 0 || strings.HasSuffix(r.skip, ".")) {
			t.Errorf("%s: constraints of what is never injected, or a full stop", id)
		}
	}
	for line := range strings.Lines(tableText) {
		if columns := strings.Split(strings.TrimSpace(line), "\t"); line[0] != '#' && line != "\n" && !strings.ContainsAny(columns[len(columns)-1], ":") {
			t.Errorf("no source in %q", line)
		}
	}
}

func TestBadRows(t *testing.T) {
	for _, line := range []string{
		"template\tv1\tA\t.a\t-\t-\t-\t-",
		"pod\tv1\tA\t.a\t-\t-\t-\t-\ts",
		"template\tv1\tA\t.a[\t-\t-\t-\t-\ts",
		"template\tv1\tA\t.a\t.b\t-\t-\t-\ts",
		"template\tv1\tA\t.a\t-\t-\tnever\t-\ts",
		"inline\tv1\tA\t.a\tb..c\t-\t-\t-\ts",
		"inline\tv1\tA\t.a\t-\t..\t-\t-\ts",
		"none\tv1\tA\t.a\t-\t-\t-\t-\ts",
	} {
		if _, err := parseRow(line, "A"); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
}

// Every row finds the smallest resource that has what it names, once, and no
// other row finds anything there but what holds it.
func TestEveryRow(t *testing.T) {
	for _, r := range allRows(t) {
		root := resourceFor(r)
		want := pathFor(r.steps)
		hits := 0
		for _, found := range Find(root, nil) {
			switch {
			case found.Err != nil:
				t.Errorf("%s %s: %s %v", r.APIVersion, r.Kind, found.Path, found.Err)
			case slices.Equal(found.Path, want):
				hits++
				if found.Inline != r.Inline || found.Skip != r.skip || found.Constraints != r.constraints {
					t.Errorf("%s %s %s was found by another row", r.APIVersion, r.Kind, r.Path)
				}
				if r.metadata != nil && !slices.Equal(found.MetadataPath(), pathFor(r.metadata)) {
					t.Errorf("%s %s %s: metadata at %s", r.APIVersion, r.Kind, r.Path, found.MetadataPath())
				}
			case len(found.Path) >= len(want) || !slices.Equal(found.Path, want[:len(found.Path)]):
				t.Errorf("%s %s %s: found %s, too", r.APIVersion, r.Kind, r.Path, found.Path)
			}
		}
		if hits != 1 {
			t.Errorf("%s %s: found %s %d times", r.APIVersion, r.Kind, r.Path, hits)
		}
		if r.unless != nil {
			set(root, pathFor(r.unless))
			for _, found := range Find(root, nil) {
				if slices.Equal(found.Path, want) {
					t.Errorf("%s %s: found %s although there is %s", r.APIVersion, r.Kind, want, pathFor(r.unless))
				}
			}
		}
	}
}

// resourceFor is a resource that has what a row names.
func resourceFor(r Row) *yaml.Node {
	group, version, ok := strings.Cut(r.APIVersion, "/")
	if version == "*" {
		version = "v1"
	}
	apiVersion := group
	if ok {
		apiVersion += "/" + version
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	root.Content = append(root.Content, yamlvalue.Text("apiVersion"), yamlvalue.Text(apiVersion), yamlvalue.Text("kind"), yamlvalue.Text(r.Kind))
	end := set(root, pathFor(r.steps))
	if r.constraints.Has(Required) {
		set(end, yamlvalue.Keys("spec"))
	}
	return root
}

// pathFor is a path that goes by these steps.
func pathFor(steps []step) yamlvalue.Path {
	path := yamlvalue.Path{}
	for _, s := range steps {
		switch s.kind {
		case toKey:
			path = append(path, yamlvalue.Key(s.key))
		case toElement:
			path = append(path, yamlvalue.Index(0))
		case toValue:
			path = append(path, yamlvalue.Key("any"))
		}
	}
	return path
}

// set makes a mapping at the end of a path, with what it needs on the way,
// and returns it.
func set(n *yaml.Node, path yamlvalue.Path) *yaml.Node {
	for i, s := range path {
		next := nodeAt(n, path[i:i+1])
		if next == nil {
			next = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
			if i+1 < len(path) && path[i+1].Index >= 0 {
				next = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
			}
			if s.Index < 0 {
				n.Content = append(n.Content, yamlvalue.Text(s.Key))
			}
			n.Content = append(n.Content, next)
		}
		n = next
	}
	return n
}

func TestConstraints(t *testing.T) {
	if 1<<len(constraintWords) != end {
		t.Errorf("%d words for the constants below %d", len(constraintWords), end)
	}
	used := Constraints(0)
	for _, r := range allRows(t) {
		used |= r.constraints
	}
	if unused := (end - 1) &^ used; unused != 0 {
		t.Errorf("no row has %s", unused)
	}
	for c := Constraints(0); c < end; c = c*2 + 1 {
		if got, err := parseConstraints(c.String()); err != nil || got != c {
			t.Errorf("%s was read as %s, %v", c, got, err)
		}
	}
	for _, s := range []string{"never", "partial,", ",", "partial, completes"} {
		if _, err := parseConstraints(s); err == nil {
			t.Errorf("the constraints %q were taken", s)
		}
	}
}

// What a run pays for the table: to find the lines of all kinds, once, and to
// parse those of a kind that it meets.
func BenchmarkTable(b *testing.B) {
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			index(tableText)
		}
	})
	for _, kind := range []string{"Deployment", "InferenceService"} {
		lines := table()[kind].lines
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				for _, line := range lines {
					if _, err := parseRow(line, kind); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			for kind, k := range index(tableText) {
				for _, line := range k.lines {
					if _, err := parseRow(line, kind); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	})
}

// What an item costs that has one template, or is of a kind without any.
func BenchmarkFind(b *testing.B) {
	for _, text := range []string{
		"{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: 1, selector: {}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a}, {name: b}], volumes: [{name: v}]}}}}",
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}",
	} {
		root := parse(b, text)
		b.Run(yamlvalue.Lookup(root, "kind").Value, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Find(root, nil)
			}
		})
	}
}

// The time for a template must not grow with the number of templates that
// its resource has, whichever rows name them.
func BenchmarkManyTemplates(b *testing.B) {
	row, err := Compile(Row{APIVersion: "*", Kind: "*", Path: "spec.roles.*.template"})
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{100, 10_000} {
		root := parse(b, "{apiVersion: kubeflow.org/v1, kind: PyTorchJob, spec: {pytorchReplicaSpecs: {"+roles(n)+"}, roles: {"+roles(n)+"}}}")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if found := Find(root, []Row{row, row}); len(found) != 2*n {
					b.Fatal(len(found))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(2*n*b.N), "ns/template")
		})
	}
}

func roles(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, "r%d: {template: {spec: {}}}, ", i)
	}
	return s.String()
}
