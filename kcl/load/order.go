package load

// This file orders packages by their imports and reports cycles.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A sorter finds the strongly connected components of the import graph by
// Tarjan's algorithm, which yields each after those that it reaches.
type sorter struct {
	number map[*Package]int // in order of the first visit, from 1
	low    map[*Package]int // the lowest number reachable through the stack; 0 when done
	stack  []*Package
	comps  [][]*Package
}

func (s *sorter) visit(p *Package) {
	s.number[p] = len(s.number) + 1
	s.low[p] = s.number[p]
	s.stack = append(s.stack, p)
	for q := range imported(p) {
		if s.number[q] == 0 {
			s.visit(q)
		}
		if s.low[q] != 0 {
			s.low[p] = min(s.low[p], s.low[q])
		}
	}
	if s.low[p] != s.number[p] {
		return
	}
	at := slices.Index(s.stack, p)
	comp := slices.Clone(s.stack[at:])
	s.stack = s.stack[:at]
	for _, q := range comp {
		s.low[q] = 0
	}
	s.comps = append(s.comps, comp)
}

// imported yields the user packages that p imports, and where.
func imported(p *Package) func(func(*Package, importSite) bool) {
	return func(yield func(*Package, importSite) bool) {
		for _, f := range p.Files {
			for _, imp := range f.Imports {
				if imp.Package != nil && !yield(imp.Package, importSite{f, imp.Stmt}) {
					return
				}
			}
		}
	}
}

// An importSite is an import statement in its file.
type importSite struct {
	file *File
	stmt *syntax.ImportStmt
}

// order sets the order of the packages and returns an error for each cycle.
func (l *loader) order() diag.List {
	s := &sorter{number: map[*Package]int{}, low: map[*Package]int{}}
	s.visit(l.prog.Main)
	var list diag.List
	for _, comp := range s.comps {
		l.prog.Order = append(l.prog.Order, comp...)
		list = append(list, cycleErrors(comp, s.number)...)
	}
	return list
}

// cycleErrors says which files and imports make a cycle of comp, if it is one.
func cycleErrors(comp []*Package, number map[*Package]int) diag.List {
	slices.SortFunc(comp, func(a, b *Package) int { return number[a] - number[b] })
	var files, names []string
	var sites []importSite
	for _, p := range comp {
		first := true
		for q, site := range imported(p) {
			if !slices.Contains(comp, q) {
				continue
			}
			if name := "- " + site.file.File.Name; !slices.Contains(files, name) {
				files = append(files, name)
			}
			if first {
				first = false
				names = append(names, p.Path)
				sites = append(sites, site)
			}
		}
	}
	if len(files) == 0 {
		return nil
	}
	list := diag.List{{Kind: diag.RecursiveLoad, Messages: []diag.Message{{
		Text: "Could not compiles due to cyclic import statements\n" + strings.Join(files, "\n"),
	}}}}
	if len(comp) == 1 {
		return list
	}
	text := fmt.Sprintf("There is a circular reference between modules %s", strings.Join(names, ", "))
	for _, s := range sites {
		list = append(list, &diag.Diagnostic{Kind: diag.CompileError, Messages: []diag.Message{s.file.File.Message(s.stmt.Pos, text)}})
	}
	return list
}
