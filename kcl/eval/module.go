package eval

// This file defines what system modules are made of, and what they leave in
// a run.

// NewModule makes a system module of its functions and constants.
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

// A StreamFormat says how the documents given to manifests.yaml_stream are
// printed.
type StreamFormat struct {
	SortKeys      bool
	IgnorePrivate bool
	IgnoreNone    bool
	Separator     string // the line between two of them
}

// ParamType is the declared type of the i-th parameter of a lambda; nil
// where there is none.
func (f *Func) ParamType(i int) Type {
	if f.lambda == nil || i >= len(f.lambda.Params) {
		return nil
	}
	return f.lambda.Params[i].Type
}
