package eval

// This file runs a program and says what it returned.

import (
	"context"
	"strings"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// A Result is what a run returned.
type Result struct {
	// Vars are the variables of the main package in order, private ones
	// (with a leading '_') among them; functions and schemas are not.
	Vars *Dict
	// Exprs are the values of its top-level expressions in order. Of
	// several schema expressions the last one counts.
	Exprs []Value
	// Replaced is the number of schema expressions that a later one has taken
	// the place of.
	Replaced int
}

// Run evaluates a program in r, which must be new.
func (p *Program) Run(ctx context.Context, r *Run) (res *Result, d *diag.Diagnostic) {
	r.Ctx, r.prog, r.pos, r.start = ctx, p, NoPos, time.Now()
	r.caller.pos = NoPos
	r.globals = make([]*Globals, len(p.Packages))
	for i, pkg := range p.Packages {
		r.globals[i] = newGlobals(r, pkg)
	}
	d = r.Guard(func() {
		for i := range p.Packages {
			r.exprs = nil // those of imported packages are no output
			r.walk(r.globals[i])
		}
		res = r.result()
	})
	return res, d
}

// walk goes through the statements of a package.
func (r *Run) walk(g *Globals) {
	for _, s := range g.pkg.Body {
		s(&g.top)
	}
}

func (r *Run) result() *Result {
	r.end = r.pos
	g := r.globals[len(r.globals)-1]
	res := &Result{Vars: NewDict(len(g.defs))}
	for i, def := range g.defs {
		v := g.Read(int32(i))
		res.Vars.Set(def.Name, v)
	}
	last := -1
	for _, e := range r.exprs {
		if e.instance {
			if last >= 0 {
				res.Exprs = append(res.Exprs[:last], res.Exprs[last+1:]...)
				res.Replaced++
			}
			last = len(res.Exprs)
		}
		res.Exprs = append(res.Exprs, e.value)
	}
	return res
}

// Output joins what a run returned into the one value that the program's
// output shows: its expressions, then its variables; hidden is whether
// private variables count. It fails where they conflict.
func (r *Run) Output(res *Result, hidden bool) (out Value, d *diag.Diagnostic) {
	r.pos = r.end
	vars := NewDict(res.Vars.Len())
	for _, e := range res.Vars.Entries() {
		if hidden || !strings.HasPrefix(e.Key, "_") {
			vars.Set(e.Key, e.Value)
		}
	}
	d = r.Guard(func() {
		all := NewDict(1)
		for _, v := range res.Exprs {
			AddEntry(r, all, Entry{Value: v, Index: NoIndex})
		}
		if vars.Len() > 0 || all.Len() == 0 {
			AddEntry(r, all, Entry{Value: vars, Index: NoIndex})
		}
		out, _ = all.Get("")
	})
	return out, d
}
