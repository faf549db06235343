//go:build e2e

// The image: what it says of itself, and the function in a bare container.

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const maxImageSize = 15_000_000 // bytes

func TestImageConfig(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		var images []struct {
			Size   int64
			Config struct {
				User       string
				Entrypoint []string
				Cmd        []string
				Labels     map[string]string
			}
		}
		text := command{name: e.name, args: []string{"image", "inspect", image}}.succeed(t)
		require.NoError(t, json.Unmarshal([]byte(text), &images))
		require.Len(t, images, 1)

		config := images[0].Config
		require.Equal(t, "65534:65534", config.User)
		require.Equal(t, []string{"/kcl-sidecar"}, config.Entrypoint)
		require.Empty(t, config.Cmd)
		require.Equal(t, "Apache-2.0", config.Labels["org.opencontainers.image.licenses"])
		require.Equal(t, os.Getenv("VERSION"), config.Labels["org.opencontainers.image.version"])
		require.Less(t, images[0].Size, int64(maxImageSize))
	})
}

// podman builds the same image from the same commit, to the last bit.
func TestImageReproducible(t *testing.T) {
	podman := engines[1]
	digest := func(tag string) string {
		podman.build(tag, "--no-cache").succeeded(t)
		return command{name: "podman", args: []string{"image", "inspect", "--format", "{{.Digest}}", tag}}.succeed(t)
	}
	require.Equal(t, digest("example.com/first:v1"), digest("example.com/second:v1"))
}

func TestImageVersion(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		require.Contains(t, e.container("", nil, "--version").succeeded(t), os.Getenv("VERSION"))
	})
}

// resourceList is the bare container's example: its input and its output.
func resourceList(t *testing.T) (in, out string) {
	t.Helper()
	return read(t, homepage, "resourcelist.yaml"), read(t, homepage, "expected", "resourcelist.yaml")
}

func TestContainer(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		in, want := resourceList(t)
		require.Equal(t, want, e.container(in, nil).succeeded(t))
	})
}

// Running twice is running once. What the second run reads is what the first
// one wrote, with the functionConfig that a host would send along.
func TestContainerTwice(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		in, _ := resourceList(t)
		first := e.container(in, nil).succeeded(t)
		second := e.container(first, nil).succeeded(t)
		require.Equal(t, items(t, first), items(t, second))
	})
}

// items is the text of a ResourceList's items.
func items(t *testing.T, list string) string {
	t.Helper()
	_, rest, found := strings.Cut(list, "\nitems:\n")
	require.True(t, found, list)
	for i, line := range strings.SplitAfter(rest, "\n") {
		if line != "" && !strings.ContainsAny(line[:1], " -#\n") {
			return strings.Join(strings.SplitAfter(rest, "\n")[:i], "")
		}
	}
	return rest
}

// Nobody's rights are needed, and not those of any user in particular: root,
// Argo CD's user, nobody, and one of those that OpenShift picks.
func TestContainerUnprivileged(t *testing.T) {
	in, want := resourceList(t)
	forEachEngine(t, func(t *testing.T, e engine) {
		for _, uid := range []string{"0", "999", "65534", "1000660000"} {
			t.Run(uid, func(t *testing.T) {
				flags := []string{"--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "none", "--user", uid}
				require.Equal(t, want, e.container(in, flags).succeeded(t))
			})
		}
	})
}

// A failed function says why on stderr, and still writes the list: every item
// as it came in, and the failure as a result.
func TestContainerFailure(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		dir := refusing(t, "container")
		list := kpt(nil, "source", dir, "--fn-config", filepath.Join(dir, "injection.yaml")).succeeded(t)
		r := e.container(list, nil)
		requireRefusal(t, r.failed(t))
		require.Equal(t, items(t, list), items(t, r.stdout))
		require.Contains(t, r.stdout, refusal)
	})
}

// What is no ResourceList is refused in words.
func TestContainerBadInput(t *testing.T) {
	forEachEngine(t, func(t *testing.T, e engine) {
		for _, input := range []string{"", "a: [", "just words", "{}"} {
			stderr := e.container(input, nil).failed(t)
			require.NotEmpty(t, stderr, "input %q", input)
			require.NotContains(t, stderr, "goroutine", "input %q", input)
		}
	})
}
