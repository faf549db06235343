package syntax

// This file limits how deep a tree may be.

import "fmt"

// maxDepth is the number of levels that a tree may have: of nested
// expressions, types and blocks, and of operators and selectors in a chain,
// since `a + b + c` and `a.b.c` are trees that lean to the left. Programs
// stay below 50. A tree of this depth takes any recursive pass a few
// megabytes of stack; a file that is deeper was made to exhaust it.
const maxDepth = 2000

// A nest is the state of the levels around the one that is being read.
type nest struct{ height int32 }

// enter starts a level.
func (p *parser) enter() nest {
	n := nest{p.height}
	p.depth++
	p.height = 0
	p.checkDepth()
	return n
}

// leave ends the level that enter started.
func (p *parser) leave(n nest) {
	p.depth--
	p.height = max(n.height, p.height+1)
}

// wrap adds a level around all that was read on the current one, as a
// chain of operators does with its left operand.
func (p *parser) wrap() {
	p.height++
	p.checkDepth()
}

// checkDepth gives the file up where it nests too deep.
func (p *parser) checkDepth() {
	if p.depth+p.height <= maxDepth {
		return
	}
	if !p.errs.closed {
		p.errs.close(p.tok.pos, fmt.Sprintf("the program nests too deep here: more than %d levels", maxDepth))
	}
	p.stopIfClosed()
}
