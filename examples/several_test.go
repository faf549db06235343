// The example with several injections: each can be changed and taken back
// alone, and they are those of the other examples.

package examples

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// The injections of the example several, by the examples that they are from.
var several = map[string]string{
	"log-forwarding.yaml":  "log-forwarding",
	"cloud-sql-proxy.yaml": "database-proxy",
	"pgbouncer.yaml":       "database-proxy-pgbouncer",
	"istio.yaml":           "istio/static",
}

// A program is the same in both places, so that one can be read there.
func TestSeveralAreThoseOfTheOtherExamples(t *testing.T) {
	const source = "\n  source: |\n"
	for file, example := range several {
		config, program, _ := strings.Cut(read(t, "several", file), source)
		_, original, _ := strings.Cut(read(t, example, "injection.yaml"), source)
		require.NotEmpty(t, original)
		if *update {
			write(t, filepath.Join("several", file), config+source+original)
			program = original
		}
		require.Equal(t, original, program, file)
	}
	require.Len(t, injections(t, "several"), len(several))
}

// The Pods start in the order that the README says.
func TestSeveralStartInOrder(t *testing.T) {
	type pod struct {
		InitContainers []struct{ Name string } `yaml:"initContainers"`
		Containers     []struct{ Name string }
	}
	var deployment struct {
		Spec struct {
			Template struct{ Spec pod }
		}
	}
	decode(t, filepath.Join("several", "expected", "deployment.yaml"), &deployment)
	shown := regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindStringSubmatch(read(t, "several", "README.md"))
	require.NotNil(t, shown)
	var order pod
	require.NoError(t, yaml.Unmarshal([]byte(shown[1]), &order))
	require.NotEmpty(t, order.InitContainers)
	require.Equal(t, deployment.Spec.Template.Spec, order)
}

// Taking back one leaves what the others give without it.
func TestOneOfSeveralIsTakenBack(t *testing.T) {
	for file := range several {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			work := copyOf(t, "several")
			render(t, work)
			config := read(t, work, file)
			write(t, filepath.Join(work, file), strings.Replace(config, "\nspec:\n", "\nspec:\n  remove: true\n", 1))
			render(t, work)

			without := copyOf(t, "several")
			leaveOut(t, without, file)
			render(t, without)
			for _, manifest := range []string{"deployment.yaml", "serviceaccount.yaml"} {
				require.Equal(t, data(t, read(t, without, manifest)), data(t, read(t, work, manifest)))
			}
		})
	}
}

// leaveOut takes an injection out of the pipelines of a package.
func leaveOut(t *testing.T, dir, file string) {
	t.Helper()
	kustomization := read(t, dir, "kustomization.yaml")
	write(t, filepath.Join(dir, "kustomization.yaml"), strings.Replace(kustomization, "- "+file+"\n", "", 1))
	kptfile := read(t, dir, "Kptfile")
	mutator := regexp.MustCompile(`(?m)^ *- image: .*\n *configPath: ` + regexp.QuoteMeta(file) + `\n`)
	write(t, filepath.Join(dir, "Kptfile"), mutator.ReplaceAllString(kptfile, ""))
}

// Changing one changes what it has made, and its line of the record, alone.
func TestOneOfSeveralIsChanged(t *testing.T) {
	for file := range several {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			work := copyOf(t, "several")
			render(t, work)
			before := read(t, work, "deployment.yaml")
			image := regexp.MustCompile(`(?m)^    image: (.*)$`)
			old := image.FindStringSubmatch(read(t, work, file))[1]
			write(t, filepath.Join(work, file), image.ReplaceAllString(read(t, work, file), "    image: example.com/other:1.0"))
			render(t, work)

			after := read(t, work, "deployment.yaml")
			require.Equal(t, data(t, strings.ReplaceAll(before, old, "example.com/other:1.0")), data(t, after))
		})
	}
}

// data is a manifest without its record, written in one way: the order of what is
// new is that of its coming, and kyaml puts fields in the order that they had.
func data(t *testing.T, text string) string {
	t.Helper()
	doc, err := yaml.Parse(text)
	require.NoError(t, err)
	require.NoError(t, doc.PipeE(yaml.ClearAnnotation("kcl-sidecar.dev/layers")))
	var value any
	require.NoError(t, doc.YNode().Decode(&value))
	written, err := yaml.Marshal(value)
	require.NoError(t, err)
	return string(written)
}
