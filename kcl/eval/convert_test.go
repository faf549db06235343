package eval

import (
	"math"
	"testing"
)

func TestToInt(t *testing.T) {
	for _, c := range []struct {
		v    Value
		base int64
		want int64
	}{
		{Int(3), 10, 3},
		{Bool(true), 10, 1},
		{Float(1.9), 10, 1},
		{Float(-1.9), 10, -1},
		{Float(1e30), 10, math.MaxInt64},
		{Float(-1e30), 10, math.MinInt64},
		{Float(math.NaN()), 10, 0},
		{&Unit{Value: 1.024, Raw: 1024, Suffix: "m"}, 10, 1},
		{&Unit{Value: 2048, Raw: 2, Suffix: "Ki"}, 10, 2048},
		{Str("12"), 10, 12},
		{Str("+1"), 10, 1},
		{Str("-9223372036854775808"), 10, math.MinInt64},
		{Str("1Ki"), 10, 1024},
		{Str("1k"), 10, 1000},
		{Str("-2M"), 10, -2000000},
		{Str("5Pi"), 10, 5629499534213120},
		{Str("1500m"), 10, 1},
		{Str("10"), 2, 2},
		{Str("0b10"), 2, 2},
		{Str("ff"), 16, 255},
		{Str("-ff"), 16, -255},
		{Str("0x1f"), 16, 31},
		{Str("-0o17"), 8, -15},
		{Str("z"), 36, 35},
		{Str("1m"), 36, 58},
	} {
		if got := (&Run{}).ToInt(c.v, c.base); got != Int(c.want) {
			t.Errorf("int(%s, %d): got %s, want %d", Text(c.v), c.base, Text(got), c.want)
		}
	}
}

func TestToIntFails(t *testing.T) {
	big := &Unit{Value: 1024102410241024 * 1048576, Raw: 1024102410241024, Suffix: "Mi"}
	for _, c := range []struct {
		r    *Run
		v    Value
		base int64
		want string
	}{
		{&Run{}, Str("zz"), 10, "invalid literal for int() with base 10: 'zz'"},
		{&Run{}, Str(""), 10, "invalid literal for int() with base 10: ''"},
		{&Run{}, Str(" 1"), 10, "invalid literal for int() with base 10: ' 1'"},
		{&Run{}, Str("1.5"), 10, "invalid literal for int() with base 10: '1.5'"},
		{&Run{}, Str("1_0"), 10, "invalid literal for int() with base 10: '1_0'"},
		{&Run{}, Str("Ki"), 10, "invalid literal for int() with base 10: 'Ki'"},
		{&Run{}, Str("1mi"), 10, "invalid literal for int() with base 10: '1mi'"},
		{&Run{}, Str("1KiKi"), 10, "invalid literal for int() with base 10: '1KiKi'"},
		{&Run{}, Str("9223372036854775808"), 10, "invalid literal for int() with base 10: '9223372036854775808'"},
		{&Run{}, Str("99999999999P"), 10, "invalid literal for int() with base 10: '99999999999P'"},
		{&Run{}, Str("2"), 2, "invalid literal for int() with base 2: '2'"},
		{&Run{}, Str("--1"), 16, "invalid literal for int() with base 16: '--1'"},
		{&Run{}, Str("1"), 37, "int() base must be >= 2 and <= 36, got 37"},
		{&Run{}, NewList(), 10, "int() argument must be a string or a number, not 'list'"},
		{&Run{}, None, 10, "int() argument must be a string or a number, not 'NoneType'"},
		{&Run{Debug: true}, big, 10, "1073849208920891981824: A 64 bit integer overflow"},
		{&Run{Debug: true, Strict: true}, &Unit{Value: 1 << 40, Raw: 1024, Suffix: "Gi"}, 10, "1099511627776: A 32 bit integer overflow"},
	} {
		msg, ok := c.r.Catch(func() { c.r.ToInt(c.v, c.base) })
		if ok || msg != c.want {
			t.Errorf("int(%s, %d): got %q, want %q", Text(c.v), c.base, msg, c.want)
		}
	}
}

func TestToFloat(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want float64
	}{
		{Int(1), 1},
		{Bool(true), 1},
		{&Unit{Value: 0.001, Raw: 1, Suffix: "m"}, 0.001},
		{Str("1e3"), 1000},
		{Str(".5"), 0.5},
		{Str("5."), 5},
		{Str("+1"), 1},
	} {
		if got := (&Run{}).ToFloat(c.v); got != Float(c.want) {
			t.Errorf("float(%s): got %s, want %v", Text(c.v), Text(got), c.want)
		}
	}
}

func TestToFloatFails(t *testing.T) {
	for _, c := range []struct {
		r    *Run
		v    Value
		want string
	}{
		{&Run{}, Str("1_0"), "invalid literal for float() with base 10: '1_0'"},
		{&Run{}, Str("0x1p2"), "invalid literal for float() with base 10: '0x1p2'"},
		{&Run{}, Str(" 1"), "invalid literal for float() with base 10: ' 1'"},
		{&Run{}, NewList(Int(1)), "invalid literal for float() with base 10: '[1]'"},
		{&Run{}, None, "invalid literal for float() with base 10: 'None'"},
		{&Run{}, Str("inf"), "inf: A 64-bit floating point number overflow"},
		{&Run{}, Str("1e400"), "inf: A 64-bit floating point number overflow"},
		{&Run{Strict: true}, Str("1e40"), "inf: A 32-bit floating point number overflow"},
		{&Run{Strict: true}, Float(1e40), "inf: A 32-bit floating point number overflow"},
	} {
		msg, ok := c.r.Catch(func() { c.r.ToFloat(c.v) })
		if ok || msg != c.want {
			t.Errorf("float(%s): got %q, want %q", Text(c.v), msg, c.want)
		}
	}
}
