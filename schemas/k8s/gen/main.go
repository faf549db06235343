// Command gen writes the KCL packages of the Kubernetes API.
//
// It reads the Go types of k8s.io/api and k8s.io/apimachinery, in the
// versions that go.mod names, and makes of each API type a schema, with the
// package, schema and attribute names of KCL's published module k8s:
//
//	source.go   Go packages: their types, comments and constants
//	model.go    which types become schemas, and what their attributes are
//	types.go    Go types as KCL types
//	comment.go  Go comments as documentation
//	print.go    schemas as KCL text
//	pack.go     the packages without documentation, compressed, for the binary
//	patch.go    the schemas of package sidecar that are made from these types
//
// Run it in the folder of package k8s: it replaces the folders api,
// apimachinery and packages, and kcl.mod; and in the folder sidecar beside it
// what patch.go makes.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	if err := generate("."); err != nil {
		log.Fatal(err)
	}
}

// generate writes all packages below the folder dir.
func generate(dir string) error {
	mods, err := modules("k8s.io/api", "k8s.io/apimachinery")
	if err != nil {
		return err
	}
	release, ok := strings.CutPrefix(mods["k8s.io/api"].Version, "v0.")
	if !ok {
		return fmt.Errorf("the version of k8s.io/api is %s, which stands for no release of Kubernetes", mods["k8s.io/api"].Version)
	}
	minor, _, _ := strings.Cut(release, ".")
	m, err := newModel(&source{modules: mods}, minor)
	if err != nil {
		return err
	}
	for _, old := range []string{"api", "apimachinery", "packages"} {
		if err := os.RemoveAll(filepath.Join(dir, old)); err != nil {
			return err
		}
	}
	version := "1." + release
	mod := fmt.Sprintf("[package]\nname = \"k8s\"\nversion = \"%s\"\ndescription = \"The built-in resources of Kubernetes %s\"\n", version, version)
	if err := os.WriteFile(filepath.Join(dir, "kcl.mod"), []byte(mod), 0o644); err != nil {
		return err
	}
	for _, p := range m.packages() {
		if err := writePackage(dir, p); err != nil {
			return err
		}
	}
	return m.writePatches(filepath.Join(dir, "..", "sidecar"))
}

// writePackage writes a package twice: as a file for each schema, and
// packed.
func writePackage(dir string, p *kclPackage) error {
	folder := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(p.path, ".", "/")))
	packed := filepath.Join(dir, "packages")
	if err := errors.Join(os.MkdirAll(folder, 0o755), os.MkdirAll(packed, 0o755)); err != nil {
		return err
	}
	for _, s := range p.schemas {
		if err := os.WriteFile(filepath.Join(folder, s.file()), []byte(s.text()), 0o644); err != nil {
			return err
		}
	}
	return pack(filepath.Join(packed, p.path+".gz"), p)
}

// A module is a Go module on this machine.
type module struct{ Path, Version, Dir string }

// modules finds Go modules of the build, downloading them where needed.
func modules(paths ...string) (map[string]module, error) {
	cmd := exec.Command("go", append([]string{"mod", "download", "-json"}, paths...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go mod download: %w", err)
	}
	found := map[string]module{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var m module
		if err := d.Decode(&m); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("go mod download: %w", err)
		}
		found[m.Path] = m
	}
}
