package compile

// This file compiles configs and lists.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// A step puts something into the config that is being built.
type step func(fr *eval.Frame, d *eval.Dict)

// config compiles `{ entries }`. Each entry is seen by those after it as a
// local variable of its key's name.
func (e *env) config(x *syntax.ConfigExpr) eval.Expr {
	in := e.enter()
	steps, clear := in.entries(x.Entries, nil)
	n := len(x.Entries)
	pos := e.f.pos(x)
	return func(fr *eval.Frame) eval.Value {
		fr.Run.Step(int64(n))
		fr.Run.Grow(eval.DictSize(n))
		for _, slot := range clear {
			fr.Slots[slot] = nil
		}
		d := eval.NewDict(n).WithPos(pos)
		for _, s := range steps {
			s(fr, d)
		}
		return d
	}
}

// entries compiles entries in order, after which those of later may read
// what they define; clear lists the slots of the local variables that they
// make.
func (e *env) entries(entries, later []*syntax.ConfigEntry) (steps []step, clear []int) {
	for i, en := range entries {
		rest := slices.Concat(entries[i+1:], later)
		if en.If != nil {
			s, c := e.configIf(en.If, rest)
			steps, clear = append(steps, s), append(clear, c...)
			continue
		}
		value := e.expr(en.Value)
		if en.Key == nil {
			steps = append(steps, e.unpack(en, value))
			continue
		}
		s := e.entry(en, value)
		if name := e.keyName(en.Key); name != "" && readIn(name, rest) {
			slot := e.entryVar(name).slot
			clear = append(clear, slot)
			put := s
			s = func(fr *eval.Frame, d *eval.Dict) {
				put(fr, d)
				fr.Slots[slot], _ = d.Get(name)
			}
		}
		steps = append(steps, s)
	}
	return steps, clear
}

// entryVar is the local variable of an entry of the config that e is in.
func (e *env) entryVar(name string) *local {
	if l, ok := e.scope.vars[name]; ok {
		return l
	}
	return e.local(name, entry)
}

func (e *env) unpack(en *syntax.ConfigEntry, value eval.Expr) step {
	pos := e.f.pos(en)
	return func(fr *eval.Frame, d *eval.Dict) {
		v := value(fr)
		fr.Run.At(pos)
		eval.AddUnpacked(fr.Run, d, v)
	}
}

// entry compiles `key: value`, with any of the three operators.
func (e *env) entry(en *syntax.ConfigEntry, value eval.Expr) step {
	op := entryOp(en.Op)
	key, path := splitKey(en.Key)
	if len(path) > 0 {
		// a.b.c = v is {a: {b: {c = v}}}
		value = e.nested(path, op, value)
		op = eval.OpUnion
	}
	pos := e.f.pos(en)
	name, index, dynamic := e.key(key)
	return func(fr *eval.Frame, d *eval.Dict) {
		v := value(fr)
		k := name
		if dynamic != nil {
			k = fr.Run.Text(dynamic(fr))
		}
		fr.Run.At(pos)
		eval.AddEntry(fr.Run, d, eval.Entry{Key: k, Value: v, Op: op, Index: index})
	}
}

func entryOp(t syntax.Token) eval.Op {
	switch t {
	case syntax.ASSIGN:
		return eval.OpOverride
	case syntax.PLUS:
		return eval.OpInsert
	}
	return eval.OpUnion
}

// nested compiles the configs that the rest of a dotted key stands for.
func (e *env) nested(path []syntax.Expr, op eval.Op, value eval.Expr) eval.Expr {
	for i := len(path) - 1; i >= 0; i-- {
		name, index, dynamic := e.literalKey(path[i])
		inner, o := value, op
		value = func(fr *eval.Frame) eval.Value {
			d := eval.NewDict(1)
			k := name
			if dynamic != nil {
				k = fr.Run.Text(dynamic(fr))
			}
			v := inner(fr)
			eval.AddEntry(fr.Run, d, eval.Entry{Key: k, Value: v, Op: o, Index: index})
			return d
		}
		op = eval.OpUnion
	}
	return value
}

// splitKey splits a dotted key into its first part and the rest.
func splitKey(key syntax.Expr) (first syntax.Expr, rest []syntax.Expr) {
	switch k := key.(type) {
	case *syntax.SelectorExpr:
		first, rest = splitKey(k.X)
		return first, append(rest, &syntax.NameExpr{Span: k.Sel.Span, Name: k.Sel.Text})
	case *syntax.IndexExpr:
		// a.b[0] is {a: {b[0]: ...}}
		f, r := splitKey(k.X)
		if len(r) == 0 {
			return key, nil
		}
		last := r[len(r)-1]
		r[len(r)-1] = &syntax.IndexExpr{Span: k.Span, X: last, Index: k.Index}
		return f, r
	}
	return key, nil
}

// key compiles a key: its text and index, or an expression for it. A name
// means itself unless it is that of a loop variable.
func (e *env) key(key syntax.Expr) (name string, index int32, dynamic eval.Expr) {
	if n, ok := key.(*syntax.NameExpr); ok && e.isLoopVar(n.Name) {
		return "", eval.NoIndex, e.expr(n)
	}
	return e.literalKey(key)
}

