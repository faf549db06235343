package builtin

// This file defines the functions on numbers.

import (
	"math"
	"math/big"
	"strconv"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/num"
)

// abs(inval): Undefined where it is no number
func abs(c *eval.Call) eval.Value {
	switch v := need(c, "inval").(type) {
	case eval.Int:
		if v < 0 {
			return c.Run.Neg(v)
		}
		return v
	case eval.Float:
		return eval.Float(math.Abs(float64(v)))
	}
	return eval.Undefined
}

// hex(number), oct(number), bin(number): Undefined where it is no integer
func hex(c *eval.Call) eval.Value { return inBase(c, 16, "0x") }
func oct(c *eval.Call) eval.Value { return inBase(c, 8, "0o") }
func bin(c *eval.Call) eval.Value { return inBase(c, 2, "0b") }

func inBase(c *eval.Call, base int, prefix string) eval.Value {
	n, ok := need(c, "number").(eval.Int)
	if !ok {
		return eval.Undefined
	}
	if n < 0 {
		return eval.Str("-" + prefix + strconv.FormatUint(-uint64(n), base))
	}
	return eval.Str(prefix + strconv.FormatInt(int64(n), base))
}

// multiplyof(a, b): whether a is a multiple of b
func multipleOf(c *eval.Call) eval.Value {
	x, y := c.Arg(0, "a"), c.Arg(1, "b")
	if x == nil || y == nil {
		eval.Fail("multiplyof() takes exactly two argument (%d given)", len(c.Args)+len(c.Kw))
	}
	a, ok1 := x.(eval.Int)
	b, ok2 := y.(eval.Int)
	switch {
	case !ok1 || !ok2:
		return eval.Undefined
	case b == 0:
		eval.Fail("attempt to calculate the remainder with a divisor of zero")
	case b == -1:
		return eval.Bool(true)
	}
	return eval.Bool(a%b == 0)
}

// pow(x, y, z=None): x to the power of y, modulo z. The remainder has the
// sign of the power. Undefined where x or y is no number.
func pow(c *eval.Call) eval.Value {
	x, y, z := c.Need(0, "x"), c.Need(1, "y"), c.Arg(2, "z")
	if m, ok := z.(eval.Int); ok {
		return powMod(x, y, m)
	}
	a, ok1 := number(x)
	b, ok2 := number(y)
	switch {
	case !ok1 || !ok2:
		return eval.Undefined
	case x.Kind() == eval.KindInt && y.Kind() == eval.KindInt:
		return c.Run.Pow(x, y)
	}
	return eval.Float(num.Pow(a, b))
}

func number(v eval.Value) (f float64, ok bool) {
	switch v := v.(type) {
	case eval.Int:
		return float64(v), true
	case eval.Float:
		return float64(v), true
	}
	return 0, false
}

func powMod(x, y eval.Value, m eval.Int) eval.Value {
	if m == 0 {
		eval.Fail("pow() 3rd argument cannot be 0")
	}
	base, ok1 := x.(eval.Int)
	exp, ok2 := y.(eval.Int)
	switch {
	case !ok1 || !ok2:
		eval.Fail("pow() 3rd argument not allowed unless all arguments are integers")
	case exp < 0:
		eval.Fail("pow() 2nd argument cannot be negative when 3rd argument specified")
	case exp == 0:
		return eval.NewInt(1)
	}
	abs := func(i eval.Int) *big.Int { b := big.NewInt(int64(i)); return b.Abs(b) }
	p := new(big.Int).Exp(abs(base), big.NewInt(int64(exp)), abs(m))
	if base < 0 && exp%2 == 1 {
		p.Neg(p)
	}
	return eval.NewInt(p.Int64())
}

// round(number, ndigits=None): without ndigits an integer, halves away from
// zero; with ndigits a float. Undefined where it is no number.
func round(c *eval.Call) eval.Value {
	number := c.Need(0, "number")
	if n, ok := c.Arg(1, "ndigits").(eval.Int); ok {
		switch x := number.(type) {
		case eval.Int:
			return eval.Float(x)
		case eval.Float:
			return roundTo(float64(x), int64(n))
		}
		return eval.Undefined
	}
	switch x := number.(type) {
	case eval.Int:
		return x
	case eval.Float:
		return eval.NewInt(eval.Truncate(math.Round(float64(x))))
	}
	return eval.Undefined
}

// roundTo rounds to n digits behind the point: halves away from zero for
// n = 0 and to even for any other n, as CPython once did without its exact
// decimal arithmetic.
func roundTo(x float64, n int64) eval.Value {
	if n == 0 {
		return eval.Float(math.Round(x))
	}
	var scaled float64
	var unscale func(float64) float64
	if n > 0 {
		pow1, pow2 := num.Pow(10, float64(n)), 1.0
		if n > 22 { // keep both factors finite
			pow1, pow2 = num.Pow(10, float64(n-22)), 1e22
		}
		scaled = x * pow1 * pow2
		if math.IsInf(scaled, 0) || math.IsNaN(scaled) {
			return eval.Float(x)
		}
		unscale = func(z float64) float64 { return z / pow2 / pow1 }
	} else {
		pow := num.Pow(10, float64(-n))
		scaled = x / pow
		unscale = func(z float64) float64 { return z * pow }
	}
	z := math.Round(scaled)
	if math.Abs(scaled-z) == 0.5 {
		z = 2 * math.Round(scaled/2)
	}
	z = unscale(z)
	if math.IsInf(z, 0) || math.IsNaN(z) {
		return eval.Undefined
	}
	return eval.Float(z)
}

// ord(c): the code point of a string of one character
func ord(c *eval.Call) eval.Value {
	s, ok := need(c, "c").(eval.Str)
	if !ok {
		return eval.Undefined
	}
	chars := []rune(string(s))
	if len(chars) != 1 {
		eval.Fail(" ord() expected string of length 1, but string of length %d found", len(s))
	}
	return eval.NewInt(int64(chars[0]))
}
