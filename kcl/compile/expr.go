package compile

// This file compiles expressions: literals, operators, selectors, calls.

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/str"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

func (e *env) expr(x syntax.Expr) eval.Expr {
	switch x := x.(type) {
	case *syntax.NameExpr:
		return e.name(x.Name, x)
	case *syntax.NumberLit:
		return constant(numberValue(x))
	case *syntax.StringLit:
		return constant(eval.Str(x.Value))
	case *syntax.ConstLit:
		return constant(constValue(x.Tok))
	case *syntax.JoinedString:
		return e.joined(x)
	case *syntax.ParenExpr:
		return e.expr(x.X)
	case *syntax.UnaryExpr:
		return e.unary(x)
	case *syntax.BinaryExpr:
		return e.binary(x)
	case *syntax.CompareExpr:
		return e.compare(x)
	case *syntax.CondExpr:
		return e.cond(x)
	case *syntax.AsExpr:
		return e.as(x)
	case *syntax.SelectorExpr:
		return e.selector(x)
	case *syntax.IndexExpr:
		return e.index(x)
	case *syntax.SliceExpr:
		return e.slice(x)
	case *syntax.CallExpr:
		return e.call(x)
	case *syntax.SchemaExpr:
		return e.schemaExpr(x)
	case *syntax.ListExpr:
		return e.list(x)
	case *syntax.ConfigExpr:
		return e.config(x)
	case *syntax.ListComp:
		return e.listComp(x)
	case *syntax.DictComp:
		return e.dictComp(x)
	case *syntax.QuantExpr:
		return e.quantifier(x)
	case *syntax.LambdaExpr:
		return e.lambda(x)
	}
	e.f.errorf(x, diag.InvalidSyntax, "an expression is expected here")
	return constant(eval.Undefined)
}

func (e *env) exprs(xs []syntax.Expr) []eval.Expr {
	out := make([]eval.Expr, len(xs))
	for i, x := range xs {
		out[i] = e.expr(x)
	}
	return out
}

func (e *env) named(kw []*syntax.Keyword) []eval.NamedExpr {
	out := make([]eval.NamedExpr, len(kw))
	for i, k := range kw {
		out[i] = eval.NamedExpr{Name: k.Name.Text, Expr: constant(eval.None)}
		if k.Value != nil {
			out[i].Expr = e.expr(k.Value)
		}
	}
	return out
}

func numberValue(x *syntax.NumberLit) eval.Value {
	switch {
	case x.IsFloat:
		return eval.Float(x.Float)
	case x.Suffix != "":
		return eval.NewUnit(x.Int, x.Suffix)
	}
	return eval.NewInt(x.Int)
}

func constValue(t syntax.Token) eval.Value {
	switch t {
	case syntax.TRUE:
		return eval.Bool(true)
	case syntax.FALSE:
		return eval.Bool(false)
	case syntax.NONE:
		return eval.None
	}
	return eval.Undefined
}

// joined compiles a string with interpolations.
func (e *env) joined(x *syntax.JoinedString) eval.Expr {
	parts := make([]func(*eval.Frame, *strings.Builder), len(x.Parts))
	for i, p := range x.Parts {
		parts[i] = e.joinedPart(p)
	}
	return func(fr *eval.Frame) eval.Value {
		var b strings.Builder
		for _, p := range parts {
			p(fr, &b)
		}
		fr.Run.Grow(int64(b.Len()))
		return eval.Str(b.String())
	}
}

func (e *env) joinedPart(p syntax.Expr) func(*eval.Frame, *strings.Builder) {
	in, ok := p.(*syntax.Interpolation)
	if !ok {
		text := p.(*syntax.StringLit).Value
		return func(_ *eval.Frame, b *strings.Builder) { b.WriteString(text) }
	}
	x := e.expr(in.X)
	text := (*eval.Run).Text
	switch strings.ToLower(in.Format) {
	case "":
	case "json":
		text = func(r *eval.Run, v eval.Value) string { return encode.JSON(v, encode.Options{Run: r}) }
	case "yaml":
		text = func(r *eval.Run, v eval.Value) string { return encode.YAML(v, encode.Options{Run: r}) }
	default:
		e.f.errorf(in, diag.InvalidSyntax, "#"+in.Format+" is a invalid format spec")
	}
	return func(fr *eval.Frame, b *strings.Builder) { b.WriteString(text(fr.Run, x(fr))) }
}

