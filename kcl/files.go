package kcl

// This file compiles programs of files.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/load"

// FileOptions say where a program finds its files.
type FileOptions = load.Options

// CompileFiles compiles the program of the given files and folders, with
// the packages that it imports. "${KCL_MOD}/x" is relative to the folder of
// kcl.mod. Without any path, the entries of kcl.mod count or, where it names
// none, the working directory. It reads files through o.FS only. The error
// is an *Error.
func CompileFiles(paths []string, o FileOptions) (*Program, error) {
	src, diags := load.Files(paths, o)
	p, err := compileLoaded(src, diags)
	if err == nil {
		p.root = src.Root
	}
	return p, err
}

// Root is the folder of the program's kcl.mod or, where there is none, that
// of its first file; "" where it is not made of files.
func (p *Program) Root() string { return p.root }
