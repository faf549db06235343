package load

// This file resolves import statements: it finds the package that each of
// them names and loads it.

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// pluginPrefix is how the path of a plugin starts: a module of functions that
// the host has.
const pluginPrefix = "kcl_plugin."

// A loader is the state of loading one program.
type loader struct {
	o       Options
	fsys    fileSystem
	prog    *Program
	parsed  map[string]*syntax.Module // by absolute path
	modules map[string]*module        // by root
	found   []*Package                // all packages, in the order in which they were found
	dirs    map[*Package]string       // where each was found
	lazy    map[*Package]*lazyPackage // those of lazy modules
	queue   []pending
	syntax  diag.List
	imports diag.List
	faulty  map[*syntax.ImportStmt]bool // those that imports has an error of
}

// A module is a tree of packages below one root.
type module struct {
	name string // the first part of its packages' paths; "" for the main module
	root string
	deps map[string]string // the folders of the packages that its kcl.mod names
	text *Module           // where its files are texts; else nil

	builtin bool
}

// A pending is a file whose imports are to be resolved.
type pending struct {
	pkg  *Package
	file *File
	mod  *module
	dir  string
}

func newLoader(o Options) *loader {
	return &loader{
		o:       o,
		fsys:    fileSystem{o.FS},
		prog:    &Program{Packages: map[string]*Package{}},
		parsed:  map[string]*syntax.Module{},
		modules: map[string]*module{},
		dirs:    map[*Package]string{},
		lazy:    map[*Package]*lazyPackage{},
		faulty:  map[*syntax.ImportStmt]bool{},
	}
}

// load loads the program whose main files are inputs.
func (l *loader) load(inputs []input) (*Program, diag.List) {
	if err := l.o.checkModules(); err != nil {
		return nil, failure(err)
	}
	main := &Package{Path: MainPath}
	l.prog.Main = main
	l.prog.Root = l.abs(".")
	for i, in := range inputs {
		mod, err := l.module("", in.root)
		if err != nil {
			return nil, failure(err)
		}
		if err := l.addFile(main, mod, in); err != nil {
			return nil, failure(err)
		}
		if i == 0 {
			l.prog.Root = in.root
		} else if in.root != l.prog.Root {
			l.prog.Root = l.fsys.root(l.abs("."))
		}
	}
	l.loadImports()
	l.checkNames(main)
	for _, p := range l.found {
		l.checkNames(p)
	}
	cycles := l.order()
	list := append(l.syntax, cycles...)
	return l.prog, append(list, l.imports...)
}

// loadImports loads what the files in the queue import, and what the files
// import that are loaded for it.
func (l *loader) loadImports() {
	for len(l.queue) > 0 {
		var resolved []pending
		for len(l.queue) > 0 {
			p := l.queue[0]
			l.queue = l.queue[1:]
			l.resolveFile(p)
			resolved = append(resolved, p)
		}
		if len(l.lazy) == 0 {
			return
		}
		for _, p := range resolved {
			l.loadNamed(p)
		}
	}
	l.sortLazy()
}

// addFile parses a file into pkg and queues it.
func (l *loader) addFile(pkg *Package, mod *module, in input) error {
	m, err := l.parse(in)
	if err != nil {
		return err
	}
	f := &File{Module: m}
	pkg.Files = append(pkg.Files, f)
	l.queue = append(l.queue, pending{pkg: pkg, file: f, mod: mod, dir: path.Dir(in.path)})
	return nil
}

func (l *loader) parse(in input) (*syntax.Module, error) {
	if m, ok := l.parsed[in.path]; ok {
		return m, nil
	}
	if in.text == nil {
		b, err := l.fsys.read(in.path)
		if err != nil {
			return nil, fmt.Errorf("Failed to load KCL file '%s'. Because '%v'", in.name, err)
		}
		text := string(b)
		in.text = &text
	}
	m, errs := syntax.Parse(in.name, *in.text)
	l.syntax = append(l.syntax, errs...)
	l.parsed[in.path] = m
	return m, nil
}

// module returns the module at root, reading its kcl.mod.
func (l *loader) module(name, root string) (*module, error) {
	if m, ok := l.modules[root]; ok {
		return m, nil
	}
	m := &module{name: name, root: root, deps: map[string]string{}}
	l.modules[root] = m
	if !l.fsys.isFile(path.Join(root, ModFile)) {
		return m, nil
	}
	mod, err := ReadMod(l.fsys.FS, root)
	if err != nil {
		return nil, err
	}
	for _, d := range mod.Dependencies {
		if d.Path != "" {
			dir := d.Path
			if !path.IsAbs(dir) {
				dir = path.Join(root, dir)
			}
			m.deps[d.PackageName()] = dir
		}
	}
	return m, nil
}

func (l *loader) resolveFile(p pending) {
	for _, s := range p.file.Body {
		if stmt, ok := s.(*syntax.ImportStmt); ok {
			p.file.Imports = append(p.file.Imports, l.resolve(p, stmt))
		}
	}
}

// resolve finds what an import statement means.
func (l *loader) resolve(p pending, stmt *syntax.ImportStmt) Import {
	imp := Import{Stmt: stmt, Name: boundName(stmt), Path: absolute(p.mod.root, p.dir, stmt.Path)}
	switch {
	case IsSystem(imp.Path):
		imp.System = imp.Path
		return imp
	case strings.HasPrefix(imp.Path, pluginPrefix):
		if slices.Contains(l.o.Plugins, imp.Path[len(pluginPrefix):]) {
			imp.System = imp.Path
			return imp
		}
		l.fail(p.file, stmt, "the plugin package `%s` is not found, please confirm if plugin mode is enabled", imp.Path)
		return imp
	}
	at, err := l.locate(p.mod, imp.Path)
	switch {
	case err != nil:
		l.fail(p.file, stmt, "%v", err)
	case at == nil:
		l.missing(p, stmt, imp.Path)
	default:
		imp.Path = at.path
		imp.Package = l.pkg(p.file, stmt, at)
	}
	return imp
}

