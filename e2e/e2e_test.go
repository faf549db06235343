//go:build e2e

// What all tests here share: the two engines, running a program, and copies of
// the examples to run it on.

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	program  = "kcl-sidecar"                    // on PATH, as the exec examples call it
	image    = "example.com/kcl-sidecar:v0.1.0" // as the container examples call it
	homepage = "../examples/homepage"
)

// An engine runs containers. kustomize calls whatever `docker` is on its PATH,
// and kpt what its environment names: env is how both reach this engine.
type engine struct {
	name string // also the command
	env  []string
}

var engines []engine

func TestMain(m *testing.M) {
	code, err := setUp(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

// setUp defines the engines and builds the image with each of them.
func setUp(m *testing.M) (int, error) {
	state := os.Getenv("E2E_STATE")
	if state == "" {
		return 1, errors.New("E2E_STATE is not set: run these tests with `make e2e`")
	}
	shim := filepath.Join(state, "shim")
	podman, err := exec.LookPath("podman")
	if err != nil {
		return 1, err
	}
	if err := os.Mkdir(shim, 0o755); err != nil {
		return 1, err
	}
	if err := os.Symlink(podman, filepath.Join(shim, "docker")); err != nil {
		return 1, err
	}
	engines = []engine{
		{name: "docker"},
		{name: "podman", env: []string{
			"PATH=" + shim + string(os.PathListSeparator) + os.Getenv("PATH"),
			"KPT_FN_RUNTIME=podman", "KRM_FN_RUNTIME=podman", // the older and the newer name
		}},
	}
	for _, e := range engines {
		if r := e.build(image); r.code != 0 {
			return 1, fmt.Errorf("%s build: exit code %d\n%s%s", e.name, r.code, r.stdout, r.stderr)
		}
	}
	return m.Run(), nil
}

// forEachEngine runs a subtest with each engine.
func forEachEngine(t *testing.T, test func(*testing.T, engine)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { test(t, e) })
	}
}

// build builds the image as `make image` does.
func (e engine) build(name string, flags ...string) result {
	args := []string{"-C", "..", "image", "ENGINE=" + e.name, "IMAGE=" + name, "BUILD_FLAGS=" + strings.Join(flags, " ")}
	return command{name: "make", args: args}.run()
}

// container runs the image with input on its stdin. flags come before the
// image's name and args after it.
func (e engine) container(input string, flags []string, args ...string) result {
	all := append([]string{"run", "--rm", "-i"}, flags...)
	return command{name: e.name, stdin: input, args: append(append(all, image), args...)}.run()
}

// A command is a program to run.
type command struct {
	name  string
	args  []string
	dir   string   // "" is this folder
	env   []string // added to this process's
	stdin string
}

// A result is what a program left behind.
type result struct {
	code           int
	stdout, stderr string
}

func (c command) run() result {
	var out, errs bytes.Buffer
	cmd := exec.Command(c.name, c.args...)
	cmd.Dir, cmd.Env = c.dir, append(os.Environ(), c.env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(c.stdin), &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return result{code: -1, stderr: err.Error()}
	}
	return result{code: cmd.ProcessState.ExitCode(), stdout: out.String(), stderr: errs.String()}
}

// succeed runs the command and returns its stdout.
func (c command) succeed(t *testing.T) string {
	t.Helper()
	return c.run().succeeded(t)
}

// succeeded requires the exit code 0, and returns stdout.
func (r result) succeeded(t *testing.T) string {
	t.Helper()
	require.Zero(t, r.code, "exit code; stdout:\n%s\nstderr:\n%s", r.stdout, r.stderr)
	return r.stdout
}

// failed requires the exit code 1, and returns stderr.
func (r result) failed(t *testing.T) string {
	t.Helper()
	require.Equal(t, 1, r.code, "exit code; stdout:\n%s\nstderr:\n%s", r.stdout, r.stderr)
	return r.stderr
}
