package eval

// This file builds instances of schemas: it evaluates the joined bodies
// over a config and checks the result.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"

// A Build is an instance under construction: its variables, lazily
// evaluated, over the config that it is made from.
type Build struct {
	Vars
	typ    *Schema
	layout *Layout
	config *Dict
	frames []*Frame // by body
	pos    Pos      // of the expression that makes it
	outer  *Build   // that is under construction meanwhile, or nil
}

// NoPos is the place of what has none.
var NoPos = Pos{File: -1}

// NewInstance makes an instance of s from config. pos is the place of the
// expression that asks for it, or NoPos.
func (r *Run) NewInstance(s *Schema, config *Dict, args []Value, kw []NamedArg, pos Pos) *Instance {
	r.Step(1)
	r.Grow(3 * DictSize(len(s.Layout().Defs)))
	r.Enter()
	defer r.leaveSchema(r.enterSchema())
	if r.builtin(pos) && config.pos != (Pos{}) {
		pos = config.pos // made where a built-in schema asks for it, of a config of the program
	}
	b := newBuild(r, s, config, args, kw, pos)
	b.outer, r.build = r.build, b
	b.walk()
	attrs := b.attrs()
	inst := &Instance{Type: s, Attrs: attrs, Args: args, Kw: kw, Pos: pos}
	for _, e := range config.Entries() {
		inst.Keys = append(inst.Keys, e.Key)
	}
	b.complete(inst)
	r.build = b.outer
	return inst
}

func (r *Run) enterSchema() int { r.schemas++; return r.schemas - 1 }

func (r *Run) leaveSchema(n int) { r.schemas = n; r.Leave() }

func newBuild(r *Run, s *Schema, config *Dict, args []Value, kw []NamedArg, pos Pos) *Build {
	l := s.Layout()
	b := &Build{typ: s, layout: l, config: config, pos: pos}
	b.Vars = Vars{defs: l.Defs, cells: make([]cell, len(l.Defs)), run: r, owner: b}
	b.frames = make([]*Frame, len(l.Bodies))
	for i, body := range l.Bodies {
		fr := &Frame{Run: r, Inst: b, Names: l.Maps[i], Slots: make([]Value, body.Slots)}
		b.frames[i] = fr
		bindParams(fr, body.Name, body.Params, args, kw, body != s)
	}
	return b
}

// bindParams gives parameters their values: defaults, then positional, then
// named arguments. Bases and mixins get the arguments of the schema that is
// instantiated, by position, whatever their own types.
func bindParams(fr *Frame, name string, params []Param, args []Value, kw []NamedArg, untyped bool) {
	for i := range params {
		p := &params[i]
		var v Value
		given := i < len(args)
		if given {
			v = args[i]
		}
		for _, a := range kw {
			if a.Name == p.Name {
				v, given = a.Value, true
			}
		}
		if !given {
			v = None
			if p.Default != nil {
				v = p.Default(fr)
			}
		}
		if p.Type != nil && !untyped {
			v = Pack(fr.Run, v, p.Type, false)
		}
		fr.Slots[i] = v
	}
}

func (b *Build) frame(s *Setter) *Frame { return b.frames[s.Level] }

// base is what the config says of an attribute that another one needs to
// which it itself leads. An attribute that reads itself has no value yet:
// the config is joined with what it computes.
func (b *Build) base(i int32) Value {
	if v, ok := b.config.Get(b.defs[i].Name); ok && b.current != i {
		return v
	}
	return Undefined
}

// cycle: attributes may need each other, see base.
func (b *Build) cycle(int32) {}

// finish checks v against the declared type, and joins it with what the
// config says of the attribute.
func (b *Build) finish(i, k int32, v Value) Value {
	def := b.defs[i]
	typ := b.layout.types[i][k]
	s := &def.Setters[k]
	if v == nil || (s.Attr != nil && s.Attr.Union) {
		prev := Undefined
		if k > 0 {
			prev = b.at(i, k)
		}
		if v == nil {
			v = prev
		} else {
			v = b.run.Or(prev, v)
		}
	}
	if typ != nil {
		v = Pack(b.run, v, typ, false)
	}
	e, ok := b.config.GetEntry(def.Name)
	if !ok {
		return v
	}
	v = unionEntry(b.run, v, e)
	if typ != nil {
		v = Pack(b.run, v, typ, false)
	}
	return v
}

