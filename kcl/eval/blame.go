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

// maker is the place of the config of which the innermost instance is made
// that the program, and no built-in module, makes; NoPos where there is
// none.
func (r *Run) maker() Pos {
	for b := r.build; b != nil; b = b.outer {
		if p := b.config.pos; p != (Pos{}) && !r.builtin(p) {
			return p
		}
		if b.pos.File >= 0 && !r.builtin(b.pos) {
			return b.pos
		}
	}
	return NoPos
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
	if a := r.build.attrAt(p); a != nil {
		text = "attribute '" + a.Name + "' of " + r.build.typ.Name + ": " + text
	}
	return []diag.Message{r.message(from, text), r.message(p, "this is the declaration that it does not meet")}
}

// attrAt returns the attribute that is declared at p, or nil.
func (b *Build) attrAt(p Pos) *Attr {
	for _, a := range b.layout.Attrs {
		if a.Pos == p {
			return a
		}
	}
	return nil
}

// explain says what is wrong with configs in v that a built-in schema asks
// for and that do not fit: it makes the instances nevertheless, which fails
// at the place of the first.
func (r *Run) explain(v Value, t Type) {
	if !r.builtin(r.pos) {
		return
	}
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
