//go:build e2e

// The homepage example for real: a Pod with a web server, to which the function
// adds a sidecar that writes its home page, served by real containers.

package e2e

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	page     = "Hi I am from Sidecar container"
	pageURL  = "http://127.0.0.1:3999/"
	pageWait = 120 * time.Second
)

func TestHomepageIsServed(t *testing.T) {
	buildImage(t, "nginx", "nginx", "nginx-common", "libc6", "libcrypt1", "libpcre2-8-0", "zlib1g", "libssl3")
	buildImage(t, "busybox", "busybox-static")

	dir := copyExample(t, "container")
	// podman before 5.0 takes no annotation of more than 63 bytes (its issue 21663).
	replace(t, filepath.Join(dir, "injection.yaml"), "\nspec:\n", "\nspec:\n  record: false\n")
	kpt(engines[1].env, "render", dir, "--image-pull-policy", "Never").succeeded(t)
	pod := filepath.Join(dir, "pod.yaml")
	// In place of `kubectl port-forward web-app 3999:80`.
	replace(t, pod, "    - containerPort: 80\n", "    - containerPort: 80\n      hostPort: 3999\n      hostIP: 127.0.0.1\n")

	command{name: "podman", args: []string{"play", "kube", pod}}.succeed(t)
	t.Cleanup(func() { command{name: "podman", args: []string{"play", "kube", "--down", pod}}.succeed(t) })

	var last string
	served := func() bool {
		last = get(pageURL)
		return strings.Contains(last, page)
	}
	require.Eventually(t, served, pageWait, 200*time.Millisecond, "last answer:\n%s", &last)
}

// buildImage builds testdata/NAME/Dockerfile over the files of Debian packages,
// which setup.sh has downloaded.
func buildImage(t *testing.T, name string, packages ...string) {
	t.Helper()
	context := t.TempDir()
	require.NoError(t, os.CopyFS(context, os.DirFS(filepath.Join("testdata", name))))
	for _, p := range packages {
		debs, err := filepath.Glob(filepath.Join("..", ".work", "debs", p+"_*.deb"))
		require.NoError(t, err)
		require.Len(t, debs, 1, p)
		out, err := exec.Command("dpkg", "-x", debs[0], filepath.Join(context, "rootfs")).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
	command{name: "podman", args: []string{"build", "-q", "--network", "none", "-t", name, context}}.succeed(t)
}

// get returns the body of the answer, or the error as text.
func get(url string) string {
	client := http.Client{Timeout: 2 * time.Second}
	resp, err := client.Get(url)
	if err != nil {
		return err.Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err.Error()
	}
	return string(body)
}
