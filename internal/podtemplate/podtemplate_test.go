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

// Kinds of one name in several groups are told apart.
func TestClashes(t *testing.T) {
	const pod = "{spec: {containers: [{name: c}]}}"
	const tasks = "{tasks: [{template: " + pod + "}]}"
	for _, c := range []struct{ apiVersion, kind, spec, want string }{
		{"batch/v1", "Job", "{template: " + pod + "}", "spec.template required,immutable,completes,no-restart-always"},
		{"batch.volcano.sh/v1alpha1", "Job", tasks, "spec.tasks[0].template immutable,completes"},
		{"batch.volcano.sh/v1alpha1", "Job", "{template: " + pod + "}", ""},
		{"batch/v1", "Job", tasks, "spec.template is missing; it must be a mapping"},
		{"batch/v1", "CronJob", "{jobTemplate: {spec: {template: " + pod + "}}}", "spec.jobTemplate.spec.template required,completes,no-restart-always"},
		{"batch.volcano.sh/v1alpha1", "CronJob", "{jobTemplate: {spec: " + tasks + "}}", "spec.jobTemplate.spec.tasks[0].template completes"},
		{"batch.volcano.sh/v1alpha1", "CronJob", "{jobTemplate: {spec: {template: " + pod + "}}}", ""},
		{"flow.volcano.sh/v1alpha1", "JobTemplate", tasks, "spec.tasks[0].template completes"},
		{"apps/v1", "StatefulSet", "{template: " + pod + "}", "spec.template required,restart-always,claim-templates"},
		{"apps.kruise.io/v1beta1", "StatefulSet", "{template: " + pod + "}", "spec.template restart-always,claim-templates"},
		{"apps.kruise.io/v1beta1", "StatefulSet", "{}", ""},
		{"apps/v1", "DaemonSet", "{}", "spec.template is missing; it must be a mapping"},
		{"apps.kruise.io/v1alpha1", "DaemonSet", "{}", ""},
		{"v1", "Service", "{template: " + pod + "}", ""},
		{"serving.knative.dev/v1", "Configuration", "{}", ""},
		{"pkg.crossplane.io/v1", "Configuration", "{template: " + pod + "}", ""},
		{"serving.kserve.io/v1beta1", "InferenceService", "{predictor: {}, template: " + pod + "}", "spec.predictor partial,main-first"},
		{"serving.kserve.io/v1alpha2", "InferenceService", "{predictor: {}}", "spec (v1alpha2 has one container in the place of a Pod spec: move to v1beta1, whose components are Pod specs)"},
		{"tekton.dev/v1", "Pipeline", "{}", "spec (Tekton makes the Pods from the steps of Tasks: add the container to the `sidecars` of the Task)"},
		{"data.fluid.io/v1", "Pipeline", "{}", ""},
		{"apps/v1", "Task", "{}", ""},
		{"argoproj.io/v1alpha1", "Workflow", "null", ""},
		{"ray.io/v1", "Agent", "{deployment: {podTemplate: " + pod + "}}", ""},
		{"agones.dev/v1", "Fleet", "{template: {spec: {template: " + pod + "}}}", "spec.template.spec.template main-named"},
		{"fleet.cattle.io/v1alpha1", "Fleet", "{template: {spec: {template: " + pod + "}}}", ""},
	} {
		text := fmt.Sprintf("{apiVersion: %s, kind: %s, spec: %s}", c.apiVersion, c.kind, c.spec)
		var got []string
		for _, found := range Find(parse(t, text), nil) {
			s := describe([]Template{found})[0]
			switch {
			case found.Skip != "":
				s += " (" + found.Skip + ")"
			case found.Err == nil && found.Constraints != 0:
				s += " " + found.Constraints.String()
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: got %q, want %q", text, s, c.want)
		}
	}
}

// Rows of users beside those of the table.
func TestRowsOfUsersBesideTable(t *testing.T) {
	const flink = "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, spec: {taskManager: {podTemplate: {spec: {}}}, jobManager: {podTemplate: {spec: {}}}, extra: {spec: {}}}}"
	const workflow = "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, spec: {volumes: []}}"
	for _, c := range []struct {
		name, text string
		rows       []Row
		want       []string
	}{
		{"the same place", flink, []Row{{Path: "spec.*.podTemplate"}}, []string{"spec.taskManager.podTemplate", "spec.jobManager.podTemplate"}},
		{"the same place, inline", flink, []Row{{Path: "spec.jobManager.podTemplate.spec", Inline: true}}, []string{"spec.taskManager.podTemplate", "spec.jobManager.podTemplate"}},
		{"another place", flink, []Row{{Path: "spec.extra"}}, []string{"spec.taskManager.podTemplate", "spec.jobManager.podTemplate", "spec.extra"}},
		{"one place twice", flink, []Row{{Path: "spec.extra"}, {Path: ".spec.extra"}, {Path: "spec.extra.spec", Inline: true}}, []string{"spec.taskManager.podTemplate", "spec.jobManager.podTemplate", "spec.extra"}},
		{"one error twice", flink, []Row{{Path: "spec[]"}, {Path: "spec[].template"}}, []string{"spec is a mapping; it must be a list", "spec.taskManager.podTemplate", "spec.jobManager.podTemplate"}},
		{"what the table holds for impossible", workflow, []Row{{Path: "spec", Inline: true}}, []string{"spec inline"}},
		{"impossible, and not found by the user", workflow, []Row{{Path: "spec.template"}}, []string{"spec skip"}},
		{"impossible, and an error of the user", workflow, []Row{{Path: "spec.volumes"}}, []string{"spec skip", "spec.volumes is a list; it must be a mapping"}},
		{"a Pod inline", "{apiVersion: v1, kind: Pod, spec: {}}", []Row{{Path: "spec", Inline: true}}, []string{""}},
		{"the order of the resource", "{apiVersion: x/v1, kind: X, b: {c: [{}, {d: {}}]}, a: {}}", []Row{{Path: "a"}, {Path: "b.c[].d"}, {Path: "b"}}, []string{"b", "b.c[1].d", "a"}},
		{"in lists", "{apiVersion: v1, kind: List, items: [{apiVersion: x/v1, kind: X, b: {}, a: {}}, {apiVersion: x/v1, kind: X, a: {}, b: {}}]}",
			[]Row{{Path: "a"}, {Path: "b", Inline: true}}, []string{"items[0].b inline", "items[0].a", "items[1].a", "items[1].b inline"}},
		{"merge keys and aliases", "{apiVersion: x/v1, kind: X, y: &y {b: &b {}, a: *b}, <<: *y}", []Row{{Path: "a"}, {Path: "b"}}, []string{"b", "a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rows []Row
			for _, r := range c.rows {
				r.APIVersion, r.Kind = "*", "*"
				row, err := Compile(r)
				if err != nil {
					t.Fatal(err)
				}
				rows = append(rows, row)
			}
			found := Find(parse(t, c.text), rows)
			got := describe(found)
			for i, f := range found {
				if f.Skip != "" {
					got[i] += " skip"
				}
				if f.Inline {
					got[i] += " inline"
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestNodes(t *testing.T) {
	for _, c := range []struct{ text, spec, metadata string }{
		{"{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}", "{containers: []}", "{name: a}"},
		{"{apiVersion: ray.io/v1, kind: RayCluster, spec: {headGroupSpec: {template: {}}}}", "", ""},
		{"{apiVersion: v1, kind: List, items: [{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, spec: {podMetadata: {labels: {a: b}}}}]}",
			"{podMetadata: {labels: {a: b}}}", "{labels: {a: b}}"},
		{"{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, spec: {}}", "{}", ""},
		{"{apiVersion: serving.kserve.io/v1beta1, kind: InferenceService, spec: {predictor: {labels: {a: b}}}}", "{labels: {a: b}}", "{labels: {a: b}}"},
		{"{apiVersion: serving.kubeflow.org/v1beta1, kind: InferenceService, metadata: {name: a}, spec: {predictor: {}}}", "{}", ""},
	} {
		found := Find(parse(t, c.text), nil)
		if len(found) != 1 {
			t.Fatalf("%s: found %q", c.text, describe(found))
		}
		for _, x := range []struct {
			n    *yaml.Node
			want string
		}{{found[0].Spec(), c.spec}, {found[0].Metadata(), c.metadata}} {
			if (x.n == nil) != (x.want == "") || x.n != nil && !yamlvalue.Equal(x.n, parse(t, x.want)) {
				t.Errorf("%s: got %v, want %s", c.text, x.n, x.want)
			}
		}
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
	f.Add("{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, spec: {containers: [{name: c}]}}]}", "spec.groups[].template", false)
	f.Add("{kind: F, spec: &a {x: {template: {spec: {}}}, y: *a}}", "spec.*.template", true)
	f.Add("{apiVersion: serving.kserve.io/v1beta1, kind: InferenceService, spec: {canary: [{predictor: {workerSpec: {}}}], predictor: {}}}", "spec.predictor", true)
	f.Add("{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, spec: {jobManager: {podTemplate: {}}, <<: {taskManager: {podTemplate: {}}}}}", ".*.*.podTemplate", false)
	f.Add("{apiVersion: argoproj.io/v1alpha1, kind: Rollout, spec: {template: {}, workloadRef: x}}", "spec.template", false)
	f.Fuzz(func(t *testing.T, text, path string, inline bool) {
		root := parse(t, text)
		row, err := Compile(Row{APIVersion: "*", Kind: "*", Path: path, Inline: inline})
		if err != nil || yamlvalue.Check(root) != nil {
			return
		}
		places := map[string]bool{}
		for _, found := range Find(root, []Row{row}) {
			checkFound(t, root, &found)
			if place := found.place(); places[place] {
				t.Errorf("%s was found twice", place)
			} else {
				places[place] = true
			}
		}
	})
}

// checkFound requires that the paths of what was found lead to its nodes, and
// that it is one of the forms that Template promises.
func checkFound(t *testing.T, root *yaml.Node, found *Template) {
	if n := follow(root, found.Resource.Path); n != found.Resource.Node {
		t.Errorf("%s does not lead to the resource", found.Resource.Path)
	}
	if found.Err != nil {
		return
	}
	if n := follow(root, found.Path); n != found.Node {
		t.Errorf("%s does not lead to the template", found.Path)
	}
	if found.Skip != "" {
		return
	}
	if n := follow(root, found.SpecPath()); n != found.Spec() {
		t.Errorf("%s does not lead to the Pod spec", found.SpecPath())
	}
	if p := found.MetadataPath(); p != nil && follow(root, p) != found.Metadata() {
		t.Errorf("%s does not lead to the metadata", p)
	}
	if found.Node.Kind != yaml.MappingNode {
		t.Errorf("%s is no mapping", found.Path)
	}
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
