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
	"compress/gzip"
	"embed"
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

func unpack(name string) (string, error) {
	f, err := packed.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if _, err := io.Copy(&b, r); err != nil {
		return "", err
	}
	return b.String(), r.Close()
}
