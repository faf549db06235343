// Package compile turns syntax trees into closures.
//
// A loaded program is compiled package by package, in two passes. The first
// declares: every global gets a number, every schema and rule its (still
// empty) value. The second compiles statements and expressions to
// eval.Expr closures in which names are resolved already: a local variable
// is a slot of the frame, a global is a number in its package, an attribute
// is a number in the table of names of its schema's body, and what a system
// module or a schema is, is a constant.
//
//	decl.go    the first pass
//	scope.go   local variables, captures, and what a name means
//	stmt.go    statements, and setters of globals
//	schema.go  schemas and rules
//	literal.go what is literal, against the schema that it must fit
//	expr.go    operators, literals, selectors, calls
//	config.go  configs and lists
//	comp.go    comprehensions and quantifiers
//	lambda.go  lambdas
//	types.go   type annotations
//	merge.go   declarations of one name in the main package become one
//
// What cannot be resolved is a diagnostic; compilation goes on, so that all
// of them are found in one run.
package compile

import (
	"fmt"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// Compile compiles a loaded program. plugins are what it imports as
// kcl_plugin.NAME. Where the list of diagnostics is not empty, the program is
// nil.
func Compile(src *load.Program, plugins []*eval.Module) (*eval.Program, diag.List) {
	c := &compiler{out: &eval.Program{}, pkgs: map[*load.Package]*pkg{}, plugins: plugins}
	for _, p := range src.Order {
		c.declare(p, p == src.Main)
	}
	for _, p := range c.order {
		p.link()
	}
	for _, p := range c.order {
		p.compile()
	}
	for _, p := range c.order {
		p.checkNames()
	}
	c.checkClaims()
	if len(c.diags) > 0 {
		return nil, c.diags
	}
	return c.out, nil
}

// A compiler compiles one program.
type compiler struct {
	out   *eval.Program
	pkgs  map[*load.Package]*pkg
	order []*pkg
	diags diag.List

	claims  []claim // what literals must fit
	plugins []*eval.Module
}

// A pkg is a package while it is compiled.
type pkg struct {
	c     *compiler
	src   *load.Package
	out   *eval.Package
	files []*file

	schemas map[string]*schema
	rules   map[string]*rule
	aliases map[string]*alias
	imports map[string]load.Import // of all its files
	top     *fn                    // the frame of its statements
}

// A file is a file while its package is compiled.
type file struct {
	*load.File
	pkg     *pkg
	index   int32
	body    []syntax.Stmt
	imports map[string]load.Import
}

// source adapts a syntax.File to what the evaluator asks of it.
type source struct{ *syntax.File }

func (s source) Describe(off int32) (file string, line, col int, text string) {
	p := s.Position(off)
	return p.File, p.Line, p.Col, s.Line(p.Line)
}

// pos is the place of a node of f in a running program.
func (f *file) pos(n syntax.Node) eval.Pos {
	return eval.Pos{File: f.index, Off: n.Range().Pos}
}

// maxErrors is the number of errors after which no more are reported, so that
// a report on a long line of errors has bounds; see package syntax.
const maxErrors = 200

// errorf reports that the program is wrong at a node.
func (f *file) errorf(n syntax.Node, kind diag.Kind, text string) {
	switch c := f.pkg.c; {
	case len(c.diags) > maxErrors:
		return
	case len(c.diags) == maxErrors:
		text = fmt.Sprintf("more than %d errors: giving up", maxErrors)
	}
	f.pkg.c.diags = append(f.pkg.c.diags, &diag.Diagnostic{
		Kind:     kind,
		Messages: []diag.Message{f.message(n, text)},
	})
}

func (f *file) message(n syntax.Node, text string) diag.Message {
	p := f.Module.File.Position(n.Range().Pos)
	return diag.Message{
		File: p.File, Line: p.Line, Col: p.Col,
		Source: f.Module.File.Line(p.Line), Text: text,
	}
}
