package eval

// This file defines how evaluation fails: by a panic of one private type,
// raised where the error is found and recovered once, where the run began.
// A panic of any other type is a defect of the engine and is not recovered.

import (
	"fmt"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// failure is the panic value of Fail.
type failure struct {
	msg  string
	made *Pos // of a failed check: where the instance was made
}

// Fail ends the run with an error at the place that is being evaluated.
func Fail(format string, args ...any) {
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	panic(&failure{msg: msg})
}

func failCheck(msg string, made Pos) {
	text := "Check failed on the condition"
	if msg != "" {
		text += ": " + msg
	}
	panic(&failure{msg: text, made: &made})
}

// diagnose makes the diagnostic of a failure.
func (r *Run) diagnose(f *failure) *diag.Diagnostic {
	d := &diag.Diagnostic{Kind: diag.EvaluationError}
	if f.made != nil && f.made.File >= 0 {
		made := *f.made
		if r.builtin(made) {
			made = r.maker()
		}
		m := r.message(made, "Instance check failed")
		m.LineOnly = false
		d.Messages = append(d.Messages, m, r.message(r.pos, f.msg))
	} else {
		d.Messages = r.blame(r.pos, f.msg)
	}
	if r.Debug {
		d.Backtrace = r.backtrace()
	}
	return d
}

func (r *Run) message(p Pos, text string) diag.Message {
	m := diag.Message{Text: text, LineOnly: true}
	if p.File >= 0 && int(p.File) < len(r.prog.Files) {
		m.File, m.Line, m.Col, m.Source = r.prog.Files[p.File].Describe(p.Off)
	}
	return m
}

func (r *Run) backtrace() []string {
	var out []string
	pos := r.pos
	n := 0
	add := func(name string) {
		m := r.message(pos, "")
		out = append(out, fmt.Sprintf("\t%d: %s\n\t\tat %s:%d", n, name, m.File, m.Line))
		n++
	}
	for i := len(r.calls) - 1; i >= 0; i-- {
		add(r.calls[i].name)
		pos = r.calls[i].pos
	}
	add("kcl_main")
	return out
}

// Catch runs f and returns the message of its failure, and "" and true
// where it did not fail.
func (r *Run) Catch(f func()) (msg string, ok bool) {
	saved := *r
	busy := r.evaluating()
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *failure:
			r.depth, r.schemas, r.schemaExprs = saved.depth, saved.schemas, saved.schemaExprs
			r.calls, r.pos, r.build, r.caller = saved.calls, saved.pos, saved.build, saved.caller
			for c := range r.evaluating() {
				if !busy[c] {
					c.state, c.memo = untouched, nil
				}
			}
			msg, ok = e.msg, false
		default:
			panic(e)
		}
	}()
	f()
	return "", true
}

// evaluating lists the globals that are being evaluated.
func (r *Run) evaluating() map[*cell]bool {
	busy := map[*cell]bool{}
	for _, g := range r.globals {
		for i := range g.cells {
			if c := &g.cells[i]; c.state == evaluating {
				busy[c] = true
			}
		}
	}
	return busy
}

// TypeName is the name of the type of v, as messages and typeof say it:
// str, int, float, number_multiplier, list, dict, NoneType, ... and for an
// instance the name of its schema.
func TypeName(v Value) string {
	switch v := v.(type) {
	case undefinedValue:
		return "UndefinedType"
	case noneValue:
		return "NoneType"
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Float:
		return "float"
	case *Unit:
		return "number_multiplier"
	case Str:
		return "str"
	case *List:
		return "list"
	case *Dict:
		return "dict"
	case *Instance:
		return v.Type.Name
	}
	return "function"
}
