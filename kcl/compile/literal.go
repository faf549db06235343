package compile

// This file checks what is written as a literal against the schemas that it
// must fit, before anything runs: the names of attributes, and the types of
// literals, in configs of schema expressions, of annotated variables and of
// defaults, as deep as they are literals. What has to be computed is checked
// when it is.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A claim says that an expression must be of a type.
type claim struct {
	e    *env
	typ  eval.Type
	name syntax.Expr // of the schema, in place of typ; nil where typ is known
	x    syntax.Expr
}

// schemaExpr compiles `S {...}`.
func (e *env) schemaExpr(x *syntax.SchemaExpr) eval.Expr {
	c := e.f.pkg.c
	c.claims = append(c.claims, claim{e: e, name: x.Name, x: x.Config})
	return eval.MakeInstance(e.f.pos(x.Name), e.expr(x.Name), e.config(x.Config), e.exprs(x.Args), e.named(x.Kw))
}

// claim notes that x must be of type t.
func (e *env) claim(t eval.Type, x syntax.Expr) {
	c := e.f.pkg.c
	c.claims = append(c.claims, claim{e: e, typ: t, x: x})
}

// checkClaims checks what was noted. All schemas must be compiled.
func (c *compiler) checkClaims() {
	for _, cl := range c.claims {
		if cl.name != nil {
			s := cl.e.schemaOf(cl.name)
			if s == nil {
				continue
			}
			cl.typ = eval.SchemaType{Schema: s}
		}
		l := &literals{e: cl.e}
		l.check(cl.typ, cl.x)
	}
}

// schemaOf is the schema that x names; nil where only a run can tell what it
// names.
func (e *env) schemaOf(x syntax.Expr) *eval.Schema {
	p := e.f.pkg
	var v eval.Value
	switch x := x.(type) {
	case *syntax.NameExpr:
		if _, global := p.out.Names[x.Name]; global || e.isLocal(x.Name) || p.declaresAttr(x.Name) {
			return nil
		}
		v = p.typeValue(x.Name)
	case *syntax.SelectorExpr:
		im := e.imported(x.X)
		if im == nil || im.Package == nil {
			return nil
		}
		v = p.c.pkgs[im.Package].typeValue(x.Sel.Text)
	}
	s, _ := v.(*eval.Schema)
	return s
}

// declaresAttr reports whether a schema of the package declares an attribute
// of that name: within it, the name means the attribute.
func (p *pkg) declaresAttr(name string) bool {
	for _, s := range p.schemas {
		for _, st := range s.ast.Body {
			if a, ok := st.(*syntax.AttrStmt); ok && a.Name.Text == name {
				return true
			}
		}
	}
	return false
}

// A literals checks one literal.
type literals struct {
	e    *env
	vars []string // of the comprehensions around: as keys, they are no names
}

// check reports what in x, as far as it is literal, does not fit t.
func (l *literals) check(t eval.Type, x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		l.check(t, x.X)
	case *syntax.CondExpr:
		l.check(t, x.Then)
		l.check(t, x.Else)
	case *syntax.ListExpr:
		if list, ok := t.(eval.ListOf); ok {
			for _, elem := range x.Elems {
				l.check(list.Elem, elem)
			}
		}
	case *syntax.ListComp:
		if list, ok := t.(eval.ListOf); ok {
			n := len(l.vars)
			for _, c := range x.Clauses {
				for _, v := range c.Vars {
					l.vars = append(l.vars, v.Text)
				}
			}
			l.check(list.Elem, x.Elem)
			l.vars = l.vars[:n]
		}
	case *syntax.ConfigExpr:
		if u, ok := t.(eval.OneOf); ok {
			t = l.member(u, x.Entries)
		}
		switch t := t.(type) {
		case eval.SchemaType:
			l.entries(t.Schema, x.Entries)
		case eval.DictOf:
			l.values(t.Value, x.Entries)
		}
	}
}

// values checks the values of a dict.
func (l *literals) values(t eval.Type, entries []*syntax.ConfigEntry) {
	for _, en := range entries {
		switch {
		case en.If != nil:
			l.values(t, en.If.Entries)
			l.values(t, en.If.Else)
		case en.Key != nil:
			if _, rest := splitKey(en.Key); len(rest) > 0 {
				l.path(t, rest, en.Value)
			} else {
				l.check(t, en.Value)
			}
		}
	}
}

// entries checks the entries of a config for a schema.
func (l *literals) entries(s *eval.Schema, entries []*syntax.ConfigEntry) {
	for _, en := range entries {
		switch {
		case en.If != nil:
			l.entries(s, en.If.Entries)
			l.entries(s, en.If.Else)
		case en.Key != nil:
			first, rest := splitKey(en.Key)
			l.entry(s, append([]syntax.Expr{first}, rest...), en.Value)
		}
	}
}

