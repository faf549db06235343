package template

// This file has the helpers. A helper gives a value, which its tag writes;
// those with a body write that and give an empty text.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An invocation is a call of a helper, with the values of its arguments.
type invocation struct {
	*scope
	name   string
	params []eval.Value // with None for what is missing
	hash   []variable
	block  *block // nil where the helper has no body
}

type helper struct {
	params int // how many it needs
	run    func(*invocation) eval.Value
}

// helperOf is the helper of a name.
func helperOf(name string) (helper, bool) {
	switch name {
	case "if":
		return helper{1, func(i *invocation) eval.Value { return i.branch(i.truthy()) }}, true
	case "unless":
		return helper{1, func(i *invocation) eval.Value { return i.branch(!i.truthy()) }}, true
	case "each":
		return helper{1, each}, true
	case "with":
		return helper{1, with}, true
	case "lookup":
		return helper{2, lookup}, true
	case "raw":
		return helper{1, func(i *invocation) eval.Value { return eval.Str(i.rawText(i.params[0])) }}, true
	case "log":
		return helper{0, logHelper}, true
	case "len":
		return helper{1, length}, true
	case "eq":
		return helper{2, func(i *invocation) eval.Value { return eval.Bool(i.equal()) }}, true
	case "ne":
		return helper{2, func(i *invocation) eval.Value { return eval.Bool(!i.equal()) }}, true
	case "and":
		return helper{2, func(i *invocation) eval.Value { return eval.Bool(truthy(i.params[0]) && truthy(i.params[1])) }}, true
	case "or":
		return helper{2, func(i *invocation) eval.Value { return eval.Bool(truthy(i.params[0]) || truthy(i.params[1])) }}, true
	case "not":
		return helper{1, func(i *invocation) eval.Value { return eval.Bool(!truthy(i.params[0])) }}, true
	case "gt", "gte", "lt", "lte":
		return helper{2, compare}, true
	}
	return helper{}, false
}

func isHelper(name string) bool {
	_, ok := helperOf(name)
	return ok
}

// eval calls a helper. Its block is nil where it has none.
func (s *scope) eval(c *call, b *block) eval.Value {
	h, ok := helperOf(c.name)
	switch {
	case ok:
	case b != nil:
		s.fail("there is no helper '%s': for a block with its value write {{#with %s}} or {{#each %s}}", c.name, c.name, c.name)
	default:
		s.fail("there is no helper '%s'", c.name)
	}
	if len(c.params) < h.params {
		s.fail("the helper '%s' needs more arguments: %d, got %d", c.name, h.params, len(c.params))
	}
	i := &invocation{scope: s, name: c.name, block: b}
	for n := range c.params {
		i.params = append(i.params, orNone(s.value(&c.params[n])))
	}
	for n := range c.hash {
		i.hash = append(i.hash, variable{c.hash[n].name, s.value(&c.hash[n].value)})
	}
	return h.run(i)
}

func orNone(v eval.Value) eval.Value {
	if v == eval.Undefined {
		return eval.None
	}
	return v
}

// branch renders the body or the inverse of a block.
func (i *invocation) branch(ok bool) eval.Value {
	switch {
	case i.block == nil:
	case ok:
		i.body(i.block.body)
	default:
		i.body(i.block.inverse)
	}
	return eval.Str("")
}

// truthy is whether the first argument is: 0 is where includeZero is set.
func (i *invocation) truthy() bool {
	v := i.params[0]
	if v.Kind() == eval.KindInt || v.Kind() == eval.KindFloat {
		if find(i.hash, "includeZero") == eval.Bool(true) {
			return true
		}
	}
	return truthy(v)
}

func with(i *invocation) eval.Value {
	v := i.params[0]
	if truthy(v) {
		i.top = &frame{value: v, up: i.top}
		if i.block != nil && len(i.block.names) == 1 {
			i.top.params = []variable{{i.block.names[0], v}}
		}
		i.branch(true)
		i.top = i.top.up
		return eval.Str("")
	}
	return i.branch(false)
}

// each renders its body for each element of a list or dict, and its inverse
// where there is none.
func each(i *invocation) eval.Value {
	if i.block == nil {
		return eval.Str("")
	}
	switch v := i.params[0].(type) {
	case *eval.List:
		for n, e := range v.Items() {
			i.element(e, "index", eval.NewInt(int64(n)), n, v.Len())
		}
		return i.otherwise(v.Len())
	case *eval.Dict:
		for n, e := range v.Entries() {
			i.element(e.Value, "key", eval.Str(e.Key), n, v.Len())
		}
		return i.otherwise(v.Len())
	}
	return i.otherwise(0)
}

func (i *invocation) otherwise(n int) eval.Value {
	if n == 0 {
		i.body(i.block.inverse)
	}
	return eval.Str("")
}

// element renders the body of each for the n-th element of total.
func (i *invocation) element(v eval.Value, keyName string, key eval.Value, n, total int) {
	b := &frame{value: v, up: i.top, locals: []variable{
		{"first", eval.Bool(n == 0)}, {"last", eval.Bool(n == total-1)}, {keyName, key},
	}}
	for n, name := range i.block.names {
		b.params = append(b.params, variable{name, [...]eval.Value{v, key}[n]})
	}
	i.top = b
	i.body(i.block.body)
	i.top = b.up
}

func lookup(i *invocation) eval.Value {
	switch v := i.params[0].(type) {
	case *eval.List:
		if n, ok := i.params[1].(eval.Int); ok && n >= 0 && int64(n) < int64(v.Len()) {
			return v.Items()[n]
		}
	case *eval.Dict:
		if key, ok := i.params[1].(eval.Str); ok {
			if e, ok := v.Get(string(key)); ok {
				return e
			}
		}
	}
	return eval.None
}

// logHelper writes nothing: there is no log.
func logHelper(i *invocation) eval.Value {
	level, ok := find(i.hash, "level").(eval.Str)
	if ok && !slices.Contains([]string{"error", "warn", "info", "debug", "trace"}, string(level)) {
		i.fail("'%s' is no level of a log: use error, warn, info, debug or trace", level)
	}
	return eval.Str("")
}

// length is the number of elements, or of bytes of a text.
func length(i *invocation) eval.Value {
	switch v := i.params[0].(type) {
	case *eval.List:
		return eval.NewInt(int64(v.Len()))
	case *eval.Dict:
		return eval.NewInt(int64(v.Len()))
	case eval.Str:
		return eval.NewInt(int64(len(v)))
	}
	return eval.NewInt(0)
}

func (i *invocation) equal() bool { return i.json(i.params[0]) == i.json(i.params[1]) }

func compare(i *invocation) eval.Value {
	a, ok := i.params[0].(eval.Int)
	b, ok2 := i.params[1].(eval.Int)
	if !ok || !ok2 {
		i.fail("the helper '%s' compares integers, got %s and %s", i.name, eval.TypeName(i.params[0]), eval.TypeName(i.params[1]))
	}
	switch i.name {
	case "gt":
		return eval.Bool(a > b)
	case "gte":
		return eval.Bool(a >= b)
	case "lt":
		return eval.Bool(a < b)
	}
	return eval.Bool(a <= b)
}
