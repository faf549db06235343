package injection

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

func TestIntended(t *testing.T) {
	root := yamltest.Parse(t, `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: web
    env: [{name: PGHOST, value: db}, {name: PGPORT, value: "5432"}]
    ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}]
  - name: other
    image: other
    env: [{name: PGHOST, value: db}]
`)
	tm := podtemplate.Find(root, nil)[0]
	docs, err := documents(`sidecar.Injection {
    appContainers = {
        "web" = {takeOver = True, env = [{name = "PGHOST", value = "127.0.0.1"}], ports = [{name = "app", containerPort = 8080}], image = "web:2"}
        "other" = {env = [{name = "PGHOST", value = "127.0.0.1"}]}
    }
}
`, &tm)
	if err != nil {
		t.Fatal(err)
	}
	plan, problems := Expand(docs, Input{Spec: tm.Spec()})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	web := yamlvalue.Path{yamlvalue.Key("spec"), yamlvalue.Key("containers"), yamlvalue.Index(0)}
	other := yamlvalue.Path{yamlvalue.Key("spec"), yamlvalue.Key("containers"), yamlvalue.Index(1)}
	path := func(p yamlvalue.Path, steps ...yamlvalue.Step) yamlvalue.Path {
		return append(append(yamlvalue.Path{}, p...), steps...)
	}
	env, ports := yamlvalue.Key("env"), yamlvalue.Key("ports")
	for _, tt := range []struct {
		path yamlvalue.Path
		want bool
	}{
		{path(web, yamlvalue.Key("image")), true},
		{path(web, env, yamlvalue.Index(0)), true},
		{path(web, env, yamlvalue.Index(0), yamlvalue.Key("value")), true},
		{path(web, env, yamlvalue.Index(1)), false},
		{path(web, env, yamlvalue.Index(9)), false},
		{path(web, ports, yamlvalue.Index(0), yamlvalue.Key("name")), true},
		{path(web, ports, yamlvalue.Index(1)), false},
		{path(web, yamlvalue.Key("command")), false},
		{web, false},
		{path(other, env, yamlvalue.Index(0)), false},
		{yamlvalue.Keys("spec", "hostNetwork"), false},
		{yamlvalue.Keys("metadata", "labels"), false},
	} {
		if got := plan.Intended(tm.Node, tt.path); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.path, got, tt.want)
		}
		if inline := yamlvalue.Lookup(tm.Node, "spec"); tt.path[0].Key == "spec" && plan.Intended(inline, tt.path[1:]) != tt.want {
			t.Errorf("%s: not %t where the spec stands inline", tt.path, tt.want)
		}
	}
}

// A schema that has the name of one of module sidecar is another one.
func TestKnown(t *testing.T) {
	module, err := kcl.NewModule("other", map[string]string{"a.k": "schema Injection:\n    a: int = 1\n"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"import sidecar\nsidecar.Injection {}\n", true},
		{"import sidecar\nsidecar.Skip {reason = \"x\"}\n", true},
		{"import sidecar\nschema Mine(sidecar.Injection):\n    a: int = 1\nMine {}\n", true},
		{"import sidecar\nsidecar.Sidecar {name = \"a\"}\n", false},
		{"schema Injection:\n    a: int = 1\nInjection {}\n", false},
		{"import other\nother.Injection {}\n", false},
		{"{spec = {}}\n", false},
	} {
		docs, err := evaluate(tt.text, kcl.SourceOptions{Modules: []*kcl.Module{module}}, eval.None)
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) != 1 || Known(docs[0]) != tt.want {
			t.Errorf("%q: not %t", tt.text, tt.want)
		}
	}
}
