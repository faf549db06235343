package eval

// This file defines equality, order and membership of values: the operators
// == and !=, < <= > >=, in and not in.

import (
	"cmp"
	"strings"
)

// Equal reports whether a == b. Numbers compare by value, lists and dicts by
// their elements, a dict without regard to order; an instance equals only an
// instance, by its attributes; True is not 1, and a number with a unit
// equals nothing.
func (r *Run) Equal(a, b Value) bool { return r.equal(a, b, 0) }

func (r *Run) equal(a, b Value, depth int) bool {
	switch a := a.(type) {
	case Int:
		switch b := b.(type) {
		case Int:
			return a == b
		case Float:
			return Float(a) == b
		}
		return false
	case Float:
		switch b := b.(type) {
		case Int:
			return a == Float(b)
		case Float:
			return a == b
		}
		return false
	case *Unit:
		return false
	case Str:
		b, ok := b.(Str)
		if ok && len(a) == len(b) {
			r.Scan(string(a))
		}
		return ok && a == b
	case *List:
		b, ok := b.(*List)
		return ok && r.equalLists(a, b, depth+1)
	case *Dict:
		b, ok := b.(*Dict)
		return ok && r.equalDicts(a, b, depth+1)
	case *Instance:
		b, ok := b.(*Instance)
		return ok && r.equalDicts(a.Attrs, b.Attrs, depth+1)
	}
	return a == b // both of a type that Go compares as KCL does
}

func (r *Run) equalLists(a, b *List, depth int) bool {
	x, y := a.Items(), b.Items()
	if len(x) != len(y) {
		return false
	}
	if a == b {
		return true
	}
	r.countCompared(len(x), depth)
	for i := range x {
		if !r.equal(x[i], y[i], depth) {
			return false
		}
	}
	return true
}

func (r *Run) equalDicts(a, b *Dict, depth int) bool {
	if a.Len() != b.Len() {
		return false
	}
	if a == b {
		return true
	}
	r.countCompared(a.Len(), depth)
	for _, e := range a.Entries() {
		v, ok := b.Get(e.Key)
		if !ok || !r.equal(e.Value, v, depth) {
			return false
		}
	}
	return true
}

func (r *Run) countCompared(n, depth int) {
	if depth > MaxNesting {
		FailNesting()
	}
	r.Step(int64(n))
}

// An Ordering is one of the operators that compare by order.
type Ordering uint8

const (
	LessThan Ordering = iota
	LessOrEqual
	GreaterThan
	GreaterOrEqual
)

func (o Ordering) String() string { return [...]string{"<", "<=", ">", ">="}[o] }

// Compare is `a op b`. Numbers and bools compare by value, strings by code
// points, lists by their first elements that differ. It fails for anything
// else.
func (r *Run) Compare(op Ordering, a, b Value) bool {
	switch a := a.(type) {
	case Int:
		if b, ok := integer(b); ok {
			return holds(op, int64(a), b)
		}
		if b, ok := b.(Float); ok {
			return holds(op, float64(a), float64(b))
		}
	case Bool:
		x, _ := integer(a)
		if y, ok := integer(b); ok {
			return holds(op, x, y)
		}
		if y, ok := b.(Float); ok {
			return holds(op, float64(x), float64(y))
		}
	case Float:
		if b, ok := integer(b); ok {
			return holds(op, float64(a), float64(b))
		}
		if b, ok := b.(Float); ok {
			return holds(op, float64(a), float64(b))
		}
	case Str:
		if b, ok := b.(Str); ok {
			return holds(op, a, b)
		}
	case *List:
		if b, ok := b.(*List); ok {
			return r.compareLists(op, a.Items(), b.Items())
		}
	}
	Fail("'%v' not supported between instances of '%s' and '%s'", op, OperandType(a), OperandType(b))
	return false
}

func (r *Run) compareLists(op Ordering, a, b []Value) bool {
	n := min(len(a), len(b))
	r.Step(int64(n))
	for i := range n {
		if !r.Equal(a[i], b[i]) {
			return r.Compare(op, a[i], b[i])
		}
	}
	return holds(op, len(a), len(b))
}

// integer is the value of an int or bool.
func integer(v Value) (int64, bool) {
	switch v := v.(type) {
	case Int:
		return int64(v), true
	case Bool:
		if v {
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

func holds[T cmp.Ordered](op Ordering, a, b T) bool {
	switch op {
	case LessThan:
		return a < b
	case LessOrEqual:
		return a <= b
	case GreaterThan:
		return a > b
	}
	return a >= b
}

// Contains is `item in v`: a part of a string, an element of a list, a key
// of a dict or instance. It fails where v is none of these.
func (r *Run) Contains(v, item Value) bool {
	switch v := v.(type) {
	case Str:
		r.Scan(string(v))
		s, ok := item.(Str)
		return ok && strings.Contains(string(v), string(s))
	case *List:
		r.Step(int64(v.Len()))
		for _, e := range v.Items() {
			if r.Equal(item, e) {
				return true
			}
		}
		return false
	case *Dict:
		s, ok := item.(Str)
		return ok && v.Has(string(s))
	case *Instance:
		s, ok := item.(Str)
		return ok && v.Attrs.Has(string(s))
	}
	Fail("TypeError: argument of type '%s' is not iterable", OperandType(v))
	return false
}
