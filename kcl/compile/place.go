package compile

// This file says where a run-time error of an operator is.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// operatorPos is the place of an operator's error: the beginning of the
// whole expression x or, where its right operand r ends on another line, the
// part of r that is evaluated last. So the line is that of the reference
// implementation, which names the line of the expression that it entered
// last: in a union of configs, often that of the entry that does not fit.
func (f *file) operatorPos(x syntax.Node, r syntax.Expr) eval.Pos {
	last := lastEvaluated(r)
	lines := f.Module.File
	if lines.LineOf(last.Range().Pos) == lines.LineOf(x.Range().Pos) {
		return f.pos(x)
	}
	return f.pos(last)
}

// lastEvaluated is the part of x whose evaluation begins last, as far as
// that does not depend on values; else x.
func lastEvaluated(x syntax.Expr) syntax.Expr {
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return lastEvaluated(x.X)
	case *syntax.UnaryExpr:
		return lastEvaluated(x.X)
	case *syntax.BinaryExpr:
		if x.Op != syntax.AND && x.Op != syntax.OR {
			return lastEvaluated(x.R)
		}
	case *syntax.ListExpr:
		if n := len(x.Elems); n > 0 {
			return lastEvaluated(x.Elems[n-1])
		}
	case *syntax.ConfigExpr:
		if n := len(x.Entries); n > 0 && x.Entries[n-1].If == nil {
			return lastEvaluated(x.Entries[n-1].Value)
		}
	}
	return x
}
