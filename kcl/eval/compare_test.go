package eval

import (
	"math"
	"testing"
)

func TestEqual(t *testing.T) {
	inst := func(x int64) Value { return &Instance{Type: &Schema{Name: "A"}, Attrs: dict("x", x)} }
	fn := &Func{Name: "f"}
	nan := Float(math.NaN())
	for _, c := range []struct {
		a, b Value
		want bool
	}{
		{Int(1), Float(1), true},
		{Float(1), Int(1), true},
		{Int(1), Bool(true), false},
		{Bool(true), Bool(true), true},
		{None, Undefined, false},
		{None, None, true},
		{Str("a"), Str("a"), true},
		{Str("1"), Int(1), false},
		{&Unit{1024, 1, "Ki"}, &Unit{1024, 1, "Ki"}, false},
		{&Unit{1024, 1, "Ki"}, Int(1024), false},
		{Int(1024), &Unit{1024, 1, "Ki"}, false},
		{NewList(Int(1)), NewList(Float(1)), true},
		{NewList(Int(1)), NewList(Int(1), Int(2)), false},
		{dict("a", 1, "b", 2), dict("b", 2, "a", 1), true},
		{dict("a", 1), dict("a", 2), false},
		{dict("a", 1), dict("b", 1), false},
		{inst(1), inst(1), true},
		{inst(1), inst(2), false},
		{inst(1), dict("x", 1), false},
		{fn, fn, true},
		{fn, &Func{Name: "f"}, false},
		{nan, nan, false},
	} {
		if got := (&Run{}).Equal(c.a, c.b); got != c.want {
			t.Errorf("%s == %s: got %v", Text(c.a), Text(c.b), got)
		}
	}
}

// Equal values that share their parts, compared part by part, take 2^100
// steps: the limit ends it.
func TestEqualLimit(t *testing.T) {
	a, b := NewList(Str("x")), NewList(Str("x"))
	for range 100 {
		a, b = NewList(a, a), NewList(b, b)
	}
	r := &Run{Limits: Limits{Steps: 100_000}}
	if msg, ok := r.Catch(func() { r.Equal(a, b) }); ok || msg != "the program took more than 100000 evaluation steps" {
		t.Errorf("got %q", msg)
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b Value
		sign int // of a - b
	}{
		{Int(1), Int(2), -1},
		{Int(9007199254740993), Int(9007199254740992), 1},
		{Int(1), Float(1.5), -1},
		{Float(1), Int(1), 0},
		{Bool(true), Int(2), -1},
		{Bool(true), Bool(false), 1},
		{Bool(true), Float(1), 0},
		{Float(0.5), Bool(false), 1},
		{Str("a"), Str("b"), -1},
		{Str("a"), Str("é"), -1},
		{NewList(), NewList(), 0},
		{NewList(Int(1), Int(2)), NewList(Int(1)), 1},
		{NewList(Int(1), NewList(Int(2))), NewList(Int(1), NewList(Int(3))), -1},
	} {
		for op, want := range map[Ordering]bool{
			LessThan: c.sign < 0, LessOrEqual: c.sign <= 0, GreaterThan: c.sign > 0, GreaterOrEqual: c.sign >= 0,
		} {
			if got := (&Run{}).Compare(op, c.a, c.b); got != want {
				t.Errorf("%s %v %s: got %v", Text(c.a), op, Text(c.b), got)
			}
		}
	}
	nan := Float(math.NaN())
	for op := LessThan; op <= GreaterOrEqual; op++ {
		if (&Run{}).Compare(op, nan, nan) {
			t.Errorf("nan %v nan holds", op)
		}
	}
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		v, item Value
		want    bool
	}{
		{Str("abc"), Str("bc"), true},
		{Str("123"), Int(1), false},
		{NewList(None), None, true},
		{NewList(Int(1)), Float(1), true},
		{NewList(Int(1)), Str("1"), false},
		{dict("1", 2), Str("1"), true},
		{dict("1", 2), Int(1), false},
		{&Instance{Type: &Schema{}, Attrs: dict("x", 1)}, Str("x"), true},
	} {
		if got := (&Run{}).Contains(c.v, c.item); got != c.want {
			t.Errorf("%s in %s: got %v", Text(c.item), Text(c.v), got)
		}
	}
}

func TestCompareFails(t *testing.T) {
	r := &Run{}
	for _, c := range []struct {
		f    func()
		want string
	}{
		{func() { r.Compare(LessThan, NewList(Int(1)), NewList(Str("a"))) }, "'<' not supported between instances of 'int' and 'str'"},
		{func() { r.Compare(GreaterThan, Int(1), None) }, "'>' not supported between instances of 'int' and 'NoneType'"},
		{func() { r.Compare(LessOrEqual, NewDict(0), NewDict(0)) }, "'<=' not supported between instances of 'dict' and 'dict'"},
		{func() { r.Compare(GreaterOrEqual, Int(1), &Unit{1024, 1, "Ki"}) }, "'>=' not supported between instances of 'int' and 'number_multiplier(1Ki)'"},
		{func() { r.Contains(Int(1), Int(1)) }, "TypeError: argument of type 'int' is not iterable"},
		{func() { r.Contains(None, Int(1)) }, "TypeError: argument of type 'NoneType' is not iterable"},
	} {
		if msg, ok := r.Catch(c.f); ok || msg != c.want {
			t.Errorf("got %q, want %q", msg, c.want)
		}
	}
}
