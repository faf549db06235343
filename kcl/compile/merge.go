package compile

// This file joins the declarations of one name in the main package: all
// `x: S {...}` of a name, in file order, and a first `x = S {...}`, become
// one with the entries of all, in the place of the last. So one team writes
// a base and another, in a file of its own, adds to it.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"

// A declaration is one statement that declares a config of a name.
type declaration struct {
	file, stmt int
	unify      bool
}

// mergeConfigs replaces the bodies of files by bodies with one declaration
// a name. The syntax trees stay as they are.
func mergeConfigs(files []*file) {
	var order []string
	found := map[string][]declaration{}
	for i, f := range files {
		for j, s := range f.body {
			for _, d := range declarations(s) {
				if _, ok := found[d.name]; !ok {
					order = append(order, d.name)
				}
				found[d.name] = addDeclaration(found[d.name], d.name, declaration{i, j, d.unify})
			}
		}
	}
	gone := map[[2]int]bool{}
	for _, name := range order {
		ds := found[name]
		if len(ds) < 2 {
			continue
		}
		var entries []*syntax.ConfigEntry
		for _, d := range ds {
			entries = append(entries, declaredConfig(files[d.file].body[d.stmt]).Config.Entries...)
			gone[[2]int{d.file, d.stmt}] = true
		}
		last := ds[len(ds)-1]
		delete(gone, [2]int{last.file, last.stmt})
		f := files[last.file]
		f.body = append([]syntax.Stmt(nil), f.body...)
		f.body[last.stmt] = withEntries(f.body[last.stmt], joinEntries(entries))
	}
	for i, f := range files {
		var body []syntax.Stmt
		for j, s := range f.body {
			if !gone[[2]int{i, j}] {
				body = append(body, s)
			}
		}
		f.body = body
	}
}

type declared struct {
	name  string
	unify bool
}

// declarations are the names that a statement declares configs of.
func declarations(s syntax.Stmt) []declared {
	switch s := s.(type) {
	case *syntax.UnifyStmt:
		return []declared{{s.Target.Text, true}}
	case *syntax.AssignStmt:
		if _, ok := s.Value.(*syntax.SchemaExpr); !ok {
			return nil
		}
		var out []declared
		for _, t := range s.Targets {
			if len(t.Path) == 0 {
				out = append(out, declared{t.Name.Text, false})
			}
		}
		return out
	}
	return nil
}

// addDeclaration adds one more declaration of a name: an assignment counts
// where it is the first, and one to a private name starts anew.
func addDeclaration(ds []declaration, name string, d declaration) []declaration {
	switch {
	case d.unify || len(ds) == 0:
		return append(ds, d)
	case name[0] == '_':
		return []declaration{d}
	}
	return ds
}

func declaredConfig(s syntax.Stmt) *syntax.SchemaExpr {
	switch s := s.(type) {
	case *syntax.UnifyStmt:
		return s.Value
	case *syntax.AssignStmt:
		return s.Value.(*syntax.SchemaExpr)
	}
	return nil
}

// withEntries is a copy of a declaration with other entries.
func withEntries(s syntax.Stmt, entries []*syntax.ConfigEntry) syntax.Stmt {
	x := *declaredConfig(s)
	c := *x.Config
	c.Entries = entries
	x.Config = &c
	switch s := s.(type) {
	case *syntax.UnifyStmt:
		u := *s
		u.Value = &x
		return &u
	case *syntax.AssignStmt:
		a := *s
		a.Value = &x
		return &a
	}
	return s
}

// joinEntries groups entries by key, in the order in which the keys come
// first; an entry with `=` takes the place of those before it.
func joinEntries(entries []*syntax.ConfigEntry) []*syntax.ConfigEntry {
	var order []string
	byKey := map[string][]*syntax.ConfigEntry{}
	for _, e := range entries {
		key := ""
		switch k := e.Key.(type) {
		case *syntax.NameExpr:
			key = k.Name
		case *syntax.StringLit:
			key = k.Value
		}
		list, ok := byKey[key]
		if !ok {
			order = append(order, key)
		}
		if key != "" && e.Op == syntax.ASSIGN {
			list = nil
		}
		byKey[key] = append(list, e)
	}
	var out []*syntax.ConfigEntry
	for _, k := range order {
		out = append(out, byKey[k]...)
	}
	return out
}
