package main

// This file reads the comments of Go types and of their fields.

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// comments are texts by the name of the type, "Spec", or of the field,
// "Spec.Source". Lines that belong together are one; paragraphs are parted by an
// empty line.
type comments map[string]string

// readComments reads the Go files of a folder.
func readComments(dir string) (comments, error) {
	found := comments{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				found.add(d)
			}
		}
	}
	return found, nil
}

// add adds the comments of a declaration of types.
func (c comments) add(d *ast.GenDecl) {
	for _, s := range d.Specs {
		t := s.(*ast.TypeSpec)
		c[t.Name.Name] = flowing(d.Doc.Text())
		structure, ok := t.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range structure.Fields.List {
			for _, name := range f.Names {
				c[t.Name.Name+"."+name.Name] = flowing(f.Doc.Text())
			}
		}
	}
}

// flowing is a text with a paragraph in a line.
func flowing(text string) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = strings.ReplaceAll(p, "\n", " ")
	}
	return strings.Join(paragraphs, "\n\n")
}
