package eval

// This file defines the conversions int(), float() and bool().

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// ToInt is int(v, base): a number without its fraction, or the number that
// a string spells. A string of base 10 may have a unit suffix (`2Mi`), one
// of another base a prefix (`0x`, `0o`, `0b`).
func (r *Run) ToInt(v Value, base int64) Value {
	switch v := v.(type) {
	case Int:
		return v
	case Bool:
		n, _ := integer(v)
		return NewInt(n)
	case Float:
		return NewInt(Truncate(float64(v)))
	case *Unit:
		return r.unitToInt(v)
	case Str:
		if base < 2 || base > 36 {
			Fail("int() base must be >= 2 and <= 36, got %d", base)
		}
		n, ok := parseInt(string(v), int(base))
		if !ok {
			Fail("invalid literal for int() with base %d: '%s'", base, v)
		}
		return NewInt(n)
	}
	Fail("int() argument must be a string or a number, not '%s'", OperandType(v))
	return nil
}

// Truncate is f without its fraction; what is beyond 64 bits becomes the
// nearest int64, and NaN becomes 0.
func Truncate(f float64) int64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

// unitToInt is the number that a literal such as 2Mi stands for. Beyond 64
// bits it is the nearest int64, and in debug runs an error.
func (r *Run) unitToInt(u *Unit) Value {
	if r.Debug {
		whole := new(big.Int).Mul(big.NewInt(u.Raw), unitFactor(u.Suffix))
		switch {
		case r.Strict && (!whole.IsInt64() || int64(int32(whole.Int64())) != whole.Int64()):
			Fail("%v: A 32 bit integer overflow", whole)
		case !whole.IsInt64():
			Fail("%v: A 64 bit integer overflow", whole)
		}
	}
	return NewInt(Truncate(u.Value))
}

// unitFactor is what a unit suffix multiplies with; 1 for a fraction (n, u,
// m) and for what is no suffix.
func unitFactor(suffix string) *big.Int {
	f := big.NewInt(1)
	if base, exp := unitBase(suffix); exp > 0 {
		f.Exp(big.NewInt(base), big.NewInt(exp), nil)
	}
	return f
}

// unitBase takes a unit suffix apart: Mi is 1024 to the power of 2, m is
// 1000 to the power of -1. The exponent of what is no suffix is 0.
func unitBase(suffix string) (base, exp int64) {
	base = 1000
	if letter, ok := strings.CutSuffix(suffix, "i"); ok {
		base, suffix = 1024, letter
	}
	switch suffix {
	case "n":
		exp = -3
	case "u":
		exp = -2
	case "m":
		exp = -1
	case "k", "K":
		exp = 1
	case "M":
		exp = 2
	case "G":
		exp = 3
	case "T":
		exp = 4
	case "P":
		exp = 5
	}
	if base == 1024 && exp < 0 {
		exp = 0
	}
	return base, exp
}

func parseInt(s string, base int) (int64, bool) {
	if base == 10 {
		return parseQuantity(s)
	}
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", rest
	}
	if len(s) > 2 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		s = s[2:]
	}
	n, err := strconv.ParseInt(sign+s, base, 64)
	return n, err == nil
}

// parseQuantity reads an integer with an optional unit suffix. Of a fraction
// (`1500m`) it is the whole part.
func parseQuantity(s string) (int64, bool) {
	digits := strings.TrimRight(s, "numkKMGTPi")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || digits == s {
		return n, err == nil
	}
	base, exp := unitBase(s[len(digits):])
	switch {
	case exp == 0:
		return 0, false
	case exp < 0:
		for ; exp < 0; exp++ {
			n /= base
		}
		return n, true
	}
	whole := new(big.Int).Mul(big.NewInt(n), unitFactor(s[len(digits):]))
	return whole.Int64(), whole.IsInt64()
}

// ToFloat is float(v): a number, or the number that a string spells.
func (r *Run) ToFloat(v Value) Value {
	switch v := v.(type) {
	case Int:
		return Float(v)
	case Bool:
		n, _ := integer(v)
		return Float(n)
	case Float:
		r.checkFloat(float64(v))
		return v
	case *Unit:
		return Float(v.Value)
	case Str:
		if f, ok := ParseFloat(string(v)); ok {
			r.checkFloat(f)
			return Float(f)
		}
	}
	Fail("invalid literal for float() with base 10: '%s'", r.Text(v))
	return nil
}

// ParseFloat reads a decimal number, inf or nan. What is too large for 64
// bits is infinite.
func ParseFloat(s string) (float64, bool) {
	if strings.ContainsAny(s, "xX_") {
		return 0, false // of Go's syntax, not of KCL's
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func (r *Run) checkFloat(f float64) {
	if r.Strict && math.Abs(f) > math.MaxFloat32 {
		Fail("inf: A 32-bit floating point number overflow")
	}
	if (r.Debug || !r.Strict) && math.IsInf(f, 0) {
		Fail("inf: A 64-bit floating point number overflow")
	}
}