// given is the config's value of an attribute that it sets with `=`: then
// the attribute's own default does not matter.
func (b *Build) given(i, k int32) (Value, bool) {
	e, ok := b.config.GetEntry(b.defs[i].Name)
	if !ok || e.Op != OpOverride || e.Index != NoIndex {
		return nil, false
	}
	if t := b.layout.types[i][k]; t != nil {
		return Pack(b.run, e.Value, t, false), true
	}
	return e.Value, true
}

// walk evaluates the bodies in order, so that what has effects happens in
// order too.
func (b *Build) walk() {
	for level, body := range b.layout.Bodies {
		for _, w := range b.layout.walks[level] {
			if w.do != nil {
				w.do(b.frames[level])
				continue
			}
			if a := b.defs[w.def].Setters[w.setter].Attr; a != nil {
				b.decorate(level, a.Decorators, a.Name, false)
			}
			b.Walk(w.def, w.setter)
		}
		b.decorate(level, body.Decorators, body.Name, true)
	}
}

// attrs are the attributes in order: those that the bodies set, then those
// that an index signature allows.
func (b *Build) attrs() *Dict {
	d := NewDict(len(b.defs) + 1)
	for i, def := range b.defs {
		op := OpUnion
		if e, ok := b.config.GetEntry(def.Name); ok {
			op = e.Op
		} else if b.layout.types[i][len(def.Setters)-1] == nil || hasDefault(def) {
			op = OpOverride
		}
		d.SetEntry(Entry{Key: def.Name, Value: b.Read(int32(i)), Op: op, Index: NoIndex})
	}
	return d
}

func hasDefault(def *VarDef) bool {
	for i := range def.Setters {
		if def.Setters[i].Eval != nil {
			return true
		}
	}
	return false
}

// complete adds the attributes of the index signature, registers the
// instance, and checks it: required attributes once the outermost
// expression is complete, then the check blocks.
func (b *Build) complete(inst *Instance) {
	r := b.run
	fr := b.ownFrame()
	ix := b.typ.Index
	if ix != nil && ix.KeySlot >= 0 {
		for _, e := range b.config.Entries() {
			if inst.Attrs.Has(e.Key) {
				continue
			}
			fr.Slots[ix.KeySlot] = Str(e.Key)
			b.addRelaxed(inst, fr, e)
			b.check()
		}
		fr.Slots[ix.KeySlot] = nil
		r.register(inst)
		r.checkRequired(inst)
		return
	}
	for _, e := range b.config.Entries() {
		if !inst.Attrs.Has(e.Key) {
			b.addRelaxed(inst, fr, e)
		}
	}
	r.register(inst)
	r.checkRequired(inst)
	b.check()
}

// ownFrame is the frame of the schema's own body.
func (b *Build) ownFrame() *Frame {
	for i, body := range b.layout.Bodies {
		if body == b.typ {
			return b.frames[i]
		}
	}
	panic("eval: a schema is not among its own bodies")
}

func (b *Build) addRelaxed(inst *Instance, fr *Frame, e Entry) {
	ix := b.typ.Index
	if ix == nil {
		b.unknown(e.Key)
	}
	v := Undefined
	if ix.Default != nil {
		v = ix.Default(fr)
	}
	v = unionEntry(b.run, v, e)
	if ix.Type != nil {
		v = Pack(b.run, v, ix.Type, false)
	}
	inst.Attrs.SetEntry(Entry{Key: e.Key, Value: v, Op: e.Op, Index: NoIndex})
}

