package eval

// This file lets a host hand its own data to a program without converting
// it first: programs look at a few fields of what may be large.

import "fmt"

// A Mapping is host data that a program sees as a dict. It must not change
// while programs run.
type Mapping interface {
	Len() int
	// Range calls f for every entry in order, with a key of its own. A value is nil, a bool, an
	// int64, a float64, a string, a Mapping, a Sequence or a Value.
	Range(f func(key string, value any))
	// Scalar is the value of key, nil where there is none or it is a Mapping
	// or Sequence. It converts nothing else.
	Scalar(key string) Value
}

// A Sequence is host data that a program sees as a list.
type Sequence interface {
	Len() int
	At(i int) any // as the values of a Mapping
}

// FromHost returns host data as a Value. Mappings and sequences are
// converted one level at a time, when a program looks into them.
func FromHost(x any) Value {
	switch x := x.(type) {
	case nil:
		return None
	case Value:
		return x
	case bool:
		return Bool(x)
	case int:
		return NewInt(int64(x))
	case int64:
		return NewInt(x)
	case float64:
		return Float(x)
	case string:
		return Str(x)
	case Mapping:
		return &Dict{host: x}
	case Sequence:
		return &List{host: x}
	}
	panic(fmt.Sprintf("eval: %T is no host data", x))
}

// Of up to this many entries no index is made: few of them are looked for.
const smallHost = 32

func (d *Dict) convert() {
	h := d.host
	d.host = nil
	d.entries = make([]Entry, 0, h.Len())
	h.Range(func(key string, value any) {
		d.entries = append(d.entries, Entry{Key: key, Value: FromHost(value), Index: NoIndex})
	})
	if len(d.entries) > smallHost {
		d.reindex()
	}
}
