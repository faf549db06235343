package load

// This file loads the packages of lazy modules: of such a package only the
// files whose schemas the program names.
//
// A lazy package has an index: of each name that it defines, the file. Each
// file that is loaded, of whatever package, is searched for names of lazy
// packages; the files that define them are loaded in turn. A name counts
// wherever it stands, so what a program could read is always there, and
// nothing tells a lazy package from another but the time that it takes.

import (
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A lazyPackage is a package of a lazy module.
type lazyPackage struct {
	pkg   *Package
	mod   *module
	files map[string]*input // by the name that they define; those that are not loaded yet
}

// addLazy gives a package its index in place of its files.
func (l *loader) addLazy(pkg *Package, at *place) {
	lazy := &lazyPackage{pkg: pkg, mod: at.mod, files: make(map[string]*input, len(at.files))}
	pkg.Defines = make([]string, 0, len(at.files))
	for i := range at.files {
		for name := range definedSchemas(*at.files[i].text) {
			lazy.files[name] = &at.files[i]
			pkg.Defines = append(pkg.Defines, name)
		}
	}
	l.lazy[pkg] = lazy
}

// definedSchemas yields the names of the schemas of a file of a lazy module.
func definedSchemas(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for {
			at := strings.Index(text, "schema ")
			if at < 0 {
				return
			}
			begins := at == 0 || text[at-1] == '\n'
			text = text[at+len("schema "):]
			if end := strings.IndexAny(text, ":(["); begins && end >= 0 && !yield(strings.TrimSpace(text[:end])) {
				return
			}
		}
	}
}

// loadNamed loads the files of lazy packages that define what a file names.
// Its imports must be resolved, and those of the other files of its package:
// they bind names for it, too.
func (l *loader) loadNamed(p pending) {
	lazy := map[string]*lazyPackage{}
	for _, f := range p.pkg.Files {
		for _, im := range f.Imports {
			if lp := l.lazy[im.Package]; lp != nil {
				lazy[im.Name] = lp
			}
		}
	}
	own := l.lazy[p.pkg]
	if len(lazy) == 0 && own == nil {
		return
	}
	need := func(of, name string) { l.need(lazy[of], name) }
	syntax.Walk(p.file.Module, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.SelectorExpr:
			if x, ok := n.X.(*syntax.NameExpr); ok {
				need(x.Name, n.Sel.Text)
			}
		case *syntax.NameExpr:
			l.need(own, n.Name)
		case *syntax.DottedName:
			l.need(own, n.Names[0].Text)
			if len(n.Names) > 1 {
				need(n.Names[0].Text, n.Names[len(n.Names)-1].Text)
			}
		}
		return true
	})
}

// need loads the file of a lazy package that defines a name, if there is one
// and it is not loaded yet.
func (l *loader) need(lazy *lazyPackage, name string) {
	if lazy == nil {
		return
	}
	in, ok := lazy.files[name]
	if !ok {
		return
	}
	for name := range definedSchemas(*in.text) {
		delete(lazy.files, name)
	}
	// A text needs no reading, so that there is no error.
	_ = l.addFile(lazy.pkg, lazy.mod, *in)
}

// sortLazy puts the files of lazy packages in the order that they would have
// if all were loaded.
func (l *loader) sortLazy() {
	for pkg := range l.lazy {
		slices.SortFunc(pkg.Files, func(a, b *File) int { return strings.Compare(a.File.Name, b.File.Name) })
	}
}
