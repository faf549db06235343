package eval

// This file defines lazy variables: the globals of a package and the
// attributes of a schema instance.
//
// A variable is what its setters make of it: each assignment to it, also
// within `if` statements, is one. Reading the variable runs its last setter
// whose conditions hold; a setter that reads its own variable gets what the
// setters before it made. So the order of statements does not matter, a
// forward reference works, and the last assignment wins. The value is kept,
// and that of each setter too where a variable has several.

// A Frame is what compiled code runs in: the local variables of a lambda,
// of a schema body or of a global statement.
type Frame struct {
	Run   *Run
	Slots []Value // local variables; nil where not assigned yet
	Caps  []Value // what a lambda captured
	Inst  *Build  // the instance that is being built, or nil
	Names []int32 // what the names of the code mean in Inst: a variable, or -1
}

// Expr is a compiled expression.
type Expr func(fr *Frame) Value

// A Guard is a condition under which a setter counts.
type Guard struct {
	Cond Expr
	Want bool
}

// A Setter is one assignment to a variable.
type Setter struct {
	Pos    Pos
	Guards []Guard
	Eval   Expr  // nil for an attribute declared without default
	Level  int32 // of a schema: which body of its chain; set when bodies are joined
	Attr   *Attr // of a schema: the declaration that the setter is, or nil
}

// A VarDef is a variable as the program declares it.
type VarDef struct {
	Name    string
	Setters []Setter
	// Outer is what the name means where no setter gives it a value: a
	// builtin function. It may be nil.
	Outer Value
}

const (
	untouched = iota
	evaluating
	done
)

// A cell is the state of one variable in one run.
type cell struct {
	state uint8
	level int32   // while evaluating: the index of the setter that runs
	val   Value   // when done
	memo  []Value // by setter, what it and those before it made
}

// A Vars is a set of lazy variables with what tells globals and attributes
// apart.
type Vars struct {
	defs  []*VarDef
	cells []cell
	run   *Run
	owner varOwner

	current int32 // the variable whose setter runs
}

// varOwner is a package or an instance under construction.
type varOwner interface {
	// frame returns the frame in which s runs.
	frame(s *Setter) *Frame
	// finish completes what setter k of variable i computed; v is nil where
	// the setter has no expression.
	finish(i int32, k int32, v Value) Value
	// given returns the value that variable i has whatever setter k says.
	given(i int32, k int32) (Value, bool)
	// base is the value of variable i before any setter.
	base(i int32) Value
	// cycle is called where the first setter of variable i, directly or
	// not, reads the variable.
	cycle(i int32)
}

// Read returns the value of variable i.
func (vs *Vars) Read(i int32) Value {
	c := &vs.cells[i]
	switch c.state {
	case done:
		return c.val
	case evaluating:
		if c.level == 0 {
			vs.owner.cycle(i)
		}
		return vs.at(i, c.level)
	}
	n := int32(len(vs.defs[i].Setters))
	vs.run.Enter()
	v := vs.at(i, n)
	vs.run.Leave()
	c.state, c.val = done, v
	return v
}

// at returns what the first n setters of variable i make.
func (vs *Vars) at(i, n int32) Value {
	if n == 0 {
		return vs.below(i)
	}
	c := &vs.cells[i]
	def := vs.defs[i]
	if c.memo != nil && c.memo[n-1] != nil {
		return c.memo[n-1]
	}
	s := &def.Setters[n-1]
	vs.run.pos = s.Pos
	if v, ok := vs.owner.given(i, n-1); ok {
		return v
	}
	state, level := c.state, c.level
	outer := vs.current
	c.state, c.level, vs.current = evaluating, n-1, i
	fr := vs.owner.frame(s)
	var v Value
	if s.holds(fr) {
		if s.Eval != nil {
			v = s.Eval(fr)
		}
		v = vs.owner.finish(i, n-1, v)
	} else {
		v = vs.at(i, n-1)
	}
	c.state, c.level, vs.current = state, level, outer
	if len(def.Setters) > 1 {
		if c.memo == nil {
			c.memo = make([]Value, len(def.Setters))
		}
		c.memo[n-1] = v
	}
	return v
}

