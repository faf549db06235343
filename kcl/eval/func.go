package eval

// This file defines functions and modules as values, and what a function
// written in Go sees of its call.

// A Func is a lambda, a builtin function or a method bound to its value.
type Func struct {
	Name string // "" for a lambda
	Body func(c *Call) Value
}

// A Call is one call of a Func.
type Call struct {
	Run  *Run
	Name string // of the function, for messages
	Args []Value
	Kw   []NamedArg
}

// A NamedArg is `name=value` among the arguments of a call.
type NamedArg struct {
	Name  string
	Value Value
}

// A Module is an imported package or system module: what `name.x` reads.
type Module struct {
	Name    string
	Members map[string]Value                        // of a system module
	Load    func(r *Run, name string) (Value, bool) // of a user package: reads a global, which may evaluate it
}

// Arg returns the argument at position i or, where there are not so many,
// the one called name; nil where neither was given.
func (c *Call) Arg(i int, name string) Value {
	if i >= 0 && i < len(c.Args) {
		return c.Args[i]
	}
	for _, a := range c.Kw {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}

// Need is Arg for an argument that must be there.
func (c *Call) Need(i int, name string) Value {
	v := c.Arg(i, name)
	if v == nil {
		Fail("%s() missing 1 required positional argument: '%s'", c.Name, name)
	}
	return v
}

// NeedStr is Need for a string.
func (c *Call) NeedStr(i int, name string) string {
	v := c.Need(i, name)
	s, ok := v.(Str)
	if !ok {
		Fail("%s() argument '%s' must be a string, got %s", c.Name, name, TypeName(v))
	}
	return string(s)
}

// ArgStr is Arg for a string; def where it is not given, or None.
func (c *Call) ArgStr(i int, name, def string) string {
	v := c.Arg(i, name)
	if v == nil || IsNothing(v) {
		return def
	}
	return c.NeedStr(i, name)
}

// NeedInt is Need for an integer; True and False count as 1 and 0.
func (c *Call) NeedInt(i int, name string) int64 {
	v := c.Need(i, name)
	switch v := v.(type) {
	case Int:
		return int64(v)
	case Bool:
		if v {
			return 1
		}
		return 0
	}
	Fail("%s() argument '%s' must be an integer, got %s", c.Name, name, TypeName(v))
	return 0
}

// ArgInt is Arg for an integer; def where it is not given, or None.
func (c *Call) ArgInt(i int, name string, def int64) int64 {
	v := c.Arg(i, name)
	if v == nil || IsNothing(v) {
		return def
	}
	return c.NeedInt(i, name)
}

// ArgBool is Arg for a truth value; def where it is not given.
func (c *Call) ArgBool(i int, name string, def bool) bool {
	v := c.Arg(i, name)
	if v == nil || IsNothing(v) {
		return def
	}
	return Truthy(v)
}
