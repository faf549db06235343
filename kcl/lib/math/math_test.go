package math

import (
	stdmath "math"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's, but for log1p,
// which it computes for x + 1, and for overflows, which it wraps around.
func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
ceil [-45.17] => -45
ceil [100.12] => 101
ceil [9223372036854775807] => 9223372036854775807
ceil [1e300] => 9223372036854775807
floor [-45.17] => -46
floor [] ** {"x": 100.12} => 100
floor ["a"] => floor() argument 'x' must be a number, got str
floor [] => floor() missing 1 required positional argument: 'x'
exp [2] => 7.38905609893065
exp [-6.89] => 0.0010179138409954387
expm1 [32] => 78962960182679.69
expm1 [-10.89] => -0.9999813562576685
factorial [0] => 1
factorial [5] => 120
factorial [20] => 2432902008176640000
factorial [5.0] => 120.0
factorial [21] => factorial() result overflow
factorial [-1] => factorial() only accepts integral values
factorial [1.5] => factorial() only accepts integral values
gcd [60, -48] => 12
gcd [0, 0] => 0
gcd [-9223372036854775808, 0] => 9223372036854775808: A 64 bit integer overflow
isfinite [1] => true
isinf [1.5] => false
isnan [1] => false
log [2.7183] => 1.0000066849139877
log [100] => 4
log [8.0, 2.0] => 3.0
log1p [1] => 0.6931471805599453
log2 [2.7183] => 1.4427046851812222
log2 [10] => 3
log10 [2.7183] => 0.43429738512450866
log10 [2] => 0.3010299956639812
log10 [0] => null
modf [100.12] => [0.12000000000000455, 100.0]
modf [-1.5] => [-0.5, -1.0]
modf [3] => [0.0, 3.0]
modf [-3] => [0.0, -3.0]
modf [-3.0] => [0.0, -3.0]
modf [-0.25] => [-0.25, -0.0]
pow [9, 3] => 729
pow [2, -1] => 0.5
pow [2.0, 3] => 8.0
pow [1e10, -3] => 9.999999999999999e-31
pow [1e-7, -3] => 1.0000000000000003e+21
pow [0.5, 0] => 1.0
pow [1.5, -2147483648] => 0.0
pow [2, 0.5] => 1.4142135623730951
pow [10, 19] => 10000000000000000000: A 64 bit integer overflow
sqrt [9] => 3.0
sqrt [-1] => null
`)
}

func TestNotFinite(t *testing.T) {
	m := Module()
	for _, c := range []struct {
		name string
		x    float64
		want string
	}{
		{"isfinite", stdmath.Inf(1), "false"},
		{"isfinite", stdmath.NaN(), "false"},
		{"isinf", stdmath.Inf(-1), "true"},
		{"isnan", stdmath.NaN(), "true"},
		{"ceil", stdmath.NaN(), "0"},
		{"factorial", stdmath.Inf(1), "factorial() result overflow"},
		{"modf", stdmath.Inf(1), "[0.0, null]"},
	} {
		got := libtest.Show(&eval.Run{}, m.Members[c.name].(*eval.Func), []eval.Value{eval.Float(c.x)}, nil)
		if got != c.want {
			t.Errorf("%s(%v): got %s, want %s", c.name, c.x, got, c.want)
		}
	}
}
