package compile

// This file compiles the statements of a package, and what assignments have
// in common wherever they stand.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// An assignment is what a statement makes of one name.
type assignment struct {
	name string
	node syntax.Node
	eval eval.Expr
}

// assignments compiles a statement that assigns.
func (e *env) assignments(s syntax.Stmt) []assignment {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		var out []assignment
		for _, t := range s.Targets {
			value := e.typed(e.expr(s.Value), s.Type, s.Value)
			out = append(out, assignment{t.Name.Text, t.Name, e.assigned(t, value)})
		}
		return out
	case *syntax.AugAssignStmt:
		t := s.Target
		return []assignment{{t.Name.Text, t.Name, e.assigned(t, e.augmented(s))}}
	case *syntax.UnifyStmt:
		return []assignment{{s.Target.Text, s.Target, e.unified(s)}}
	}
	return nil
}

// assigned compiles what the name of a target becomes when the target gets
// a value.
func (e *env) assigned(t *syntax.Target, value eval.Expr) eval.Expr {
	if len(t.Path) == 0 {
		return value
	}
	part := e.part(t, e.prior(t.Name))
	return func(fr *eval.Frame) eval.Value { return part(fr, value(fr)) }
}

// part compiles what the value that a target's name has becomes when the
// part that the target's path leads to gets a value.
func (e *env) part(t *syntax.Target, read eval.Expr) func(*eval.Frame, eval.Value) eval.Value {
	keys := make([]eval.Expr, len(t.Path))
	for i, s := range t.Path {
		keys[i] = e.stepKey(s)
	}
	pos := e.f.pos(t)
	return func(fr *eval.Frame, v eval.Value) eval.Value {
		root := read(fr)
		path := eval.EvalAll(fr, keys)
		fr.Run.At(pos)
		return setPath(fr.Run, root, t.Path, path, v)
	}
}

// setPath is root with v at the end of a path, whose keys are given too.
func setPath(r *eval.Run, root eval.Value, path []syntax.Step, keys []eval.Value, v eval.Value) eval.Value {
	if len(path) > 1 {
		v = setPath(r, stepInto(r, root, path[0], keys[0]), path[1:], keys[1:], v)
	}
	return eval.Set(r, root, keys[0], v)
}

// stepKey compiles the key of one step of a target's path.
func (e *env) stepKey(s syntax.Step) eval.Expr {
	if s.Member != nil {
		return constant(eval.Str(s.Member.Text))
	}
	return e.expr(s.Index)
}

// stepInto is what a step leads to.
func stepInto(r *eval.Run, v eval.Value, s syntax.Step, key eval.Value) eval.Value {
	if s.Member != nil {
		return member(v, s.Member.Text)
	}
	return r.Index(v, key)
}

// typed compiles the check of a value against an annotation.
func (e *env) typed(x eval.Expr, t syntax.Type, n syntax.Expr) eval.Expr {
	if t == nil {
		return x
	}
	typ := e.f.typ(t)
	e.claim(typ, n)
	pos := e.f.pos(n)
	return func(fr *eval.Frame) eval.Value {
		fr.Run.At(pos)
		return eval.Pack(fr.Run, x(fr), typ, false)
	}
}

// augmented compiles the new value of the target of `t op= x`.
func (e *env) augmented(s *syntax.AugAssignStmt) eval.Expr {
	old := e.prior(s.Target.Name)
	pos := e.f.pos(s)
	for _, st := range s.Target.Path {
		old = e.step(old, st, pos)
	}
	return e.operate(s.Op, pos, old, e.expr(s.Value))
}

// step compiles reading one step of a target's path.
func (e *env) step(x eval.Expr, st syntax.Step, pos eval.Pos) eval.Expr {
	key := e.stepKey(st)
	return func(fr *eval.Frame) eval.Value {
		v, k := x(fr), key(fr)
		fr.Run.At(pos)
		return stepInto(fr.Run, v, st, k)
	}
}