// boundName is the name that an import statement binds: its alias, or the
// last part of its path.
func boundName(stmt *syntax.ImportStmt) string {
	if stmt.Alias != nil {
		return stmt.Alias.Text
	}
	return stmt.Path[strings.LastIndexByte(stmt.Path, '.')+1:]
}

// absolute makes an import path relative to root. One leading dot stands
// for the folder dir of the importing file, each further one for the folder
// above; "" is what lies above the root.
func absolute(root, dir, imp string) string {
	rest := strings.TrimLeft(imp, ".")
	up := len(imp) - len(rest) - 1
	if up < 0 {
		return imp
	}
	var parts []string
	if below := strings.Trim(strings.TrimPrefix(dir, root), "/"); below != "" {
		parts = strings.Split(below, "/")
	}
	if up > len(parts) {
		return ""
	}
	return strings.Join(append(parts[:len(parts)-up], rest), ".")
}

// A place is where a package was found.
type place struct {
	path  string // of the package, from the program's root
	dir   string // its folder, or its only file
	files []input
	mod   *module
}

// locate looks for a package below the root of the importing module and
// among the packages outside it; it must not be in both. Behind these stand
// the built-in modules. It returns nil where it is in none.
func (l *loader) locate(from *module, imp string) (*place, error) {
	if imp == "" {
		return nil, nil
	}
	inside := l.below(from, imp)
	name, rest, _ := strings.Cut(imp, ".")
	mod, err := l.outside(from, name)
	if err != nil {
		return nil, err
	}
	if mod == nil {
		if b := moduleNamed(l.o.Builtin, name); b != nil && inside == nil {
			return l.below(l.openText(b), rest), nil
		}
		return inside, nil
	}
	outside := l.below(mod, rest)
	switch {
	case outside == nil:
		return inside, nil
	case inside != nil && inside.dir != outside.dir:
		return nil, fmt.Errorf("the `%s` is found multiple times in the current package and vendor package", imp)
	}
	return outside, nil
}

// outside finds the module called name that kcl.mod or the host names; nil
// where none does.
func (l *loader) outside(from *module, name string) (*module, error) {
	if m := moduleNamed(l.o.Modules, name); m != nil {
		return l.openText(m), nil
	}
	dir, ok := from.deps[name]
	if !ok {
		if dir, ok = l.o.Packages[name]; ok {
			dir = l.abs(dir)
		}
	}
	if !ok || !l.fsys.isDir(dir) {
		return nil, nil
	}
	return l.module(name, dir)
}

// below looks for a package below the root of a module: a folder, or a file.
func (l *loader) below(mod *module, imp string) *place {
	at := &place{path: imp, mod: mod}
	if mod.name != "" {
		at.path = strings.TrimSuffix(mod.name+"."+imp, ".")
	}
	if mod.text != nil {
		return mod.inText(at, imp)
	}
	at.dir = path.Join(mod.root, strings.ReplaceAll(imp, ".", "/"))
	isDir := l.fsys.isDir(at.dir)
	if isDir {
		for _, f := range l.fsys.programs(at.dir) {
			at.files = append(at.files, input{name: f, path: f})
		}
	}
	if file := at.dir + ".k"; len(at.files) == 0 && imp != "" && l.fsys.isFile(file) {
		at.dir, at.files = file, []input{{name: file, path: file}}
	} else if !isDir {
		return nil
	}
	return at
}

// pkg returns the package found at a place, loading it the first time.
func (l *loader) pkg(from *File, stmt *syntax.ImportStmt, at *place) *Package {
	if p, ok := l.prog.Packages[at.path]; ok {
		if l.dirs[p] != at.dir {
			l.fail(from, stmt, "the package `%s` is both in %s and in %s", at.path, l.dirs[p], at.dir)
		}
		return p
	}
	p := &Package{Path: at.path, Builtin: at.mod.builtin}
	l.prog.Packages[at.path] = p
	l.found = append(l.found, p)
	l.dirs[p] = at.dir
	if at.mod.text != nil && at.mod.text.Lazy {
		l.addLazy(p, at)
		return p
	}
	for _, f := range at.files {
		if err := l.addFile(p, at.mod, f); err != nil {
			l.fail(from, stmt, "%v", err)
		}
	}
	return p
}

// checkNames reports names that the imports of a package bind twice.
func (l *loader) checkNames(p *Package) {
	paths := map[string]string{}
	for _, f := range p.Files {
		for _, imp := range f.Imports {
			old, ok := paths[imp.Name]
			if !ok {
				paths[imp.Name] = imp.Path
			} else if old != imp.Path && !l.faulty[imp.Stmt] {
				l.faulty[imp.Stmt] = true
				text := fmt.Sprintf("the name '%s' is defined multiple times, '%[1]s' must be defined only once", imp.Name)
				l.imports = append(l.imports, &diag.Diagnostic{Kind: diag.CompileError, Messages: []diag.Message{f.File.Message(imp.Stmt.Pos, text)}})
			}
		}
	}
}

// fail reports an import statement that cannot be resolved, once.
func (l *loader) fail(f *File, stmt *syntax.ImportStmt, format string, args ...any) {
	if l.faulty[stmt] {
		return
	}
	l.faulty[stmt] = true
	l.imports = append(l.imports, &diag.Diagnostic{
		Kind:     diag.CannotFindModule,
		Messages: []diag.Message{f.File.Message(stmt.Pos, fmt.Sprintf(format, args...))},
	})
}
