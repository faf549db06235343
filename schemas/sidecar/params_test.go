package sidecar_test

import (
	"context"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/schemas"
)

// run runs a program with options given as YAML.
func run(text string, options map[string]string) (string, error) {
	prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}},
		kcl.SourceOptions{Builtin: schemas.Modules(), Plugins: schemas.Plugins()})
	if err != nil {
		return "", err
	}
	opts := kcl.RunOptions{Options: map[string]any{}}
	for name, text := range options {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			return "", err
		}
		opts.Options[name] = yamlvalue.FromNode(&doc)
	}
	res, err := prog.Run(context.Background(), opts)
	if err != nil {
		return "", err
	}
	return res.YAML(kcl.OutputOptions{})
}

const deployment = "kind: Deployment\nmetadata: {name: web, namespace: prod}\n"

// annotated are options for a template with annotations, in YAML's flow form.
func annotated(annotations string) map[string]string {
	return map[string]string{
		"resource": deployment,
		"template": "metadata: {annotations: {" + annotations + "}}\n",
	}
}

func TestAnnotationValues(t *testing.T) {
	for _, tt := range []struct{ name, attr, annotations, want, err string }{
		{"text", "a: str", "x/a: v", "a: v", ""},
		{"empty text", "a: str", "x/a: ''", "a: ''", ""},
		{"quantity", "a: str", "x/a: 100m", "a: '100m'", ""},
		{"any", "a: any", "x/a: '5'", "a: '5'", ""},
		{"no type", "a = \"d\"", "", "a: d", ""},
		{"default", "a: str = \"d\"", "", "a: d", ""},
		{"over a default", "a: str = \"d\"", "x/a: v", "a: v", ""},
		{"null is absent", "a: str = \"d\"", "x/a: null", "a: d", ""},
		{"optional", "a?: str", "", "{}", ""},
		{"required", "a: str", "", "", `the annotation "x/a" is missing: Deployment prod/web, its Pod template or its Namespace needs it, with a text`},
		{"not quoted", "a: int", "x/a: 5", "", `the annotation "x/a" of the Pod template of Deployment prod/web must be a string, not the integer 5: put it in quotes`},

		{"true", "a: bool", "x/a: 'true'", "a: true", ""},
		{"false", "a: bool", "x/a: 'false'", "a: false", ""},
		{"no boolean", "a: bool", "x/a: 'yes'", "", `is "yes", which is not true or false`},
		{"integer", "a: int", "x/a: '-12'", "a: -12", ""},
		{"no integer", "a: int", "x/a: 1.5", "", "must be a string"},
		{"no integer in quotes", "a: int", "x/a: '1.5'", "", `is "1.5", which is not an integer`},
		{"too big", "a: int", "x/a: '9223372036854775808'", "", "not an integer"},
		{"float", "a: float", "x/a: '1.5e3'", "a: 1500.0", ""},
		{"no float", "a: float", "x/a: 'inf'", "", `is "inf", which is not a number`},
		{"literal", `a: "debug" | "info"`, "x/a: info", "a: info", ""},
		{"no literal", `a: "debug" | "info"`, "x/a: warn", "", `is "warn", which is not "debug" or "info"`},
		{"literal number", "a: 1 | 2", "x/a: '2'", "a: 2", ""},
		{"int before str", "a: str | int", "x/a: '80'", "a: 80", ""},
		{"str after int", "a: str | int", "x/a: http", "a: http", ""},

		{"list", "a: [str]", "x/a: 'p, q,r'", "a:\n- p\n- q\n- r", ""},
		{"empty list", "a: [str]", "x/a: ''", "a: []", ""},
		{"list of int", "a: [int]", "x/a: '1,2'", "a:\n- 1\n- 2", ""},
		{"list of JSON", "a: [int]", "x/a: '[1, 2]'", "a:\n- 1\n- 2", ""},
		{"list over a default", "a: [int] = [7, 8, 9]", "x/a: '1'", "a:\n- 1", ""},
		{"mapping over a default", "a: {str:int} = {p = 7, q = 8}", "x/a: q=1", "a:\n  q: 1", ""},
		{"entry over a default", "a: {str:int} = {p = 7, q = 8}", "x/a-q: '1'", "a:\n  p: 7\n  q: 1", ""},
		{"mapping and entry over a default", "a: {str:int} = {p = 7}", "x/a-q: '1', x/a: r=2", "a:\n  r: 2\n  q: 1", ""},
		{"schema over a default", "a: E = E {e = 3}", "x/a: '{\"e\": 1}'", "a:\n  e: 1", ""},
		{"bad element", "a: [int]", "x/a: '1,b'", "", `is "1,b", which is not a list of an integer, with commas or as JSON: "b" is not an integer`},
		{"bad JSON", "a: [int]", "x/a: '[1,'", "", "not a list of an integer, with commas or as JSON: EOF while parsing"},
		{"wrong JSON", "a: [int]", `x/a: '["b"]'`, "", "expect [int], got list"},
		{"mapping", "a: {str:int}", "x/a: 'p=1, q=2'", "a:\n  p: 1\n  q: 2", ""},
		{"mapping of JSON", "a: {str:}", `x/a: '{"p": [1]}'`, "a:\n  p:\n  - 1", ""},
		{"bad mapping", "a: {str:int}", "x/a: p", "", "not a mapping to an integer, as name=value with commas or as JSON"},
		{"bad entry", "a: {str:int}", "x/a: p=q", "", `"p=q" is not an integer`},
		{"schema", "a: E", `x/a: '{"e": 1}'`, "a:\n  e: 1", ""},
		{"bad schema", "a: E", `x/a: '{"f": 1}'`, "", "does not contain attribute f"},
		{"union with a list", "a: bool | [str]", "x/a: 'true'", "a: true", ""},
		{"list of a union", "a: bool | [str]", "x/a: 'p,q'", "a:\n- p\n- q", ""},

		{"family", "a: {str:str}", "x/a-p: '1', x/a-q-r: '2'", "a:\n  p: '1'\n  q-r: '2'", ""},
		{"family over mapping", "a: {str:int}", "x/a-p: '3', x/a: 'p=1,q=2'", "a:\n  p: 3\n  q: 2", ""},
		{"mapping under family", "a: {str:int}", "x/a: 'p=1,q=2', x/a-p: '3'", "a:\n  p: 3\n  q: 2", ""},
		{"longest name", "a: {str:str} = {}\n    aB: {str:str} = {}", "x/a-b-c: v", "a: {}\naB:\n  c: v", ""},
		{"attribute before family", "a: {str:str} = {}\n    aB?: str", "x/a-b: v", "a: {}\naB: v", ""},
		{"bad value in a family", "a: {str:int}", "x/a-p: q", "", `the annotation "x/a-p" of the Pod template of Deployment prod/web is "q", which is not an integer`},
		{"no family", "a: str = \"\"", "x/a-p: q", "", `the annotation "x/a-p" of the Pod template of Deployment prod/web is no parameter; did you mean "x/a"?`},

		{"camel case", "proxyCPULimit: str", "x/proxy-cpu-limit: 1", "", "put it in quotes"},
		{"kebab case", "proxyCPULimit: str", "x/proxy-cpu-limit: 100m", "proxyCPULimit: '100m'", ""},
		{"verbatim", "proxyCPULimit: str", "x/proxyCPULimit: 100m", "proxyCPULimit: '100m'", ""},
		{"snake case", "log_level: str", "x/log-level: info", "log_level: info", ""},
		{"quoted name", "\"log-level\": str", "x/log-level: info", "log-level: info", ""},
		{"private", "_a: str = \"\"\n    b: str = _a", "x/_a: v", "", `is no parameter; there are b`},
		{"other prefix", "a?: str", "xy/a: v, x: w", "{}", ""},
		{"unknown", "alpha?: str", "x/something: v", "", `is no parameter; there are alpha`},
		{"unknown in kebab case", "proxyCPU?: str", "x/proxy-cp: v", "", `is no parameter; did you mean "x/proxy-cpu"?`},
		{"unknown in camel case", "proxyCPU?: str", "x/proxyCpu: v", "", `is no parameter; did you mean "x/proxyCPU"?`},
		{"unknown entry", "injectFile?: {str:str}\n    injectTemplate?: {str:str}", "x/inject-tmplate-db-creds: v", "", `is no parameter; did you mean "x/inject-template-db-creds"?`},
		{"all at once", "a: int\n    b: int", "x/a: p, x/b: q", "", "which is not an integer\n"},
		{"a check of the schema", "a: int\n    check:\n        a > 0, \"a must be more than 0\"", "x/a: '0'", "", "a must be more than 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			program := "import sidecar\nschema E:\n    e: int\nschema P:\n    " + tt.attr + "\nsidecar.annotationParams(P, \"x\") | {}\n"
			got, err := run(program, annotated(tt.annotations))
			check(t, got, err, tt.want, tt.err)
		})
	}
}

