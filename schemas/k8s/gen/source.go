package main

// This file reads Go packages: their types with comments, and what else
// says how a type looks in JSON.

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// A source is the Go packages of some modules, read when they are asked for.
type source struct {
	modules  map[string]module // by path
	packages map[string]*goPackage
}

// A goPackage is what matters of a Go package.
type goPackage struct {
	path      string
	types     map[string]*goType
	constants map[string]string // those that are string literals
	removed   map[string]int    // by type: the minor release of Kubernetes 1 that stopped serving it
	schemas   map[string]bool   // the types that say themselves how their OpenAPI schema looks
}

// A goType is a type declaration.
type goType struct {
	pkg     *goPackage
	name    string
	expr    ast.Expr
	alias   bool // another name of a type, not a type of its own
	doc     *ast.CommentGroup
	imports map[string]string // of its file: import paths by name
}

// dir is the folder of a Go package.
func (s *source) dir(pkg string) (string, error) {
	for mod, m := range s.modules {
		if rest, ok := strings.CutPrefix(pkg+"/", mod+"/"); ok {
			return filepath.Join(m.Dir, filepath.FromSlash(rest)), nil
		}
	}
	return "", fmt.Errorf("package %s is in none of the modules", pkg)
}

// read returns a Go package.
func (s *source) read(pkg string) (*goPackage, error) {
	if p, ok := s.packages[pkg]; ok {
		return p, nil
	}
	dir, err := s.dir(pkg)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	p := &goPackage{path: pkg, types: map[string]*goType{}, constants: map[string]string{}, removed: map[string]int{}, schemas: map[string]bool{}}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.addFile(f)
	}
	if s.packages == nil {
		s.packages = map[string]*goPackage{}
	}
	s.packages[pkg] = p
	return p, nil
}

// below lists the import paths of the folders of a module that look like a
// version of an API: <module>/<group>/<version>.
func (s *source) below(mod string) ([]string, error) {
	root := s.modules[mod].Dir
	found, err := fs.Glob(os.DirFS(root), "*/v[0-9]*")
	for i, f := range found {
		found[i] = path.Join(mod, f)
	}
	return found, err
}

func (p *goPackage) addFile(f *ast.File) {
	imports := map[string]string{}
	for _, im := range f.Imports {
		target, _ := strconv.Unquote(im.Path.Value)
		name := path.Base(target)
		if im.Name != nil {
			name = im.Name.Name
		}
		imports[name] = target
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			p.addSpecs(d, imports)
		case *ast.FuncDecl:
			p.addMethod(d)
		}
	}
}

func (p *goPackage) addSpecs(d *ast.GenDecl, imports map[string]string) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			doc := s.Doc
			if doc == nil {
				doc = d.Doc
			}
			p.types[s.Name.Name] = &goType{pkg: p, name: s.Name.Name, expr: s.Type, alias: s.Assign.IsValid(), doc: doc, imports: imports}
		case *ast.ValueSpec:
			for i, n := range s.Names {
				if i < len(s.Values) {
					if lit, ok := s.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
						p.constants[n.Name], _ = strconv.Unquote(lit.Value)
					}
				}
			}
		}
	}
}

// addMethod notes what methods say of their type: the release of Kubernetes
// that stopped serving it, and that it has an OpenAPI schema of its own.
func (p *goPackage) addMethod(d *ast.FuncDecl) {
	if d.Recv == nil || d.Body == nil || len(d.Body.List) != 1 {
		return
	}
	ret, ok := d.Body.List[0].(*ast.ReturnStmt)
	if !ok {
		return
	}
	on := d.Recv.List[0].Type
	if star, ok := on.(*ast.StarExpr); ok {
		on = star.X
	}
	name, ok := on.(*ast.Ident)
	if !ok {
		return
	}
	switch d.Name.Name {
	case "OpenAPISchemaType":
		p.schemas[name.Name] = true
	case "APILifecycleRemoved":
		if minor, ok := ret.Results[1].(*ast.BasicLit); ok {
			p.removed[name.Name], _ = strconv.Atoi(minor.Value)
		}
	}
}

// lookup finds the type that an expression within t names; nil where it is
// one of Go's own.
func (s *source) lookup(t *goType, x ast.Expr) (*goType, error) {
	switch x := x.(type) {
	case *ast.Ident:
		return t.pkg.types[x.Name], nil
	case *ast.SelectorExpr:
		target := t.imports[x.X.(*ast.Ident).Name]
		p, err := s.read(target)
		if err != nil {
			return nil, err
		}
		if found := p.types[x.Sel.Name]; found != nil {
			return found, nil
		}
		return nil, fmt.Errorf("%s has no type %s", target, x.Sel.Name)
	}
	return nil, fmt.Errorf("%s.%s: a named type is expected, not %T", t.pkg.path, t.name, x)
}

// structOf is the struct that a type is, also by way of other types; nil
// where it is none.
func (s *source) structOf(t *goType) (*ast.StructType, error) {
	for t != nil {
		switch x := t.expr.(type) {
		case *ast.StructType:
			return x, nil
		case *ast.Ident, *ast.SelectorExpr:
			var err error
			if t, err = s.lookup(t, x); err != nil {
				return nil, err
			}
		default:
			return nil, nil
		}
	}
	return nil, nil
}
