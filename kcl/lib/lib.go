// Package lib is the table of KCL's system modules: what `import math` finds.
//
// Each module is a package below this one; a module is made when it is first
// asked for, and then shared.
package lib

import (
	"sync"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/file"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/math"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/units"
)

var modules sync.Map // *eval.Module by name

// Module returns the system module of a name.
func Module(name string) (*eval.Module, bool) {
	if m, ok := modules.Load(name); ok {
		return m.(*eval.Module), true
	}
	make := maker(name)
	if make == nil {
		return nil, false
	}
	m, _ := modules.LoadOrStore(name, make())
	return m.(*eval.Module), true
}

// Names are the names of the system modules, in order.
func Names() []string {
	return []string{"file", "json", "math", "units"}
}

func maker(name string) func() *eval.Module {
	switch name {
	case "file":
		return file.Module
	case "json":
		return json.Module
	case "math":
		return math.Module
	case "units":
		return units.Module
	}
	return nil
}
