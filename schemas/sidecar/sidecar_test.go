package sidecar_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// options are those of the programs in testdata, in JSON.
var options = map[string]string{
	"template": `{"metadata": {"labels": {"version": "2", "app": "web"}}, "spec": {
		"containers": [
			{"name": "a", "ports": [{"name": "http", "containerPort": 8080}, {"containerPort": 8081}],
				"livenessProbe": {"httpGet": {"path": "/live", "port": "http", "scheme": "HTTPS"}, "timeoutSeconds": 3, "periodSeconds": 5},
				"startupProbe": {"grpc": {"port": 8081}},
				"lifecycle": {"preStop": {"tcpSocket": {"port": 91}}, "postStart": {"exec": {"command": ["x"]}}}},
			{"name": "mesh", "ports": [{"containerPort": 8082}], "readinessProbe": {"tcpSocket": {"port": 8082}}},
			{"name": "b", "volumeMounts": [{"name": "data", "mountPath": "/data", "subPath": "b"}, {"name": "logs", "mountPath": "/data/logs/"}], "ports": [{"name": "http", "containerPort": 8080, "protocol": "UDP"}], "livenessProbe": {"exec": {"command": ["y"]}}}],
		"initContainers": [{"name": "setup"}, {"name": "proxy", "ports": [{"containerPort": 8083}], "startupProbe": {"httpGet": {"port": 8083}}}]}}`,
	"resource": `{"metadata": {"generateName": "web-", "namespace": "prod"}}`,
	"injected": `["mesh", "proxy"]`,
	"items": `[
		{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "prod"}, "spec": {"selector": {"app": "web"},
			"ports": [{"name": "http", "port": 80, "targetPort": "http"}, {"port": 443, "protocol": "TCP", "targetPort": 8080}, {"port": 8081}]}},
		{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "moved", "namespace": "prod"}, "spec": {"selector": {"app": "web", "version": "2"},
			"ports": [{"port": 80, "targetPort": "proxy"}]}},
		{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "elsewhere"}, "spec": {"selector": {"app": "web"}, "ports": [{"port": 8080}]}},
		{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "other", "namespace": "prod"}, "spec": {"selector": {"app": "web", "version": "1"}, "ports": [{"port": 8080}]}},
		{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "external", "namespace": "prod"}, "spec": {"type": "ExternalName", "externalName": "example.com"}},
		{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "data"}}]`,
}

func programs(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.k")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The goldens of the programs are what the reference implementation prints, too.
func TestPrograms(t *testing.T) {
	for _, file := range programs(t) {
		got, err := run(read(t, file), options)
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(file, ".k") + ".yaml"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := read(t, golden); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
	}
}

// KCL_LIB_PYTHON is a Python interpreter with the package kcl-lib. Given the
// modules as folders, the reference implementation must print what the goldens
// say; but for the plugin, which only this engine has.
func TestReference(t *testing.T) {
	python := os.Getenv("KCL_LIB_PYTHON")
	if python == "" {
		t.Skip("KCL_LIB_PYTHON names no interpreter")
	}
	const script = `
import sys, kcl_lib.api as api
args = api.ExecProgramArgs(k_filename_list=[sys.argv[1]],
    args=[api.Argument(name=a.split("=", 1)[0], value=a.split("=", 1)[1]) for a in sys.argv[4:]],
    external_pkgs=[api.ExternalPkg(pkg_name="k8s", pkg_path=sys.argv[2]), api.ExternalPkg(pkg_name="sidecar", pkg_path=sys.argv[3])])
result = api.API().exec_program(args)
sys.exit(result.err_message) if result.err_message else print(result.yaml_result)
`
	module := t.TempDir()
	files, err := filepath.Glob("*.k")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(files, "kcl.mod") {
		if f == "annotation_params.k" {
			continue
		}
		if err := os.WriteFile(filepath.Join(module, f), []byte(read(t, f)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	k8s, err := filepath.Abs("../k8s")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range programs(t) {
		// In its own folder it would be a part of the module.
		program := filepath.Join(t.TempDir(), "main.k")
		if err := os.WriteFile(program, []byte(read(t, file)), 0o644); err != nil {
			t.Fatal(err)
		}
		args := []string{"-c", script, program, k8s, module}
		for name, value := range options {
			args = append(args, name+"="+value)
		}
		got, err := exec.Command(python, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", file, err, got)
		}
		if want := read(t, strings.TrimSuffix(file, ".k")+".yaml"); strings.TrimSpace(string(got)) != strings.TrimSpace(want) {
			t.Errorf("%s: the reference implementation prints\n%s\nwant\n%s", file, got, want)
		}
	}
}

func TestUnknownPorts(t *testing.T) {
	const template = `{"spec": {"containers": [{"name": "a", "ports": [{"name": "http", "containerPort": 80}], "readinessProbe": {"httpGet": {"port": "htpp"}}}]}}`
	for program, want := range map[string]string{
		`a = sidecar.handlers()`:         "a probe or hook of the container a asks its port htpp, and it has none of that name; it has [http]",
		`a = sidecar.portNumber("htpp")`: "the application has no port that is called htpp, it has [http]",
	} {
		if _, err := run("import sidecar\n"+program, map[string]string{"template": template}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", program, err, want)
		}
	}
}
