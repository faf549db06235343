package eval

// This file joins values: the `|` operator, the entries of configs, a
// config applied to an instance, collection.union_all. There is one routine
// for all.
//
// Dicts are joined by key, each entry of the right side with its operator:
// `:` joins the values, `=` replaces, `+=` appends to a list. Lists are
// joined index by index. Nothing (None, Undefined) is absorbed. A schema
// instance joined with a config is evaluated anew with what both set.

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A joiner is one call of the routine.
type joiner struct {
	run     *Run
	resolve bool // evaluate instances anew
	strict  bool // different scalars under one key with `:` are a conflict
}

// A conflict is where two values with `:` differ.
type conflict struct {
	path []string // innermost first
	a, b string
}

// Union is `a | b` for configs, instances, lists and nothing; for other
// operands of `|` it fails.
func Union(r *Run, a, b Value) Value {
	j := &joiner{run: r, resolve: true, strict: true}
	return j.top(a, b)
}

// unionEntry joins what an attribute has with its entry of a config, as
// instances do: the config wins.
func unionEntry(r *Run, a Value, e Entry) Value {
	j := &joiner{run: r, resolve: true}
	d := &Dict{entries: []Entry{{Key: e.Key, Value: a, Index: NoIndex}}}
	if c := j.into(d, e); c != nil {
		c.fail()
	}
	return d.entries[0].Value
}

// AddEntry puts an entry of a config literal into d, joining it with what d
// has of its key.
func AddEntry(r *Run, d *Dict, e Entry) {
	if e.Index == NoIndex {
		if i := d.find(e.Key); i < 0 {
			d.SetEntry(e)
			return
		}
	}
	j := &joiner{run: r, strict: true}
	if c := j.into(d, e); c != nil {
		c.fail()
	}
}

// AddUnpacked puts the entries of x (`**x`) into d.
func AddUnpacked(r *Run, d *Dict, x Value) {
	var src *Dict
	switch x := x.(type) {
	case *Dict:
		src = x
	case *Instance:
		src = x.Attrs
	case undefinedValue, noneValue:
		return
	default:
		Fail("only list, dict and schema object can be used with unpack operators * and **, got %s", Text(x))
	}
	j := &joiner{run: r, resolve: true, strict: true}
	if c := j.entries(d, src); c != nil {
		c.fail()
	}
}

func (j *joiner) top(a, b Value) Value {
	if IsNothing(a) {
		return b
	}
	if IsNothing(b) {
		return a
	}
	if isCollection(a) && isCollection(b) {
		v, c := j.collections(a, b)
		if c != nil {
			c.fail()
		}
		return v
	}
	Fail("unsupported operand type(s) for |: '%s' and '%s'", OperandType(a), OperandType(b))
	return nil
}

func isCollection(v Value) bool {
	switch v.(type) {
	case *List, *Dict, *Instance:
		return true
	}
	return false
}

// values joins two values below the top: of two that are no collections
// the right one wins.
func (j *joiner) values(a, b Value) (Value, *conflict) {
	switch {
	case IsNothing(a):
		return b, nil
	case IsNothing(b):
		return a, nil
	case isCollection(a) && isCollection(b):
		return j.collections(a, b)
	}
	return b, nil
}

func (j *joiner) collections(a, b Value) (Value, *conflict) {
	j.run.Step(1)
	j.run.Enter()
	defer j.run.Leave()
	switch a := a.(type) {
	case *List:
		if b, ok := b.(*List); ok {
			return j.lists(a, b)
		}
	case *Dict:
		switch b := b.(type) {
		case *Dict:
			j.run.Grow(DictSize(a.Len()))
			d := a.Copy()
			return d, j.entries(d, b)
		case *Instance:
			return j.instance(b, b.Pos, a, b.Attrs, b.Keys, dictKeys(a))
		}
	case *Instance:
		switch b := b.(type) {
		case *Dict:
			return j.instance(a, j.run.pos, a.Attrs, b, a.Keys, dictKeys(b))
		case *Instance:
			return j.instance(&Instance{Type: a.Type, Args: b.Args, Kw: b.Kw, Pos: b.Pos}, j.run.pos, a.Attrs, b.Attrs, a.Keys, b.Keys)
		}
	}
	Fail("union failure, expect \"%s\", got \"%s\"", OperandType(a), OperandType(b))
	return nil, nil
}

