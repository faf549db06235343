package str

// This file defines the format specifications of numbers, which are those of
// Python: [[fill]align][sign][#][0][width][grouping][.precision][type].

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

type spec struct {
	run       *eval.Run
	fill      rune // 0 where it is not given
	align     byte // < > = ^, or 0
	sign      byte // + - or space, or 0
	alternate bool // #
	width     int
	grouping  byte // , or _, or 0
	precision int  // -1 where it is not given
	typ       byte // a letter or %, or 0
}

// Python's floats have no more digits, and Rust's formatter prints no more.
const maxDigits = 65_535

func parseSpec(r *eval.Run, s string) *spec {
	p := &spec{run: r, precision: -1}
	if len(s) >= 2 && s[0] == '!' && strings.IndexByte("srab", s[1]) >= 0 {
		s = s[2:] // a conversion has no effect
	}
	s = p.parseAlign(s)
	p.sign, s = oneOf(s, "+- ")
	hash, s := oneOf(s, "#")
	p.alternate = hash != 0
	zero, s := oneOf(s, "0")
	p.width, s = parseDigits(s)
	p.width = max(p.width, 0)
	p.grouping, s = oneOf(s, "_,")
	if rest, ok := strings.CutPrefix(s, "."); ok {
		if p.precision, rest = parseDigits(rest); p.precision >= 0 {
			s = rest
		}
	}
	p.typ, s = oneOf(s, "sbcdoxXeEfFgGn%")
	if s != "" {
		eval.Fail("Invalid format specifier")
	}
	if zero != 0 && p.fill == 0 {
		p.fill = '0'
		if p.align == 0 {
			p.align = '='
		}
	}
	r.Grow(int64(p.width) + int64(max(p.precision, 0)))
	return p
}

func (p *spec) parseAlign(s string) string {
	const aligns = "<>=^"
	if r, size := utf8.DecodeRuneInString(s); size > 0 && size < len(s) {
		if align, rest := oneOf(s[size:], aligns); align != 0 {
			p.fill, p.align = r, align
			return rest
		}
	}
	p.align, s = oneOf(s, aligns)
	return s
}

// oneOf takes the first byte of s off where it is among set.
func oneOf(s, set string) (byte, string) {
	if s != "" && strings.IndexByte(set, s[0]) >= 0 {
		return s[0], s[1:]
	}
	return 0, s
}

// parseDigits takes a number off; it is -1 where s begins with none.
func parseDigits(s string) (int, string) {
	rest := strings.TrimLeft(s, "0123456789")
	if len(rest) == len(s) {
		return -1, s
	}
	n, err := strconv.Atoi(s[:len(s)-len(rest)])
	if err != nil || n > maxDigits {
		eval.Fail("Too many decimal digits in format string")
	}
	return n, rest
}

func (p *spec) formatInt(n int64) string {
	size := uint64(n)
	if n < 0 {
		size = -size
	}
	prefix, base := "", 10
	switch p.typ {
	case 'b':
		prefix, base = "0b", 2
	case 'o':
		prefix, base = "0o", 8
	case 'x', 'X':
		prefix, base = "0x", 16
	case 'd', 'n', 0:
	case 'e', 'E', 'f', 'F', '%':
		return p.formatFloat(float64(n))
	default:
		p.unknown("int")
	}
	digits := strconv.FormatUint(size, base)
	if p.typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	digits = p.group(digits)
	if p.alternate {
		digits = prefix + digits
	}
	return p.pad(digits, n < 0)
}

func (p *spec) formatFloat(f float64) string {
	size := math.Abs(f)
	precision := p.precision
	if precision < 0 {
		precision = 6
	}
	var digits string
	switch p.typ {
	case 'f', 'F':
		digits = finiteOr(size, func() string { return strconv.FormatFloat(size, 'f', precision, 64) })
	case 'e', 'E':
		digits = finiteOr(size, func() string { return strconv.FormatFloat(size, 'e', precision, 64) })
	case 'g', 'G':
		digits = finiteOr(size, func() string { return general(size, max(precision, 1)) })
	case '%':
		digits = finiteOr(size, func() string { return strconv.FormatFloat(size*100, 'f', precision, 64) }) + "%"
	case 0:
		digits = finiteOr(size, func() string { return shortest(size) })
	case 'n':
		eval.Fail("Format code 'n' for object of type 'float' not implemented yet")
	default:
		p.unknown("float")
	}
	if p.typ == 'F' || p.typ == 'E' || p.typ == 'G' {
		digits = strings.ToUpper(digits)
	}
	return p.pad(p.group(digits), math.Signbit(f) && !math.IsNaN(f))
}

func (p *spec) unknown(of string) {
	eval.Fail("Unknown format code '%c' for object of type '%s'", p.typ, of)
}

func finiteOr(f float64, text func() string) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 0):
		return "inf"
	}
	return text()
}

// general is the type g: precision significant digits without zeros at the
// end, with an exponent where it is less than -4 or not below precision.
func general(f float64, precision int) string {
	s := strconv.FormatFloat(f, 'e', precision-1, 64)
	digits, exp, _ := strings.Cut(s, "e")
	if e, _ := strconv.Atoi(exp); e >= -4 && e < precision {
		return trimZeros(strconv.FormatFloat(f, 'f', precision-1-e, 64))
	}
	return trimZeros(digits) + "e" + exp
}

func trimZeros(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// shortest is a float without a type: the shortest digits that give it
// again, with an exponent where it is less than -4 or above 15.
func shortest(f float64) string {
	s := strconv.FormatFloat(f, 'e', -1, 64)
	if _, exp, _ := strings.Cut(s, "e"); f != 0 {
		if e, _ := strconv.Atoi(exp); e <= -5 || e >= 16 {
			return s
		}
	}
	return string(eval.AppendFloat(nil, f))
}

// group puts separators between the digits before the point: every three,
// or four where the type is a base.
func (p *spec) group(s string) string {
	if p.grouping == 0 {
		return s
	}
	every := 3
	switch p.typ {
	case 'b', 'o', 'x', 'X':
		every = 4
	case 'd', 'n', 'f', 'F', 0:
	default:
		eval.Fail("Separators only valid for numbers!")
	}
	whole, fraction, point := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%every == 0 {
			b.WriteByte(p.grouping)
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}

// pad adds the sign and fills up to the width.
func (p *spec) pad(digits string, negative bool) string {
	sign := ""
	switch {
	case negative:
		sign = "-"
	case p.sign == '+' || p.sign == ' ':
		sign = string(p.sign)
	}
	fill := p.fill
	if fill == 0 {
		fill = ' '
	}
	n := max(p.width-len(digits)-len(sign), 0)
	p.run.Grow(int64(n * utf8.RuneLen(fill)))
	left, right := n, 0
	switch p.align {
	case '<':
		left, right = 0, n
	case '^':
		left, right = n/2, n-n/2
	case '=':
		return sign + strings.Repeat(string(fill), n) + digits
	}
	return strings.Repeat(string(fill), left) + sign + digits + strings.Repeat(string(fill), right)
}
