package syntax

// This file limits how deep a tree may be.

import "fmt"

// maxDepth is the number of levels that a tree may have: of nested
// expressions, types and blocks, and of operators and selectors in a chain,
// since `a + b + c` and `a.b.c` are trees that lean to the left. The
// deepest of the published modules has 25. A tree of this depth takes any recursive pass a few
// megabytes of stack; a file that is deeper was made to exhaust it.
const maxDepth = 2000

// enter starts a level. It returns the height so far, for leave.
func (p *parser) enter() (height int32) {
	height = p.height
	p.depth++
	p.height = 0
	p.checkDepth()
	return height
}

// leave ends the level for which enter returned height.
func (p *parser) leave(height int32) {
	p.depth--
	p.height = max(height, p.height+1)
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
