package yaml

// This file says what a scalar without quotes means.

import (
	"math"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// plain is the value of a scalar without quotes. It is false for an integer
// that does not fit.
func plain(s string) (eval.Value, bool) {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return eval.None, true
	case "true", "True", "TRUE":
		return eval.Bool(true), true
	case "false", "False", "FALSE":
		return eval.Bool(false), true
	}
	if strings.IndexByte("+-.0123456789", s[0]) < 0 {
		return eval.Str(s), true
	}
	if v, isInt, ok := integer(s); isInt {
		return v, ok
	}
	if v, ok := number(s); ok {
		return v, true
	}
	return eval.Str(s), true
}

// integer reads an integer: decimal, or after 0x, 0o and 0b. One between 63
// and 64 bits is a float; ok is false for one beyond. What begins with zeros
// (017) is no integer.
func integer(s string) (v eval.Value, isInt, ok bool) {
	digits := strings.TrimPrefix(s, "+")
	negative := digits == s && strings.HasPrefix(s, "-")
	if negative {
		digits = s[1:]
	}
	base := 10
	if len(digits) > 2 && digits[0] == '0' {
		switch digits[1] {
		case 'x':
			base = 16
		case 'o':
			base = 8
		case 'b':
			base = 2
		}
		if base != 10 {
			digits = digits[2:]
		}
	}
	if base == 10 && len(digits) > 1 && digits[0] == '0' || strings.HasPrefix(digits, "+") {
		return nil, false, false
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil {
		return nil, err.(*strconv.NumError).Err == strconv.ErrRange, false
	}
	switch {
	case negative && n <= 1<<63:
		return eval.NewInt(-int64(n)), true, true
	case negative:
		return nil, true, false
	case n > math.MaxInt64:
		return eval.Float(n), true, true
	}
	return eval.NewInt(int64(n)), true, true
}

// number reads a float. What is not finite is None, as in JSON; what is
// beyond the range of a float is none.
func number(s string) (eval.Value, bool) {
	switch strings.TrimPrefix(s, "+") {
	case ".inf", ".Inf", ".INF":
		return eval.None, true
	}
	switch s {
	case "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN":
		return eval.None, true
	}
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || digits == "" || !(digits[0] == '.' || digits[0] >= '0' && digits[0] <= '9') {
		return nil, false
	}
	if len(digits) > 1 && digits[0] == '0' && strings.Trim(digits, "0123456789") == "" {
		return nil, false // 017
	}
	f, ok := eval.ParseFloat(s)
	if !ok || math.IsInf(f, 0) {
		return nil, false
	}
	return eval.Float(f), true
}
