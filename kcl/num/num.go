// Package num computes elementary functions to the last digit.
//
// Those of Go's package math are off by a unit in the last place for a part
// of their arguments (pow for nearly half of them), so that a program would
// print other digits than with the reference implementation, whose C library
// rounds correctly but for rare cases. Here a number is the sum of two
// floats (106 bits), the series are summed in that, and only the result is
// rounded. A call takes some microseconds.
package num

import "math"

// Exp is e to the power of x.
func Exp(x float64) float64 {
	if math.IsNaN(x) || x > maxExp || x < minExp {
		return math.Exp(x)
	}
	return exp(double{x, 0})
}

// Exp overflows above maxExp and is 0 below minExp.
const maxExp, minExp = 709.7, -745.2

// Log is the natural logarithm of x.
func Log(x float64) float64 {
	if special(x) {
		return math.Log(x)
	}
	return log(x).float()
}

// Log2 is the logarithm of x to the base 2.
func Log2(x float64) float64 {
	if special(x) {
		return math.Log2(x)
	}
	return log(x).div(ln2).float()
}

// Log10 is the logarithm of x to the base 10.
func Log10(x float64) float64 {
	if special(x) {
		return math.Log10(x)
	}
	return log(x).div(ln10).float()
}

// special reports whether the logarithm of x is not a finite number.
func special(x float64) bool { return !(x > 0) || math.IsInf(x, 1) }

// Pow is x to the power of y.
func Pow(x, y float64) float64 {
	if special(math.Abs(x)) || y == 0 || math.IsNaN(y) || math.IsInf(y, 0) {
		return math.Pow(x, y)
	}
	whole := y == math.Trunc(y)
	if x < 0 && !whole {
		return math.NaN()
	}
	p := log(math.Abs(x)).mul(double{y, 0})
	if !(p.hi <= maxExp && p.hi >= minExp) {
		return math.Pow(x, y)
	}
	if x < 0 && math.Mod(y, 2) != 0 {
		return -exp(p)
	}
	return exp(p)
}
