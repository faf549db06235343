package eval

// This file helps to define functions and modules in Go.

// NewModule makes a system module of its functions and constants. The name
// of a function in messages is its own; in those about capabilities it
// comes with the module's.
func NewModule(name string, funcs []Func, constants ...NamedArg) *Module {
	m := &Module{Name: name, Members: make(map[string]Value, len(funcs)+len(constants))}
	for i := range funcs {
		m.Members[funcs[i].Name] = &funcs[i]
	}
	for _, c := range constants {
		m.Members[c.Name] = c.Value
	}
	return m
}
