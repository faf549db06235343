package eval

// This file defines a run: all state of one evaluation of a Program.

import (
	"context"
	"io"
)

// A Run is the state of one evaluation. It belongs to one goroutine.
type Run struct {
	Ctx     context.Context
	Options map[string]Value // what option() reads
	Print   io.Writer        // where print() writes; nil discards
	Debug   bool             // -d
	Strict  bool             // -r: integers must fit 32 bits
	Limits  Limits

	steps int64
	depth int
	bytes int64
	pos   Pos // of what is being evaluated
}

// A Pos is a place in a program: the index of its file and an offset in it.
type Pos struct {
	File int32
	Off  int32
}

// Limits bound what a run may use. Zero means no limit.
type Limits struct {
	Steps int64 // calls, iterations and entries
	Depth int   // nested calls and instances
	Bytes int64 // bytes of strings, lists and configs built
}

// Step counts n units of work and ends the run where they exceed its limit
// or its context is done.
func (r *Run) Step(n int64) {
	old := r.steps
	r.steps += n
	if r.Limits.Steps > 0 && r.steps > r.Limits.Steps {
		Fail("the program took more than %d evaluation steps", r.Limits.Steps)
	}
	if r.Ctx != nil && old>>12 != r.steps>>12 && r.Ctx.Err() != nil {
		Fail("the evaluation was stopped: %v", context.Cause(r.Ctx))
	}
}

// Grow counts n bytes that the run is about to build, and ends it where
// they exceed its limit.
func (r *Run) Grow(n int64) {
	r.bytes += n
	if r.Limits.Bytes > 0 && (n < 0 || r.bytes > r.Limits.Bytes) {
		Fail("the program built more than %d bytes of values", r.Limits.Bytes)
	}
}

// Enter counts a nested call; Leave ends it.
func (r *Run) Enter() {
	r.depth++
	if r.Limits.Depth > 0 && r.depth > r.Limits.Depth {
		Fail("calls are nested deeper than %d", r.Limits.Depth)
	}
}

// Leave ends what Enter began.
func (r *Run) Leave() { r.depth-- }
