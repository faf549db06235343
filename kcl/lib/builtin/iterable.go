package builtin

// This file defines the functions on lists and whatever else has elements.

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// elements collects what a loop with one variable over v sees.
func elements(r *eval.Run, v eval.Value) []eval.Value {
	if l, ok := v.(*eval.List); ok {
		r.Step(int64(l.Len()))
		return l.Items()
	}
	var out []eval.Value
	eval.Iterate(r, v, func(item, _, _ eval.Value) bool {
		r.Grow(16)
		out = append(out, item)
		return true
	})
	return out
}

// values are the elements of a list or the values of a dict or instance; ok
// is false for anything else.
func values(r *eval.Run, v eval.Value) (out []eval.Value, ok bool) {
	switch v.Kind() {
	case eval.KindList, eval.KindDict, eval.KindInstance:
		eval.Iterate(r, v, func(_, _, value eval.Value) bool {
			out = append(out, value)
			return true
		})
		return out, true
	}
	return nil, false
}

// all_true(inval): whether all elements or values are true
func allTrue(c *eval.Call) eval.Value {
	vs, ok := values(c.Run, c.Need(0, "inval"))
	return eval.Bool(ok && !slices.ContainsFunc(vs, func(v eval.Value) bool { return !eval.Truthy(v) }))
}

// any_true(inval): whether some element or value is true
func anyTrue(c *eval.Call) eval.Value {
	vs, _ := values(c.Run, c.Need(0, "inval"))
	return eval.Bool(slices.ContainsFunc(vs, eval.Truthy))
}

// isunique(inval): whether no two elements of a list are equal
func isUnique(c *eval.Call) eval.Value {
	l, ok := c.Need(0, "inval").(*eval.List)
	if !ok {
		return eval.Bool(false)
	}
	seen := map[any][]eval.Value{}
	for _, v := range l.Items() {
		k := bucket(v)
		for _, other := range seen[k] {
			c.Run.Step(1)
			if c.Run.Equal(v, other) {
				return eval.Bool(false)
			}
		}
		seen[k] = append(seen[k], v)
	}
	return eval.Bool(true)
}

// bucket is the same for equal values.
func bucket(v eval.Value) any {
	switch v := v.(type) {
	case eval.Int:
		return float64(v)
	case eval.Float:
		return float64(v)
	case eval.Str, eval.Bool:
		return v
	}
	return v.Kind()
}

// sorted(inval, reverse=False): the characters, elements or keys in order.
// Only numbers and strings have one.
func sorted(c *eval.Call) eval.Value {
	v := need(c, "inval")
	switch v.Kind() {
	case eval.KindStr, eval.KindList, eval.KindDict:
	default:
		eval.Fail("sorted only for str|list|dict type")
	}
	elems := elements(c.Run, v)
	c.Run.Grow(16 * int64(len(elems)))
	out := slices.Clone(elems)
	order := func(a, b eval.Value) int {
		c.Run.Step(1)
		return compare(a, b)
	}
	if c.ArgBool(1, "reverse", false) {
		slices.SortStableFunc(out, func(a, b eval.Value) int { return order(b, a) })
	} else {
		slices.SortStableFunc(out, order)
	}
	return eval.NewList(out...)
}

func compare(a, b eval.Value) int {
	switch a := a.(type) {
	case eval.Int:
		switch b := b.(type) {
		case eval.Int:
			return cmp.Compare(a, b)
		case eval.Float:
			return cmp.Compare(eval.Float(a), b)
		}
	case eval.Float:
		switch b := b.(type) {
		case eval.Int:
			return cmp.Compare(a, eval.Float(b))
		case eval.Float:
			return cmp.Compare(a, b)
		}
	case eval.Str:
		if b, ok := b.(eval.Str); ok {
			return cmp.Compare(a, b)
		}
	}
	eval.Fail("cannot compare %s and %s", eval.OperandType(a), eval.OperandType(b))
	return 0
}

// max(*args), min(*args): of the arguments, or of the elements of one
func maxFunc(c *eval.Call) eval.Value { return extreme(c, eval.GreaterThan) }
func minFunc(c *eval.Call) eval.Value { return extreme(c, eval.LessThan) }

func extreme(c *eval.Call, op eval.Ordering) eval.Value {
	elems := c.Args
	if len(elems) == 0 {
		eval.Fail("%s() takes exactly one argument (0 given)", c.Name)
	}
	if len(elems) == 1 {
		elems = iterated(c.Run, c.Args[0])
	}
	best := elems[0]
	for _, v := range elems {
		if c.Run.Compare(op, v, best) {
			best = v
		}
	}
	return best
}

// iterated are the elements of a value that must have some.
func iterated(r *eval.Run, v eval.Value) []eval.Value {
	kind := "dict"
	switch v.Kind() {
	case eval.KindStr:
		kind = "str"
	case eval.KindList:
		kind = "list"
	case eval.KindDict, eval.KindInstance:
	default:
		eval.Fail("%s object is not iterable", eval.OperandType(v))
	}
	elems := elements(r, v)
	if len(elems) == 0 {
		eval.Fail("arg is an empty %s", kind)
	}
	return elems
}

