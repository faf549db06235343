//go:build e2e

// The results against Kubernetes' own validation, by the program in validate/.

package e2e

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestResultsAreValid(t *testing.T) {
	dir := copyExample(t, "exec")
	built := kustomize(dir).succeeded(t)
	require.Empty(t, command{name: "validate", stdin: built}.succeed(t))

	kpt(nil, "render", "--allow-exec", dir).succeeded(t)
	for _, w := range workloads {
		require.Empty(t, command{name: "validate", args: []string{filepath.Join(dir, w)}}.succeed(t))
	}
}

// The homepage example's Pod as its article prints it is not YAML; as it is
// meant, its container's name is refused. The validator can say no.
func TestValidatorRefuses(t *testing.T) {
	for file, message := range map[string]string{
		"article-as-printed.yaml": "mapping values are not allowed",
		"article-as-meant.yaml":   `spec.containers[1].name: Invalid value: "Sidecar-container"`,
		"unknown-field.yaml":      `unknown field "spec.template.spec.containers[0].volumeMount"`,
		"not-a-workload.yaml":     "no kind",
	} {
		t.Run(file, func(t *testing.T) {
			r := command{name: "validate", args: []string{filepath.Join("testdata", "invalid", file)}}.run()
			require.Equal(t, 1, r.code, r.stderr)
			require.Contains(t, r.stdout, message)
		})
	}
}
