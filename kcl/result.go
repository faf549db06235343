package kcl

// This file says what a run returned.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A Result is what a run returned.
type Result struct {
	// Vars are the variables of the main package in order, private ones
	// (with a leading '_') and functions among them.
	Vars *Dict
	// Exprs are the values of its top-level expressions, in order: configs,
	// instances, lists, scalars; not of calls. Of several schema
	// expressions the last one counts, as in the reference implementation.
	Exprs []Value
	// Replaced is the number of schema expressions that are not among Exprs,
	// since a later one has taken their place.
	Replaced int
	// Streams are the values given to manifests.yaml_stream, in order.
	Streams []Value

	run *eval.Run
	res *eval.Result
}

// Value joins the expressions and the variables of the program into the one
// value that its output shows. hidden says whether private variables count.
// The error, an *Error, is a conflict between them.
func (r *Result) Value(hidden bool) (Value, error) {
	v, d := r.run.Output(r.res, hidden)
	if d != nil {
		return nil, &Error{Diagnostics: diag.List{d}}
	}
	return v, nil
}
