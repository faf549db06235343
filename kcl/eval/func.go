package eval

// This file defines functions and modules as values, and what a function
// written in Go sees of its call.

// A Func is a lambda, a builtin function or a method bound to its value.
type Func struct {
	Name string              // "" for a lambda
	Body func(c *Call) Value // nil for a lambda

	lambda *Lambda
	caps   []Value
	inst   *Build
	names  []int32
}

// A Lambda is the compiled form of a lambda expression.
type Lambda struct {
	Pos    Pos
	Params []Param
	Slots  int  // of its frame: parameters first
	Result Type // nil where there is none
	Body   []Stmt

	Builtin bool // of a built-in module
	// Captures says, for each captured variable, from where in the frame
	// around it it is taken.
	Captures []Capture
}

// A Capture is a local variable, or a captured one, of the frame around a
// lambda.
type Capture struct {
	Index int
	Outer bool // Index is among the captured variables of that frame
}

// NewLambda makes the value of a lambda expression in a frame.
func NewLambda(fr *Frame, l *Lambda) *Func {
	f := &Func{lambda: l, inst: fr.Inst, names: fr.Names}
	if len(l.Captures) > 0 {
		f.caps = make([]Value, len(l.Captures))
		for i, c := range l.Captures {
			if c.Outer {
				f.caps[i] = fr.Caps[c.Index]
			} else {
				f.caps[i] = fr.Slots[c.Index]
			}
		}
	}
	return f
}

// Bind tells lambdas that captured a local variable before it had a value
// what it is: so a local lambda may call itself. v is the variable's value.
func Bind(fr *Frame, slot int, v Value) {
	f, ok := v.(*Func)
	if !ok || f.lambda == nil {
		return
	}
	for i, c := range f.lambda.Captures {
		if !c.Outer && c.Index == slot && f.caps[i] == nil {
			f.caps[i] = v
		}
	}
}

// Call calls f.
func (r *Run) Call(f *Func, args []Value, kw []NamedArg) Value {
	if f.lambda == nil {
		r.Step(1)
		return f.Body(&Call{Run: r, Name: f.Name, Args: args, Kw: kw})
	}
	l := f.lambda
	fr := r.frameOf(f)
	defer r.release(fr)
	if len(kw) == 0 && len(args) == len(l.Params) {
		for i, v := range args {
			if t := l.Params[i].Type; t != nil {
				v = Pack(r, v, t, false)
			}
			fr.Slots[i] = v
		}
	} else {
		bindParams(fr, "lambda", l.Params, args, kw, false)
	}
	return l.run(fr)
}

// frameOf returns a frame for a call of a lambda. Nothing keeps a frame
// beyond its call, since lambdas copy what they capture: so frames are used
// again.
func (r *Run) frameOf(f *Func) *Frame {
	n := f.lambda.Slots
	var fr *Frame
	if last := len(r.free) - 1; last >= 0 {
		fr = r.free[last]
		r.free = r.free[:last]
	} else {
		fr = &Frame{Run: r}
	}
	if cap(fr.Slots) < n {
		fr.Slots = make([]Value, n, max(n, 8))
	} else {
		fr.Slots = fr.Slots[:n]
		clear(fr.Slots)
	}
	fr.Caps, fr.Inst, fr.Names = f.caps, f.inst, f.names
	return fr
}

// release gives back what frameOf returned, after the call.
func (r *Run) release(fr *Frame) { r.free = append(r.free, fr) }

func (l *Lambda) run(fr *Frame) Value {
	r := fr.Run
	r.Step(1)
	r.Enter()
	outer := r.caller
	if l.Builtin {
		r.enterBuiltin()
	}
	if r.Debug {
		r.calls = append(r.calls, callFrame{"lambda", r.pos})
	}
	v := Undefined
	for _, s := range l.Body {
		v = s(fr)
	}
	if l.Result != nil {
		v = Pack(r, v, l.Result, false)
	}
	if r.Debug {
		r.calls = r.calls[:len(r.calls)-1]
	}
	r.caller = outer
	r.Leave()
	return v
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

// A Module is a system module: what `name.x` reads.
type Module struct {
	Name    string
	Members map[string]Value
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
