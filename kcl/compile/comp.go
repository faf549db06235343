package compile

// This file compiles comprehensions and quantifiers.

import (
	"fmt"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// listComp compiles `[elem for ...]`.
func (e *env) listComp(x *syntax.ListComp) eval.Expr {
	in := e.enter()
	loop := in.clauses(x.Clauses)
	add := in.elem(x.Elem)
	return func(fr *eval.Frame) eval.Value {
		var out []eval.Value
		loop(fr, func() bool {
			out = add(fr, out)
			fr.Run.Grow(16)
			return true
		})
		return eval.NewList(out...)
	}
}

// dictComp compiles `{key: value for ...}`.
func (e *env) dictComp(x *syntax.DictComp) eval.Expr {
	in := e.enter()
	loop := in.clauses(x.Clauses)
	if x.Entry.If != nil {
		e.f.errorf(x.Entry, diag.CompileError, "dict unpacking cannot be used in dict comprehension")
		return constant(eval.Undefined)
	}
	if x.Entry.Key == nil {
		value := in.expr(x.Entry.Value)
		put := in.unpack(x.Entry, value)
		return func(fr *eval.Frame) eval.Value {
			d := eval.NewDict(0)
			loop(fr, func() bool { put(fr, d); return true })
			return d
		}
	}
	value, key := in.expr(x.Entry.Value), in.expr(x.Entry.Key)
	op := entryOp(x.Entry.Op)
	pos := e.f.pos(x.Entry)
	return func(fr *eval.Frame) eval.Value {
		d := eval.NewDict(0)
		loop(fr, func() bool {
			v := value(fr)
			k := fr.Run.Text(key(fr))
			fr.Run.At(pos)
			fr.Run.Grow(40)
			eval.AddEntry(fr.Run, d, eval.Entry{Key: k, Value: v, Op: op, Index: eval.NoIndex})
			return true
		})
		return d
	}
}

// A loop runs body for each assignment to its variables until body returns
// false; then it returns false itself.
type loop func(fr *eval.Frame, body func() bool) bool

// clauses compiles `for ... for ...`, from the outermost inwards.
func (e *env) clauses(cs []*syntax.CompClause) loop {
	loops := make([]loop, len(cs))
	for i, c := range cs {
		loops[i] = e.clause(c.Vars, c.Iter, c.Ifs)
	}
	all := loops[len(loops)-1]
	for i := len(loops) - 2; i >= 0; i-- {
		outer, inner := loops[i], all
		all = func(fr *eval.Frame, body func() bool) bool {
			return outer(fr, func() bool { return inner(fr, body) })
		}
	}
	return all
}

// clause compiles `for vars in iter if conds`.
func (e *env) clause(vars []*syntax.Name, iter syntax.Expr, conds []syntax.Expr) loop {
	host := e.expr(iter)
	pos := e.f.pos(iter)
	if len(vars) > 2 {
		e.f.errorf(vars[2], diag.CompileError, fmt.Sprintf("the number of loop variables is %d, which can only be 1 or 2", len(vars)))
		vars = vars[:2]
	}
	var slots []int
	for _, v := range vars {
		slots = append(slots, e.local(v.Text, loopVar).slot)
	}
	ifs := e.exprs(conds)
	return func(fr *eval.Frame, body func() bool) bool {
		h := host(fr)
		fr.Run.At(pos)
		return eval.Iterate(fr.Run, h, func(item, key, value eval.Value) bool {
			if len(slots) == 1 {
				fr.Slots[slots[0]] = item
			} else {
				fr.Slots[slots[0]], fr.Slots[slots[1]] = key, value
			}
			for _, c := range ifs {
				if !eval.Truthy(c(fr)) {
					return true
				}
			}
			return body()
		})
	}
}

// quantifier compiles `all|any|map|filter vars in iter {body if cond}`.
func (e *env) quantifier(x *syntax.QuantExpr) eval.Expr {
	in := e.enter()
	var conds []syntax.Expr
	if x.Cond != nil {
		conds = []syntax.Expr{x.Cond}
	}
	switch x.Op {
	case syntax.FILTER:
		return in.filter(x, conds)
	case syntax.MAP:
		loop := in.clause(x.Vars, x.Iter, conds)
		body := in.expr(x.Body)
		return func(fr *eval.Frame) eval.Value {
			var out []eval.Value
			loop(fr, func() bool { out = append(out, body(fr)); return true })
			return eval.NewList(out...)
		}
	}
	loop := in.clause(x.Vars, x.Iter, conds)
	body := in.expr(x.Body)
	all := x.Op == syntax.ALL
	return func(fr *eval.Frame) eval.Value {
		ended := !loop(fr, func() bool { return eval.Truthy(body(fr)) == all })
		return eval.Bool(ended != all)
	}
}

// filter compiles a filter: the list or dict without the elements for which
// body does not hold; those for which cond does not hold stay.
func (e *env) filter(x *syntax.QuantExpr, conds []syntax.Expr) eval.Expr {
	host := e.expr(x.Iter)
	pos := e.f.pos(x.Iter)
	var slots []int
	for _, v := range x.Vars {
		slots = append(slots, e.local(v.Text, loopVar).slot)
	}
	ifs := e.exprs(conds)
	body := e.expr(x.Body)
	keep := func(fr *eval.Frame, item, key, value eval.Value) bool {
		if len(slots) == 1 {
			fr.Slots[slots[0]] = item
		} else {
			fr.Slots[slots[0]], fr.Slots[slots[1]] = key, value
		}
		for _, c := range ifs {
			if !eval.Truthy(c(fr)) {
				return true
			}
		}
		return eval.Truthy(body(fr))
	}
	return func(fr *eval.Frame) eval.Value {
		h := host(fr)
		fr.Run.At(pos)
		return eval.Filter(fr.Run, h, func(item, key, value eval.Value) bool { return keep(fr, item, key, value) })
	}
}
