package syntax

// This file turns the indentation of lines into INDENT and DEDENT tokens.

const tabsAndSpaces = "inconsistent use of tabs and spaces in indentation"

// A level is the indentation of a line. Tabs and spaces are counted apart:
// no tab width makes them comparable.
type level struct{ tabs, spaces int32 }

// compare returns how l compares with m: -1, 0 or +1. It reports false
// where that depends on the width of a tab.
func (l level) compare(m level) (order int, ok bool) {
	tabs, spaces := sign(l.tabs-m.tabs), sign(l.spaces-m.spaces)
	if tabs == 0 {
		return spaces, true
	}
	return tabs, spaces == 0 || spaces == tabs
}

func sign(n int32) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// lineStart reads the blanks that start a line, and tells whether a token
// follows on it. If so, it has emitted what the indentation means; blank
// lines and lines of comment mean nothing.
func (s *scanner) lineStart() bool {
	var l level
	for ; s.pos < s.end; s.pos++ {
		switch c := s.src[s.pos]; c {
		case ' ':
			l.spaces++
		case '\t':
			l.tabs++
		case '\r', '\v', '\f':
		case '\n':
			s.scanToken()
			return false
		case '#':
			s.scanComment()
			return false
		default:
			s.lineHead = false
			s.indent(l)
			return true
		}
	}
	return false
}

// indent emits the tokens that lead from the current level to l.
func (s *scanner) indent(l level) {
	order, ok := l.compare(s.indents[len(s.indents)-1])
	switch {
	case !ok:
		s.error(s.pos, tabsAndSpaces)
	case order > 0:
		s.indents = append(s.indents, l)
		s.emit(INDENT, s.pos)
	case order < 0:
		s.dedent(l)
	}
}

// dedent closes levels down to l. Where l lies between two levels, the
// inner one stays open, and the DEDENT says by how many spaces it is off.
func (s *scanner) dedent(l level) {
	for {
		s.emit(DEDENT, s.pos)
		n := len(s.indents) - 1
		outer := s.indents[n-1]
		order, ok := l.compare(outer)
		if ok && order > 0 {
			s.toks[len(s.toks)-1].aux = l.spaces - outer.spaces
			return
		}
		s.indents = s.indents[:n]
		if !ok {
			s.error(s.pos, tabsAndSpaces)
			return
		}
		if order == 0 {
			return
		}
	}
}
