package podtemplate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

func parse(t testing.TB, text string) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Skip(err)
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

// describe lists what Find found: paths, and errors behind theirs.
func describe(found []Template) []string {
	out := []string{}
	for _, t := range found {
		s := t.Path.String()
		if t.Err != nil {
			s += " " + t.Err.Error()
		}
		out = append(out, s)
	}
	return out
}

func TestKinds(t *testing.T) {
	const template = "{metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}"
	for _, c := range []struct{ apiVersions, kind, path string }{
		{"v1", "PodTemplate", "template"},
		{"v1", "ReplicationController", "spec.template"},
		{"apps/v1 apps/v1beta2 extensions/v1beta1", "ReplicaSet", "spec.template"},
		{"apps/v1 apps/v1beta2 apps/v1beta1 extensions/v1beta1", "Deployment", "spec.template"},
		{"apps/v1 apps/v1beta2 extensions/v1beta1", "DaemonSet", "spec.template"},
		{"apps/v1 apps/v1beta2 apps/v1beta1", "StatefulSet", "spec.template"},
		{"batch/v1 extensions/v1beta1", "Job", "spec.template"},
		{"batch/v1 batch/v1beta1 batch/v2alpha1", "CronJob", "spec.jobTemplate.spec.template"},
		{"batch/v2alpha1", "ScheduledJob", "spec.jobTemplate.spec.template"},
		{"batch/v2alpha1", "JobTemplate", "template.spec.template"},
	} {
		for apiVersion := range strings.FieldsSeq(c.apiVersions) {
			body := template
			keys := strings.Split(c.path, ".")
			for _, k := range slices.Backward(keys) {
				body = "{" + k + ": " + body + "}"
			}
			text := fmt.Sprintf("{apiVersion: %s, kind: %s, %s", apiVersion, c.kind, body[1:])
			found := Find(parse(t, text), nil)
			if len(found) != 1 || found[0].Err != nil || found[0].Path.String() != c.path {
				t.Errorf("%s %s: found %v", apiVersion, c.kind, describe(found))
				continue
			}
			if yamlvalue.Lookup(found[0].Node, "metadata") == nil || found[0].Resource.Kind != c.kind {
				t.Errorf("%s %s: the node is %v", apiVersion, c.kind, found[0].Node)
			}
		}
	}
}

