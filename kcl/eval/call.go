package eval

// This file calls what a call expression calls.

// CallValue calls v with arguments that are evaluated already.
func (r *Run) CallValue(v Value, args []Value, kw []NamedArg) Value {
	switch v := v.(type) {
	case *Func:
		return r.Call(v, args, kw)
	case *Schema:
		return r.NewInstance(v, NewDict(0), args, kw, NoPos)
	case *Rule:
		return r.CallRule(v, NewDict(0), args, kw, NoPos)
	}
	Fail("'%s' object is not callable", OperandType(v))
	return nil
}

// CallExpr compiles a call of what fn computes.
func CallExpr(pos Pos, fn Expr, args []Expr, kw []NamedExpr) Expr {
	return func(fr *Frame) Value {
		v := fn(fr)
		if f, ok := v.(*Func); ok && f.lambda != nil && len(kw) == 0 && len(args) == len(f.lambda.Params) {
			return f.callWith(fr, pos, args)
		}
		a := EvalAll(fr, args)
		k := EvalNamed(fr, kw)
		fr.Run.pos = pos
		return fr.Run.CallValue(v, a, k)
	}
}

// callWith calls a lambda, its arguments evaluated straight into its frame.
func (f *Func) callWith(fr *Frame, pos Pos, args []Expr) Value {
	l := f.lambda
	r := fr.Run
	in := r.frameOf(f)
	for i, a := range args {
		v := a(fr)
		if t := l.Params[i].Type; t != nil {
			r.pos = pos
			v = Pack(r, v, t, false)
		}
		in.Slots[i] = v
	}
	r.pos = pos
	v := l.run(in)
	r.release(in)
	return v
}

// EvalAll evaluates expressions in order.
func EvalAll(fr *Frame, exprs []Expr) []Value {
	if len(exprs) == 0 {
		return nil
	}
	out := make([]Value, len(exprs))
	for i, e := range exprs {
		out[i] = e(fr)
	}
	return out
}

// EvalNamed evaluates named arguments in order.
func EvalNamed(fr *Frame, exprs []NamedExpr) []NamedArg {
	if len(exprs) == 0 {
		return nil
	}
	out := make([]NamedArg, len(exprs))
	for i, e := range exprs {
		out[i] = NamedArg{e.Name, e.Expr(fr)}
	}
	return out
}

// MakeInstance compiles a schema expression: typ computes the schema, the
// rule, or the instance that config is applied to.
func MakeInstance(pos Pos, typ, config Expr, args []Expr, kw []NamedExpr) Expr {
	return func(fr *Frame) Value {
		r := fr.Run
		r.schemaExprs++
		c := config(fr)
		t := typ(fr)
		a := EvalAll(fr, args)
		k := EvalNamed(fr, kw)
		r.pos = pos
		v := r.apply(t, c.(*Dict), a, k, pos)
		r.pos = pos
		r.schemaExprs--
		return v
	}
}

func (r *Run) apply(t Value, config *Dict, args []Value, kw []NamedArg, pos Pos) Value {
	switch t := t.(type) {
	case *Schema:
		return r.NewInstance(t, config, args, kw, pos)
	case *Rule:
		return r.CallRule(t, config, args, kw, pos)
	}
	return Union(r, t, config)
}