// entry checks one entry, whose key consists of the given parts.
func (l *literals) entry(s *eval.Schema, key []syntax.Expr, value syntax.Expr) {
	name := l.keyName(key[0])
	if name == "" {
		return
	}
	layout := s.Layout()
	if _, ok := layout.Names[name]; !ok {
		if s.Index == nil {
			l.unknown(s, name, key[0])
		}
		return
	}
	a := layout.Attr(name)
	if a == nil || a.Type == nil {
		return
	}
	if len(key) > 1 {
		l.path(a.Type, key[1:], value)
		return
	}
	if v := l.value(value, !namesSchema(a.Type)); v != nil && !eval.Accepts(a.Type, v) && !becomesFloat(v, a.Type) {
		l.wrongType(a, key[0], v)
		return
	}
	l.check(a.Type, value)
}

// path checks a value at the end of a path into a value of type t.
func (l *literals) path(t eval.Type, key []syntax.Expr, value syntax.Expr) {
	if u, ok := t.(eval.OneOf); ok {
		t = l.memberAt(u, key, value)
	}
	switch t := t.(type) {
	case eval.SchemaType:
		l.entry(t.Schema, key, value)
	case eval.DictOf:
		if len(key) > 1 {
			l.path(t.Value, key[1:], value)
		} else {
			l.check(t.Value, value)
		}
	}
}

// becomesFloat reports whether v is an integer where a float may stand. The
// reference implementation accepts any until the program runs.
func becomesFloat(v eval.Value, t eval.Type) bool {
	if _, ok := v.(eval.Int); !ok {
		return false
	}
	switch t := t.(type) {
	case eval.Literal:
		_, ok := t.Value.(eval.Float)
		return ok
	case eval.OneOf:
		return slices.ContainsFunc(t, func(m eval.Type) bool { return becomesFloat(v, m) })
	}
	return t == eval.FloatType
}

// keyName is the attribute that a part of a key names; "" where a run must
// tell, or where it names an element.
func (l *literals) keyName(key syntax.Expr) string {
	switch k := key.(type) {
	case *syntax.NameExpr:
		if !slices.Contains(l.vars, k.Name) && !l.e.isLoopVar(k.Name) {
			return k.Name
		}
	case *syntax.StringLit:
		return k.Value
	}
	return ""
}

// namesSchema reports whether a type is a schema or has one in it: then a
// config may become an instance.
func namesSchema(t eval.Type) bool {
	switch t := t.(type) {
	case eval.SchemaType:
		return true
	case eval.ListOf:
		return namesSchema(t.Elem)
	case eval.DictOf:
		return namesSchema(t.Value)
	case eval.OneOf:
		return slices.ContainsFunc(t, namesSchema)
	}
	return false
}

// value is the value of a literal; nil for what is none, or has parts that
// are none. Configs are literals where they are to be dicts.
func (l *literals) value(x syntax.Expr, dicts bool) eval.Value {
	switch x := x.(type) {
	case *syntax.NumberLit:
		return numberValue(x)
	case *syntax.StringLit:
		return eval.Str(x.Value)
	case *syntax.ConstLit:
		return constValue(x.Tok)
	case *syntax.ListExpr:
		out := make([]eval.Value, 0, len(x.Elems))
		for _, elem := range x.Elems {
			v := l.value(elem, dicts)
			if v == nil {
				return nil
			}
			out = append(out, v)
		}
		return eval.NewList(out...)
	case *syntax.ConfigExpr:
		if d := l.dict(x); dicts && d != nil {
			return d
		}
	}
	return nil
}

// dict is the value of a config of literals; nil where it is none.
func (l *literals) dict(x *syntax.ConfigExpr) *eval.Dict {
	d := eval.NewDict(len(x.Entries))
	for _, en := range x.Entries {
		if en.If != nil || en.Key == nil {
			return nil
		}
		name, v := l.keyName(en.Key), l.value(en.Value, true)
		if name == "" || v == nil {
			return nil
		}
		d.Set(name, v)
	}
	return d
}

func (l *literals) unknown(s *eval.Schema, name string, at syntax.Node) {
	text := "Cannot add member '" + name + "' to schema '" + s.Name + "'"
	var names []string
	for _, a := range s.Layout().Attrs {
		names = append(names, a.Name)
	}
	if like := suggest.Name(name, names); like != "" {
		text += ", did you mean '[\"" + like + "\"]'?"
	}
	l.e.f.errorf(at, diag.CompileError, text)
}

// wrongType reports that the literal v cannot be the value of an attribute.
func (l *literals) wrongType(a *eval.Attr, at syntax.Node, v eval.Value) {
	f := l.e.f
	want, got := typeText(a.Type), literalText(v)
	d := &diag.Diagnostic{Kind: diag.TypeError, Messages: []diag.Message{f.message(at, "expected "+want+", got "+got)}}
	declared := diag.Message{Text: "variable is defined here, its type is " + want + ", but got " + got}
	declared.File, declared.Line, declared.Col, declared.Source = f.pkg.c.out.Files[a.Pos.File].Describe(a.Pos.Off)
	d.Messages = append(d.Messages, declared)
	f.pkg.c.diags = append(f.pkg.c.diags, d)
}
