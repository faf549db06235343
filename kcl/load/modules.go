package load

// This file defines modules that need no file system, and finds packages in
// them.

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Module is a module of texts: one that is built into the program around
// the engine, or that a host hands in.
type Module struct {
	Name string
	// Packages are the dotted paths of its folders below Name, sorted; "" is
	// its root.
	Packages []string
	// Open returns the files of one of these folders, by name. A name is the
	// path from the module's root: "api/core/v1/pod.k".
	Open func(pkg string) []Source
	// Lazy: of its packages only the files are loaded that define what a
	// program names. All that they may define is schemas, each on a line that
	// begins with "schema Name"; no other line may begin like that.
	Lazy bool
}

// nameForms are the forms of a module's name and of its files'.
var nameForms = sync.OnceValues(func() (module, file *regexp.Regexp) {
	return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`),
		regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\.k$`)
})

// NewModule makes a module of its files: texts by path from its root, such
// as "net/proxy.k". The error says which name is none, or that there is no
// file.
func NewModule(name string, files map[string]string) (*Module, error) {
	moduleName, moduleFile := nameForms()
	switch {
	case !moduleName.MatchString(name):
		return nil, fmt.Errorf("'%s' cannot be the name of a module: it consists of letters, digits and '_', and begins with no digit", name)
	case IsSystem(name):
		return nil, fmt.Errorf("'%s' cannot be the name of a module: it is that of a system module", name)
	case len(files) == 0:
		return nil, fmt.Errorf("the module '%s' has no files", name)
	}
	folders := map[string][]Source{}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if !moduleFile.MatchString(file) {
			return nil, fmt.Errorf("'%s' cannot be a file of the module '%s': it needs a path such as 'name.k' or 'folder/name.k'", file, name)
		}
		pkg := ""
		if dir := path.Dir(file); dir != "." {
			pkg = strings.ReplaceAll(dir, "/", ".")
		}
		folders[pkg] = append(folders[pkg], Source{Name: file, Text: files[file]})
	}
	return &Module{
		Name:     name,
		Packages: slices.Sorted(maps.Keys(folders)),
		Open:     func(pkg string) []Source { return folders[pkg] },
	}, nil
}

// checkModules reports modules that share a name.
func (o *Options) checkModules() error {
	builtin, given := map[string]bool{}, map[string]bool{}
	for _, m := range o.Builtin {
		builtin[m.Name] = true
	}
	for _, m := range o.Modules {
		switch {
		case builtin[m.Name]:
			return fmt.Errorf("the module '%s' has the name of a built-in one: give it another", m.Name)
		case given[m.Name]:
			return fmt.Errorf("there are two modules called '%s'", m.Name)
		}
		given[m.Name] = true
	}
	return nil
}

// moduleNamed returns the module of that name among mods, or nil.
func moduleNamed(mods []*Module, name string) *Module {
	for _, m := range mods {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// inText looks for a package in a module of texts: a folder, or a file.
func (m *module) inText(at *place, imp string) *place {
	at.dir = m.root + "/" + strings.ReplaceAll(imp, ".", "/")
	if slices.Contains(m.text.Packages, imp) {
		for _, f := range m.text.Open(imp) {
			if isProgram(path.Base(f.Name)) {
				at.files = append(at.files, m.input(f))
			}
		}
		return at
	}
	folder, name := "", imp
	if i := strings.LastIndexByte(imp, '.'); i >= 0 {
		folder, name = imp[:i], imp[i+1:]
	}
	if !slices.Contains(m.text.Packages, folder) {
		return nil
	}
	for _, f := range m.text.Open(folder) {
		if path.Base(f.Name) == name+".k" {
			at.dir += ".k"
			at.files = []input{m.input(f)}
			return at
		}
	}
	return nil
}

// input is a file of a module of texts. Diagnostics show it with the name of
// the module before it.
func (m *module) input(f Source) input {
	return input{name: m.text.Name + "/" + f.Name, path: m.root + "/" + f.Name, root: m.root, text: &f.Text}
}

// openText is the module of a Module, made when it is first imported.
func (l *loader) openText(m *Module) *module {
	root := m.Name + ":" // no absolute path begins like this
	if l.modules[root] == nil {
		l.modules[root] = &module{name: m.Name, root: root, text: m, builtin: slices.Contains(l.o.Builtin, m)}
	}
	return l.modules[root]
}
