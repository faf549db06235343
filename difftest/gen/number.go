package gen

// This file writes integers and floats.

import "strconv"

func (g *generator) intLit() string {
	n := g.IntN(20)
	switch g.IntN(12) {
	case 0:
		n += g.IntN(1000)
	case 1:
		return "0x" + strconv.FormatInt(int64(n), 16)
	case 2:
		return "-" + strconv.Itoa(n+1)
	case 3:
		return "1_" + strconv.Itoa(100+n)
	case 4:
		return one(g, "0o17", "0b101", "010", "2147483647", "0")
	}
	return strconv.Itoa(n)
}

// positive writes an integer above zero.
func (g *generator) positive() string { return strconv.Itoa(1 + g.IntN(7)) }

func (g *generator) floatLit() string {
	if g.chance(10) {
		return one(g, "0.1", "3.14159", "1e10", "1.5e-7", "123456789.123", "1e-5", "100000000000000000000.0", "2.5e20", "0.30000000000000004", "1e16")
	}
	return strconv.Itoa(g.IntN(40)) + one(g, ".0", ".5", ".25", ".125", ".75", ".0")
}

func (g *generator) intExpr() string {
	x := func() string { return g.expr(intType) }
	return g.choose(
		form{3, g.intLit},
		form{6, func() string { return g.libraryCall(intType) }},
		form{5, func() string { return "(" + x() + one(g, " + ", " - ", " * ") + x() + ")" }},
		form{1, func() string { return "(" + x() + " + " + x() + one(g, " * ", " - ") + x() + ")" }},
		form{2, func() string { return "(" + x() + one(g, " // ", " % ") + one(g, "", "-") + g.positive() + ")" }},
		form{1, func() string { return "(" + x() + " ** " + one(g, "2", "3", "0") + ")" }},
		form{1, func() string { return "(" + x() + one(g, " & ", " | ", " ^ ") + x() + ")" }},
		form{1, func() string { return "(" + x() + one(g, " << ", " >> ") + g.positive() + ")" }},
		form{1, func() string { return one(g, "-", "+", "~") + "(" + x() + ")" }},
		form{1, func() string { return "len(" + g.filtered(dictOf(g.randomType(0))) + ")" }},
	)
}

func (g *generator) floatExpr() string {
	x := func() string { return g.expr(floatType) }
	return g.choose(
		form{4, g.floatLit},
		form{3, func() string { return g.libraryCall(floatType) }},
		form{3, func() string { return "(" + x() + one(g, " + ", " - ", " * ") + x() + ")" }},
		form{1, func() string { return "(" + x() + one(g, " + ", " - ", " * ") + g.expr(intType) + ")" }},
		form{1, func() string { return "(" + x() + " / " + one(g, "2.0", "4", "8", "3") + ")" }},
		form{1, func() string { return "(" + g.expr(intType) + " / " + one(g, "2", "4", "5", "7") + ")" }},
		form{1, func() string { return "(" + x() + one(g, " // ", " % ") + one(g, "2.5", "3.0") + ")" }},
	)
}
