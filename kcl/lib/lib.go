// Package lib is the table of KCL's system modules: what `import math` finds.
//
// Each module is a package below this one; a module is made when it is first
// asked for, and then shared.
//
// Functions give what the reference implementation gives, to the last digit
// and the text of an error. Where that crashes, never ends, wraps around or
// contradicts what the function is for, they do what the function is for:
//
//   - overflows of pow, math.pow, abs, and of int() of a text are errors
//   - list() and dict() take texts that are not ASCII, lists of pairs, and
//     arguments called x; zip() of nothing is []
//   - all_true() of an instance is true where all its values are
//   - format() writes the sign of an integer once, and takes text that is not
//     ASCII before and in a field
//   - math.log1p(x) is ln(1+x), collection.union_all exists
//   - regex.split keeps the rest of a text that maxsplit leaves, and ends
//   - a pattern that tries too many ways to match a text is an error; a
//     look-behind may have parts of different lengths
//   - template.execute has {{.}} and {{..}}, takes names that begin with else
//     and names of partials in quotes, and gives partials any argument
//   - option() fails for a text that is no float
//   - what cannot be decoded or parsed is an error in words
package lib

import (
	"sync"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/base32"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/base64"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/collection"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/crypto"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/datetime"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/file"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/manifests"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/math"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/net"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/regex"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/runtime"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/template"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/units"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/yaml"
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
	return []string{
		"base32",
		"base64",
		"collection",
		"crypto",
		"datetime",
		"file",
		"json",
		"manifests",
		"math",
		"net",
		"regex",
		"runtime",
		"template",
		"units",
		"yaml",
	}
}

func maker(name string) func() *eval.Module {
	switch name {
	case "base32":
		return base32.Module
	case "base64":
		return base64.Module
	case "collection":
		return collection.Module
	case "crypto":
		return crypto.Module
	case "datetime":
		return datetime.Module
	case "file":
		return file.Module
	case "json":
		return json.Module
	case "manifests":
		return manifests.Module
	case "math":
		return math.Module
	case "net":
		return net.Module
	case "regex":
		return regex.Module
	case "runtime":
		return runtime.Module
	case "template":
		return template.Module
	case "units":
		return units.Module
	case "yaml":
		return yaml.Module
	}
	return nil
}
