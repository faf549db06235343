//go:build e2e

// The function in kpt: in a package's pipeline (render) and by hand (eval).

package e2e

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// kpt runs a subcommand of `kpt fn`, with all of the function's stderr: kpt
// would cut it after four lines.
func kpt(env []string, args ...string) result {
	return command{name: "kpt", args: append([]string{"fn", "--truncate-output=false"}, args...), env: env}.run()
}

// A kptHost is one way in which kpt runs the function on an example.
type kptHost struct {
	name    string
	example string
	run     func(dir string, flags ...string) result
}

func kptHosts() []kptHost {
	injection := func(dir string) string { return filepath.Join(dir, "injection.yaml") }
	hosts := []kptHost{
		{"render/exec", "exec", func(dir string, flags ...string) result {
			return kpt(nil, append([]string{"render", dir, "--allow-exec"}, flags...)...)
		}},
		{"eval/exec", "exec", func(dir string, flags ...string) result {
			return kpt(nil, append([]string{"eval", dir, "--exec", program, "--fn-config", injection(dir)}, flags...)...)
		}},
	}
	for _, e := range engines {
		local := []string{"--image-pull-policy", "Never"}
		hosts = append(hosts,
			kptHost{"render/" + e.name, "container", func(dir string, flags ...string) result {
				return kpt(e.env, append(append([]string{"render", dir}, local...), flags...)...)
			}},
			kptHost{"eval/" + e.name, "container", func(dir string, flags ...string) result {
				return kpt(e.env, append(append([]string{"eval", dir, "--image", image, "--fn-config", injection(dir)}, local...), flags...)...)
			}})
	}
	return hosts
}

// Run twice: the second run must leave every file as the first one left it.
func TestKpt(t *testing.T) {
	for _, h := range kptHosts() {
		t.Run(h.name, func(t *testing.T) {
			dir := copyExample(t, h.example)
			for range 2 {
				h.run(dir).succeeded(t)
				require.Equal(t, rendered(t, h.example), files(t, dir))
			}
		})
	}
}

// kpt shows results and stderr of a failed function, and writes nothing.
func TestKptFailure(t *testing.T) {
	for _, h := range kptHosts() {
		t.Run(h.name, func(t *testing.T) {
			dir, results := refusing(t, h.example), t.TempDir()
			before := files(t, dir)
			stderr := h.run(dir, "--results-dir", results).failed(t)
			requireRefusal(t, stderr)
			require.Contains(t, stderr, "[error] apps/v1/Deployment/web-app")
			require.Equal(t, before, files(t, dir))

			recorded := read(t, results, "results.yaml")
			require.Contains(t, recorded, "severity: error")
			require.Contains(t, recorded, refusal)
			require.Contains(t, recorded, "path: deployment.yaml")
		})
	}
}

// The arguments of `kpt fn eval` arrive as a ConfigMap: `source` is the
// program, the others are its params.
func TestKptArguments(t *testing.T) {
	dir := copyExample(t, "exec")
	kpt(nil, "eval", dir, "--exec", program, "--",
		"tier=edge", `source=metadata = {labels.tier = option("params").tier}`).succeeded(t)
	for _, w := range workloads {
		require.Contains(t, read(t, dir, w), "tier: edge", w)
	}
}

// `kpt fn doc` shows what the image prints for --help, and ends the line.
func TestKptDoc(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		help := kpt(e.env, "doc", "--image", image).succeeded(t)
		require.Contains(t, help, "SidecarInjection")
		require.Equal(t, command{name: program, args: []string{"--help"}}.succeed(t)+"\n", help)
	})
}

// A bare pipeline: kpt wraps and unwraps the files, an engine runs the image.
func TestKptSourceSink(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		dir := copyExample(t, "container")
		list := kpt(nil, "source", dir, "--fn-config", filepath.Join(dir, "injection.yaml")).succeeded(t)
		out := e.container(list, nil).succeeded(t)

		sink := filepath.Join(t.TempDir(), "sink")
		command{name: "kpt", args: []string{"fn", "sink", sink}, stdin: out}.succeed(t)
		want := rendered(t, "container")
		for _, w := range workloads {
			require.Equal(t, want[w], read(t, sink, w))
		}
	})
}
