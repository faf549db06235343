package eval

// This file defines a run: all state of one evaluation of a Program.

import (
	"context"
	"io"
	"time"
)

// A Program is a compiled program. It is immutable: any number of runs may
// share it.
type Program struct {
	Packages []*Package // each after those that it imports; the main package last
	Files    []Source   // by Pos.File
	Builtin  []bool     // by Pos.File: of a built-in module
	MainFile int32      // the first file of the main package; all after it are its own, too
}

// A Source says what a Pos stands for.
type Source interface {
	Describe(off int32) (file string, line, col int, text string)
}

// A Run is the state of one evaluation. It belongs to one goroutine.
type Run struct {
	Ctx     context.Context
	Options map[string]Value // what option() reads
	Print   io.Writer        // where print() writes; nil discards
	Debug   bool             // -d: errors have a backtrace
	Strict  bool             // -r: integers must fit 32 bits
	Limits  Limits
	Caps    *Capabilities // what of the machine the program may use; nil is nothing
	Streams []Value       // what manifests.yaml_stream was given last; nil where it was not called

	StreamFormat StreamFormat // of Streams

	prog    *Program
	globals []*Globals
	exprs   []expression

	start time.Time
	steps int64
	depth int
	bytes int64
	pos   Pos // of what is being evaluated
	end   Pos // where the statements of the main package ended

	free []*Frame // frames of calls that have returned

	build       *Build // the innermost instance under construction, or nil
	caller      caller // of the built-in function under evaluation
	schemas     int    // instances under construction
	schemaExprs int    // schema expressions under evaluation
	instances   map[*Schema][]*Instance
	calls       []callFrame // where Debug is set
}

// An expression is the value of a top-level expression statement.
type expression struct {
	value    Value
	instance bool // written as a schema expression
}

type callFrame struct {
	name string
	pos  Pos // of the call
}

// A Pos is a place in a program: the index of its file and an offset in it.
type Pos struct {
	File int32
	Off  int32
}

// At notes that the place p is being evaluated: errors are said to be
// there.
func (r *Run) At(p Pos) { r.pos = p }

// Here is the place that is being evaluated.
func (r *Run) Here() Pos { return r.pos }

// Limits bound what a run may use. Zero means no limit.
type Limits struct {
	Steps int64 // calls, iterations and entries
	Depth int   // nested calls, instances and lazy variables
	Bytes int64 // bytes of strings, lists and configs built
	Time  time.Duration
}

// maxDepth bounds nesting where Limits.Depth is 0: some frames of Go's
// stack for each level stay far below its limit of 1 GB.
const maxDepth = 100_000

// Step counts n units of work and ends the run where they exceed its limit
// or its context is done.
func (r *Run) Step(n int64) {
	old := r.steps
	r.steps += n
	if r.Limits.Steps > 0 && r.steps > r.Limits.Steps {
		Fail("the program took more than %d evaluation steps", r.Limits.Steps)
	}
	if old>>12 != r.steps>>12 {
		r.checkTime()
	}
}

func (r *Run) checkTime() {
	if r.Ctx != nil && r.Ctx.Err() != nil {
		Fail("the evaluation was stopped: %v", context.Cause(r.Ctx))
	}
	if r.Limits.Time > 0 && time.Since(r.start) > r.Limits.Time {
		Fail("the program ran longer than %s", r.Limits.Time)
	}
}

// Grow counts n bytes that the run is about to build, and ends it where
// they exceed its limit.
func (r *Run) Grow(n int64) {
	r.bytes += n
	if r.Limits.Bytes > 0 && (n < 0 || r.bytes > r.Limits.Bytes || r.bytes < 0) {
		Fail("the program built more than %d bytes of values", r.Limits.Bytes)
	}
}

// Scan counts the work of going through a string.
func (r *Run) Scan(s string) {
	if n := len(s) >> 10; n > 0 {
		r.Step(int64(n))
	}
}

// ListSize is about the bytes of a list with n elements, for Grow.
func ListSize(n int) int64 { return 24 + 16*int64(n) }

// DictSize is about the bytes of a dict with n entries, for Grow. Big dicts have
// an index.
func DictSize(n int) int64 {
	if n > smallDict {
		return 64 + 88*int64(n)
	}
	return 64 + 40*int64(n)
}

// Enter counts a nested call; Leave ends it.
func (r *Run) Enter() {
	r.depth++
	if r.depth > maxDepth || (r.Limits.Depth > 0 && r.depth > r.Limits.Depth) {
		Fail("calls are nested deeper than %d", r.depth-1)
	}
}

// Leave ends what Enter began.
func (r *Run) Leave() { r.depth-- }

// Emit notes the value of a top-level expression statement at pos.
func (r *Run) Emit(v Value, instance bool, pos Pos) {
	r.pos = pos
	r.exprs = append(r.exprs, expression{v, instance})
}

// register notes an instance for instances() of its schema and its bases.
func (r *Run) register(inst *Instance) {
	if r.instances == nil {
		r.instances = map[*Schema][]*Instance{}
	}
	for s := inst.Type; s != nil; s = s.Base {
		r.instances[s] = append(r.instances[s], inst)
	}
}