// sum(iterable, start=0): Undefined where iterable is no list
func sum(c *eval.Call) eval.Value {
	l, ok := c.Need(0, "iterable").(*eval.List)
	if !ok {
		return eval.Undefined
	}
	total := c.Arg(1, "start")
	if total == nil {
		total = eval.NewInt(0)
	}
	if total.Kind() == eval.KindStr {
		eval.Fail("sum() can't sum strings")
	}
	for _, v := range l.Items() {
		c.Run.Step(1)
		total = c.Run.Add(total, v)
	}
	return total
}

// maxRange is how many numbers range() makes at most, whatever the limits.
const maxRange = 1 << 32

// range(stop), range(start, stop, step=1): Undefined where one is no integer
func rangeFunc(c *eval.Call) eval.Value {
	start, stop, step := c.Arg(0, "start"), c.Arg(1, "stop"), c.Arg(2, "step")
	if stop == nil {
		start, stop = eval.NewInt(0), start
	}
	if start == nil {
		start = eval.NewInt(0)
	}
	if step == nil {
		step = eval.NewInt(1)
	}
	first, ok1 := start.(eval.Int)
	end, ok2 := stop.(eval.Int)
	by, ok3 := step.(eval.Int)
	if !ok1 || !ok2 || !ok3 {
		return eval.Undefined
	}
	if by == 0 {
		eval.Fail("range() step argument must not be zero")
	}
	n := count(int64(first), int64(end), int64(by))
	if n > maxRange {
		eval.Fail("range() of %d numbers is too long", n)
	}
	c.Run.Step(int64(n))
	c.Run.Grow(16 * int64(n))
	out := make([]eval.Value, n)
	for i := range out {
		out[i] = eval.NewInt(int64(first) + int64(i)*int64(by))
	}
	return eval.NewList(out...)
}

// count is how many numbers there are from first, by step, before end.
func count(first, end, step int64) uint64 {
	var distance, stride uint64
	switch {
	case step > 0 && first < end:
		distance, stride = uint64(end)-uint64(first), uint64(step)
	case step < 0 && first > end:
		distance, stride = uint64(first)-uint64(end), -uint64(step)
	default:
		return 0
	}
	return (distance-1)/stride + 1
}

// zip(*args): lists of the first, second, ... elements, as many as the
// shortest argument has
func zip(c *eval.Call) eval.Value {
	if len(c.Args) == 0 {
		return eval.NewList()
	}
	columns := make([][]eval.Value, len(c.Args))
	for i, a := range c.Args {
		columns[i] = elements(c.Run, a)
	}
	n := len(slices.MinFunc(columns, func(a, b []eval.Value) int { return cmp.Compare(len(a), len(b)) }))
	c.Run.Grow(int64(n) * int64(16*len(columns)+48))
	rows := make([]eval.Value, n)
	for i := range rows {
		row := make([]eval.Value, len(columns))
		for j, col := range columns {
			row[j] = col[i]
		}
		rows[i] = eval.NewList(row...)
	}
	return eval.NewList(rows...)
}

// list(x=[]): the characters, elements or keys
func list(c *eval.Call) eval.Value {
	x := c.Arg(0, "x")
	if x == nil {
		return eval.NewList()
	}
	if l, ok := x.(*eval.List); ok {
		return l
	}
	return eval.NewList(elements(c.Run, x)...)
}

// dict(x={}, **kwargs): the entries of a dict, or of a list of pairs, and
// those of the named arguments, united
func dict(c *eval.Call) eval.Value {
	out := eval.NewDict(len(c.Kw))
	for _, a := range c.Kw {
		out.Set(a.Name, a.Value)
	}
	if len(c.Args) == 0 {
		return out
	}
	return eval.Union(c.Run, entries(c.Run, c.Args[0]), out)
}

func entries(r *eval.Run, v eval.Value) *eval.Dict {
	switch v := v.(type) {
	case *eval.Dict:
		return v
	case *eval.Instance:
		return v.Attrs
	}
	out := eval.NewDict(0)
	for i, e := range elements(r, v) {
		pair := elements(r, e)
		if len(pair) != 2 {
			eval.Fail("dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		}
		out.Set(r.Text(pair[0]), pair[1])
	}
	return out
}

// reduce(reducer, list, initial): initial, or the first element, joined with
// each further element by the reducer
func reduce(c *eval.Call) eval.Value {
	f, ok := c.Need(0, "reducer").(*eval.Func)
	if !ok {
		eval.Fail("reduce() argument 'reducer' must be a function")
	}
	l, ok := c.Need(1, "list").(*eval.List)
	if !ok {
		eval.Fail("reduce() argument 'list' must be a list, got %s", eval.OperandType(c.Arg(1, "list")))
	}
	rest := l.Items()
	acc := c.Arg(2, "initial")
	if acc == nil {
		if len(rest) == 0 {
			return reduceEmpty(f)
		}
		acc, rest = rest[0], rest[1:]
	}
	for _, v := range rest {
		acc = c.Run.Call(f, []eval.Value{acc, v}, nil)
	}
	return acc
}

// reduceEmpty is the result for an empty list and no initial value: None
// where the type of the reducer's first parameter allows it.
func reduceEmpty(f *eval.Func) eval.Value {
	if t := f.ParamType(0); t != nil && t.String() != "any" && !strings.Contains(t.String(), "None") {
		eval.Fail("reduce() empty list with no initial value and non-nullable accumulator type '%s'", t.String())
	}
	return eval.None
}