func (e *env) unary(x *syntax.UnaryExpr) eval.Expr {
	v := e.expr(x.X)
	if x.Op == syntax.NOT {
		return func(fr *eval.Frame) eval.Value { return eval.Bool(!eval.Truthy(v(fr))) }
	}
	op := map[syntax.Token]func(*eval.Run, eval.Value) eval.Value{
		syntax.PLUS:  (*eval.Run).Plus,
		syntax.MINUS: (*eval.Run).Neg,
		syntax.TILDE: (*eval.Run).Invert,
	}[x.Op]
	pos := e.f.pos(x)
	return func(fr *eval.Frame) eval.Value {
		a := v(fr)
		fr.Run.At(pos)
		return op(fr.Run, a)
	}
}

func (e *env) binary(x *syntax.BinaryExpr) eval.Expr {
	l, r := e.expr(x.L), e.expr(x.R)
	switch x.Op {
	case syntax.AND:
		return func(fr *eval.Frame) eval.Value {
			if v := l(fr); !eval.Truthy(v) {
				return v
			}
			return r(fr)
		}
	case syntax.OR:
		return func(fr *eval.Frame) eval.Value {
			if v := l(fr); eval.Truthy(v) {
				return v
			}
			return r(fr)
		}
	}
	return e.operate(x.Op, e.f.operatorPos(x, x.R), l, r)
}

// operate compiles an arithmetic or bitwise operator.
func (e *env) operate(op syntax.Token, pos eval.Pos, l, r eval.Expr) eval.Expr {
	var do func(*eval.Run, eval.Value, eval.Value) eval.Value
	switch op {
	case syntax.PLUS:
		do = (*eval.Run).Add
	case syntax.MINUS:
		do = (*eval.Run).Sub
	case syntax.STAR:
		do = (*eval.Run).Mul
	case syntax.SLASH:
		do = (*eval.Run).Div
	case syntax.SLASHSLASH:
		do = (*eval.Run).FloorDiv
	case syntax.PERCENT:
		do = (*eval.Run).Mod
	case syntax.STARSTAR:
		do = (*eval.Run).Pow
	case syntax.AMP:
		do = (*eval.Run).And
	case syntax.PIPE:
		do = (*eval.Run).Or
	case syntax.CARET:
		do = (*eval.Run).Xor
	case syntax.LTLT:
		do = func(r *eval.Run, a, b eval.Value) eval.Value { return r.Shift(a, b, false) }
	case syntax.GTGT:
		do = func(r *eval.Run, a, b eval.Value) eval.Value { return r.Shift(a, b, true) }
	}
	return func(fr *eval.Frame) eval.Value {
		a := l(fr)
		b := r(fr)
		fr.Run.At(pos)
		return do(fr.Run, a, b)
	}
}

// compare compiles a chain of comparisons: it ends at the first that does
// not hold.
func (e *env) compare(x *syntax.CompareExpr) eval.Expr {
	first := e.expr(x.First)
	rest := e.exprs(x.Rest)
	ops := make([]func(r *eval.Run, a, b eval.Value) bool, len(x.Ops))
	for i, op := range x.Ops {
		ops[i] = comparison(op)
	}
	pos := e.f.pos(x)
	if len(ops) == 1 {
		return compareTwo(x.Ops[0], pos, ops[0], first, rest[0])
	}
	return func(fr *eval.Frame) eval.Value {
		a := first(fr)
		for i, op := range ops {
			b := rest[i](fr)
			fr.Run.At(pos)
			if !op(fr.Run, a, b) {
				return eval.Bool(false)
			}
			a = b
		}
		return eval.Bool(true)
	}
}

// compareTwo compiles one comparison; integers are compared here.
func compareTwo(t syntax.Token, pos eval.Pos, op func(r *eval.Run, a, b eval.Value) bool, l, r eval.Expr) eval.Expr {
	less, equal, greater := t == syntax.LT || t == syntax.LE || t == syntax.NE,
		t == syntax.EQ || t == syntax.LE || t == syntax.GE,
		t == syntax.GT || t == syntax.GE || t == syntax.NE
	ordering := less || equal || greater
	return func(fr *eval.Frame) eval.Value {
		a := l(fr)
		b := r(fr)
		if x, ok := a.(eval.Int); ok && ordering {
			if y, ok := b.(eval.Int); ok {
				return eval.Bool(less && x < y || equal && x == y || greater && x > y)
			}
		}
		fr.Run.At(pos)
		return eval.Bool(op(fr.Run, a, b))
	}
}

