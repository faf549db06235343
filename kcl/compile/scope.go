package compile

// This file says what a name means: it keeps the local variables in view,
// and finds attributes, globals, imports and builtins behind them.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/builtin"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// An env is where an expression stands.
type env struct {
	f     *file
	fn    *fn
	scope *scope
}

// A fn is code that has a frame of its own: the statements of a package,
// the body of a schema, or a lambda. No two of its local variables share a
// slot.
type fn struct {
	outer  *fn    // the one around a lambda
	body   *names // the names of the schema or rule that it is in, or nil
	lambda bool
	slots  int
	caps   []eval.Capture
	capAt  map[*local]int
}

// names numbers the names that a schema's or rule's body reads.
type names struct {
	free    []string
	at      map[string]int32
	unknown map[string]syntax.Node // names with no other meaning, where first read
}

func newNames() *names {
	return &names{at: map[string]int32{}, unknown: map[string]syntax.Node{}}
}

func (n *names) number(name string) int32 {
	i, ok := n.at[name]
	if !ok {
		i = int32(len(n.free))
		n.at[name] = i
		n.free = append(n.free, name)
	}
	return i
}

// A scope is a block with local variables.
type scope struct {
	outer *scope
	fn    *fn
	vars  map[string]*local
}

type localKind uint8

const (
	variable localKind = iota // of a lambda
	param
	loopVar // of a comprehension or quantifier
	entry   // an entry of a config, seen by those after it
)

// A local is a local variable.
type local struct {
	fn   *fn
	slot int
	kind localKind
}

// enter returns the environment of a block within e.
func (e *env) enter() *env {
	return &env{f: e.f, fn: e.fn, scope: &scope{outer: e.scope, fn: e.fn}}
}

// local declares a local variable in the innermost block.
func (e *env) local(name string, kind localKind) *local {
	l := &local{fn: e.fn, slot: e.fn.slots, kind: kind}
	e.fn.slots++
	if e.scope.vars == nil {
		e.scope.vars = map[string]*local{}
	}
	e.scope.vars[name] = l
	return l
}

// capture returns the number of l among the captured variables of f.
func (f *fn) capture(l *local) int {
	if i, ok := f.capAt[l]; ok {
		return i
	}
	c := eval.Capture{Index: l.slot}
	if l.fn != f.outer {
		c = eval.Capture{Index: f.outer.capture(l), Outer: true}
	}
	if f.capAt == nil {
		f.capAt = map[*local]int{}
	}
	i := len(f.caps)
	f.capAt[l] = i
	f.caps = append(f.caps, c)
	return i
}

// read compiles reading l; otherwise, which may be nil, says what the name
// means while l has no value.
func (e *env) read(l *local, otherwise eval.Expr) eval.Expr {
	if l.fn == e.fn {
		i := l.slot
		return func(fr *eval.Frame) eval.Value {
			if v := fr.Slots[i]; v != nil {
				return v
			}
			return orElse(fr, otherwise)
		}
	}
	i := e.fn.capture(l)
	return func(fr *eval.Frame) eval.Value {
		if v := fr.Caps[i]; v != nil {
			return v
		}
		return orElse(fr, otherwise)
	}
}

func orElse(fr *eval.Frame, otherwise eval.Expr) eval.Value {
	if otherwise == nil {
		return eval.Undefined
	}
	return otherwise(fr)
}

// name compiles reading a name.
func (e *env) name(name string, n syntax.Node) eval.Expr {
	x := e.resolve(e.scope, name, n)
	if b := e.fn.body; b != nil && b.unknown[name] == nil && !e.isLocal(name) && e.global(name, n) == nil {
		b.unknown[name] = n
	}
	if x != nil {
		return x
	}
	e.undefined(name, n)
	return func(*eval.Frame) eval.Value { return eval.Undefined }
}

// resolve compiles reading a name as seen from a scope; it returns nil where
// the name means nothing.
func (e *env) resolve(s *scope, name string, n syntax.Node) eval.Expr {
	for ; s != nil; s = s.outer {
		l, ok := s.vars[name]
		if !ok {
			continue
		}
		if l.kind == param || l.kind == loopVar {
			return e.read(l, nil)
		}
		x := e.read(l, e.resolve(s.outer, name, n))
		if l.kind == entry && e.fn.body != nil && !e.fn.lambda {
			// An attribute of the schema goes before an entry of a config.
			return eval.ReadAttr(e.fn.body.number(name), name, x, e.global(name, n))
		}
		return x
	}
	outer := e.global(name, n)
	if e.fn.body == nil {
		return outer
	}
	return eval.ReadAttr(e.fn.body.number(name), name, outer, outer)
}

// global compiles reading a name of the package, or a builtin; nil where
// there is none.
func (e *env) global(name string, n syntax.Node) eval.Expr {
	p := e.f.pkg
	if i, ok := p.out.Names[name]; ok {
		return eval.ReadGlobal(p.out.Index, i, e.f.pos(n))
	}
	if v := p.typeValue(name); v != nil {
		return constant(v)
	}
	if _, ok := e.f.imported(name); ok {
		return constant(eval.Undefined) // a package is no value
	}
	if v := builtinFunc(name); v != nil {
		return constant(v)
	}
	return nil
}

func builtinFunc(name string) eval.Value {
	if f := builtin.Lookup(name); f != nil {
		return f
	}
	return nil
}

func constant(v eval.Value) eval.Expr {
	return func(*eval.Frame) eval.Value { return v }
}

// isLocal reports whether a local variable has the name.
func (e *env) isLocal(name string) bool {
	for s := e.scope; s != nil; s = s.outer {
		if _, ok := s.vars[name]; ok {
			return true
		}
	}
	return false
}

// isLoopVar reports whether the name is that of a loop variable in view.
func (e *env) isLoopVar(name string) bool {
	for s := e.scope; s != nil; s = s.outer {
		if l, ok := s.vars[name]; ok {
			return l.kind == loopVar
		}
	}
	return false
}

func (e *env) undefined(name string, n syntax.Node) {
	e.f.errorf(n, diag.CompileError, "name '"+name+"' is not defined"+e.f.pkg.suggest(name))
}
