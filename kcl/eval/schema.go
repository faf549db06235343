package eval

// This file defines schemas and their instances.

// A Schema is a schema, mixin or protocol as a value.
type Schema struct {
	Name string
	Pkg  string // path of its package; "" or "__main__" for the main package
}

// A Rule is a rule as a value.
type Rule struct{ Name string }

// An Instance is an instance of a schema. It keeps what it was made from,
// since a config applied to it evaluates it anew.
type Instance struct {
	Type   *Schema
	Attrs  *Dict
	Config *Dict
	Args   []Value
	Kw     []NamedArg
}
