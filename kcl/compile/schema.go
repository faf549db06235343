package compile

// This file compiles schemas and rules.

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A schema is a schema, mixin or protocol while it is compiled.
type schema struct {
	f     *file
	ast   *syntax.SchemaStmt
	out   *eval.Schema
	names *names
	at    map[string]int32 // its own variables by name, as index in out.Vars
}

// A rule is a rule while it is compiled.
type rule struct {
	f   *file
	ast *syntax.RuleStmt
	out *eval.Rule
}

// link finds the base and the mixins.
func (s *schema) link() {
	if b := s.ast.Base; b != nil {
		if base := s.f.schemaNamed(b); base == nil {
			s.f.noSuchType(b)
		} else if base.derivesFrom(s) {
			s.f.errorf(s.ast, diag.CompileError, "There is a circular reference between schemas "+s.out.Name+", "+base.out.Name)
		} else {
			s.out.Base = base.out
		}
	}
	for _, m := range s.ast.Mixins {
		if mixin := s.f.schemaNamed(m); mixin == nil {
			s.f.noSuchType(m)
		} else if mixin != s {
			s.out.Mixins = append(s.out.Mixins, mixin.out)
		}
	}
}

// derivesFrom reports whether t is s or among its bases, as far as they are
// linked.
func (s *schema) derivesFrom(t *schema) bool {
	for b := s.out; b != nil; b = b.Base {
		if b == t.out {
			return true
		}
	}
	return false
}

func (f *file) noSuchType(n *syntax.DottedName) {
	var names []string
	for _, p := range n.Names {
		names = append(names, p.Text)
	}
	if im, ok := f.imported(names[0]); ok && im.Package != nil && len(names) > 1 {
		last := names[len(names)-1]
		hint := f.pkg.c.pkgs[im.Package].suggest(last)
		f.errorf(n, diag.TypeError, "attribute '"+last+"' not found in 'module '"+im.Path+"''"+hint)
		return
	}
	f.errorf(n, diag.CompileError, "name '"+strings.Join(names, ".")+"' is not defined"+f.pkg.suggest(names[0]))
}

// compile compiles the body, the checks and the decorators.
func (s *schema) compile() {
	s.names = newNames()
	s.at = map[string]int32{}
	in := &fn{body: s.names}
	e := &env{f: s.f, fn: in, scope: &scope{fn: in}}
	s.out.Params = e.params(s.ast.Params)
	s.declareVars(s.ast.Body)
	s.out.Body = s.stmts(e, s.ast.Body, nil)
	if ix := s.ast.Index; ix != nil {
		s.out.Index = s.index(e, ix)
	}
	for _, c := range s.ast.Checks {
		s.out.Checks = append(s.out.Checks, e.check(c))
	}
	if ix := s.ast.Index; ix != nil && ix.KeyName != nil {
		delete(e.scope.vars, ix.KeyName.Text)
	}
	s.out.Decorators = e.decorators(s.ast.Decorators)
	s.out.Slots, s.out.Free = in.slots, s.names.free
}

// declareVars gives the variables of the body their numbers, in order.
func (s *schema) declareVars(body []syntax.Stmt) {
	add := func(name string) {
		if _, ok := s.at[name]; !ok {
			s.at[name] = int32(len(s.out.Vars))
			s.out.Vars = append(s.out.Vars, &eval.VarDef{Name: name})
		}
	}
	for _, st := range body {
		switch st := st.(type) {
		case *syntax.AttrStmt:
			add(st.Name.Text)
		case *syntax.AssignStmt:
			for _, t := range st.Targets {
				add(t.Name.Text)
			}
		case *syntax.AugAssignStmt:
			add(st.Target.Name.Text)
		case *syntax.UnifyStmt:
			add(st.Target.Text)
		case *syntax.IfStmt:
			s.declareVars(st.Body)
			s.declareVars(st.Else)
		}
	}
}

// set adds a setter of a variable.
func (s *schema) set(name string, setter eval.Setter) eval.BodyStmt {
	i := s.at[name]
	v := s.out.Vars[i]
	v.Setters = append(v.Setters, setter)
	return eval.BodyStmt{Var: i, Setter: int32(len(v.Setters) - 1)}
}

func (s *schema) stmts(e *env, body []syntax.Stmt, guards []eval.Guard) []eval.BodyStmt {
	var out []eval.BodyStmt
	for _, st := range body {
		switch st := st.(type) {
		case *syntax.AttrStmt:
			out = append(out, s.attr(e, st))
		case *syntax.AssignStmt, *syntax.AugAssignStmt, *syntax.UnifyStmt:
			for _, a := range e.assignments(st) {
				out = append(out, s.set(a.name, eval.Setter{Pos: e.f.pos(a.node), Guards: guards, Eval: a.eval}))
			}
		case *syntax.IfStmt:
			out = append(out, s.ifStmt(e, st, guards)...)
		case *syntax.AssertStmt:
			out = append(out, eval.BodyStmt{Do: guarded(guards, e.assert(st))})
		case *syntax.ExprStmt:
			out = append(out, eval.BodyStmt{Do: guarded(guards, eval.Stmt(e.expr(st.X)))})
		}
	}
	return out
}

