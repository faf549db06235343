// Package eval evaluates compiled programs.
//
// It defines what code computes with and what it runs in; package compile
// makes the code, closures of type Expr, from syntax trees.
//
//	value.go dict.go func.go  values; they are immutable once built
//	host.go capability.go     what a host hands in: data, and access to the machine
//	run.go fail.go result.go  a run: its limits, its errors, what it returns
//	blame.go                  errors in built-in modules, at the line of the program
//	vars.go                   lazy variables: setters, cells, cycles
//	schema.go build.go        schemas, and instances as sets of lazy variables
//	rule.go call.go           rules, and calls
//	union.go                  `|`, config entries, configs applied to instances
//	types.go                  type annotations at run time
//	ops.go compare.go text.go access.go iterate.go convert.go unit.go
//	                          operators, text, indices, loops, conversions
//
// A Program is immutable. A Run holds all state of one evaluation and
// belongs to one goroutine, so any number of runs may share a Program.
//
// A run goes through the statements of each package in order, imported ones
// first. A statement that sets a variable asks for that variable's value at
// this setter; what it needs of other variables is computed when it reads
// them, by their last setter, wherever that stands. What was computed is
// kept.
//
// An error is a panic of one private type that carries a message; the place
// is that which the run evaluated last. It is recovered once, in
// Program.Run, and becomes a diagnostic. Any other panic is a defect and is
// left alone.
package eval
