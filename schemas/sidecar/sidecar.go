// Package sidecar is the built-in KCL module sidecar: the schemas of what a
// program returns for a Pod template, and the function annotationParams.
//
// The files *.k hold the schemas, one subject a file; `make generate` writes
// container_patch.k and pod_spec_patch.k. What KCL cannot say is in Go: to
// read annotations into a schema takes knowing its attributes. That is the
// plugin kcl_plugin.sidecar, which annotation_params.k hands on.
package sidecar

import (
	"embed"
	"sync"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Name is the name of the module and of its plugin.
const Name = "sidecar"

//go:embed *.k
var files embed.FS

// Module returns the module sidecar. Programs that import it need Plugin.
var Module = sync.OnceValue(func() *kcl.Module {
	texts := map[string]string{}
	entries, err := files.ReadDir(".")
	for _, e := range entries {
		text, readErr := files.ReadFile(e.Name())
		if readErr != nil {
			panic(readErr) // the file is part of the program
		}
		texts[e.Name()] = string(text)
	}
	m, makeErr := kcl.NewModule(Name, texts)
	if err != nil || makeErr != nil {
		panic(makeErr)
	}
	return m
})

// Plugin returns the functions of the module that are not written in KCL.
func Plugin() *kcl.Plugin {
	return kcl.NewPlugin(Name, eval.Func{Name: "annotationParams", Body: annotationParams})
}
