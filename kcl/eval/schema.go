package eval

// This file defines schemas as the program declares them, and how a schema,
// its bases and its mixins are joined into one set of variables.

import "sync"

// A Schema is a schema, mixin or protocol.
type Schema struct {
	Name string
	Pkg  *Package
	Pos  Pos

	Base   *Schema
	Mixins []*Schema

	Params []Param
	Slots  int // of the frame of its body: parameters first

	Vars  []*VarDef // its own variables, in order; Setters have Level 0
	Free  []string  // the names that its body reads, by number
	Attrs []*Attr   // the attributes that it declares
	Body  []BodyStmt
	Index *IndexSignature

	Checks     []Check
	Decorators []Decorator

	once   sync.Once
	layout *Layout
}

// A Param is a parameter of a schema, rule or lambda. Its value is in the
// slot of its number.
type Param struct {
	Name    string
	Type    Type // nil where there is none
	Default Expr // nil where there is none
}

// An Attr is a declared attribute.
type Attr struct {
	Name       string
	Pos        Pos
	Type       Type
	Optional   bool
	HasDefault bool
	Union      bool // declared with `|=`
	Decorators []Decorator
}

// A BodyStmt is a statement of a schema body: either the setter of a
// variable (Do nil), or something to do.
type BodyStmt struct {
	Var    int32 // index in Vars
	Setter int32
	Do     Stmt
}

// An IndexSignature says which attributes a schema has beside those that it
// declares.
type IndexSignature struct {
	KeySlot  int // of the key's name in the frame of the body, or -1
	KeyType  Type
	Type     Type
	Default  Expr // nil where there is none
	AnyOther bool
}

// A Check is one line of a check block, a rule, or an assertion.
type Check struct {
	Pos   Pos
	Test  Expr
	Guard Expr // nil where there is none
	Msg   Expr // nil where there is none
}

// A Decorator is `@deprecated(...)` or `@info(...)`.
type Decorator struct {
	Pos  Pos
	Name string
	Args []Expr
	Kw   []NamedExpr
}

// A NamedExpr is a named argument that is not evaluated yet.
type NamedExpr struct {
	Name string
	Expr Expr
}

// A Layout is a schema joined with its bases and mixins: what an instance
// of it consists of. Its bodies are in the order in which they run: bases
// first, then the schema itself, then its mixins.
type Layout struct {
	Bodies []*Schema
	Defs   []*VarDef
	Names  map[string]int32
	Maps   [][]int32 // by body: its Free names, as index in Defs or -1
	Attrs  []*Attr   // all declared attributes; a later declaration takes an earlier one's place
	attrAt map[string]int
	walks  [][]walk // by body
	types  [][]Type // by variable, by setter: the declared type, or nil
}

type walk struct {
	def, setter int32
	do          Stmt
}

// Layout returns the joined form of s.
func (s *Schema) Layout() *Layout {
	s.once.Do(func() { s.layout = joinBodies(s) })
	return s.layout
}

// chain lists the bodies of s in the order in which they run.
func (s *Schema) chain(out []*Schema) []*Schema {
	if s.Base != nil {
		out = s.Base.chain(out)
	}
	out = append(out, s)
	for _, m := range s.Mixins {
		out = m.chain(out)
	}
	return out
}

func joinBodies(s *Schema) *Layout {
	l := &Layout{
		Bodies: s.chain(nil),
		Names:  map[string]int32{},
		attrAt: map[string]int{},
	}
	for level, body := range l.Bodies {
		l.addBody(int32(level), body)
	}
	for _, body := range l.Bodies {
		m := make([]int32, len(body.Free))
		for i, name := range body.Free {
			if at, ok := l.Names[name]; ok {
				m[i] = at
			} else {
				m[i] = -1
			}
		}
		l.Maps = append(l.Maps, m)
	}
	l.types = make([][]Type, len(l.Defs))
	for i, d := range l.Defs {
		l.types[i] = typesBySetter(d)
	}
	return l
}

func (l *Layout) addBody(level int32, body *Schema) {
	first := make([]int32, len(body.Vars)) // of each variable: its first setter here
	at := make([]int32, len(body.Vars))
	for i, v := range body.Vars {
		j, ok := l.Names[v.Name]
		if !ok {
			j = int32(len(l.Defs))
			l.Names[v.Name] = j
			l.Defs = append(l.Defs, &VarDef{Name: v.Name, Outer: v.Outer})
		}
		at[i], first[i] = j, int32(len(l.Defs[j].Setters))
		for _, s := range v.Setters {
			s.Level = level
			l.Defs[j].Setters = append(l.Defs[j].Setters, s)
		}
	}
	walks := make([]walk, len(body.Body))
	for i, b := range body.Body {
		if b.Do != nil {
			walks[i].do = b.Do
		} else {
			walks[i] = walk{def: at[b.Var], setter: first[b.Var] + b.Setter}
		}
	}
	l.walks = append(l.walks, walks)
	for _, a := range body.Attrs {
		if i, ok := l.attrAt[a.Name]; ok {
			l.Attrs[i] = a
			continue
		}
		l.attrAt[a.Name] = len(l.Attrs)
		l.Attrs = append(l.Attrs, a)
	}
}

// typesBySetter says which type holds at each setter: that of the last
// declaration up to it.
func typesBySetter(d *VarDef) []Type {
	types := make([]Type, len(d.Setters))
	var t Type
	for i := range d.Setters {
		if a := d.Setters[i].Attr; a != nil {
			t = a.Type
		}
		types[i] = t
	}
	return types
}

// Attr returns the declared attribute called name, or nil.
func (l *Layout) Attr(name string) *Attr {
	if i, ok := l.attrAt[name]; ok {
		return l.Attrs[i]
	}
	return nil
}

// Accepts reports whether an instance of s may have an attribute of the
// name that it does not declare.
func (s *Schema) Accepts(name string) bool { return s.Index != nil }

// Path is the schema's name with its package, as types show it: "pkg.Name",
// and "Name" alone for one of the main package.
func (s *Schema) Path() string {
	if s.Pkg == nil || s.Pkg.Path == MainPath {
		return s.Name
	}
	return s.Pkg.Path + "." + s.Name
}

// MainPath is the path of the main package.
const MainPath = "__main__"

// A Rule is a rule: checks that are called by name, over parameters or over
// a config that fits its protocol.
type Rule struct {
	Name   string
	Pkg    *Package
	Pos    Pos
	Bases  []*Rule
	Host   *Schema // the protocol after `for`, or nil
	Params []Param
	Slots  int
	Free   []string
	Checks []Check
}

// An Instance is an instance of a schema. It keeps what it was made from,
// since a config applied to it evaluates it anew.
type Instance struct {
	Type  *Schema
	Attrs *Dict
	Keys  []string // the attributes that a config set
	Args  []Value
	Kw    []NamedArg
	Pos   Pos // of the expression that made it; File -1 where there is none
}
