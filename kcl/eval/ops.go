package eval

// This file defines the arithmetic and bitwise operators.

import (
	"math"
	"math/big"
	"math/bits"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/num"
)

// OperandType is the type of v as messages about operators say it: a unit
// shows its text.
func OperandType(v Value) string {
	switch v := v.(type) {
	case *Unit:
		return "number_multiplier(" + Text(v) + ")"
	case *Schema:
		return "type"
	}
	return TypeName(v)
}

func unsupported(op string, a, b Value) Value {
	Fail("unsupported operand type(s) for %s: '%s' and '%s'", op, OperandType(a), OperandType(b))
	return nil
}

// number splits a value into its number: an integer or a float.
func number(v Value) (i int64, f float64, isInt, ok bool) {
	switch v := v.(type) {
	case Int:
		return int64(v), float64(v), true, true
	case Float:
		return 0, float64(v), false, true
	}
	return 0, 0, false, false
}

// int makes the result of an operation on integers: exact is what it
// should be where i, computed in 64 bits, is not (ok is false).
func (r *Run) int(i int64, ok bool, exact func() *big.Int) Value {
	if !ok {
		width := "64"
		if r.Strict {
			width = "32"
		}
		Fail("%s: A %s bit integer overflow", exact(), width)
	}
	if r.Strict && (i > math.MaxInt32 || i < math.MinInt32) {
		Fail("%d: A 32 bit integer overflow", i)
	}
	return NewInt(i)
}

func (r *Run) float(f float64) Value {
	if r.Strict && !math.IsInf(f, 0) && math.Abs(f) > math.MaxFloat32 {
		Fail("%g: A 32-bit floating point number overflow", f)
	}
	return Float(f)
}

// Add is `a + b`: numbers, strings, lists.
func (r *Run) Add(a, b Value) Value {
	switch x := a.(type) {
	case Int:
		if y, ok := b.(Int); ok {
			s := int64(x) + int64(y)
			fits := (s > int64(x)) == (y > 0)
			if fits && !r.Strict {
				return NewInt(s)
			}
			return r.int(s, fits, func() *big.Int { return big.NewInt(0).Add(big.NewInt(int64(x)), big.NewInt(int64(y))) })
		}
		if y, ok := b.(Float); ok {
			return r.float(float64(x) + float64(y))
		}
	case Float:
		if _, y, _, ok := number(b); ok {
			return r.float(float64(x) + y)
		}
	case Str:
		if y, ok := b.(Str); ok {
			r.Grow(int64(len(x) + len(y)))
			return x + y
		}
	case *List:
		y, ok := b.(*List)
		if !ok {
			Fail("can only concatenate list (not \"%s\") to list", OperandType(b))
		}
		r.Grow(16 * int64(x.Len()+y.Len()))
		return &List{Elems: slices.Concat(x.Items(), y.Items())}
	}
	return unsupported("+", a, b)
}

// Sub is `a - b`.
func (r *Run) Sub(a, b Value) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			d := x - y
			if (d < x) == (y > 0) && !r.Strict {
				return NewInt(int64(d))
			}
		}
	}
	x, xf, xInt, ok1 := number(a)
	y, yf, yInt, ok2 := number(b)
	if !ok1 || !ok2 {
		return unsupported("-", a, b)
	}
	if !xInt || !yInt {
		return r.float(xf - yf)
	}
	d := x - y
	return r.int(d, (d < x) == (y > 0), func() *big.Int { return big.NewInt(0).Sub(big.NewInt(x), big.NewInt(y)) })
}

// Mul is `a * b`: numbers, and a string or list repeated.
func (r *Run) Mul(a, b Value) Value {
	x, xf, xInt, ok1 := number(a)
	y, yf, yInt, ok2 := number(b)
	switch {
	case ok1 && ok2 && xInt && yInt:
		return r.mulInts(x, y)
	case ok1 && ok2:
		return r.float(xf * yf)
	case ok1 && xInt:
		if v := r.repeat(b, x); v != nil {
			return v
		}
	case ok2 && yInt:
		if v := r.repeat(a, y); v != nil {
			return v
		}
	}
	return unsupported("*", a, b)
}

func (r *Run) mulInts(x, y int64) Value {
	hi, lo := bits.Mul64(magnitude(x), magnitude(y))
	neg := (x < 0) != (y < 0)
	fits := hi == 0 && (lo <= math.MaxInt64 || (neg && lo == 1<<63))
	return r.int(x*y, fits, func() *big.Int { return big.NewInt(0).Mul(big.NewInt(x), big.NewInt(y)) })
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}

// repeat is v n times, or nil where v is no string or list.
func (r *Run) repeat(v Value, n int64) Value {
	n = max(n, 0)
	switch v := v.(type) {
	case Str:
		r.growBy(int64(len(v)), n)
		return Str(strings.Repeat(string(v), int(n)))
	case *List:
		r.growBy(16*int64(v.Len()), n)
		return &List{Elems: slices.Repeat(v.Items(), int(n))}
	}
	return nil
}

// growBy counts n times size bytes.
func (r *Run) growBy(size, n int64) {
	hi, lo := bits.Mul64(uint64(size), uint64(n))
	if hi != 0 || lo > math.MaxInt64 {
		lo = math.MaxInt64 / 2
	}
	r.Grow(int64(lo))
}

