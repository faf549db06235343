// Package kcl is the KCL configuration language in pure Go.
//
// A program is compiled once and run any number of times, also from many
// goroutines at once:
//
//	prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: text})
//	res, err := prog.Run(ctx, kcl.RunOptions{Options: map[string]any{"name": "web"}})
//	text, err := res.YAML(kcl.OutputOptions{})
//
// A program is a closed box: it sees its sources, the system modules, the
// modules that CompileSources is given, and what RunOptions gives it, and
// nothing else of the machine.
//
// Beside this stand the run functions of kcl-go under their own names: Run,
// MustRun, RunFiles, RunWithOpts, the With... options, KCLResultList and
// KCLResult. They read the program's files; the program itself reads none
// unless WithCapabilities lets it. Of kcl-go's API is left out: what writes
// sources (WithPrintOverridesAST, OverrideFile, formatting), the tools (lint,
// test, validation, dependency lists, schema types), the service messages
// (ExecProgramArgs and the like), and its registry of plugins: here they are
// given to a compilation, see NewPlugin.
package kcl

import (
	"io"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// The values of a program's input and output; see package eval.
type (
	Value    = eval.Value
	Dict     = eval.Dict
	List     = eval.List
	Instance = eval.Instance
	Mapping  = eval.Mapping
	Sequence = eval.Sequence
	Limits   = eval.Limits

	Capabilities = eval.Capabilities
)

// A Source is one KCL source text. Name appears in diagnostics.
type Source struct{ Name, Text string }

// An Error is what is wrong with a program, at compile time or in a run.
// Its text is that of the reference implementation; Diagnostics has the
// same as data, with every column that is known (see diag.RenderFull).
type Error struct{ Diagnostics diag.List }

func (e *Error) Error() string { return e.Diagnostics.Error() }

// RunOptions are what one run gets from its host.
type RunOptions struct {
	// Options are what option("name") reads: nil, bool, int64, float64,
	// string, Mapping, Sequence or Value.
	Options map[string]any
	// Print receives what print() writes; nil discards it.
	Print io.Writer
	// Limits bound the run; the zero value stands for DefaultLimits.
	Limits Limits
	// Capabilities are what of the machine the program may use; nil is
	// nothing.
	Capabilities *Capabilities
	Debug        bool // errors have a backtrace
	Strict       bool // integers must fit 32 bits, floats 32-bit floats
}
