package kcl

// This file compiles and runs programs.

import (
	"context"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/compile"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// A Program is a compiled program. It is immutable: any number of
// goroutines may run it at once.
type Program struct {
	code *eval.Program
	root string
}

// Compile compiles a program of the given sources, which together are its
// main package. It touches no file. The error is an *Error.
func Compile(sources ...Source) (*Program, error) {
	return CompileSources(sources, SourceOptions{})
}

func compileLoaded(src *load.Program, diags diag.List, plugins []*Plugin) (*Program, error) {
	if src == nil {
		return nil, &Error{Diagnostics: diags}
	}
	code, more := compile.Compile(src, plugins)
	if diags = append(diags, more...); len(diags) > 0 {
		return nil, &Error{Diagnostics: diags}
	}
	return &Program{code: code}, nil
}

// DefaultLimits hold for a run that sets none: they stop a program that
// runs away, and are far from what a program of use takes.
var DefaultLimits = Limits{
	Steps: 50_000_000,
	Depth: 10_000,
	Bytes: 128 << 20,
	Time:  5 * time.Second,
}

// Run evaluates the program. The error is an *Error.
func (p *Program) Run(ctx context.Context, o RunOptions) (*Result, error) {
	r := &eval.Run{Print: o.Print, Limits: o.Limits, Debug: o.Debug, Strict: o.Strict, Caps: o.Capabilities}
	if r.Limits == (Limits{}) {
		r.Limits = DefaultLimits
	}
	r.Options = make(map[string]eval.Value, len(o.Options))
	for name, v := range o.Options {
		r.Options[name] = eval.FromHost(v)
	}
	res, d := p.code.Run(ctx, r)
	if d != nil {
		return nil, &Error{Diagnostics: diag.List{d}}
	}
	return &Result{Vars: res.Vars, Exprs: res.Exprs, Replaced: res.Replaced, Streams: r.Streams, run: r, res: res}, nil
}
