package compile

// This file compiles lambdas and the statements of their bodies, which run
// in order.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

func (e *env) lambda(x *syntax.LambdaExpr) eval.Expr {
	in := &fn{outer: e.fn, body: e.fn.body, lambda: true}
	le := &env{f: e.f, fn: in, scope: &scope{outer: e.scope, fn: in}}
	l := &eval.Lambda{Pos: e.f.pos(x), Params: le.params(x.Params), Builtin: e.f.pkg.src.Builtin}
	le.declareLocals(x.Body)
	for _, s := range x.Body {
		l.Body = append(l.Body, le.lambdaStmt(s))
	}
	if x.Result != nil {
		l.Result = e.f.typ(x.Result)
	}
	l.Slots, l.Captures = in.slots, in.caps
	return func(fr *eval.Frame) eval.Value { return eval.NewLambda(fr, l) }
}

// params compiles parameters: the first slots of the frame.
func (e *env) params(ps *syntax.Params) []eval.Param {
	if ps == nil {
		return nil
	}
	for _, p := range ps.List {
		e.local(p.Name.Text, param)
	}
	out := make([]eval.Param, len(ps.List))
	for i, p := range ps.List {
		out[i].Name = p.Name.Text
		if p.Default != nil {
			out[i].Default = e.expr(p.Default)
		}
		if p.Type != nil {
			out[i].Type = e.f.typ(p.Type)
		}
	}
	return out
}

// declareLocals declares the variables that statements assign.
func (e *env) declareLocals(body []syntax.Stmt) {
	for _, s := range body {
		switch s := s.(type) {
		case *syntax.AssignStmt:
			for _, t := range s.Targets {
				e.declareLocal(t)
			}
		case *syntax.AugAssignStmt:
			e.declareLocal(s.Target)
		case *syntax.UnifyStmt:
			e.declareLocal(&syntax.Target{Name: s.Target})
		case *syntax.IfStmt:
			e.declareLocals(s.Body)
			e.declareLocals(s.Else)
		}
	}
}

func (e *env) declareLocal(t *syntax.Target) {
	if _, ok := e.scope.vars[t.Name.Text]; !ok {
		e.local(t.Name.Text, variable)
	}
}

func (e *env) lambdaStmt(s syntax.Stmt) eval.Stmt {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		value := e.typed(e.expr(s.Value), s.Type, s.Value)
		stores := make([]func(*eval.Frame, eval.Value), len(s.Targets))
		for i, t := range s.Targets {
			stores[i] = e.store(t)
		}
		return func(fr *eval.Frame) eval.Value {
			v := value(fr)
			for _, store := range stores {
				store(fr, v)
			}
			return v
		}
	case *syntax.AugAssignStmt:
		value := e.augmented(s)
		store := e.store(s.Target)
		return func(fr *eval.Frame) eval.Value {
			v := value(fr)
			store(fr, v)
			return v
		}
	case *syntax.UnifyStmt:
		value := e.unified(s)
		store := e.store(&syntax.Target{Name: s.Target})
		return func(fr *eval.Frame) eval.Value {
			v := value(fr)
			store(fr, v)
			return v
		}
	case *syntax.IfStmt:
		return e.lambdaIf(s)
	case *syntax.AssertStmt:
		return e.assert(s)
	case *syntax.ExprStmt:
		return eval.Stmt(e.expr(s.X))
	}
	return func(*eval.Frame) eval.Value { return eval.Undefined }
}

func (e *env) lambdaIf(s *syntax.IfStmt) eval.Stmt {
	cond := e.expr(s.Cond)
	then := e.block(s.Body)
	other := e.block(s.Else)
	return func(fr *eval.Frame) eval.Value {
		if eval.Truthy(cond(fr)) {
			then(fr)
		} else {
			other(fr)
		}
		return eval.Undefined
	}
}

func (e *env) block(body []syntax.Stmt) eval.Stmt {
	stmts := make([]eval.Stmt, len(body))
	for i, s := range body {
		stmts[i] = e.lambdaStmt(s)
	}
	return func(fr *eval.Frame) eval.Value {
		for _, s := range stmts {
			s(fr)
		}
		return eval.Undefined
	}
}

// store compiles giving a local variable, or a part of it, a value.
func (e *env) store(t *syntax.Target) func(*eval.Frame, eval.Value) {
	slot := e.scopeVar(t.Name.Text).slot
	if len(t.Path) == 0 {
		return func(fr *eval.Frame, v eval.Value) {
			fr.Slots[slot] = v
			eval.Bind(fr, slot, v)
		}
	}
	part := e.part(t, e.name(t.Name.Text, t.Name))
	return func(fr *eval.Frame, v eval.Value) { fr.Slots[slot] = part(fr, v) }
}

// scopeVar is the variable of the lambda that e is in.
func (e *env) scopeVar(name string) *local {
	for s := e.scope; ; s = s.outer {
		if l, ok := s.vars[name]; ok && l.fn == e.fn {
			return l
		}
	}
}
