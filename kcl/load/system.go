package load

// This file names the modules that belong to the language.

var systemModules = map[string]bool{
	"base32": true, "base64": true, "collection": true, "crypto": true, "datetime": true,
	"file": true, "json": true, "manifests": true, "math": true, "net": true,
	"regex": true, "runtime": true, "template": true, "units": true, "yaml": true,
}

// IsSystem reports whether path is that of a system module.
func IsSystem(path string) bool { return systemModules[path] }