func check(t *testing.T, got string, err error, want, wantErr string) {
	t.Helper()
	switch {
	case wantErr == "" && err != nil:
		t.Fatal(err)
	case wantErr != "" && (err == nil || !strings.Contains(err.Error(), wantErr)):
		t.Fatalf("got %s, %v; want the error %q", got, err, wantErr)
	case wantErr == "" && strings.TrimSpace(got) != want:
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAnnotationPlaces(t *testing.T) {
	const schema = "import sidecar\nschema P:\n    level: str = \"default\"\n    secret: {str:str} = {}\n"
	call := func(args string) string { return schema + "sidecar.annotationParams(P, " + args + ") | {}\n" }
	on := func(metadata, key, value string) string {
		return "metadata: {" + metadata + ", annotations: {" + key + ": " + value + "}}\n"
	}
	for _, tt := range []struct {
		name, program string
		options       map[string]string
		want, err     string
	}{
		{"nowhere", call(`"x"`), nil, "level: default\nsecret: {}", ""},
		{"the Namespace", call(`"x"`), map[string]string{"namespace": on("name: prod", "x/level", "ns")}, "level: ns\nsecret: {}", ""},
		{"the resource wins", call(`"x"`), map[string]string{
			"namespace": on("name: prod", "x/level", "ns"), "resource": on("name: web", "x/level", "res")}, "level: res\nsecret: {}", ""},
		{"the template wins", call(`"x"`), map[string]string{
			"resource": on("name: web", "x/level", "res"), "template": on("name: web", "x/level", "tpl")}, "level: tpl\nsecret: {}", ""},
		{"entries come together", call(`"x"`), map[string]string{
			"namespace": on("name: prod", "x/secret-a", "ns"), "template": on("name: web", "x/secret-b", "tpl")},
			"level: default\nsecret:\n  a: ns\n  b: tpl", ""},
		{"an unknown one of the Namespace", call(`"x"`), map[string]string{
			"namespace": "kind: Namespace\n" + on("name: prod", "x/levl", "ns")}, "",
			`the annotation "x/levl" of Namespace prod is no parameter; did you mean "x/level"?`},
		{"an unknown one of a Pod, once", call(`"x"`), map[string]string{
			"resource": "kind: Pod\n" + on("name: web", "x/levl", "a"), "template": on("name: web", "x/levl", "a")}, "",
			`the annotation "x/levl" of Pod web is no parameter`},
		{"unknown ones of others", call(`"x", ignoreUnknown = True`), map[string]string{
			"template": on("name: web", "x/levl", "ns")}, "level: default\nsecret: {}", ""},
		{"a longer prefix", call(`"x/proxy-"`), map[string]string{
			"template": on("name: web", "x/proxy-level", "a")}, "level: a\nsecret: {}", ""},
		{"no schema", call(`"x"`) + "sidecar.annotationParams(1, \"x\") | {}\n", nil, "", "argument 'schema' must be a schema, got int"},
		{"no prefix", call(`""`), nil, "", "needs a prefix"},
		{"the line of the call", "\n" + call(`"x"`), map[string]string{"template": on("name: web", "x/levl", "ns")}, "", "main.k:6"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := run(tt.program, tt.options)
			check(t, got, err, tt.want, tt.err)
		})
	}
}

// FuzzAnnotation: whatever annotations say, the values are of the schema's
// types, or the error says which annotation is wrong.
func FuzzAnnotation(f *testing.F) {
	for _, seed := range []string{"1", "true", "a,b", "[1, 2]", `{"a": 1}`, "a=1,b=2", "[[[", "{\"e\":", "-0", "1e999", "\x00", "null"} {
		f.Add(seed)
	}
	const text = `import sidecar
schema E:
    e: int
schema P:
    i: int = 0
    f: float = 0.0
    b: bool = False
    l: [int] = []
    m: {str:float} = {}
    u: "a" | 1 | [E] = "a"
    s: E = {e = 1}
p: P = sidecar.annotationParams(P, "x")
assert all x in p.l { typeof(x) == "int" }
assert all _, x in p.m { typeof(x) in ["float", "int"] }
`
	prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}},
		kcl.SourceOptions{Builtin: schemas.Modules(), Plugins: schemas.Plugins()})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, name := range []string{"i", "f", "b", "l", "m", "u", "s"} {
			annotations := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{yamlvalue.Text("x/" + name), yamlvalue.Text(value)}}
			metadata := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{yamlvalue.Text("annotations"), annotations}}
			template := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{yamlvalue.Text("metadata"), metadata}}
			_, err := prog.Run(context.Background(), kcl.RunOptions{Options: map[string]any{"template": yamlvalue.FromNode(template)}})
			if err != nil && !strings.Contains(err.Error(), `the annotation "x/`+name+`"`) {
				t.Errorf("%s: %q: %v", name, value, err)
			}
		}
	})
}
