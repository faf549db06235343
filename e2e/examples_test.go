//go:build e2e

// The examples: what comes of each by Kubernetes' own rules, and some of them in
// both hosts, with the program and with its image.

package e2e

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const examples = "../examples"

// hosted are the examples that run in all hosts. The homepage has tests of its
// own, too.
var hosted = []string{"homepage/native", "log-forwarding", "log-forwarding-fluentd", "oauth2-proxy", "several"}

// Package examples has tested that expected/ is what comes out.
func TestExamplesAreValid(t *testing.T) {
	count := 0
	require.NoError(t, filepath.WalkDir(examples, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "expected" || !exists(dir, "..", "kustomization.yaml") {
			return err
		}
		count++
		dir = filepath.Dir(dir)
		t.Run(strings.TrimPrefix(dir, examples+"/"), func(t *testing.T) {
			var manifests []string
			for _, doc := range results(t, dir) {
				if ofKubernetes(t, doc) {
					manifests = append(manifests, doc)
				}
			}
			require.Empty(t, command{name: "validate", stdin: strings.Join(manifests, "\n---\n")}.succeed(t))
		})
		return nil
	}))
	require.NotZero(t, count)
}

// results are the documents of an example after a run: those of its manifests,
// changed or not, and those that are new.
func results(t *testing.T, dir string) []string {
	t.Helper()
	var kustomization struct{ Resources []string }
	require.NoError(t, yaml.Unmarshal([]byte(read(t, dir, "kustomization.yaml")), &kustomization))
	manifests := map[string]string{}
	for _, file := range kustomization.Resources {
		manifests[file] = read(t, dir, file)
	}
	maps.Copy(manifests, files(t, filepath.Join(dir, "expected")))
	var docs []string
	for _, text := range manifests {
		docs = append(docs, strings.Split(text, "\n---\n")...)
	}
	return docs
}

// ofKubernetes reports whether Kubernetes itself has rules for an object: its
// group has no domain, or one of Kubernetes' own.
func ofKubernetes(t *testing.T, doc string) bool {
	t.Helper()
	var object struct {
		APIVersion string `yaml:"apiVersion"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(doc), &object))
	group, _, _ := strings.Cut(object.APIVersion, "/")
	return !strings.Contains(group, ".") || strings.HasSuffix(group, ".k8s.io")
}

// kpt gives the files that are expected, twice.
func TestExamplesInKpt(t *testing.T) {
	forEachHosted(t, func(t *testing.T, dir string, exec bool, env []string) {
		want := files(t, dir)
		maps.Copy(want, files(t, filepath.Join(dir, "expected")))
		flags := []string{"--image-pull-policy", "Never"}
		if exec {
			flags = []string{"--allow-exec"}
		}
		for range 2 {
			kpt(env, append([]string{"render", dir}, flags...)...).succeeded(t)
			require.Equal(t, want, files(t, dir))
		}
	})
}

// kustomize gives the same objects as kpt, in an order and a style of its own.
func TestExamplesInKustomize(t *testing.T) {
	forEachHosted(t, func(t *testing.T, dir string, exec bool, env []string) {
		built := strings.Split(kustomize(dir, env...).succeeded(t), "\n---\n")
		require.Equal(t, objects(t, results(t, dir)), objects(t, built))
	})
}

// objects are the values of documents, by kind and name, as far as they do not
// depend on the order of keys, which kustomize sorts: the record has its entries
// in the order of the fields, and texts in JSON may be made of them.
func objects(t *testing.T, docs []string) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, doc := range docs {
		object, err := yaml.Parse(doc)
		require.NoError(t, err)
		require.NoError(t, object.PipeE(yaml.ClearAnnotation("kcl-sidecar.dev/layers")))
		require.NoError(t, yaml.ClearEmptyAnnotations(object))
		var value any
		require.NoError(t, object.YNode().Decode(&value))
		all[object.GetKind()+"/"+object.GetName()] = withoutJSON(value)
	}
	require.Len(t, all, len(docs))
	return all
}

// withoutJSON is a value with what its texts say that are JSON.
func withoutJSON(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = withoutJSON(v[key])
		}
	case []any:
		for i := range v {
			v[i] = withoutJSON(v[i])
		}
	case string:
		var said any
		if strings.ContainsAny(v[:min(1, len(v))], "[{") && json.Unmarshal([]byte(v), &said) == nil {
			return said
		}
	}
	return value
}

// forEachHosted runs a subtest for each way in which hosts run the hosted
// examples, on a copy: with the program, and with its image by each engine.
func forEachHosted(t *testing.T, test func(t *testing.T, dir string, exec bool, env []string)) {
	for _, example := range hosted {
		t.Run(example, func(t *testing.T) {
			t.Run("exec", func(t *testing.T) {
				dir := copyFolder(t, filepath.Join(examples, example))
				callProgram(t, dir)
				test(t, dir, true, nil)
			})
			forEachEngine(t, func(t *testing.T, e engine) {
				test(t, copyFolder(t, filepath.Join(examples, example)), false, e.env)
			})
		})
	}
}

// How the container examples call the image: in an injection, and in a Kptfile.
var (
	imageAnnotation = regexp.MustCompile(`(?m)^( +)container:\n +image: ` + regexp.QuoteMeta(image) + `$`)
	imageMutator    = regexp.MustCompile(`(?m)^( +)- image: ` + regexp.QuoteMeta(image) + `$`)
)

// callProgram has the functions of a package call the program, as README.md says
// that one may.
func callProgram(t *testing.T, dir string) {
	t.Helper()
	calls := 0
	for name, text := range files(t, dir) {
		called := imageAnnotation.ReplaceAllString(text, "${1}exec:\n${1}  path: "+program)
		if name == "Kptfile" {
			called = imageMutator.ReplaceAllString(text, "${1}- exec: "+program)
		}
		if called != text {
			calls++
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(called), 0o644))
		}
	}
	require.GreaterOrEqual(t, calls, 2)
}
