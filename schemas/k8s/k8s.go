// Package k8s has the KCL schemas of the Kubernetes API: the module k8s,
// with the package, schema and attribute names of the one that KCL publishes.
//
//	import k8s.api.core.v1 as core
//
//	pod = core.Pod {
//	    metadata.name = "web"
//	    spec.containers = [core.Container {name = "web", image = "nginx"}]
//	}
//
// The folders api and apimachinery hold the module for readers: one file a
// schema, with its documentation. Package gen makes them from the Go types
// of Kubernetes, and beside them the folder packages: the same without
// documentation, one compressed file a package, which is what a program
// imports.
//
// What the published module has and this one has not: the schemas of
// CustomResourceDefinition (apiextensions) and APIService (kube-aggregator).
package k8s

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

//go:generate go run ./gen

//go:embed packages/*.gz
var packed embed.FS

// Module returns the module k8s.
func Module() *load.Module {
	entries, err := packed.ReadDir("packages")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	m := &load.Module{Name: "k8s", Open: open, Lazy: true}
	for _, e := range entries {
		m.Packages = append(m.Packages, strings.TrimSuffix(e.Name(), ".gz"))
	}
	slices.Sort(m.Packages)
	return m
}

// open unpacks a package.
func open(pkg string) []load.Source {
	text, err := unpack("packages/" + pkg + ".gz")
	if err != nil {
		panic(fmt.Sprintf("k8s: package %s: %v", pkg, err)) // it is part of the program
	}
	folder := strings.ReplaceAll(pkg, ".", "/") + "/"
	var files []load.Source
	for _, part := range strings.Split(text, "-- ")[1:] {
		name, body, _ := strings.Cut(part, "\n")
		files = append(files, load.Source{Name: folder + name, Text: body})
	}
	return files
}

// unpack returns the text of a packed file, whose last four bytes are the
// size of the text (RFC 1952, section 2.3.1).
func unpack(name string) (string, error) {
	b, err := packed.ReadFile(name)
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return "", err
	}
	text := make([]byte, binary.LittleEndian.Uint32(b[len(b)-4:]))
	if _, err := io.ReadFull(r, text); err != nil {
		return "", err
	}
	return string(text), r.Close()
}
