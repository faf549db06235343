package load

// This file reads kcl.mod.

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ModFile is the name of the file at the root of a module.
const ModFile = "kcl.mod"

// A Mod is what a kcl.mod says. Keys that it does not know are ignored.
type Mod struct {
	Package struct{ Name, Edition, Version string }
	Profile struct {
		Entries     []string // the main files
		DisableNone bool
		SortKeys    bool
		Selectors   []string // paths of the values to print
		Overrides   []string
		Options     []string // "key=value"
	}
	Dependencies []Dependency // by name
}

// A Dependency is a package that a module uses. Only one with a Path can be
// loaded: nothing is ever downloaded.
type Dependency struct {
	Name    string
	Version string // "" where there is none
	Path    string // of its folder, from that of kcl.mod; "" for another source
}

// PackageName is the name by which programs import the dependency.
func (d Dependency) PackageName() string { return strings.ReplaceAll(d.Name, "-", "_") }

// ReadMod reads the kcl.mod in the folder root of a file system rooted at
// "/". The error names the file, and the line where it is one of syntax.
func ReadMod(fsys fs.FS, root string) (*Mod, error) {
	name := path.Join(root, ModFile)
	b, err := fileSystem{fsys}.read(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read '%s': %w", name, err)
	}
	m, err := ParseMod(string(b))
	if err != nil {
		return nil, fmt.Errorf("cannot read '%s': %w", name, err)
	}
	return m, nil
}

// ParseMod reads the text of a kcl.mod.
func ParseMod(text string) (*Mod, error) {
	top, err := parseTOML(text)
	if err != nil {
		return nil, err
	}
	m := &Mod{}
	g := getter{}
	if t := g.table(top, "package"); t != nil {
		m.Package.Name = get[string](&g, t, "name", "a string")
		m.Package.Edition = get[string](&g, t, "edition", "a string")
		m.Package.Version = get[string](&g, t, "version", "a string")
	}
	if t := g.table(top, "profile"); t != nil {
		m.Profile.Entries = g.strings(t, "entries")
		m.Profile.DisableNone = get[bool](&g, t, "disable_none", "true or false")
		m.Profile.SortKeys = get[bool](&g, t, "sort_keys", "true or false")
		m.Profile.Selectors = g.strings(t, "selectors")
		m.Profile.Overrides = g.strings(t, "overrides")
		m.Profile.Options = g.strings(t, "options")
	}
	if t := g.table(top, "dependencies"); t != nil {
		m.Dependencies = g.dependencies(t)
	}
	return m, g.err
}

// A getter reads typed values from tables and keeps the first error.
type getter struct{ err error }

func (g *getter) fail(key, want string) {
	if g.err == nil {
		g.err = fmt.Errorf("'%s' must be %s", key, want)
	}
}

func get[T any](g *getter, t tomlTable, key, want string) (v T) {
	x, ok := t[key]
	if !ok {
		return v
	}
	v, ok = x.(T)
	if !ok {
		g.fail(key, want)
	}
	return v
}

func (g *getter) table(t tomlTable, key string) tomlTable {
	return get[tomlTable](g, t, key, "a table")
}

func (g *getter) strings(t tomlTable, key string) []string {
	var out []string
	for _, x := range get[[]any](g, t, key, "a list of strings") {
		s, ok := x.(string)
		if !ok {
			g.fail(key, "a list of strings")
		}
		out = append(out, s)
	}
	return out
}

func (g *getter) dependencies(t tomlTable) []Dependency {
	var deps []Dependency
	for name, x := range t {
		d := Dependency{Name: name}
		switch x := x.(type) {
		case string:
			d.Version = x
		case tomlTable:
			d.Version = get[string](g, x, "version", "a string")
			d.Path = get[string](g, x, "path", "a string")
		default:
			g.fail(name, "a version or a table")
		}
		deps = append(deps, d)
	}
	slices.SortFunc(deps, func(a, b Dependency) int { return strings.Compare(a.Name, b.Name) })
	return deps
}