func comparison(op syntax.Token) func(r *eval.Run, a, b eval.Value) bool {
	switch op {
	case syntax.EQ:
		return (*eval.Run).Equal
	case syntax.NE:
		return func(r *eval.Run, a, b eval.Value) bool { return !r.Equal(a, b) }
	case syntax.LT:
		return func(r *eval.Run, a, b eval.Value) bool { return r.Compare(eval.LessThan, a, b) }
	case syntax.LE:
		return func(r *eval.Run, a, b eval.Value) bool { return r.Compare(eval.LessOrEqual, a, b) }
	case syntax.GT:
		return func(r *eval.Run, a, b eval.Value) bool { return r.Compare(eval.GreaterThan, a, b) }
	case syntax.GE:
		return func(r *eval.Run, a, b eval.Value) bool { return r.Compare(eval.GreaterOrEqual, a, b) }
	case syntax.IN:
		return func(r *eval.Run, a, b eval.Value) bool { return r.Contains(b, a) }
	case syntax.NOT_IN:
		return func(r *eval.Run, a, b eval.Value) bool { return !r.Contains(b, a) }
	case syntax.IS:
		return (*eval.Run).Equal
	}
	return func(r *eval.Run, a, b eval.Value) bool { return !r.Equal(a, b) }
}

func (e *env) cond(x *syntax.CondExpr) eval.Expr {
	cond, then, other := e.expr(x.Cond), e.expr(x.Then), e.expr(x.Else)
	return func(fr *eval.Frame) eval.Value {
		if eval.Truthy(cond(fr)) {
			return then(fr)
		}
		return other(fr)
	}
}

func (e *env) as(x *syntax.AsExpr) eval.Expr {
	v := e.expr(x.X)
	typ := e.f.typ(x.Type)
	if st, ok := typ.(eval.SchemaType); ok {
		st.Local = st.Schema.Pkg == e.f.pkg.out
		typ = st
	}
	pos := e.f.pos(x)
	return func(fr *eval.Frame) eval.Value {
		a := v(fr)
		fr.Run.At(pos)
		return eval.Pack(fr.Run, a, typ, true)
	}
}

// imported returns the import that x names, or nil.
func (e *env) imported(x syntax.Expr) *load.Import {
	n, ok := x.(*syntax.NameExpr)
	if !ok || e.isLocal(n.Name) {
		return nil
	}
	if im, ok := e.f.imported(n.Name); ok {
		return &im
	}
	return nil
}

func (e *env) selector(x *syntax.SelectorExpr) eval.Expr {
	if im := e.imported(x.X); im != nil {
		if m := e.member(im, x); m != nil {
			return m
		}
	}
	v := e.expr(x.X)
	name := x.Sel.Text
	pos := e.f.pos(x)
	optional := x.Optional
	return func(fr *eval.Frame) eval.Value {
		a := v(fr)
		if optional && !eval.Truthy(a) {
			return eval.None
		}
		if d, ok := a.(*eval.Dict); ok {
			m, _ := d.Get(name)
			return m
		}
		fr.Run.At(pos)
		return member(a, name)
	}
}

// member is `a.name`.
func member(a eval.Value, name string) eval.Value {
	if m, ok := eval.Member(a, name); ok {
		return m
	}
	switch a := a.(type) {
	case eval.Str:
		if m := str.Method(name); m != nil {
			return &eval.Func{Name: name, Body: func(c *eval.Call) eval.Value {
				c.Run.Scan(string(a))
				return m(c, string(a))
			}}
		}
		eval.Fail("str object attr '%s' not found", name)
	case *eval.Schema:
		if name == "instances" {
			return &eval.Func{Name: name, Body: func(c *eval.Call) eval.Value { return c.Run.InstanceList(a, c.ArgBool(0, "full_pkg", false)) }}
		}
		eval.Fail("schema object attr '%s' not found", name)
	case *eval.Func:
		eval.Fail("schema object attr '%s' not found", name)
	}
	eval.Fail("invalid value '%s' to load attribute '%s'", eval.OperandType(a), name)
	return nil
}