// unified compiles `name: S {...}`: what the name has, joined with the
// instance.
func (e *env) unified(s *syntax.UnifyStmt) eval.Expr {
	value := e.expr(s.Value)
	old := e.prior(s.Target)
	pos := e.f.pos(s)
	return func(fr *eval.Frame) eval.Value {
		v := value(fr)
		prev := old(fr)
		fr.Run.At(pos)
		return eval.Union(fr.Run, prev, v)
	}
}

// prior compiles reading what a name had before the statement that sets it.
func (e *env) prior(n *syntax.Name) eval.Expr {
	p := e.f.pkg
	if i, ok := p.out.Names[n.Text]; ok && e.fn == p.top {
		return eval.PriorGlobal(p.out.Index, i)
	}
	return e.name(n.Text, n)
}

func (e *env) assert(s *syntax.AssertStmt) eval.Stmt {
	a := &eval.Assertion{Pos: e.f.pos(s), Test: e.expr(s.Cond)}
	if s.Guard != nil {
		a.Guard = e.expr(s.Guard)
	}
	if s.Msg != nil {
		a.Msg = e.expr(s.Msg)
	}
	return a.Run
}

// globalStmt compiles a statement of the package under the conditions of
// the `if` statements around it, and appends what it does in its turn.
func (e *env) globalStmt(out []eval.Stmt, s syntax.Stmt, guards []eval.Guard) []eval.Stmt {
	p := e.f.pkg
	switch s := s.(type) {
	case *syntax.AssignStmt, *syntax.AugAssignStmt, *syntax.UnifyStmt:
		for _, a := range e.assignments(s) {
			i := p.out.Names[a.name]
			def := p.out.Defs[i]
			def.Setters = append(def.Setters, eval.Setter{Pos: e.f.pos(a.node), Guards: guards, Eval: a.eval})
			out = append(out, eval.WalkGlobal(p.out.Index, i, int32(len(def.Setters)-1)))
		}
	case *syntax.IfStmt:
		cond := e.expr(s.Cond)
		then := e.globalStmts(s.Body, with(guards, eval.Guard{Cond: cond, Want: true}))
		other := e.globalStmts(s.Else, with(guards, eval.Guard{Cond: cond}))
		out = append(out, branch(cond, then, other))
	case *syntax.AssertStmt:
		out = append(out, e.assert(s))
	case *syntax.ExprStmt:
		out = append(out, e.emit(s))
	case *syntax.SchemaStmt:
		p.schemas[s.Name.Text].compile()
	case *syntax.RuleStmt:
		p.rules[s.Name.Text].compile()
	case *syntax.TypeAliasStmt:
		e.f.typ(s.Type)
	case *syntax.AttrStmt:
		e.f.errorf(s, diag.CompileError, "an attribute declaration must stand in a schema")
	}
	return out
}

func (e *env) globalStmts(body []syntax.Stmt, guards []eval.Guard) []eval.Stmt {
	var out []eval.Stmt
	for _, s := range body {
		out = e.globalStmt(out, s, guards)
	}
	return out
}

// with is guards and one more, in a list of its own.
func with(guards []eval.Guard, g eval.Guard) []eval.Guard {
	return append(guards[:len(guards):len(guards)], g)
}

// branch compiles what an `if` statement does in its turn.
func branch(cond eval.Expr, then, other []eval.Stmt) eval.Stmt {
	return func(fr *eval.Frame) eval.Value {
		body := other
		if eval.Truthy(cond(fr)) {
			body = then
		}
		for _, s := range body {
			s(fr)
		}
		return eval.Undefined
	}
}

// emit compiles a top-level expression: its value is part of the output,
// unless it is a call.
func (e *env) emit(s *syntax.ExprStmt) eval.Stmt {
	x := e.expr(s.X)
	if _, ok := s.X.(*syntax.CallExpr); ok {
		return eval.Stmt(x)
	}
	_, instance := s.X.(*syntax.SchemaExpr)
	pos := e.f.pos(s)
	return func(fr *eval.Frame) eval.Value {
		v := x(fr)
		fr.Run.Emit(v, instance, pos)
		return v
	}
}