// ifStmt compiles an `if` statement: each statement in it has the condition
// for a guard.
func (s *schema) ifStmt(e *env, st *syntax.IfStmt, guards []eval.Guard) []eval.BodyStmt {
	cond := e.expr(st.Cond)
	out := s.stmts(e, st.Body, with(guards, eval.Guard{Cond: cond, Want: true}))
	return append(out, s.stmts(e, st.Else, with(guards, eval.Guard{Cond: cond}))...)
}

// guarded compiles a statement that is done where all guards hold.
func guarded(guards []eval.Guard, do eval.Stmt) eval.Stmt {
	if len(guards) == 0 {
		return do
	}
	return func(fr *eval.Frame) eval.Value {
		for _, g := range guards {
			if eval.Truthy(g.Cond(fr)) != g.Want {
				return eval.Undefined
			}
		}
		return do(fr)
	}
}

// attr compiles the declaration of an attribute.
func (s *schema) attr(e *env, st *syntax.AttrStmt) eval.BodyStmt {
	a := &eval.Attr{
		Name: st.Name.Text, Pos: e.f.pos(st.Name), Type: e.f.typ(st.Type),
		Optional: st.Optional, Union: st.Value != nil && st.Op == syntax.PIPE,
		Decorators: e.decorators(st.Decorators),
	}
	setter := eval.Setter{Pos: a.Pos, Attr: a}
	if st.Value != nil {
		e.claim(a.Type, st.Value)
		setter.Eval = e.expr(st.Value)
	} else if lit, ok := st.Type.(*syntax.LiteralType); ok && !st.Optional {
		// A required attribute of one literal type has this value.
		setter.Eval = e.expr(lit.Lit)
	}
	a.HasDefault = setter.Eval != nil
	s.out.Attrs = append(s.out.Attrs, a)
	return s.set(a.Name, setter)
}

func (s *schema) index(e *env, ix *syntax.IndexSignature) *eval.IndexSignature {
	out := &eval.IndexSignature{KeySlot: -1, AnyOther: ix.AnyOther, KeyType: e.f.typ(ix.KeyType), Type: e.f.typ(ix.ValueType)}
	if ix.KeyName != nil {
		out.KeySlot = e.local(ix.KeyName.Text, variable).slot
	}
	if ix.Default != nil {
		out.Default = e.expr(ix.Default)
	}
	return out
}

func (e *env) check(c *syntax.CheckExpr) eval.Check {
	out := eval.Check{Pos: e.f.pos(c.Test), Test: e.expr(c.Test)}
	if c.Guard != nil {
		out.Guard = e.expr(c.Guard)
	}
	if c.Msg != nil {
		out.Msg = e.expr(c.Msg)
		if f := e.f.Module.File; f.LineOf(c.Msg.Range().Pos) != f.LineOf(c.Test.Range().Pos) {
			out.Pos = e.f.pos(c.Msg)
		}
	}
	return out
}

func (e *env) decorators(ds []*syntax.Decorator) []eval.Decorator {
	var out []eval.Decorator
	for _, d := range ds {
		out = append(out, eval.Decorator{
			Pos:  e.f.pos(d),
			Name: d.Name.Names[len(d.Name.Names)-1].Text,
			Args: e.exprs(d.Args),
			Kw:   e.named(d.Kw),
		})
	}
	return out
}

// link finds the bases and the protocol of a rule.
func (r *rule) link() {
	for _, b := range r.ast.Bases {
		if _, base, _ := r.f.lookup(b); base != nil && base != r {
			r.out.Bases = append(r.out.Bases, base.out)
		} else {
			r.f.noSuchType(b)
		}
	}
	if h := r.ast.Host; h != nil {
		if host := r.f.schemaNamed(h); host != nil {
			r.out.Host = host.out
		} else {
			r.f.noSuchType(h)
		}
	}
}

// compile compiles the checks of a rule.
func (r *rule) compile() {
	in := &fn{body: newNames()}
	e := &env{f: r.f, fn: in, scope: &scope{fn: in}}
	r.out.Params = e.params(r.ast.Params)
	for _, c := range r.ast.Checks {
		r.out.Checks = append(r.out.Checks, e.check(c))
	}
	r.out.Slots, r.out.Free = in.slots, in.body.free
}

// checkNames reports the names that schema bodies read and that mean
// nothing: no attribute, no global, no builtin. A mixin may read what the
// schemas have that use it.
func (p *pkg) checkNames() {
	for _, f := range p.files {
		for _, st := range f.body {
			st, ok := st.(*syntax.SchemaStmt)
			if !ok || st.Kind == syntax.KindMixin {
				continue
			}
			s := p.schemas[st.Name.Text]
			if s.ast != st || s.names == nil || len(s.names.unknown) == 0 {
				continue
			}
			l := s.out.Layout()
			for _, name := range s.names.free {
				n := s.names.unknown[name]
				if _, ok := l.Names[name]; !ok && n != nil {
					f.errorf(n, diag.CompileError, "name '"+name+"' is not defined"+p.suggest(name))
				}
			}
		}
	}
}
