//go:build e2e

// Companions and patches in the hosts: an item that the function adds, brings
// up to date and removes again, and a Service that it changes.

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// companions is a package by the paths of its files.
var companions = map[string]string{
	"Kptfile":            "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: shop\npipeline:\n  mutators:\n  - exec: kcl-sidecar\n    configPath: injection.yaml\n",
	"kustomization.yaml": "resources: [apps/web.yaml]\ntransformers: [injection.yaml]\n",
	"apps/web.yaml": `# The web server.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: app # the application
          image: app:1
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
    - port: 80
      targetPort: 8080 # the application
`,
	"injection.yaml": `apiVersion: kcl-sidecar.dev/v1alpha1
kind: SidecarInjection
metadata:
  name: proxy
  annotations:
    config.kubernetes.io/local-config: "true"
    config.kubernetes.io/function: |
      exec: {path: kcl-sidecar}
spec:
  remove: false
  source: |
    import sidecar

    sidecar.Injection {
        resources = [{apiVersion = "v1", kind = "ConfigMap", metadata.name = "proxy", data.level = "debug"}]
        patches = [{apiVersion = "v1", kind = "Service", name = "web", patch.spec.ports = [{port = 80, targetPort = 4180}]}]
    }
`,
}

// companionsPackage writes the package to a folder of its own.
func companionsPackage(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for path, text := range companions {
		path = filepath.Join(dir, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

// edit replaces text of a file.
func edit(t *testing.T, dir, path, old, new string) {
	t.Helper()
	text := read(t, dir, path)
	require.Contains(t, text, old)
	require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(strings.Replace(text, old, new, 1)), 0o644))
}

func TestCompanionsInKpt(t *testing.T) {
	dir := companionsPackage(t)
	render := func() map[string]string {
		kpt(nil, "render", "--allow-exec", dir).succeeded(t)
		return files(t, dir)
	}
	const file = "apps/configmap-proxy.yaml"
	first := render()
	require.Contains(t, first[file], "namespace: shop")
	require.Contains(t, first[file], "level: debug")
	require.NotContains(t, first[file], "config.kubernetes.io/")
	require.Contains(t, first["apps/web.yaml"], "targetPort: 4180 # the application")
	require.Equal(t, first, render(), "a second time")

	edit(t, dir, "injection.yaml", `"debug"`, `"info"`)
	edit(t, dir, file, "namespace: shop\n", "namespace: shop\n  labels: {env: prod}\n")
	require.Contains(t, render()[file], "level: info")
	require.Contains(t, render()[file], "labels: {env: prod}")

	edit(t, dir, "injection.yaml", "remove: false", "remove: true")
	gone := render()
	require.NotContains(t, gone, file)
	require.Equal(t, companions["apps/web.yaml"], gone["apps/web.yaml"])
}

func TestCompanionsInKustomize(t *testing.T) {
	dir := companionsPackage(t)
	first := kustomize(dir).succeeded(t)
	require.Contains(t, first, "kind: ConfigMap")
	require.Contains(t, first, "targetPort: 4180")
	require.NotContains(t, first, "config.kubernetes.io/")

	// What was built can be built upon.
	require.NoError(t, os.WriteFile(filepath.Join(dir, "apps", "web.yaml"), []byte(first), 0o644))
	require.Equal(t, first, kustomize(dir).succeeded(t))
	edit(t, dir, "injection.yaml", `"debug"`, `"info"`)
	require.Equal(t, 1, strings.Count(kustomize(dir).succeeded(t), "level: info"))
	edit(t, dir, "injection.yaml", "remove: false", "remove: true")
	gone := kustomize(dir).succeeded(t)
	require.NotContains(t, gone, "ConfigMap")
	require.Contains(t, gone, "targetPort: 8080")
	require.NotContains(t, gone, "kcl-sidecar.dev")
}
