package eval

// This file finds the place in a program at which an error arises that the
// evaluator meets in a built-in module. Nobody can change the schemas there:
// who made the instance that does not fit wants to know the line of the
// program.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/diag"

// builtin reports whether p is in a file of a built-in module.
func (r *Run) builtin(p Pos) bool {
	return p.File >= 0 && int(p.File) < len(r.prog.Builtin) && r.prog.Builtin[p.File]
}

// A caller is a call of a function of a built-in module.
type caller struct {
	pos   Pos    // in the program; NoPos where there is none
	build *Build // the innermost instance under construction then
}

// enterBuiltin notes the place of a call of a function of a built-in module.
// A call by another such function is none.
func (r *Run) enterBuiltin() {
	if !r.builtin(r.pos) {
		r.caller = caller{r.pos, r.build}
	}
}

// maker is the place in the program, and in no built-in module, that led to
// what is being evaluated: the config of which the innermost instance is
// made, or a call within that. It is NoPos where there is none.
func (r *Run) maker() Pos {
	for b := r.build; ; b = b.outer {
		if r.caller.pos != NoPos && b == r.caller.build {
			return r.caller.pos
		}
		if b == nil {
			return NoPos
		}
		if p := b.config.pos; p != (Pos{}) && !r.builtin(p) {
			return p
		}
		if b.pos.File >= 0 && !r.builtin(b.pos) {
			return b.pos
		}
	}
}

// blame is the messages of an error at p: where that is in a built-in
// module, the first is about the place in the program that led to it.
func (r *Run) blame(p Pos, text string) []diag.Message {
	if !r.builtin(p) {
		return []diag.Message{r.message(p, text)}
	}
	from := r.maker()
	if from == NoPos {
		return []diag.Message{r.message(p, text)}
	}
	if name := r.build.attrAt(p); name != "" {
		text = "attribute '" + name + "' of " + r.build.typ.Name + ": " + text
	}
	return []diag.Message{r.message(from, text), r.message(p, "this is the line of the built-in module")}
}

// attrAt is the name of the attribute that is declared at p, or "".
func (b *Build) attrAt(p Pos) string {
	if b != nil {
		for _, a := range b.layout.Attrs {
			if a.Pos == p {
				return a.Name
			}
		}
	}
	return ""
}

// explain says what is wrong with configs in v that a built-in schema asks
// for and that do not fit: it makes the instances nevertheless, which fails
// at the place of the first.
func (r *Run) explain(v Value, t Type) {
	switch t := t.(type) {
	case ListOf:
		if l, ok := v.(*List); ok {
			for _, e := range l.Items() {
				r.explain(e, t.Elem)
			}
		}
	case DictOf:
		if d, ok := v.(*Dict); ok {
			for _, e := range d.Entries() {
				r.explain(e.Value, t.Value)
			}
		}
	case SchemaType:
		if d, ok := v.(*Dict); ok && !t.fits(d) {
			r.NewInstance(t.Schema, d, nil, nil, r.pos)
		}
	}
}

// WithPos notes the place of the config that d is the value of.
func (d *Dict) WithPos(p Pos) *Dict {
	d.pos = p
	return d
}
