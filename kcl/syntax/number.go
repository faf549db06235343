package syntax

// This file reads numeric literals.

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// isUnit tells whether an integer may end in s.
func isUnit(s string) bool {
	switch s {
	case "", "n", "u", "m", "k", "K", "M", "G", "T", "P", "Ki", "Mi", "Gi", "Ti", "Pi":
		return true
	}
	return false
}

var baseNames = map[int]string{2: "binary", 8: "octal", 16: "hexadecimal"}

// scanNumber reads a number with its unit.
func (s *scanner) scanNumber() {
	pos := s.pos
	base, ok := s.scanInteger()
	if !ok {
		s.error(pos, "no valid digits found for number")
		s.finishNumber(INT, pos, false)
		return
	}
	fraction := s.peek(0) == '.' && s.peek(1) != '.' && !s.identAt(s.pos+1)
	if c := s.peek(0); !fraction && c != 'e' && c != 'E' {
		s.finishNumber(INT, pos, s.checkDigits(pos, base))
		return
	}
	if fraction {
		s.pos++
		ok = class[s.peek(0)] != digit || s.scanDigits(10) && s.scanExponent()
	} else {
		ok = s.scanExponent()
	}
	switch {
	case !ok:
		s.error(pos, "expected at least one digit in exponent")
	case base != 10:
		s.error(pos, baseNames[base]+" float literal is not supported")
		ok = false
	}
	s.finishNumber(FLOAT, pos, ok)
}

// scanInteger reads the digits of an integer, or of what stands before a
// point, and tells their base. It reports false where a prefix has no
// digits after it. A leading 0 is the prefix of an octal number, too.
func (s *scanner) scanInteger() (base int, ok bool) {
	base = 10
	if s.src[s.pos] == '0' {
		switch c := s.peek(1); {
		case c == 'b':
			base = 2
		case c == 'o', class[c] == digit:
			base = 8
		case c == 'x':
			base = 16
		}
	}
	if base != 10 {
		s.pos += 2
	}
	return base, s.scanDigits(base)
}

// scanDigits reads digits, hexadecimal ones if the base is 16, else
// decimal ones, with underscores between them, and tells whether there are
// any. Digits too high for the base are reported later.
func (s *scanner) scanDigits(base int) (any bool) {
	for ; s.pos < s.end; s.pos++ {
		c := s.src[s.pos]
		switch {
		case c == '_':
		case class[c] == digit, base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			any = true
		default:
			return any
		}
	}
	return any
}

// scanExponent reads an exponent if there is one, and tells whether it has
// the digits that it needs.
func (s *scanner) scanExponent() bool {
	if c := s.peek(0); c != 'e' && c != 'E' {
		return true
	}
	s.pos++
	if c := s.peek(0); c == '+' || c == '-' {
		s.pos++
	}
	return s.scanDigits(10)
}

// checkDigits reports the first digit of src[pos:s.pos] that is too high
// for the base. The digit that follows an octal number's 0 is not looked
// at here: parseInt refuses it.
func (s *scanner) checkDigits(pos, base int) bool {
	if base == 10 || base == 16 {
		return true
	}
	for i := pos + 2; i < s.pos; i++ {
		if c := s.src[i]; c != '_' && int(c-'0') >= base {
			s.error(i, fmt.Sprintf("invalid digit for a base %d literal, start: %d, stop: %d", base, i, i+1))
			return false
		}
	}
	return true
}

// finishNumber reads the unit of the number that starts at pos and emits
// its token. A number that is not ok has been reported, and counts as 0.
// Only integers have units. What looks like one after a float is skipped,
// as in the reference: published packages have `x <= 4.2e+09x >= 0`.
func (s *scanner) finishNumber(kind Token, pos int, ok bool) {
	suffix := s.pos
	if s.identAt(s.pos) {
		s.pos = s.identEnd(s.pos)
	}
	if ok && kind == INT && !isUnit(s.src[suffix:s.pos]) {
		s.error(pos, "invalid int binary suffix")
		ok = false
	}
	t := token{kind: kind, pos: int32(pos), end: int32(s.pos), aux: int32(suffix)}
	if !ok {
		t.flags = badNumber
	}
	s.toks = append(s.toks, t)
}

// parseInt returns the value of an integer literal without its unit. A
// prefix is 0x, 0o, 0b or, for octal, 0 alone. Single underscores may
// stand between digits and after the prefix.
func parseInt(text string) (int64, bool) {
	base := 10
	digits := text
	if len(text) > 1 && text[0] == '0' {
		switch text[1] {
		case 'x', 'o', 'b':
			base = map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]]
			digits = strings.TrimPrefix(text[2:], "_")
		case '_':
			digits = text[2:]
		default:
			base, digits = 8, text[1:]
		}
	}
	if strings.Contains(digits, "__") || strings.HasPrefix(digits, "_") || strings.HasSuffix(digits, "_") {
		return 0, false
	}
	if strings.Contains(digits, "_") {
		digits = strings.ReplaceAll(digits, "_", "")
	}
	v, err := strconv.ParseInt(digits, base, 64)
	return v, err == nil
}

// parseFloat returns the value of a float literal.
func parseFloat(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	if math.IsInf(v, 0) {
		return v, true
	}
	return v, err == nil && !strings.Contains(text, "_")
}