func (e *env) literalKey(key syntax.Expr) (name string, index int32, dynamic eval.Expr) {
	switch k := key.(type) {
	case *syntax.NameExpr:
		return k.Name, eval.NoIndex, nil
	case *syntax.StringLit:
		return k.Value, eval.NoIndex, nil
	case *syntax.IndexExpr:
		if i, ok := literalInt(k.Index); ok {
			name, _, dynamic = e.literalKey(k.X)
			return name, i, dynamic
		}
	}
	return "", eval.NoIndex, e.expr(key)
}

func literalInt(x syntax.Expr) (int32, bool) {
	switch x := x.(type) {
	case *syntax.NumberLit:
		return int32(x.Int), !x.IsFloat && x.Suffix == ""
	case *syntax.UnaryExpr:
		i, ok := literalInt(x.X)
		return -i, ok && x.Op == syntax.MINUS
	}
	return 0, false
}

// keyName is the name under which later entries see an entry: "" where the
// key is the value of a loop variable, or computed.
func (e *env) keyName(key syntax.Expr) string {
	first, _ := splitKey(key)
	switch k := first.(type) {
	case *syntax.NameExpr:
		if !e.isLoopVar(k.Name) {
			return k.Name
		}
	case *syntax.StringLit:
		return k.Value
	case *syntax.IndexExpr:
		return e.keyName(k.X)
	}
	return ""
}

// readIn reports whether entries read the name, anywhere in them.
func readIn(name string, entries []*syntax.ConfigEntry) bool {
	return slices.ContainsFunc(entries, func(en *syntax.ConfigEntry) bool { return reads(name, en) })
}

func reads(name string, n syntax.Node) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.NameExpr); ok && x.Name == name {
			found = true
		}
		return !found
	})
	return found
}

// configIf compiles `if` entries: a config of its own that is unpacked.
func (e *env) configIf(c *syntax.ConfigIf, later []*syntax.ConfigEntry) (step, []int) {
	cond := e.expr(c.Cond)
	then, clear := e.entries(c.Entries, later)
	other, more := e.entries(c.Else, later)
	pos := e.f.pos(c)
	return func(fr *eval.Frame, d *eval.Dict) {
		steps := other
		if eval.Truthy(cond(fr)) {
			steps = then
		}
		if len(steps) == 0 {
			return
		}
		part := eval.NewDict(len(steps))
		for _, s := range steps {
			s(fr, part)
		}
		fr.Run.At(pos)
		eval.AddUnpacked(fr.Run, d, part)
	}, append(clear, more...)
}

// An adder appends something to the list that is being built.
type adder func(fr *eval.Frame, out []eval.Value) []eval.Value

func (e *env) list(x *syntax.ListExpr) eval.Expr {
	adders := e.elems(x.Elems)
	n := len(x.Elems)
	return func(fr *eval.Frame) eval.Value {
		fr.Run.Step(int64(n))
		fr.Run.Grow(eval.ListSize(n))
		out := make([]eval.Value, 0, n)
		for _, a := range adders {
			out = a(fr, out)
		}
		return eval.NewList(out...)
	}
}

func (e *env) elems(xs []syntax.Expr) []adder {
	out := make([]adder, len(xs))
	for i, x := range xs {
		out[i] = e.elem(x)
	}
	return out
}

func (e *env) elem(x syntax.Expr) adder {
	switch x := x.(type) {
	case *syntax.UnpackExpr:
		v := e.expr(x.X)
		pos := e.f.pos(x)
		return func(fr *eval.Frame, out []eval.Value) []eval.Value {
			a := v(fr)
			fr.Run.At(pos)
			return unpackList(fr.Run, out, a)
		}
	case *syntax.ListIf:
		cond := e.expr(x.Cond)
		then, other := e.elems(x.Elems), e.elems(x.Else)
		return func(fr *eval.Frame, out []eval.Value) []eval.Value {
			adders := other
			if eval.Truthy(cond(fr)) {
				adders = then
			}
			for _, a := range adders {
				out = a(fr, out)
			}
			return out
		}
	}
	v := e.expr(x)
	return func(fr *eval.Frame, out []eval.Value) []eval.Value { return append(out, v(fr)) }
}

// unpackList appends what `*v` adds to a list: elements, or keys.
func unpackList(r *eval.Run, out []eval.Value, v eval.Value) []eval.Value {
	switch v := v.(type) {
	case *eval.List:
		r.Step(int64(v.Len()))
		r.Grow(eval.ListSize(v.Len()))
		return append(out, v.Items()...)
	case *eval.Dict:
		for _, en := range v.Entries() {
			out = append(out, eval.Str(en.Key))
		}
		return out
	case *eval.Instance:
		return unpackList(r, out, v.Attrs)
	}
	if !eval.IsNothing(v) {
		eval.Fail("only list, dict and schema object can be used with unpack operators * and **, got %s", r.Text(v))
	}
	return out
}