func (j *joiner) lists(a, b *List) (Value, *conflict) {
	x, y := a.Items(), b.Items()
	j.run.Grow(ListSize(max(len(x), len(y))))
	out := make([]Value, max(len(x), len(y)))
	copy(out, x)
	for i, v := range y {
		if i >= len(x) {
			out[i] = v
			continue
		}
		var c *conflict
		if out[i], c = j.values(x[i], v); c != nil {
			c.path = append(c.path, "list["+strconv.Itoa(i)+"]")
			return nil, c
		}
	}
	return &List{Elems: out}, nil
}

// instance joins attributes and evaluates the instance anew, with every
// attribute that either side set. pos is where errors are said to be.
func (j *joiner) instance(like *Instance, pos Pos, a, b *Dict, keys, more []string) (Value, *conflict) {
	d := a.Copy()
	if c := j.entries(d, b); c != nil {
		return nil, c
	}
	all := slices.Concat(keys, more)
	if !j.resolve {
		return &Instance{Type: like.Type, Attrs: d, Keys: all, Args: like.Args, Kw: like.Kw, Pos: like.Pos}, nil
	}
	return j.run.resolveInstance(like, pos, d, all), nil
}

// resolveInstance evaluates an instance of the type and arguments of like
// anew, with the given attributes as its config.
func (r *Run) resolveInstance(like *Instance, pos Pos, attrs *Dict, keys []string) *Instance {
	config := NewDict(len(keys))
	for _, k := range keys {
		if v, ok := attrs.Get(k); ok {
			config.SetEntry(Entry{Key: k, Value: v, Op: OpOverride, Index: NoIndex})
		}
	}
	return r.NewInstance(like.Type, config, like.Args, like.Kw, pos)
}

func dictKeys(d *Dict) []string {
	keys := make([]string, 0, d.Len())
	for _, e := range d.Entries() {
		keys = append(keys, e.Key)
	}
	return keys
}

// entries joins the entries of src into d.
func (j *joiner) entries(d *Dict, src *Dict) *conflict {
	j.run.Step(int64(src.Len()))
	j.run.Grow(DictSize(src.Len()))
	for _, e := range src.Entries() {
		if c := j.into(d, e); c != nil {
			return c
		}
	}
	return nil
}

// into joins one entry into d.
func (j *joiner) into(d *Dict, e Entry) *conflict {
	i := d.find(e.Key)
	if i < 0 && e.Index == NoIndex {
		d.SetEntry(e)
		return nil
	}
	switch e.Op {
	case OpUnion:
		return j.union(d, i, e)
	case OpOverride:
		override(d, i, e)
	case OpInsert:
		j.insert(d, i, e)
	}
	return nil
}

func (j *joiner) union(d *Dict, i int, e Entry) *conflict {
	if e.Index != NoIndex {
		return j.unionAt(d, i, e)
	}
	old := d.entries[i].Value
	if j.strict && !subsumes(e.Value, old) {
		return newConflict(e.Key, old, e.Value)
	}
	v, c := j.values(old, e.Value)
	if c != nil {
		c.path = append(c.path, e.Key)
		return c
	}
	d.entries[i].Value, d.entries[i].Op = v, e.Op
	return nil
}

// unionAt joins the entry `key[index]: value` into the list at key.
func (j *joiner) unionAt(d *Dict, i int, e Entry) *conflict {
	if i < 0 {
		Fail("only non-empty list attribute can be union value with the index %d", e.Index)
	}
	list, ok := d.entries[i].Value.(*List)
	if !ok {
		Fail("only list attribute can be union value with the index %d", e.Index)
	}
	if list.Len() == 0 {
		Fail("only non-empty list attribute can be union value with the index %d", e.Index)
	}
	at := elementIndex(e.Index, list.Len())
	if at >= list.Len() {
		Fail("index out of bounds: the len is %d but the index is %d", list.Len(), e.Index)
	}
	old := list.Items()[at]
	if j.strict && !subsumes(e.Value, old) {
		return newConflict(e.Key+"["+strconv.Itoa(int(e.Index))+"]", old, e.Value)
	}
	v, c := j.values(old, e.Value)
	if c != nil {
		c.path = append(c.path, e.Key)
		return c
	}
	elems := slices.Clone(list.Items())
	elems[at] = v
	d.entries[i].Value = &List{Elems: elems}
	return nil
}

