// Package schemas has the KCL modules that are built into the programs of
// this repository: a program imports them without kcl.mod and without files.
package schemas

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/schemas/k8s"
	"github.com/kcl-sidecar/kcl-sidecar/schemas/sidecar"
)

// Modules returns the built-in modules. Nothing of them is read until a
// program imports one of their packages.
func Modules() []*load.Module { return []*load.Module{k8s.Module(), sidecar.Module()} }

// Plugins returns what of these modules is not written in KCL.
func Plugins() []*kcl.Plugin { return []*kcl.Plugin{sidecar.Plugin()} }
