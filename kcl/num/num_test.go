package num

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// testdata/rounded.txt has lines of a function, its arguments and its exact
// result, computed with 80 digits and rounded.
func TestRounded(t *testing.T) {
	text, err := os.ReadFile("testdata/rounded.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		var v []float64
		for _, s := range f[1:] {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			v = append(v, x)
		}
		var got float64
		switch f[0] {
		case "exp":
			got = Exp(v[0])
		case "log":
			got = Log(v[0])
		case "log2":
			got = Log2(v[0])
		case "log10":
			got = Log10(v[0])
		case "pow":
			got = Pow(v[0], v[1])
		}
		if want := v[len(v)-1]; got != want {
			t.Errorf("%s(%v): got %v, want %v", f[0], v[:len(v)-1], got, want)
		}
		n++
	}
	if n < 500 {
		t.Errorf("only %d lines", n)
	}
}

// Where there is no digit to round, the results are those of package math.
func TestSpecial(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	all := []float64{0, math.Copysign(0, -1), 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 1e-300, inf, -inf, nan, math.MaxFloat64, 1e-307}
	same := func(a, b float64) bool {
		return a == b && math.Signbit(a) == math.Signbit(b) || math.IsNaN(a) && math.IsNaN(b)
	}
	for _, x := range all {
		for name, f := range map[string][2]func(float64) float64{
			"exp": {Exp, math.Exp}, "log": {Log, math.Log}, "log2": {Log2, math.Log2}, "log10": {Log10, math.Log10},
		} {
			got, want := f[0](x), f[1](x)
			if !same(got, want) && !(math.Abs(got-want) <= 4e-16*math.Abs(want)) {
				t.Errorf("%s(%v): got %v, want %v", name, x, got, want)
			}
		}
		for _, y := range all {
			got, want := Pow(x, y), math.Pow(x, y)
			if !same(got, want) && !(math.Abs(got-want) <= 1e-13*math.Abs(want)) {
				t.Errorf("pow(%v, %v): got %v, want %v", x, y, got, want)
			}
		}
	}
}

func BenchmarkPow(b *testing.B) {
	for b.Loop() {
		Pow(1.37, 2.71)
	}
}