// unknown fails since the schema has no attribute of that name.
func (b *Build) unknown(name string) {
	text := "No attribute named '" + name + "' in the schema '" + b.typ.Name + "'"
	if b.run.builtin(b.typ.Pos) {
		b.run.pos = b.typ.Pos
		text += b.like(name)
	}
	Fail("%s", text)
}

// like is the end of a message about an unknown attribute: a similar one, if
// there is one.
func (b *Build) like(name string) string {
	var names []string
	for _, d := range b.defs {
		names = append(names, d.Name)
	}
	if like := suggest.Name(name, names); like != "" {
		return ", did you mean '" + like + "'?"
	}
	return ""
}

func (b *Build) check() {
	for i, body := range b.layout.Bodies {
		for j := range body.Checks {
			body.Checks[j].run(b.frames[i], b.pos)
		}
	}
}

// run fails where the check does not hold. made is the place of the
// expression whose instance is checked.
func (c *Check) run(fr *Frame, made Pos) {
	if c.Guard != nil && !Truthy(c.Guard(fr)) {
		return
	}
	fr.Run.pos = c.Pos
	if Truthy(c.Test(fr)) {
		return
	}
	fr.Run.pos = c.Pos
	msg := ""
	if c.Msg != nil {
		if v := c.Msg(fr); v != Undefined && v != None {
			msg = Text(v)
		}
	}
	failCheck(msg, made)
}

// checkRequired fails where inst, or an instance in it, lacks a required
// attribute. Within another instance or its config, the outer one asks.
func (r *Run) checkRequired(inst *Instance) {
	if r.schemas > 1 || r.schemaExprs > 1 {
		return
	}
	r.required(inst)
}

func (r *Run) required(v Value) {
	switch v := v.(type) {
	case *List:
		for _, e := range v.Items() {
			r.required(e)
		}
	case *Dict:
		if v.host != nil {
			return
		}
		for _, e := range v.Entries() {
			r.required(e.Value)
		}
	case *Instance:
		for _, a := range v.Type.Layout().Attrs {
			if a.Optional {
				continue
			}
			if x, ok := v.Attrs.Get(a.Name); !ok || IsNothing(x) {
				if v.Pos.File >= 0 {
					r.pos = v.Pos
				}
				Fail("attribute '%s' of %s is required and can't be None or Undefined", a.Name, v.Type.Name)
			}
		}
		for _, e := range v.Attrs.Entries() {
			r.required(e.Value)
		}
	}
}

// decorate applies decorators of an attribute or schema.
func (b *Build) decorate(level int, ds []Decorator, target string, isSchema bool) {
	for i := range ds {
		d := &ds[i]
		if d.Name != "deprecated" {
			continue
		}
		d.deprecated(b, b.frames[level], target, isSchema)
	}
}

func (d *Decorator) deprecated(b *Build, fr *Frame, target string, isSchema bool) {
	var version, reason string
	strict := true
	for _, a := range d.Kw {
		v := a.Expr(fr)
		switch a.Name {
		case "version":
			version = Text(v)
		case "reason":
			reason = Text(v)
		case "strict":
			strict = Truthy(v)
		}
	}
	if !strict || !(isSchema || b.config.Has(target)) {
		return
	}
	msg := target + " was deprecated "
	if version != "" {
		msg += "since version " + version
	}
	if reason != "" {
		msg += ", " + reason
	}
	if b.pos.File >= 0 {
		b.run.pos = b.pos
	}
	Fail("%s", msg)
}

// An Assertion is an assert statement.
type Assertion struct {
	Pos   Pos
	Test  Expr
	Guard Expr // nil where there is none
	Msg   Expr // nil where there is none
}

// Run fails where the assertion does not hold.
func (a *Assertion) Run(fr *Frame) Value {
	if a.Guard != nil && !Truthy(a.Guard(fr)) {
		return Undefined
	}
	ok := Truthy(a.Test(fr))
	msg := ""
	if !ok && a.Msg != nil {
		msg = Text(a.Msg(fr))
	}
	if !ok {
		fr.Run.pos = a.Pos
		Fail("%s", msg)
	}
	return Undefined
}