func override(d *Dict, i int, e Entry) {
	if e.Index == NoIndex {
		if i < 0 {
			d.SetEntry(e)
			return
		}
		d.entries[i] = e
		return
	}
	var list *List
	if i >= 0 {
		list, _ = d.entries[i].Value.(*List)
	}
	if list == nil {
		Fail("only list attribute can be override value with the index %d", e.Index)
	}
	elems := slices.Clone(list.Items())
	at := elementIndex(e.Index, len(elems))
	switch {
	case at < len(elems) && e.Value == Undefined:
		elems = slices.Delete(elems, at, at+1)
	case at < len(elems):
		elems[at] = e.Value
	case e.Value == Undefined:
		Fail("removal index (is %d) should be < len (is %d)", at, len(elems))
	default:
		Fail("index out of bounds: the len is %d but the index is %d", len(elems), at)
	}
	d.entries[i].Value = &List{Elems: elems}
}

func (j *joiner) insert(d *Dict, i int, e Entry) {
	old := Undefined
	if i >= 0 {
		old = d.entries[i].Value
	}
	if IsNothing(old) {
		old = &List{}
	}
	list, ok1 := old.(*List)
	more, ok2 := e.Value.(*List)
	if !ok1 || !ok2 {
		Fail("only list attribute can be inserted value, the origin value type is %s and got value type is %s", TypeName(old), TypeName(e.Value))
	}
	j.run.Grow(ListSize(list.Len() + more.Len()))
	at := list.Len()
	if e.Index != NoIndex {
		at = elementIndex(e.Index, list.Len())
	}
	if more.Len() == 0 {
		at = 0
	} else if at > list.Len() {
		Fail("insertion index (is %d) should be <= len (is %d)", at, list.Len())
	}
	v := &List{Elems: slices.Insert(slices.Clone(list.Items()), at, more.Items()...)}
	d.SetEntry(Entry{Key: e.Key, Value: v, Op: e.Op, Index: NoIndex})
}

func elementIndex(i int32, n int) int { return int(position(int64(i), n)) }

// subsumes reports whether b may be joined into a without a conflict.
func subsumes(b, a Value) bool {
	if IsNothing(a) || IsNothing(b) {
		return true
	}
	switch b := b.(type) {
	case *List:
		a, ok := a.(*List)
		if !ok || a.Len() != b.Len() {
			return false
		}
		for i, v := range b.Items() {
			if !subsumes(v, a.Items()[i]) {
				return false
			}
		}
		return true
	case *Dict, *Instance:
		switch a.(type) {
		case *Dict, *Instance:
			return true
		}
		return false
	}
	return SameScalar(a, b)
}

// SameScalar reports whether two values that are no collections are the
// same: equal, where an integer may equal a float.
func SameScalar(a, b Value) bool {
	switch x := a.(type) {
	case *Unit:
		y, ok := b.(*Unit)
		return ok && *x == *y
	case Int:
		if y, ok := b.(Float); ok {
			return Float(x) == y
		}
	case Float:
		if y, ok := b.(Int); ok {
			return x == Float(y)
		}
	}
	return a == b
}

func newConflict(key string, a, b Value) *conflict {
	return &conflict{path: []string{key}, a: brief(a), b: brief(b)}
}

// brief shows a value in the message of a conflict: a scalar as JSON.
func brief(v Value) string {
	switch v := v.(type) {
	case *Dict, *Instance:
		return "{...}"
	case *List:
		return "[...]"
	case Str:
		return briefString(string(v))
	case noneValue, undefinedValue:
		return "null"
	case Bool:
		return strconv.FormatBool(bool(v))
	case Float:
		return briefFloat(float64(v))
	case *Unit:
		return briefFloat(v.Value)
	}
	return Text(v)
}

func briefString(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func briefFloat(f float64) string {
	size := math.Abs(f)
	switch {
	case math.IsInf(f, 0) || math.IsNaN(f):
		return "null"
	case size == 0 || size >= 1e-5 && size < 1e16:
		return string(AppendFloat(nil, f))
	}
	return strings.Replace(strconv.FormatFloat(f, 'e', -1, 64), "e-0", "e-", 1)
}

func (c *conflict) fail() {
	path := slices.Clone(c.path)
	slices.Reverse(path)
	key := path[len(path)-1]
	if key == "" {
		Fail("conflicting values between %s and %s", c.b, c.a)
	}
	Fail("conflicting values on the attribute '%s' between :\n    %s\nand\n    %s\nwith union path :\n    %s\n"+
		"try operator '=' to override the attribute, like:\n"+
		"    {...} | {\n            ...\n            %s = %s\n            ...\n    }",
		key, c.a, c.b, strings.Join(path, "."), key, c.b)
}
