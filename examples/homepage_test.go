// The homepage example: its two packages and its ResourceList.

package examples

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

var (
	packages  = []string{"container", "exec"}
	workloads = []string{"pod.yaml", "deployment.yaml", "cronjob.yaml"}
)

// Each package renders to the golden files of its workloads and leaves the
// other files alone; a second run changes nothing, and the injection can be taken
// back.
func TestHomepagePackages(t *testing.T) {
	for _, name := range packages {
		t.Run(name, func(t *testing.T) {
			dir := copyOf(t, filepath.Join("homepage", name))
			render(t, dir)
			if *update {
				for _, w := range workloads {
					write(t, filepath.Join("homepage", "expected", "kpt", w), read(t, dir, w))
				}
			}
			requireRendered(t, name, dir)
			render(t, dir)
			requireRendered(t, name, dir)
			takeBack(t, dir)
			before := tree(t, filepath.Join("homepage", name))
			// The article indents this one list, and kpt no list or all of them.
			before["pod.yaml"] = strings.Replace(before["pod.yaml"], "      - containerPort", "    - containerPort", 1)
			requireFiles(t, before, tree(t, dir), "what was injected is taken back")
		})
	}
}

func requireRendered(t *testing.T, name, dir string) {
	t.Helper()
	for _, w := range workloads {
		require.Equal(t, read(t, "homepage", "expected", "kpt", w), read(t, dir, w), w)
	}
	for _, f := range []string{"injection.yaml", "Kptfile", "kustomization.yaml"} {
		require.Equal(t, read(t, "homepage", name, f), read(t, dir, f), f)
	}
}

func TestHomepageResourceList(t *testing.T) {
	var out, stderr bytes.Buffer
	code := fn.Run(strings.NewReader(read(t, "homepage", "resourcelist.yaml")), &out, &stderr)
	require.Zero(t, code, "%s", &stderr)
	golden := filepath.Join("homepage", "expected", "resourcelist.yaml")
	if *update {
		write(t, golden, out.String())
	}
	require.Equal(t, read(t, golden), out.String())
}

// The packages and the ResourceList are copies that a user can take one of.
// They must not drift apart: same workloads, same params, same program.
func TestHomepageCopiesAgree(t *testing.T) {
	for _, f := range append(workloads, "kustomization.yaml") {
		require.Equal(t, read(t, "homepage", "container", f), read(t, "homepage", "exec", f), f)
	}
	container, err := yaml.ReadFile("homepage/container/injection.yaml")
	require.NoError(t, err)
	program, err := yaml.ReadFile("homepage/exec/injection.yaml")
	require.NoError(t, err)
	list, err := yaml.ReadFile("homepage/resourcelist.yaml")
	require.NoError(t, err)

	spec := field(t, container, "spec")
	require.Equal(t, spec, field(t, program, "spec"))
	require.Equal(t, spec, field(t, list, "functionConfig", "spec"))
}

// field is the text of a field of a YAML document.
func field(t *testing.T, doc *yaml.RNode, path ...string) string {
	t.Helper()
	node, err := doc.Pipe(yaml.Lookup(path...))
	require.NoError(t, err)
	require.NotNil(t, node, path)
	return node.MustString()
}
