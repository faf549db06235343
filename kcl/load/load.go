// Package load finds the files of a program and parses them: from a list of
// paths or texts to packages of syntax trees with resolved imports. It knows
// kcl.mod and the system modules by name, and reports import cycles and
// missing packages.
//
// Loading goes breadth first. The main files are parsed; each import
// statement names a package, whose files are found, parsed and queued in
// turn (imports.go). When the queue is empty, the packages are put in an
// order in which each stands after those that it imports, and what cannot
// be ordered is reported as a cycle (order.go).
//
// Load reads files through an fs.FS only; a program of given texts touches
// nothing of the machine. Modules can be texts, too (modules.go): those that
// a host hands in, and those that are built in.
package load

import (
	"io/fs"
	"path"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// MainPath is the path of the main package.
const MainPath = "__main__"

// A Program is a main package with all packages that it imports.
type Program struct {
	Root     string // the folder of kcl.mod, or that of the main files
	Main     *Package
	Packages map[string]*Package // by path; the main package is not among them
	Order    []*Package          // each package after those that it imports; Main last
}

// A Package is the files of one folder, or the main files.
type Package struct {
	Path  string // "__main__", or the dotted path from the root: "pkg.sub"
	Files []*File
	// Builtin: it is of a built-in module.
	Builtin bool
	// Defines are the names that a package of a lazy module defines, also
	// those whose files are not loaded, since the program does not name them.
	Defines []string
}

// A File is one parsed file and what its import statements mean. Where the
// main package is imported, too, its files share their Module.
type File struct {
	*syntax.Module
	Imports []Import
}

// An Import is a resolved import statement.
type Import struct {
	Stmt    *syntax.ImportStmt
	Name    string   // the name that it binds in its file
	Path    string   // the path without leading dots, from the root: "pkg.sub"; "" above the root
	System  string   // the system module ("math") or plugin ("kcl_plugin.name"), or ""
	Package *Package // the user package; nil for a system module or plugin, and where none was found
}

// Options say where a program finds files.
type Options struct {
	// FS is the file system, rooted at "/". Nil stands for one without
	// files.
	FS fs.FS
	// WorkDir is the absolute path that relative paths start from; "" is "/".
	WorkDir string
	// Packages are packages outside the program's root: the folder of each
	// by its name.
	Packages map[string]string
	// Modules are modules of texts beside these.
	Modules []*Module
	// Builtin are modules of texts that count where a program has no package
	// of the name: below its root, in its kcl.mod, or in Packages. None of
	// Modules may have the name of one.
	Builtin []*Module
	// Plugins are the names of the plugins that there are: what a program
	// imports as kcl_plugin.NAME.
	Plugins []string
}

// A Source is a text in place of a file. Diagnostics show Name as it is;
// relative imports start from its folder.
type Source struct{ Name, Text string }

// Files loads the program of the given files and folders. A folder stands
// for all its files; "${KCL_MOD}/x" is relative to the root and
// "${name:KCL_MOD}/x" to the package of that name. Without any path, the
// entries of kcl.mod count or, where it names none, the working directory.
//
// The program is nil where its main files cannot be read. Otherwise the
// list is what is wrong with it: syntax errors first, then imports; the
// program is complete but for these.
func Files(paths []string, o Options) (*Program, diag.List) {
	l := newLoader(o)
	inputs, err := l.inputs(paths)
	if err != nil {
		return nil, failure(err)
	}
	return l.load(inputs)
}

// Sources loads the program of the given texts, as Files does that of files.
func Sources(srcs []Source, o Options) (*Program, diag.List) {
	l := newLoader(o)
	inputs := make([]input, len(srcs))
	for i := range srcs {
		abs := l.abs(srcs[i].Name)
		inputs[i] = input{name: srcs[i].Name, path: abs, root: l.fsys.root(path.Dir(abs)), text: &srcs[i].Text}
	}
	return l.load(inputs)
}

// Parse parses the given files, and those of the given folders, without
// looking at their imports. The list is their syntax errors, or that a file
// cannot be read.
func Parse(paths []string, o Options) ([]*syntax.Module, diag.List) {
	l := newLoader(o)
	inputs, err := l.inputs(paths)
	if err != nil {
		return nil, failure(err)
	}
	var modules []*syntax.Module
	for _, in := range inputs {
		m, err := l.parse(in)
		if err != nil {
			return nil, append(l.syntax, failure(err)...)
		}
		modules = append(modules, m)
	}
	return modules, l.syntax
}

// failure is the list of an error that has no place in a program.
func failure(err error) diag.List {
	return diag.List{{Kind: diag.EvaluationError, Messages: []diag.Message{{Text: err.Error()}}}}
}
