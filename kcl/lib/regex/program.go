package regex

// This file compiles the tree of a pattern to a program of a backtracking
// machine.

import "fmt"

// A program ends with a match, where it is not left before.
type program []instr

type instr struct {
	op       instrOp
	x, y     int // where to go on: of split first x; of others a number
	set      *set
	sub      program
	not      bool
	min, max int // of look-behind: the characters that it may have
}

type instrOp uint8

const (
	doMatch instrOp = iota
	doSet
	doSplit    // go on at x, or else at y
	doJump     // go on at x
	doSave     // note the place in slot x
	doClear    // note no place in slot x
	doProgress // fail where the place is that in slot x, or else note it
	doBackref  // read what group x is
	doAhead
	doBehind
	doAtomic
	doBeginText
	doEndText
	doBeginLine
	doEndLine
	doWordBoundary
)

// maxNodes bounds the nodes of a pattern whose repeats are written out.
const maxNodes = 20_000

type compiler struct {
	prog  program
	slots int  // 2 for each group, then one for each loop
	total *int // of nodes, with those of other programs
}

// compileTree returns the program of a tree with a number of groups, and how
// many slots it needs.
func compileTree(tree *node, groups int) (prog program, slots int, err error) {
	defer caught(&err)
	c := &compiler{slots: 2 * groups, total: new(int)}
	c.whole(tree)
	return c.prog, c.slots, nil
}

func (c *compiler) whole(n *node) {
	c.node(n)
	c.emit(instr{op: doMatch})
}

// emit adds an instruction and returns its index.
func (c *compiler) emit(i instr) int {
	c.prog = append(c.prog, i)
	return len(c.prog) - 1
}

// sub is the program of a node that is matched on its own.
func (c *compiler) sub(n *node) program {
	s := &compiler{slots: c.slots, total: c.total}
	s.whole(n)
	c.slots = s.slots
	return s.prog
}

var simple = [...]instrOp{
	opBeginText: doBeginText, opEndText: doEndText, opBeginLine: doBeginLine, opEndLine: doEndLine,
	opSet: doSet, opWordBoundary: doWordBoundary,
}

func (c *compiler) node(n *node) {
	if *c.total++; *c.total > maxNodes {
		panic(syntaxError(fmt.Sprintf("with its repeats written out it has more than %d parts", maxNodes)))
	}
	switch n.op {
	case opEmpty:
	case opConcat:
		for _, sub := range n.subs {
			c.node(sub)
		}
	case opAlternate:
		c.alternate(n.subs)
	case opRepeat:
		c.repeat(n)
	case opGroup:
		c.emit(instr{op: doSave, x: 2 * n.group})
		c.node(n.subs[0])
		c.emit(instr{op: doSave, x: 2*n.group + 1})
	case opBackref:
		c.emit(instr{op: doBackref, x: n.group})
	case opAhead:
		c.emit(instr{op: doAhead, sub: c.sub(n.subs[0]), not: n.not})
	case opAtomic:
		c.emit(instr{op: doAtomic, sub: c.sub(n.subs[0])})
	case opBehind:
		low, high := n.subs[0].width()
		if high < 0 {
			panic(syntaxError("a look-behind must have a limited length"))
		}
		c.emit(instr{op: doBehind, sub: c.sub(n.subs[0]), not: n.not, min: low, max: high})
	default:
		c.emit(instr{op: simple[n.op], set: n.set, not: n.not})
	}
}

func (c *compiler) alternate(subs []*node) {
	var ends []int
	for i, sub := range subs {
		if i == len(subs)-1 {
			c.node(sub)
			break
		}
		split := c.emit(instr{op: doSplit})
		c.prog[split].x = len(c.prog)
		c.node(sub)
		ends = append(ends, c.emit(instr{op: doJump}))
		c.prog[split].y = len(c.prog)
	}
	for _, i := range ends {
		c.prog[i].x = len(c.prog)
	}
}

func (c *compiler) repeat(n *node) {
	body := n.subs[0]
	if n.max < 0 {
		for range n.min - 1 {
			c.node(body)
		}
		c.loop(body, n.min > 0, n.lazy)
		return
	}
	for range n.min {
		c.node(body)
	}
	var splits []int
	for range n.max - n.min {
		splits = append(splits, c.emit(instr{op: doSplit}))
		c.node(body)
	}
	for _, i := range splits {
		c.branch(i, i+1, len(c.prog), n.lazy)
	}
}

// loop repeats body without limit. After the first time it must not be
// empty.
func (c *compiler) loop(body *node, once, lazy bool) {
	enter := -1
	if !once {
		enter = c.emit(instr{op: doSplit})
	}
	slot := -1
	if low, _ := body.width(); low == 0 {
		slot = c.slots
		c.slots++
		c.emit(instr{op: doClear, x: slot})
	}
	first := len(c.prog)
	c.node(body)
	if slot >= 0 {
		c.emit(instr{op: doProgress, x: slot})
	}
	again := c.emit(instr{op: doSplit})
	c.branch(again, first, again+1, lazy)
	if enter >= 0 {
		c.branch(enter, enter+1, again+1, lazy)
	}
}

// branch sets where a split goes on: within a repeat or after it.
func (c *compiler) branch(split, within, after int, lazy bool) {
	if lazy {
		within, after = after, within
	}
	c.prog[split].x, c.prog[split].y = within, after
}

// maxWidth bounds the length of a look-behind, and so its time.
const maxWidth = 1000

// width is how many characters a node may have; high is -1 where they are
// more than maxWidth.
func (n *node) width() (low, high int) {
	switch n.op {
	case opSet:
		return 1, 1
	case opBackref:
		return 0, -1
	case opAhead, opBehind:
		return 0, 0
	case opAlternate:
		low, high = n.subs[0].width()
		for _, sub := range n.subs[1:] {
			l, h := sub.width()
			low = min(low, l)
			if high = max(high, h); h < 0 {
				high = h
			}
		}
	case opRepeat:
		l, h := n.subs[0].width()
		low, high = min(l*min(n.min, maxWidth), maxWidth), h*min(n.max, maxWidth+1)
		if n.max < 0 && h != 0 || h < 0 && n.max != 0 {
			high = -1
		}
	default:
		for _, sub := range n.subs {
			l, h := sub.width()
			low = min(low+l, maxWidth)
			if high += h; h < 0 {
				high = -maxWidth
			}
		}
	}
	if high < 0 || high > maxWidth {
		high = -1
	}
	return low, high
}
