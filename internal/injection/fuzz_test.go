package injection

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// everything is a program with every attribute that looks at the template.
const everything = `sidecar.Injection {
    containers = [{name = "s", image = "s", native = "auto", shareVolumeMounts = True, shareVolumeDevices = ["*"], transferEnv = [{names = ["A"]}]}]
    appContainers = {env = [{name = "N", value = "$(A)"}, {name = "A", value = "v"}], livenessProbe.httpGet.port = 1, takeOver = True}
    appInitContainers = {"*" = {env = [{name = "N", value = "v"}]}}
    appendTo = {"a" = ["x"], "b" = {values = [{c = 1}], form = "json"}}
}
`

// FuzzExpand: whatever the template is, a plan or problems come out, and a plan
// without problems merges, or the merge says what is wrong with the template.
func FuzzExpand(f *testing.F) {
	for _, seed := range []string{
		"spec: {containers: [{name: a, env: [{name: A, value: $(N)}]}]}",
		"spec: {containers: [null, 1, {}, {name: 5}, {name: a, env: 5, volumeMounts: {}, volumeDevices: [1]}], initContainers: {}}",
		"metadata: {annotations: {a: 'x, y', b: '[1]'}}\nspec: {restartPolicy: Never}",
		"spec: &a {containers: [*a]}",
		"spec: 1\nmetadata: []",
		"spec: {containers: [{name: a, env: [{name: A}, {name: A, value: $(A)}, {name: N, value: $(A)}], livenessProbe: 5}]}",
		"spec: {containers: [{name: a, env: [{name: A, valueFrom: {resourceFieldRef: 5}}], volumeMounts: [{mountPath: /a, subPathExpr: $(A)}]}]}",
	} {
		f.Add(seed)
	}
	tm := podtemplate.Template{Node: &yaml.Node{Kind: yaml.MappingNode}}
	docs, err := documents(everything, &tm)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var doc yaml.Node
		if yaml.Unmarshal([]byte(text), &doc) != nil || yamlvalue.Check(&doc) != nil {
			return
		}
		template := yamlvalue.Resolve(&doc)
		if template == nil || template.Kind != yaml.MappingNode {
			return
		}
		plan, problems := Expand(docs, Input{Metadata: yamlvalue.Lookup(template, "metadata"), Spec: yamlvalue.Lookup(template, "spec")})
		if len(problems) > 0 {
			for _, p := range problems {
				if p.Msg == "" {
					t.Error("a problem without a message")
				}
			}
			return
		}
		tree := merge.NewTree(template)
		if tree.Apply(merge.Template{}, plan.Patches...) != nil {
			return
		}
		after := tree.Root()
		for i, n := range elements(yamlvalue.Lookup(after, "spec"), "containers") {
			at := yamlvalue.Path{yamlvalue.Key("spec"), yamlvalue.Key("containers"), yamlvalue.Index(i), yamlvalue.Key("livenessProbe")}
			app := n != nil && text != "" && yamlvalue.Lookup(n, "name") != nil && str(yamlvalue.FromNode(yamlvalue.Lookup(n, "name"))) != "s"
			if app && str(yamlvalue.FromNode(yamlvalue.Lookup(n, "name"))) != "" && !plan.Intended(after, at) {
				t.Errorf("%s is not intended", at)
			}
		}
	})
}
