package compile

// This file is the first pass: it declares what packages define.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// declare makes a package with its globals, schemas, rules and aliases.
func (c *compiler) declare(src *load.Package, main bool) {
	p := &pkg{
		c: c, src: src,
		out: &eval.Package{
			Path: src.Path, Index: len(c.order),
			Names: map[string]int32{}, Types: map[string]eval.Value{},
		},
		schemas: map[string]*schema{},
		rules:   map[string]*rule{},
		aliases: map[string]*alias{},
		imports: map[string]load.Import{},
		top:     &fn{},
	}
	c.pkgs[src] = p
	c.order = append(c.order, p)
	c.out.Packages = append(c.out.Packages, p.out)
	for _, lf := range src.Files {
		f := &file{File: lf, pkg: p, index: int32(len(c.out.Files)), body: lf.Body, imports: map[string]load.Import{}}
		c.out.Files = append(c.out.Files, source{lf.Module.File})
		c.out.Builtin = append(c.out.Builtin, src.Builtin)
		for _, im := range lf.Imports {
			f.imports[im.Name] = im
			p.imports[im.Name] = im
		}
		p.files = append(p.files, f)
	}
	if main {
		c.out.MainFile = int32(len(c.out.Files) - len(p.files))
		mergeConfigs(p.files)
	}
	for _, f := range p.files {
		for _, s := range f.body {
			f.declareStmt(s)
		}
	}
}

func (f *file) declareStmt(s syntax.Stmt) {
	p := f.pkg
	switch s := s.(type) {
	case *syntax.AssignStmt:
		for _, t := range s.Targets {
			p.global(t.Name.Text)
		}
	case *syntax.AugAssignStmt:
		p.global(s.Target.Name.Text)
	case *syntax.UnifyStmt:
		p.global(s.Target.Text)
	case *syntax.IfStmt:
		for _, s := range s.Body {
			f.declareStmt(s)
		}
		for _, s := range s.Else {
			f.declareStmt(s)
		}
	case *syntax.SchemaStmt:
		out := &eval.Schema{Name: s.Name.Text, Pkg: p.out, Pos: f.pos(s.Name)}
		p.schemas[s.Name.Text] = &schema{f: f, ast: s, out: out}
		p.out.Types[s.Name.Text] = out
	case *syntax.RuleStmt:
		out := &eval.Rule{Name: s.Name.Text, Pkg: p.out, Pos: f.pos(s.Name)}
		p.rules[s.Name.Text] = &rule{f: f, ast: s, out: out}
		p.out.Types[s.Name.Text] = out
	case *syntax.TypeAliasStmt:
		p.aliases[s.Name.Text] = &alias{f: f, ast: s}
	}
}

// global returns the number of the global called name, which it declares.
func (p *pkg) global(name string) int32 {
	i, ok := p.out.Names[name]
	if !ok {
		i = int32(len(p.out.Defs))
		p.out.Names[name] = i
		p.out.Defs = append(p.out.Defs, &eval.VarDef{Name: name, Outer: builtinFunc(name)})
	}
	return i
}

// link joins schemas with their bases and mixins, and rules with theirs.
func (p *pkg) link() {
	for _, f := range p.files {
		for _, s := range f.body {
			switch s := s.(type) {
			case *syntax.SchemaStmt:
				if d := p.schemas[s.Name.Text]; d.ast == s {
					d.link()
				}
			case *syntax.RuleStmt:
				if d := p.rules[s.Name.Text]; d.ast == s {
					d.link()
				}
			}
		}
	}
}

// compile compiles the statements of the package, in order.
func (p *pkg) compile() {
	for _, f := range p.files {
		e := &env{f: f, fn: p.top, scope: &scope{fn: p.top}}
		for _, s := range f.body {
			p.out.Body = e.globalStmt(p.out.Body, s, nil)
		}
	}
	p.out.Slots = p.top.slots
}

// lookup finds what name.names means as a schema, rule or alias.
func (f *file) lookup(n *syntax.DottedName) (*schema, *rule, *alias) {
	p := f.pkg
	name := n.Names[0].Text
	if len(n.Names) > 1 {
		im, ok := f.imported(name)
		if !ok || im.Package == nil {
			return nil, nil, nil
		}
		p = f.pkg.c.pkgs[im.Package]
		name = n.Names[len(n.Names)-1].Text
	}
	return p.schemas[name], p.rules[name], p.aliases[name]
}

// schemaNamed finds the schema that a dotted name means, also through
// aliases.
func (f *file) schemaNamed(n *syntax.DottedName) *schema {
	for range 100 { // aliases of aliases; a cycle of them ends here
		s, _, a := f.lookup(n)
		if s != nil || a == nil {
			return s
		}
		named, ok := a.ast.Type.(*syntax.NamedType)
		if !ok {
			return nil
		}
		f, n = a.f, named.Name
	}
	return nil
}

// imported returns the import that binds name in the file or, where none
// does, in another file of its package.
func (f *file) imported(name string) (load.Import, bool) {
	if im, ok := f.imports[name]; ok {
		return im, true
	}
	im, ok := f.pkg.imports[name]
	return im, ok
}

// typeValue is the schema or rule of a name, also through an alias. An
// alias of another type is Undefined as a value; nil is for no type at all.
func (p *pkg) typeValue(name string) eval.Value {
	if v, ok := p.out.Types[name]; ok {
		return v
	}
	a, ok := p.aliases[name]
	if !ok {
		return nil
	}
	if named, ok := a.ast.Type.(*syntax.NamedType); ok {
		if s := a.f.schemaNamed(named.Name); s != nil {
			return s.out
		}
	}
	return eval.Undefined
}
