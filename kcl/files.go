package kcl

// This file compiles programs of files.

import (
	"io/fs"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/override"
)

// FileOptions say where a program finds its files, and what of it is
// overridden.
type FileOptions struct {
	FS       fs.FS             // rooted at "/"; nil has no files
	WorkDir  string            // the absolute path that relative paths start from; "" is "/"
	Packages map[string]string // the folders of packages outside the program's root, by name
	Builtin  []*Module         // modules that count where a program has none of the name
	Plugins  []*Plugin         // what is imported as kcl_plugin.NAME
	// Overrides change configs before the program is compiled; see package
	// override.
	Overrides []string
}

// CompileFiles compiles the program of the given files and folders, with
// the packages that it imports. "${KCL_MOD}/x" is relative to the folder of
// kcl.mod. Without any path, the entries of kcl.mod count or, where it names
// none, the working directory. It reads files through o.FS only. The error
// is an *Error, or says which override cannot be read.
func CompileFiles(paths []string, o FileOptions) (*Program, error) {
	src, diags := load.Files(paths, o.load())
	return o.compile(src, diags)
}

func (o *FileOptions) load() load.Options {
	return load.Options{FS: o.FS, WorkDir: o.WorkDir, Packages: o.Packages, Builtin: o.Builtin, Plugins: pluginNames(o.Plugins)}
}

func (o *FileOptions) compile(src *load.Program, diags diag.List) (*Program, error) {
	if src != nil && len(o.Overrides) > 0 {
		if err := override.Apply(src, o.Overrides); err != nil {
			return nil, err
		}
	}
	p, err := compileLoaded(src, diags, o.Plugins)
	if err == nil {
		p.root = src.Root
	}
	return p, err
}

// Root is the folder of the program's kcl.mod or, where there is none, that
// of its first file; "" where it is not made of files.
func (p *Program) Root() string { return p.root }
