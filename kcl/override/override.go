// Package override changes the configs of a program before it is compiled,
// as `kcl run -O` does:
//
//	app.image="v2"            the attribute becomes this, whatever it was
//	app.labels:{tier="web"}   joined with what the config has
//	app.ports+=[443]          appended
//	app.labels-               taken out
//
// A path begins with a variable of the main package; parts of it that are no
// names are written ["like.this"]. The value is a KCL expression. What the
// config does not have is added, and a variable that the program does not
// have is defined.
//
// Overrides work on syntax trees and change none: files of the program get
// modules of their own, which share what stays.
package override

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// Apply applies overrides in their order to the main package of a program.
// The error says which of them cannot be read.
func Apply(p *load.Program, specs []string) error {
	for _, spec := range specs {
		o, err := parse(spec)
		if err != nil {
			return err
		}
		o.apply(p.Main.Files)
	}
	return nil
}

// apply changes every statement that gives the variable a value; where there
// is none, it adds one to the last file.
func (o *override) apply(files []*load.File) {
	found := false
	for _, f := range files {
		m := *f.Module
		m.Body = nil
		for _, s := range f.Module.Body {
			changed, here := o.stmt(s)
			found = found || here
			if changed != nil {
				m.Body = append(m.Body, changed)
			}
		}
		f.Module = &m
	}
	if found || o.remove || len(files) == 0 {
		return
	}
	m := files[len(files)-1].Module
	m.Body = append(m.Body, o.definition())
}

// stmt is a statement with the override in it, nil where the override takes
// it out; here says whether it is about the variable.
func (o *override) stmt(s syntax.Stmt) (changed syntax.Stmt, here bool) {
	switch s := s.(type) {
	case *syntax.AssignStmt:
		if len(s.Targets) != 1 || len(s.Targets[0].Path) > 0 || s.Targets[0].Name.Text != o.name {
			return s, false
		}
		value := o.expr(s.Value, o.path)
		if value == nil {
			return nil, true
		}
		c := *s
		c.Value = value
		return &c, true
	case *syntax.UnifyStmt:
		if s.Target.Text != o.name {
			return s, false
		}
		switch value := o.expr(s.Value, o.path).(type) {
		case *syntax.SchemaExpr:
			c := *s
			c.Value = value
			return &c, true
		case nil:
			return nil, true
		}
	}
	return s, false
}

// definition is the statement that defines the variable.
func (o *override) definition() syntax.Stmt {
	value := o.valueAt(0)
	for _, key := range slices.Backward(o.path) {
		value = &syntax.ConfigExpr{Entries: []*syntax.ConfigEntry{entry(key, syntax.ASSIGN, value)}}
	}
	return &syntax.AssignStmt{
		Targets: []*syntax.Target{{Name: &syntax.Name{Text: o.name}}},
		Value:   value,
	}
}

// expr is an expression with the override at a path in it; nil where the
// override takes it out. What the path does not lead into stays.
func (o *override) expr(x syntax.Expr, path []string) syntax.Expr {
	if len(path) == 0 {
		return o.end(x)
	}
	switch x := x.(type) {
	case *syntax.ConfigExpr:
		return o.config(x, path)
	case *syntax.SchemaExpr:
		c := *x
		c.Config = o.config(x.Config, path)
		return &c
	}
	if o.remove {
		return x
	}
	// The value is joined with the config that the path stands for.
	return &syntax.BinaryExpr{
		Span: x.Range(), Op: syntax.PIPE, OpPos: x.Range().Pos, L: x,
		R: o.config(&syntax.ConfigExpr{Span: x.Range()}, path),
	}
}

// end is what becomes of the expression that the path leads to.
func (o *override) end(x syntax.Expr) syntax.Expr {
	if o.remove {
		return nil
	}
	value := o.valueAt(x.Range().Pos)
	switch o.op {
	case syntax.PLUS:
		l, ok1 := x.(*syntax.ListExpr)
		more, ok2 := value.(*syntax.ListExpr)
		if ok1 && ok2 {
			c := *l
			c.Elems = slices.Concat(l.Elems, more.Elems)
			return &c
		}
	case syntax.COLON:
		more := configOf(value)
		if more == nil || configOf(x) == nil {
			break
		}
		for _, en := range more.Entries {
			x = addEntry(x, en)
		}
		return x
	}
	return value
}

func configOf(x syntax.Expr) *syntax.ConfigExpr {
	switch x := x.(type) {
	case *syntax.ConfigExpr:
		return x
	case *syntax.SchemaExpr:
		return x.Config
	}
	return nil
}

// addEntry is a config or schema expression with one more entry.
func addEntry(x syntax.Expr, en *syntax.ConfigEntry) syntax.Expr {
	c := *configOf(x)
	c.Entries = append(slices.Clip(c.Entries), en)
	if s, ok := x.(*syntax.SchemaExpr); ok {
		n := *s
		n.Config = &c
		return &n
	}
	return &c
}

// config is a config with the override at a path in it.
func (o *override) config(x *syntax.ConfigExpr, path []string) *syntax.ConfigExpr {
	c := *x
	c.Entries = nil
	found := false
	for _, en := range x.Entries {
		n := o.entry(en, path, &found)
		if n != nil {
			c.Entries = append(c.Entries, n)
		}
	}
	if !found && !o.remove {
		c.Entries = append(c.Entries, o.newEntry(path, x.Pos))
	}
	return &c
}

// entry is an entry with the override in it, if the path leads into it or
// to it; nil where the override takes it out.
func (o *override) entry(en *syntax.ConfigEntry, path []string, found *bool) *syntax.ConfigEntry {
	keys := keyPath(en.Key)
	if len(keys) == 0 || len(keys) > len(path) || !slices.Equal(keys, path[:len(keys)]) {
		if o.remove && len(keys) > len(path) && slices.Equal(keys[:len(path)], path) {
			return nil
		}
		return en
	}
	rest := path[len(keys):]
	c := *en
	if c.Value = o.expr(en.Value, rest); c.Value == nil {
		return nil
	}
	*found = true
	if len(rest) == 0 && o.op == syntax.ASSIGN {
		c.Op = syntax.ASSIGN
	}
	return &c
}

// newEntry is the entry for a path that the config does not have.
func (o *override) newEntry(path []string, pos int32) *syntax.ConfigEntry {
	op, value := o.op, o.valueAt(pos)
	for _, key := range slices.Backward(path[1:]) {
		value = &syntax.ConfigExpr{Entries: []*syntax.ConfigEntry{entry(key, op, value)}}
		op = syntax.COLON
	}
	return entry(path[0], op, value)
}

func entry(key string, op syntax.Token, value syntax.Expr) *syntax.ConfigEntry {
	return &syntax.ConfigEntry{
		Span: syntax.Span{Pos: value.Range().Pos, End: value.Range().End},
		Key:  &syntax.StringLit{Value: key}, Op: op, Value: value,
	}
}

// keyPath is the path that a key means: nil where it is computed.
func keyPath(key syntax.Expr) []string {
	switch k := key.(type) {
	case *syntax.NameExpr:
		return []string{k.Name}
	case *syntax.StringLit:
		return []string{k.Value}
	case *syntax.SelectorExpr:
		if p := keyPath(k.X); p != nil {
			return append(p, k.Sel.Text)
		}
	}
	return nil
}
