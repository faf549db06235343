package syntax

import (
	"math"
	"slices"
	"testing"
)

func TestNumbers(t *testing.T) {
	tests := []struct {
		text string
		want NumberLit
	}{
		{"0", NumberLit{}},
		{"1_000", NumberLit{Int: 1000}},
		{"0_7", NumberLit{Int: 7}},
		{"010", NumberLit{Int: 8}},
		{"0o17", NumberLit{Int: 15}},
		{"0b1_01", NumberLit{Int: 5}},
		{"0xFf", NumberLit{Int: 255}},
		{"0x_1", NumberLit{Int: 1}},
		{"0x1e3", NumberLit{Int: 0x1e3}},
		{"9223372036854775807", NumberLit{Int: math.MaxInt64}},
		{"1Ki", NumberLit{Int: 1, Suffix: "Ki"}},
		{"100m", NumberLit{Int: 100, Suffix: "m"}},
		{"0o17Mi", NumberLit{Int: 15, Suffix: "Mi"}},
		{"1.", NumberLit{IsFloat: true, Float: 1}},
		{"0.5", NumberLit{IsFloat: true, Float: 0.5}},
		{"1e3", NumberLit{IsFloat: true, Float: 1000}},
		{"1.5E-3", NumberLit{IsFloat: true, Float: 0.0015}},
		{"1.5Ki", NumberLit{IsFloat: true, Float: 1.5}},
		{"1e400", NumberLit{IsFloat: true, Float: math.Inf(1)}},
	}
	for _, test := range tests {
		x, errs := parseValue(t, test.text)
		n, ok := x.(*NumberLit)
		if !ok || errs != nil {
			t.Errorf("%s: got %#v and %q", test.text, x, errs)
			continue
		}
		test.want.Span = n.Span
		if *n != test.want {
			t.Errorf("%s: got %+v, want %+v", test.text, *n, test.want)
		}
	}
}

func TestNumberErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"0x", "no valid digits found for number"},
		{"0b_", "no valid digits found for number"},
		{"07", "no valid digits found for number"},
		{"0b12", "invalid digit for a base 2 literal, start: 7, stop: 8"},
		{"018", "invalid digit for a base 8 literal, start: 6, stop: 7"},
		{"810_8a", "invalid int binary suffix"},
		{"1ni", "invalid int binary suffix"},
		{"1e", "expected at least one digit in exponent"},
		{"1.5e+", "expected at least one digit in exponent"},
		{"0x1.5", "hexadecimal float literal is not supported"},
		{"010.5", "octal float literal is not supported"},
		{"0b1e1", "binary float literal is not supported"},
		{"9223372036854775808", `expected one of ["int"] got 9223372036854775808`},
		{"1__0", `expected one of ["int"] got 1__0`},
		{"1_", `expected one of ["int"] got 1_`},
		{"1_0.5", `expected one of ["float"] got 1_0.5`},
	}
	for _, test := range tests {
		if _, errs := parseValue(t, test.text); !slices.Equal(errs, []string{test.want}) {
			t.Errorf("%s: got %q, want %q", test.text, errs, test.want)
		}
	}
}

// TestIntegerSelectors checks that a point after an integer may start a
// selector.
func TestIntegerSelectors(t *testing.T) {
	x, errs := parseValue(t, "1.foo")
	if s, ok := x.(*SelectorExpr); !ok || errs != nil || s.Sel.Text != "foo" {
		t.Errorf("got %#v and %q", x, errs)
	}
}
