package eval

// This file defines how programs look into values: attributes, indices,
// slices, and what an assignment to `a.b[0]` makes of a.

import (
	"slices"
	"unicode/utf8"
)

// Member is `v.name` for a value that has entries; ok is false where v is a
// value of another kind.
func Member(v Value, name string) (x Value, ok bool) {
	switch v := v.(type) {
	case *Dict:
		x, _ := v.Get(name)
		return x, true
	case *Instance:
		x, ok := v.Attrs.Get(name)
		if !ok {
			Fail("schema '%s' attribute '%s' not found", v.Type.Name, name)
		}
		return x, true
	}
	return nil, false
}

// Index is `v[i]`.
func (r *Run) Index(v, i Value) Value {
	switch v := v.(type) {
	case Str:
		r.Scan(string(v))
		if n, ok := i.(Int); ok {
			return charAt(string(v), int64(n))
		}
	case *List:
		if n, ok := i.(Int); ok {
			at := position(int64(n), v.Len())
			if at >= int64(v.Len()) {
				Fail("list index out of range: %d", int64(n))
			}
			return v.Items()[at]
		}
	case *Dict:
		if s, ok := i.(Str); ok {
			x, _ := v.Get(string(s))
			return x
		}
		return Undefined
	case *Instance:
		if s, ok := i.(Str); ok {
			x, _ := v.Attrs.Get(string(s))
			return x
		}
	}
	Fail("'%s' object is not subscriptable with '%s'", OperandType(v), OperandType(i))
	return nil
}

// position is the place of index i of n elements: from the end where it is
// negative. It may be behind the end.
func position(i int64, n int) int64 {
	if i >= 0 {
		return i
	}
	if i < int64(-n) {
		Fail("index out of bounds: the len is %d but the index is %d", n, i)
	}
	return i + int64(n)
}

func charAt(s string, n int64) Value {
	count := utf8.RuneCountInString(s)
	at := position(n, count)
	if at >= int64(count) {
		Fail("string index out of range: %d", n)
	}
	for i := range s {
		if at == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			return Str(s[i : i+size])
		}
		at--
	}
	return Undefined
}

// Slice is `v[lo:hi:step]`; a bound that is not given is None.
func (r *Run) Slice(v, lo, hi, step Value) Value {
	switch v := v.(type) {
	case *List:
		r.Grow(ListSize(v.Len()))
		idx := sliceIndices(v.Len(), lo, hi, step)
		out := make([]Value, 0, len(idx))
		for _, i := range idx {
			out = append(out, v.Items()[i])
		}
		return &List{Elems: out}
	case Str:
		r.Scan(string(v))
		r.Grow(16 * int64(len(v))) // indices and characters
		runes := []rune(string(v))
		idx := sliceIndices(len(runes), lo, hi, step)
		out := make([]rune, 0, len(idx))
		for _, i := range idx {
			out = append(out, runes[i])
		}
		return Str(out)
	}
	Fail("invalid slice object %s", OperandType(v))
	return nil
}

// sliceIndices lists the indices of a slice of n elements, by Python's
// rules.
func sliceIndices(n int, lo, hi, step Value) []int {
	st := sliceBound(step, 1)
	if st == 0 {
		Fail("slice step cannot be zero")
	}
	var from, to int
	if st > 0 {
		from = clampBound(lo, 0, n, 0, n)
		to = clampBound(hi, n, n, 0, n)
	} else {
		from = clampBound(lo, n-1, n, -1, n-1)
		to = clampBound(hi, -1, n, -1, n-1)
	}
	var idx []int
	for i := from; (st > 0 && i < to) || (st < 0 && i > to); i += st {
		idx = append(idx, i)
	}
	return idx
}

func sliceBound(v Value, def int) int {
	switch v := v.(type) {
	case noneValue, undefinedValue:
		return def
	case Int:
		return int(max(min(v, 1<<31), -1<<31))
	}
	Fail("slice indices must be integers or None, got %s", OperandType(v))
	return 0
}

func clampBound(v Value, def, n, low, high int) int {
	if IsNothing(v) {
		return def
	}
	i := sliceBound(v, def)
	if i < 0 {
		i += n
	}
	return max(low, min(i, high))
}

// Set is what v becomes by `v[key] = x`; of a dict or instance also by
// `v.key = x`. An instance is evaluated anew, so that its checks hold.
func Set(r *Run, v, key, x Value) Value {
	switch v := v.(type) {
	case *List:
		n, ok := key.(Int)
		if !ok {
			break
		}
		at := elementIndex(int32(max(min(n, 1<<30), -1<<30)), v.Len())
		if at >= v.Len() {
			Fail("index out of bounds: the len is %d but the index is %d", v.Len(), at)
		}
		r.Grow(ListSize(v.Len()))
		elems := slices.Clone(v.Items())
		elems[at] = x
		return &List{Elems: elems}
	case *Dict:
		if k, ok := key.(Str); ok {
			r.Grow(DictSize(v.Len()))
			d := v.Copy()
			d.update(string(k), x)
			return d
		}
	case *Instance:
		if k, ok := key.(Str); ok {
			return setAttr(r, v, string(k), x)
		}
	default:
		if k, ok := key.(Str); ok {
			Fail("failed to update the dict. An iterable of key-value pairs was expected, but got %s. Check if the syntax for updating the dictionary with the attribute '%s' is correct", OperandType(v), string(k))
		}
	}
	Fail("'%s' object is not subscriptable with '%s'", OperandType(v), OperandType(key))
	return nil
}

// update gives key the value x and keeps its operator.
func (d *Dict) update(key string, x Value) {
	if i := d.find(key); i >= 0 {
		d.entries[i].Value = x
		return
	}
	d.Set(key, x)
}

func setAttr(r *Run, inst *Instance, key string, x Value) Value {
	attrs := inst.Attrs.Copy()
	attrs.update(key, x)
	keys := inst.Keys
	if !slices.Contains(keys, key) {
		keys = append(slices.Clone(keys), key)
	}
	if len(inst.Args) > 0 && inst.Attrs.Has(key) && r.schemas == 0 {
		c := *inst
		c.Attrs, c.Keys = attrs, keys
		return &c
	}
	return r.resolveInstance(inst, r.pos, attrs, keys)
}
