// Package math is KCL's system module math. Its functions take ints and
// floats; what has no value is NaN or infinite, not an error.
package math

import (
	"math"
	"math/big"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/num"
)

var funcs = [...]eval.Func{
	{Name: "ceil", Body: func(c *eval.Call) eval.Value { return whole(c, math.Ceil) }},
	{Name: "exp", Body: func(c *eval.Call) eval.Value { return eval.Float(num.Exp(float(c))) }},
	{Name: "expm1", Body: func(c *eval.Call) eval.Value { return eval.Float(math.Expm1(float(c))) }},
	{Name: "factorial", Body: factorial},
	{Name: "floor", Body: func(c *eval.Call) eval.Value { return whole(c, math.Floor) }},
	{Name: "gcd", Body: gcd},
	{Name: "isfinite", Body: func(c *eval.Call) eval.Value { x := float(c); return eval.Bool(!math.IsInf(x, 0) && !math.IsNaN(x)) }},
	{Name: "isinf", Body: func(c *eval.Call) eval.Value { return eval.Bool(math.IsInf(float(c), 0)) }},
	{Name: "isnan", Body: func(c *eval.Call) eval.Value { return eval.Bool(math.IsNaN(float(c))) }},
	{Name: "log", Body: log},
	{Name: "log10", Body: func(c *eval.Call) eval.Value { return eval.Float(num.Log10(float(c))) }},
	{Name: "log1p", Body: func(c *eval.Call) eval.Value { return eval.Float(math.Log1p(float(c))) }},
	{Name: "log2", Body: func(c *eval.Call) eval.Value { return like(c, num.Log2(float(c))) }},
	{Name: "modf", Body: modf},
	{Name: "pow", Body: pow},
	{Name: "sqrt", Body: func(c *eval.Call) eval.Value { return eval.Float(math.Sqrt(float(c))) }},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("math", funcs[:]) }

// float is the argument x.
func float(c *eval.Call) float64 { return number(c, 0, "x") }

func number(c *eval.Call, i int, name string) float64 {
	switch x := c.Need(i, name).(type) {
	case eval.Int:
		return float64(x)
	case eval.Float:
		return float64(x)
	case eval.Bool:
		if x {
			return 1
		}
		return 0
	default:
		eval.Fail("%s() argument '%s' must be a number, got %s", c.Name, name, eval.OperandType(x))
		return 0
	}
}

// like makes an integer, without the fraction, where x is one, and else a
// float.
func like(c *eval.Call, result float64) eval.Value {
	if c.Arg(0, "x").Kind() == eval.KindInt {
		return eval.NewInt(eval.Truncate(result))
	}
	return eval.Float(result)
}

// ceil(x), floor(x)
func whole(c *eval.Call, round func(float64) float64) eval.Value {
	if i, ok := c.Need(0, "x").(eval.Int); ok {
		return i
	}
	return eval.NewInt(eval.Truncate(round(float(c))))
}

// factorial(x): of the type of x
func factorial(c *eval.Call) eval.Value {
	x := float(c)
	switch {
	case x < 0 || x != math.Trunc(x):
		eval.Fail("factorial() only accepts integral values")
	case x > 20:
		eval.Fail("factorial() result overflow")
	}
	p := big.NewInt(0).MulRange(1, int64(x)).Int64()
	if c.Arg(0, "x").Kind() == eval.KindFloat {
		return eval.Float(p)
	}
	return eval.NewInt(p)
}

// gcd(a, b): the greatest common divisor, never negative
func gcd(c *eval.Call) eval.Value {
	a, b := big.NewInt(c.NeedInt(0, "a")), big.NewInt(c.NeedInt(1, "b"))
	d := big.NewInt(0).GCD(nil, nil, a.Abs(a), b.Abs(b))
	if !d.IsInt64() {
		eval.Fail("%v: A 64 bit integer overflow", d)
	}
	return eval.NewInt(d.Int64())
}

// log(x, e=2.718281828459045): the logarithm to the base e, without its
// fraction where x is an integer
func log(c *eval.Call) eval.Value {
	x := num.Log(float(c))
	if v := c.Arg(1, "e"); v != nil && !eval.IsNothing(v) {
		x /= num.Log(number(c, 1, "e"))
	}
	return like(c, x)
}

// modf(x): the fraction and the whole of x, both with its sign, except that a
// fraction of zero has none
func modf(c *eval.Call) eval.Value {
	x := float(c)
	if c.Arg(0, "x").Kind() == eval.KindInt {
		return eval.NewList(eval.Float(0), eval.Float(x))
	}
	if math.IsInf(x, 0) {
		return eval.NewList(eval.Float(math.Copysign(0, x)), eval.Float(x))
	}
	whole := math.Trunc(x)
	return eval.NewList(eval.Float(x-whole), eval.Float(whole))
}

// pow(x, y)
func pow(c *eval.Call) eval.Value {
	x, y := number(c, 0, "x"), number(c, 1, "y")
	a, ok1 := c.Need(0, "x").(eval.Int)
	b, ok2 := c.Need(1, "y").(eval.Int)
	switch {
	case ok1 && ok2:
		return c.Run.Pow(a, b)
	case ok2 && b == eval.Int(int32(b)):
		return eval.Float(power(x, int32(b)))
	}
	return eval.Float(num.Pow(x, y))
}

// power multiplies x with itself, squaring it as often as that saves work:
// the reference implementation computes integer powers so, and rounds each
// product.
func power(x float64, n int32) float64 {
	p := 1.0
	for m := n; ; x *= x {
		if m%2 != 0 {
			p *= x
		}
		if m /= 2; m == 0 {
			break
		}
	}
	if n < 0 {
		return 1 / p
	}
	return p
}
