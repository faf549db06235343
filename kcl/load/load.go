// Package load finds the files of a program and parses them: from a list of
// paths or texts to packages of syntax trees with resolved imports. It knows
// kcl.mod, settings files and system modules by name, and reports import
// cycles and missing packages.
package load

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A Program is a main package with all packages that it imports.
type Program struct {
	Main     *Package
	Packages map[string]*Package // by path; the main package is not among them
	Order    []*Package          // each package after those that it imports; Main last
}

// A Package is the files of one folder, or the main files.
type Package struct {
	Path  string // "__main__", or the dotted path from the root: "pkg.sub"
	Files []*File
}

// A File is one parsed file and what its import statements mean.
type File struct {
	*syntax.Module
	Imports []Import
}

// An Import is a resolved import statement.
type Import struct {
	Stmt    *syntax.ImportStmt
	Name    string   // the name that it binds in its file
	System  string   // the system module ("math"), or ""
	Package *Package // the user package, or nil
}
