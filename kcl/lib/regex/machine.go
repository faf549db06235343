package regex

// This file runs programs. The machine tries the ways through a program in
// order of preference, and takes back what it noted where one fails. That
// may take time exponential in the length of the text, so it counts what it
// does: as steps and bytes of the run, and against a limit of its own.

import (
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

const (
	// minTries and triesPerByte of the text bound how often a search may go
	// another way.
	minTries     = 10_000_000
	triesPerByte = 100

	// instrsPerStep is how many instructions count as one step of the run.
	instrsPerStep = 8
)

// A machine searches one text.
type machine struct {
	run     *eval.Run
	pattern string
	text    string
	slots   []int // the places of the groups, and of loops; -1 is none
	stack   []choice
	instrs  int // that were not counted yet
	tries   int // that the search has left
}

// A choice is another way to go on or, where slot is not negative, what was
// in a slot.
type choice struct{ pc, at, slot int }

// search finds the first match from a place on, and returns the places of
// its groups or nil.
func (m *machine) search(prog program, from, groups int) []int {
	m.tries = minTries + triesPerByte*len(m.text)
	for at := from; at <= len(m.text); {
		for i := range m.slots {
			m.slots[i] = -1
		}
		m.stack = m.stack[:0]
		if end := m.match(prog, at, -1); end >= 0 {
			m.slots[0], m.slots[1] = at, end
			return append([]int(nil), m.slots[:2*groups]...)
		}
		_, size := utf8.DecodeRuneInString(m.text[at:])
		at += max(size, 1)
		if prog[0].op == doBeginText {
			break
		}
	}
	return nil
}

// match runs a program at a place. It returns where that ends, which must be
// at end unless that is -1, or -1 where the program fails.
func (m *machine) match(prog program, at, end int) int {
	base := len(m.stack)
	pc := 0
	for {
		m.count()
		i := &prog[pc]
		next := -1
		switch i.op {
		case doMatch:
			if end < 0 || at == end {
				m.commit(base)
				return at
			}
		case doSplit:
			m.push(choice{i.y, at, -1})
			pc, next = i.x-1, at
		case doJump:
			pc, next = i.x-1, at
		case doSave:
			m.note(i.x, at)
			next = at
		case doClear:
			m.note(i.x, -1)
			next = at
		default:
			next = m.step(i, at)
		}
		if next >= 0 {
			pc, at = pc+1, next
			continue
		}
		var ok bool
		if pc, at, ok = m.back(base); !ok {
			return -1
		}
	}
}

// step does one instruction at a place, and returns where it ends or -1.
func (m *machine) step(i *instr, at int) int {
	ok := false
	switch i.op {
	case doSet:
		if r, size := utf8.DecodeRuneInString(m.text[at:]); size > 0 && i.set.has(r) {
			return at + size
		}
	case doBackref:
		from, to := m.slots[2*i.x], m.slots[2*i.x+1]
		if from >= 0 && to >= from && strings.HasPrefix(m.text[at:], m.text[from:to]) {
			m.instrs += (to - from) / 16
			return at + to - from
		}
	case doAtomic:
		return m.match(i.sub, at, -1)
	case doAhead:
		ok = m.look(i, func() bool { return m.match(i.sub, at, -1) >= 0 })
	case doBehind:
		ok = m.look(i, func() bool { return m.behind(i, at) })
	case doProgress:
		if ok = at != m.slots[i.x]; ok {
			m.note(i.x, at)
		}
	case doBeginText:
		ok = at == 0
	case doEndText:
		ok = at == len(m.text)
	case doBeginLine:
		ok = at == 0 || m.text[at-1] == '\n'
	case doEndLine:
		ok = at == len(m.text) || m.text[at] == '\n'
	case doWordBoundary:
		before, n := utf8.DecodeLastRuneInString(m.text[:at])
		after, k := utf8.DecodeRuneInString(m.text[at:])
		ok = ((n > 0 && i.set.has(before)) != (k > 0 && i.set.has(after))) != i.not
	}
	if ok {
		return at
	}
	return -1
}

// look reports whether an assertion holds. What it noted is taken back where
// it holds because there is no match.
func (m *machine) look(i *instr, matches func() bool) bool {
	base := len(m.stack)
	ok := matches()
	if ok && i.not {
		for len(m.stack) > base {
			m.pop()
		}
	}
	return ok != i.not
}

// behind reports whether a program matches from some place before up to at.
func (m *machine) behind(i *instr, at int) bool {
	from := at
	for n := 0; n <= i.max; n++ {
		if n >= i.min && m.match(i.sub, from, at) >= 0 {
			return true
		}
		_, size := utf8.DecodeLastRuneInString(m.text[:from])
		if size == 0 {
			break
		}
		from -= size
	}
	return false
}

// note sets a slot, so that it can be taken back.
func (m *machine) note(slot, at int) {
	m.push(choice{at: m.slots[slot], slot: slot})
	m.slots[slot] = at
}

func (m *machine) push(c choice) {
	if len(m.stack) == cap(m.stack) {
		m.run.Grow(24 * int64(max(cap(m.stack), 32)))
	}
	m.stack = append(m.stack, c)
}

// pop takes back the last choice.
func (m *machine) pop() choice {
	last := len(m.stack) - 1
	c := m.stack[last]
	m.stack = m.stack[:last]
	if c.slot >= 0 {
		m.slots[c.slot] = c.at
	}
	return c
}

// back returns the last way that was not tried since base.
func (m *machine) back(base int) (pc, at int, ok bool) {
	for len(m.stack) > base {
		if c := m.pop(); c.slot < 0 {
			if m.tries--; m.tries < 0 {
				eval.Fail("the regular expression '%s' tries too many ways to match a text: make its repeats exclude each other", m.pattern)
			}
			return c.pc, c.at, true
		}
	}
	return 0, 0, false
}

// commit gives up the other ways since base, but not what to take back.
func (m *machine) commit(base int) {
	kept := m.stack[:base]
	for _, c := range m.stack[base:] {
		if c.slot >= 0 {
			kept = append(kept, c)
		}
	}
	m.stack = kept
}

// count counts one instruction.
func (m *machine) count() {
	if m.instrs++; m.instrs >= 128*instrsPerStep {
		m.run.Step(int64(m.instrs / instrsPerStep))
		m.instrs = 0
	}
}
