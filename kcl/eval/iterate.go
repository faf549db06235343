package eval

// This file goes through the elements of values.

import "unicode/utf8"

// Iterate calls f for each element of v until f returns false, and then
// returns false. item is what one loop variable gets: an element, a key or
// a character; key and value are what two get.
func Iterate(r *Run, v Value, f func(item, key, value Value) bool) bool {
	switch v := v.(type) {
	case *List:
		for i, x := range v.Items() {
			r.Step(1)
			if !f(x, NewInt(int64(i)), x) {
				return false
			}
		}
	case *Dict:
		for _, e := range v.Entries() {
			r.Step(1)
			if k := Str(e.Key); !f(k, k, e.Value) {
				return false
			}
		}
	case *Instance:
		return Iterate(r, v.Attrs, f)
	case Str:
		n := int64(0)
		for i := range v {
			r.Step(1)
			_, size := utf8.DecodeRuneInString(string(v[i:]))
			if c := v[i : i+size]; !f(c, NewInt(n), c) {
				return false
			}
			n++
		}
	default:
		Fail("'%s' object is not iterable", OperandType(v))
	}
	return true
}

// Filter is v, a list, dict or instance, without the elements for which
// keep is false. Of a string it must be true for all characters.
func Filter(r *Run, v Value, keep func(item, key, value Value) bool) Value {
	switch v := v.(type) {
	case *List:
		var out []Value
		Iterate(r, v, func(item, key, value Value) bool {
			if keep(item, key, value) {
				out = append(out, item)
			}
			return true
		})
		return &List{Elems: out}
	case *Dict:
		out := NewDict(v.Len())
		i := 0
		Iterate(r, v, func(item, key, value Value) bool {
			if keep(item, key, value) {
				out.SetEntry(v.Entries()[i])
			}
			i++
			return true
		})
		return out
	case *Instance:
		c := *v
		c.Attrs = Filter(r, v.Attrs, keep).(*Dict)
		return &c
	}
	if !Iterate(r, v, keep) {
		Fail("only list, dict and schema can be removed item")
	}
	return v
}

// InstanceList lists the instances of s made so far: by the main package,
// or by all.
func (r *Run) InstanceList(s *Schema, all bool) *List {
	r.Step(int64(len(r.instances[s])))
	r.Grow(ListSize(len(r.instances[s])))
	list := &List{}
	for _, inst := range r.instances[s] {
		if all || inst.Pos.File < 0 || inst.Pos.File >= r.prog.MainFile {
			list.Elems = append(list.Elems, inst)
		}
	}
	return list
}