func TestFind(t *testing.T) {
	const pod = "apiVersion: v1, kind: Pod, spec: {containers: [{name: c}]}"
	const deployment = "apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: c}]}}}"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"Pod", "{" + pod + "}", []string{""}},
		{"not a workload", "{apiVersion: v1, kind: Service, spec: {template: {spec: {containers: []}}}}", nil},
		{"a Job of another group", "{apiVersion: batch.volcano.sh/v1alpha1, kind: Job, spec: {template: {spec: {}}}}", nil},
		{"a Pod of another group", "{apiVersion: example.com/v1, kind: Pod, spec: {containers: []}}", nil},
		{"no apiVersion", "{kind: Pod, spec: {containers: []}}", nil},
		{"List", "{apiVersion: v1, kind: List, items: [{" + pod + "}, {kind: Service}, null, {" + deployment + "}]}", []string{"items[0]", "items[3].spec.template"}},
		{"List in a List", "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: [{" + pod + "}]}]}", []string{"items[0].items[0]"}},
		{"DeploymentList", "{apiVersion: apps/v1, kind: DeploymentList, items: [{spec: {template: {spec: {containers: []}}}}, {" + deployment + "}]}", []string{"items[0].spec.template", "items[1].spec.template"}},
		{"PodList of another group", "{apiVersion: example.com/v1, kind: PodList, items: [{spec: {containers: []}}]}", nil},
		{"a kind that ends in List", "{apiVersion: example.com/v1, kind: AllowList, items: [{name: a}], spec: {template: {}}}", nil},
		{"a List without items", "{apiVersion: v1, kind: List, items: {}}", nil},
		{"aliases", "{apiVersion: apps/v1, kind: Deployment, x: &t {spec: {containers: []}}, spec: {template: *t}}", []string{"spec.template"}},
		{"merge keys", "{apiVersion: apps/v1, kind: Deployment, x: &s {template: {spec: {containers: []}}}, spec: {<<: *s}}", []string{"spec.template"}},
		{"nulls in a template", "{apiVersion: v1, kind: Pod, metadata: null, spec: {containers: null, volumes: null}}", []string{""}},
		{"null spec", "{apiVersion: apps/v1, kind: Deployment, spec: null}", []string{"spec is null; it must be a mapping"}},
		{"no spec", "{apiVersion: apps/v1, kind: Deployment}", []string{"spec is missing; it must be a mapping"}},
		{"no template", "{apiVersion: apps/v1, kind: Deployment, spec: {}}", []string{"spec.template is missing; it must be a mapping"}},
		{"list as template", "{apiVersion: apps/v1, kind: Deployment, spec: {template: []}}", []string{"spec.template is a list; it must be a mapping"}},
		{"scalar as template", "{apiVersion: apps/v1, kind: Deployment, spec: {template: x}}", []string{"spec.template is a scalar; it must be a mapping"}},
		{"null spec of a Pod", "{apiVersion: v1, kind: Pod, spec: null}", []string{"spec is null; it must be a mapping"}},
		{"list as metadata", "{apiVersion: v1, kind: Pod, metadata: [], spec: {}}", []string{"metadata is a list; it must be a mapping"}},
		{"mapping as containers", "{apiVersion: v1, kind: Pod, spec: {containers: {}}}", []string{"spec.containers is a mapping; it must be a list"}},
		{"scalar as container", "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}, b]}}", []string{"spec.containers[1] is a scalar; it must be a mapping"}},
		{"null as init container", "{apiVersion: v1, kind: Pod, spec: {initContainers: [null]}}", []string{"spec.initContainers[0] is null; it must be a mapping"}},
		{"null", "null", nil},
		{"scalar", "x", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := describe(Find(parse(t, c.text), nil)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestRowsOfUsers(t *testing.T) {
	const text = `{apiVersion: example.com/v1, kind: Fleet, spec: {
		groups: [{template: {spec: {}}}, {template: null}, {}, {template: []}],
		roles: {a: {template: {}}, b: {template: {metadata: {}}}, "c.d": {template: {spec: []}}},
		matrix: [[{spec: {}}]]}}`
	for _, c := range []struct {
		apiVersion, kind, path string
		want                   []string
	}{
		{"example.com/*", "Fleet", "spec.groups[].template", []string{"spec.groups[0].template", "spec.groups[3].template is a list; it must be a mapping"}},
		{"example.com/v1", "*", ".spec.roles.*.template", []string{"spec.roles.a.template", "spec.roles.b.template", `spec.roles["c.d"].template.spec is a list; it must be a mapping`}},
		{"*", "Fleet", "spec.matrix[][]", []string{"spec.matrix[0][0]"}},
		{"*", "Fleet", "spec.absent.template", nil},
		{"*", "Fleet", "spec.roles[].template", []string{"spec.roles is a mapping; it must be a list"}},
		{"example.com/v2", "Fleet", "spec.groups[].template", nil},
		{"example.com/*", "Other", "spec.groups[].template", nil},
	} {
		row, err := Compile(Row{APIVersion: c.apiVersion, Kind: c.kind, Path: c.path})
		if err != nil {
			t.Fatal(err)
		}
		if got := describe(Find(parse(t, text), []Row{row})); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.path, got, c.want)
		}
	}
}

func TestRowOfUserBesideBuiltin(t *testing.T) {
	row, err := Compile(Row{APIVersion: "*", Kind: "*", Path: "spec.template"})
	if err != nil {
		t.Fatal(err)
	}
	text := "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {}}}}"
	if got := describe(Find(parse(t, text), []Row{row})); !slices.Equal(got, []string{"spec.template"}) {
		t.Errorf("got %q, want one template", got)
	}
}

func TestBadPaths(t *testing.T) {
	for _, path := range []string{"", ".", "a..b", "a[0].b", "[]", "a.[]", "a[", "a]b", "a[].", "..a"} {
		if _, err := Compile(Row{Path: path}); err == nil {
			t.Errorf("the path %q was taken", path)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, spec: {containers: [{name: c}]}}]}", "spec.groups[].template")
	f.Add("{kind: F, spec: &a {x: {template: {spec: {}}}, y: *a}}", "spec.*.template")
	f.Fuzz(func(t *testing.T, text, path string) {
		root := parse(t, text)
		row, err := Compile(Row{APIVersion: "*", Kind: "*", Path: path})
		if err != nil || yamlvalue.Check(root) != nil {
			return
		}
		for _, found := range Find(root, []Row{row}) {
			if n := follow(root, found.Path); found.Err == nil && n != found.Node {
				t.Errorf("%s does not lead to the template", found.Path)
			}
			if n := follow(root, found.Resource.Path); n != found.Resource.Node {
				t.Errorf("%s does not lead to the resource", found.Resource.Path)
			}
		}
	})
}

// follow is the node to which a path leads.
func follow(n *yaml.Node, path yamlvalue.Path) *yaml.Node {
	for _, s := range path {
		if n = yamlvalue.Resolve(n); s.Index < 0 {
			n = yamlvalue.Lookup(n, s.Key)
		} else if n != nil && s.Index < len(n.Content) {
			n = n.Content[s.Index]
		}
	}
	return yamlvalue.Resolve(n)
}
