package eval

import (
	"math"
	"testing"
)

func dict(kv ...any) *Dict {
	d := NewDict(len(kv) / 2)
	for i := 0; i < len(kv); i += 2 {
		d.Set(kv[i].(string), FromHost(kv[i+1]))
	}
	return d
}

// The wanted texts are those of the reference implementation's str().
func TestText(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Undefined, "Undefined"},
		{None, "None"},
		{Bool(true), "True"},
		{Bool(false), "False"},
		{Int(-9223372036854775808), "-9223372036854775808"},
		{Float(1), "1.0"},
		{Float(1.5), "1.5"},
		{Float(-0.1), "-0.1"},
		{Float(math.Copysign(0, -1)), "-0.0"},
		{Float(1e-7), "0.0000001"},
		{Float(1e21), "1000000000000000000000.0"},
		{Float(math.Pow(2, 70)), "1180591620717411300000.0"},
		{Float(123456789012345680), "123456789012345680.0"},
		{&Unit{Value: 1024, Raw: 1, Suffix: "Ki"}, "1Ki"},
		{Str("it's \"x\"\n"), "it's \"x\"\n"},
		{NewList(), "[]"},
		{NewList(Int(1), Str("a'b"), None, Undefined, Bool(true)), "[1, a'b, None, Undefined, True]"},
		{NewDict(0), "{}"},
		{
			dict("a", `q"`, "b", "it's", "c", `b'o"th`, "d", "nl\n", "e", NewList(Int(1), Str("a"), dict("x", "y")), `k"`, nil, "m", 1.0),
			"{'a': \"q\"\", 'b': 'it's', 'c': \"b'o\\\"th\", 'd': 'nl\n', 'e': [1, a, {'x': 'y'}], \"k\"\": None, 'm': 1.0}",
		},
		{&Instance{Type: &Schema{Name: "A"}, Attrs: dict("x", int64(1))}, "{'x': 1}"},
		{&Schema{Name: "A"}, "function"},
		{&Func{Name: "print"}, "function"},
	} {
		if got := Text(c.v); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// A value of a few hundred bytes whose text would have 2^100 ends in an
// error when there is a limit.
func TestTextLimit(t *testing.T) {
	v := NewList(Str("x"))
	for range 100 {
		v = NewList(v, v)
	}
	r := &Run{Limits: Limits{Bytes: 1 << 20}}
	msg, ok := r.Catch(func() { r.Text(v) })
	if want := "the program built more than 1048576 bytes of values"; ok || msg != want {
		t.Errorf("got %q, want %q", msg, want)
	}
}

func TestTextNesting(t *testing.T) {
	v := NewList()
	for range 1_000_000 {
		v = NewList(v)
	}
	r := &Run{}
	msg, ok := r.Catch(func() { r.Text(v) })
	if want := "values are nested deeper than 10000 levels"; ok || msg != want {
		t.Errorf("got %q, want %q", msg, want)
	}
}

// What str() writes, float() reads.
func FuzzFloatText(f *testing.F) {
	for _, x := range []float64{0, 1, -1.5, 1e300, 5e-324, math.Inf(-1)} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, x float64) {
		s := string(AppendFloat(nil, x))
		got, ok := ParseFloat(s)
		if !ok || got != x && !math.IsNaN(x) {
			t.Errorf("%v is written %q, which reads %v, %v", x, s, got, ok)
		}
	})
}