// Div is `a / b`, always a float.
func (r *Run) Div(a, b Value) Value {
	_, x, _, ok1 := number(a)
	_, y, _, ok2 := number(b)
	if !ok1 || !ok2 {
		return unsupported("/", a, b)
	}
	return Float(x / y)
}

// FloorDiv is `a // b`.
func (r *Run) FloorDiv(a, b Value) Value {
	x, xf, xInt, ok1 := number(a)
	y, yf, yInt, ok2 := number(b)
	if !ok1 || !ok2 {
		return unsupported("//", a, b)
	}
	if !xInt || !yInt {
		return Float(math.Floor(xf / yf))
	}
	divisor(y)
	q := x / y
	if (x < 0) != (y < 0) && x%y != 0 {
		q--
	}
	return r.int(q, !(x == math.MinInt64 && y == -1), func() *big.Int { return big.NewInt(0).Neg(big.NewInt(x)) })
}

// Mod is `a % b`, with the sign of b for integers.
func (r *Run) Mod(a, b Value) Value {
	x, xf, xInt, ok1 := number(a)
	y, yf, yInt, ok2 := number(b)
	if !ok1 || !ok2 {
		return unsupported("%", a, b)
	}
	if !xInt || !yInt {
		return Float(math.Mod(xf, yf))
	}
	switch y {
	case 0:
		Fail("attempt to calculate the remainder with a divisor of zero")
	case -1:
		return NewInt(0)
	}
	m := x % y
	if m != 0 && (x < 0) != (y < 0) {
		m += y
	}
	return NewInt(m)
}

func divisor(y int64) {
	if y == 0 {
		Fail("attempt to divide by zero")
	}
}

// Pow is `a ** b`.
func (r *Run) Pow(a, b Value) Value {
	x, xf, xInt, ok1 := number(a)
	y, yf, yInt, ok2 := number(b)
	if !ok1 || !ok2 {
		return unsupported("**", a, b)
	}
	if !xInt || !yInt {
		return r.float(num.Pow(xf, yf))
	}
	if y < 0 {
		divisor(x)
		return Float(num.Pow(xf, yf))
	}
	if p, ok := powInt(x, y); ok {
		return r.int(p, true, nil)
	}
	return r.int(0, false, func() *big.Int {
		return big.NewInt(0).Exp(big.NewInt(x), big.NewInt(min(y, 4096)), nil)
	})
}

func powInt(x, y int64) (int64, bool) {
	p := big.NewInt(1)
	switch x {
	case 0, 1, -1:
		y = y%2 + 2*min(y/2, 1)
	default:
		if y > 64 {
			return 0, false
		}
	}
	p.Exp(big.NewInt(x), big.NewInt(y), nil)
	return p.Int64(), p.IsInt64()
}

// Shift is `a << b`, or `a >> b` where right is true.
func (r *Run) Shift(a, b Value, right bool) Value {
	op := "<<"
	if right {
		op = ">>"
	}
	x, ok1 := a.(Int)
	y, ok2 := b.(Int)
	if !ok1 || !ok2 {
		return unsupported(op, a, b)
	}
	if y < 0 {
		Fail("negative shift count: %d", int64(y))
	}
	if right {
		return NewInt(int64(x) >> min(uint64(y), 63))
	}
	s := int64(x) << min(uint64(y), 63)
	fits := x == 0 || (y < 63 && s>>uint64(y) == int64(x))
	return r.int(s, fits, func() *big.Int {
		return big.NewInt(0).Lsh(big.NewInt(int64(x)), uint(min(y, 4096)))
	})
}

// And is `a & b` for integers.
func (r *Run) And(a, b Value) Value {
	x, ok1 := a.(Int)
	y, ok2 := b.(Int)
	if !ok1 || !ok2 {
		return unsupported("&", a, b)
	}
	return NewInt(int64(x & y))
}

// Xor is `a ^ b` for integers.
func (r *Run) Xor(a, b Value) Value {
	x, ok1 := a.(Int)
	y, ok2 := b.(Int)
	if !ok1 || !ok2 {
		return unsupported("^", a, b)
	}
	return NewInt(int64(x ^ y))
}

// Or is `a | b`: of integers the bits, of all else the union.
func (r *Run) Or(a, b Value) Value {
	if x, ok := a.(Int); ok {
		if y, ok := b.(Int); ok {
			return NewInt(int64(x | y))
		}
	}
	return Union(r, a, b)
}

// Neg is `-a`.
func (r *Run) Neg(a Value) Value {
	switch a := a.(type) {
	case Int:
		return r.int(-int64(a), a != math.MinInt64, func() *big.Int { return big.NewInt(0).Neg(big.NewInt(int64(a))) })
	case Float:
		return 0 - a // of zero, zero
	}
	Fail("bad operand type for unary -: '%s'", OperandType(a))
	return nil
}

// Plus is `+a`.
func (r *Run) Plus(a Value) Value {
	switch a.(type) {
	case Int, Float:
		return a
	}
	Fail("bad operand type for unary +: '%s'", OperandType(a))
	return nil
}

// Invert is `~a`.
func (r *Run) Invert(a Value) Value {
	if a, ok := a.(Int); ok {
		return NewInt(^int64(a))
	}
	Fail("bad operand type for unary ~: '%s'", OperandType(a))
	return nil
}