// member compiles `module.name`; it returns nil where the name of the module
// is that of an attribute, too, and the module has no such member.
func (e *env) member(im *load.Import, x *syntax.SelectorExpr) eval.Expr {
	name := x.Sel.Text
	if im.System != "" {
		if m := e.f.pkg.c.module(im.System); m != nil {
			if v, ok := m.Members[name]; ok {
				return constant(v)
			}
		}
		e.f.errorf(x, diag.CompileError, "attribute '"+name+"' not found in 'module '"+im.Path+"''")
		return constant(eval.Undefined)
	}
	if im.Package == nil {
		return constant(eval.Undefined) // the loader has reported it
	}
	p := e.f.pkg.c.pkgs[im.Package]
	if i, ok := p.out.Names[name]; ok {
		return eval.ReadGlobal(p.out.Index, i, e.f.pos(x))
	}
	if v := p.typeValue(name); v != nil {
		return constant(v)
	}
	if e.fn.body != nil && e.f.pkg.declaresAttr(im.Name) {
		return nil
	}
	e.f.errorf(x, diag.TypeError, "attribute '"+name+"' not found in 'module '"+im.Path+"''"+p.suggest(name))
	return constant(eval.Undefined)
}

// module is the system module or plugin of a path; nil where there is none.
func (c *compiler) module(path string) *eval.Module {
	if m, ok := lib.Module(path); ok {
		return m
	}
	for _, m := range c.plugins {
		if path == "kcl_plugin."+m.Name {
			return m
		}
	}
	return nil
}

func (e *env) index(x *syntax.IndexExpr) eval.Expr {
	v, i := e.expr(x.X), e.expr(x.Index)
	pos := e.f.pos(x)
	optional := x.Optional
	return func(fr *eval.Frame) eval.Value {
		a := v(fr)
		if optional && !eval.Truthy(a) {
			return eval.None
		}
		k := i(fr)
		fr.Run.At(pos)
		return fr.Run.Index(a, k)
	}
}

func (e *env) slice(x *syntax.SliceExpr) eval.Expr {
	v := e.expr(x.X)
	bound := func(b syntax.Expr) eval.Expr {
		if b == nil {
			return constant(eval.None)
		}
		return e.expr(b)
	}
	lo, hi, step := bound(x.Lo), bound(x.Hi), bound(x.Step)
	pos := e.f.pos(x)
	optional := x.Optional
	return func(fr *eval.Frame) eval.Value {
		a := v(fr)
		if optional && !eval.Truthy(a) {
			return eval.None
		}
		l, h, s := lo(fr), hi(fr), step(fr)
		fr.Run.At(pos)
		return fr.Run.Slice(a, l, h, s)
	}
}

func (e *env) call(x *syntax.CallExpr) eval.Expr {
	args, kw := e.exprs(x.Args), e.named(x.Kw)
	pos := e.f.pos(x)
	sel, ok := x.Fn.(*syntax.SelectorExpr)
	if !ok || e.imported(sel.X) != nil {
		return eval.CallExpr(pos, e.expr(x.Fn), args, kw)
	}
	// A method: a string needs no function value of its own.
	recv := e.expr(sel.X)
	name := sel.Sel.Text
	method := str.Method(name)
	return func(fr *eval.Frame) eval.Value {
		v := recv(fr)
		if s, ok := v.(eval.Str); ok && method != nil {
			a, k := eval.EvalAll(fr, args), eval.EvalNamed(fr, kw)
			fr.Run.At(pos)
			fr.Run.Step(1)
			fr.Run.Scan(string(s))
			return method(&eval.Call{Run: fr.Run, Name: name, Args: a, Kw: k}, string(s))
		}
		fr.Run.At(pos)
		if sel.Optional && !eval.Truthy(v) {
			return eval.None
		}
		f := member(v, name)
		a, k := eval.EvalAll(fr, args), eval.EvalNamed(fr, kw)
		fr.Run.At(pos)
		return fr.Run.CallValue(f, a, k)
	}
}