// below is the value of variable i before any setter. Reading it means that
// the first setter, directly or not, reads the variable itself.
func (vs *Vars) below(i int32) Value {
	v := vs.owner.base(i)
	if v == Undefined && vs.defs[i].Outer != nil {
		return vs.defs[i].Outer
	}
	return v
}

// Walk evaluates setter k of variable i, as its statement in turn.
func (vs *Vars) Walk(i, k int32) Value {
	c := &vs.cells[i]
	if int(k) == len(vs.defs[i].Setters)-1 && c.state != evaluating {
		return vs.Read(i)
	}
	return vs.at(i, k+1)
}

func (s *Setter) holds(fr *Frame) bool {
	for _, g := range s.Guards {
		if Truthy(g.Cond(fr)) != g.Want {
			return false
		}
	}
	return true
}

// A Package is a compiled package.
type Package struct {
	Path  string // "__main__" for the main package
	Index int    // its place in the program
	Defs  []*VarDef
	Names map[string]int32 // index in Defs
	Types map[string]Value // its schemas and rules
	Body  []Stmt           // its statements in order
	Slots int              // local variables of its statements, no two share one
}

// A Stmt is a compiled statement; it returns the value that it stands for
// as the last statement of a lambda.
type Stmt func(fr *Frame) Value

// Globals are the variables of a package in one run.
type Globals struct {
	Vars
	pkg *Package
	top Frame
}

func newGlobals(r *Run, p *Package) *Globals {
	g := &Globals{pkg: p}
	g.Vars = Vars{defs: p.Defs, cells: make([]cell, len(p.Defs)), run: r, owner: g}
	g.top = Frame{Run: r, Slots: make([]Value, p.Slots)}
	return g
}

func (g *Globals) frame(*Setter) *Frame { return &g.top }

func (g *Globals) finish(i, k int32, v Value) Value { return v }

func (g *Globals) given(i, k int32) (Value, bool) { return nil, false }

func (g *Globals) base(i int32) Value { return Undefined }

func (g *Globals) cycle(i int32) {
	def := g.defs[i]
	if def.Outer != nil {
		return
	}
	s := g.run.message(def.Setters[0].Pos, "")
	Fail("the value of '%s' depends on itself: it is read here to evaluate line %d", def.Name, s.Line)
}

// ReadGlobal reads variable i of package pkg for an expression at pos.
func ReadGlobal(pkg int, i int32, pos Pos) Expr {
	return func(fr *Frame) Value {
		g := fr.Run.globals[pkg]
		if c := &g.cells[i]; c.state == done {
			return c.val
		}
		fr.Run.pos = pos
		return g.readAlone(i)
	}
}

// readAlone reads variable i, which no instance contains that is being made
// where it is read.
func (g *Globals) readAlone(i int32) Value {
	r := g.run
	schemas, exprs := r.schemas, r.schemaExprs
	r.schemas, r.schemaExprs = 0, 0
	v := g.Read(i)
	r.schemas, r.schemaExprs = schemas, exprs
	return v
}

// PriorGlobal reads what the setters before the one that runs made of
// variable i of package pkg: Undefined where it is the first.
func PriorGlobal(pkg int, i int32) Expr {
	return func(fr *Frame) Value {
		g := fr.Run.globals[pkg]
		return g.at(i, g.cells[i].level)
	}
}

// WalkGlobal evaluates setter k of variable i of package pkg.
func WalkGlobal(pkg int, i, k int32) Stmt {
	return func(fr *Frame) Value { return fr.Run.globals[pkg].Walk(i, k) }
}

// ReadAttr reads the attribute that name number free of the code means in
// the instance; where there is none, what missing says, and where it has no
// value, what undefined says. Either may be nil. A setter that reads its own
// attribute means the attribute.
func ReadAttr(free int32, name string, missing, undefined Expr) Expr {
	return func(fr *Frame) Value {
		if fr.Inst != nil {
			if at := fr.Names[free]; at >= 0 {
				own := fr.Inst.cells[at].state == evaluating
				v := fr.Inst.Read(at)
				if v != Undefined || undefined == nil || own {
					return v
				}
				return undefined(fr)
			}
		}
		if missing == nil {
			Fail("name '%s' is not defined", name)
		}
		return missing(fr)
	}
}
