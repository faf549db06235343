package compile

// This file tells which type of a union a literal config is meant to be, so that
// what does not fit can be said: one object, or several by name. It is silent
// where two could be meant.

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// member is the type of a union that the entries of a config are meant for; nil
// where that cannot be told.
func (l *literals) member(t eval.OneOf, entries []*syntax.ConfigEntry) eval.Type {
	return l.only(t, func(m eval.Type) bool { return couldHold(m, entries) }, func(s *eval.Schema) bool {
		return slices.ContainsFunc(entries, func(en *syntax.ConfigEntry) bool {
			return en.Key == nil || l.names(s, en.Key)
		})
	})
}

// memberAt is member for a config of which one entry is known, at the end of a
// path.
func (l *literals) memberAt(t eval.OneOf, key []syntax.Expr, value syntax.Expr) eval.Type {
	return l.only(t, func(m eval.Type) bool {
		switch m := m.(type) {
		case eval.SchemaType:
			return true
		case eval.DictOf:
			return len(key) > 1 || couldBe(m.Value, value)
		}
		return m == eval.AnyType
	}, func(s *eval.Schema) bool { return l.names(s, key[0]) })
}

// only is the one type of a union that could be meant. Of several, schemas count
// of which an attribute is named.
func (l *literals) only(t eval.OneOf, could func(eval.Type) bool, named func(*eval.Schema) bool) eval.Type {
	fits := slices.DeleteFunc(slices.Clone(t), func(m eval.Type) bool { return !could(m) })
	if len(fits) > 1 {
		fits = slices.DeleteFunc(fits, func(m eval.Type) bool {
			s, ok := m.(eval.SchemaType)
			return ok && s.Schema.Index == nil && !named(s.Schema)
		})
	}
	if len(fits) != 1 {
		return nil
	}
	return fits[0]
}

// names reports whether a key is that of an attribute of a schema, or may be.
func (l *literals) names(s *eval.Schema, key syntax.Expr) bool {
	first, _ := splitKey(key)
	name := l.keyName(first)
	_, ok := s.Layout().Names[name]
	return ok || name == ""
}

// couldBe reports whether x may be of type t, by what can be seen of it.
func couldBe(t eval.Type, x syntax.Expr) bool {
	if t == nil || t == eval.AnyType {
		return true
	}
	if u, ok := t.(eval.OneOf); ok {
		return slices.ContainsFunc(u, func(m eval.Type) bool { return couldBe(m, x) })
	}
	switch x := x.(type) {
	case *syntax.ParenExpr:
		return couldBe(t, x.X)
	case *syntax.NumberLit, *syntax.StringLit:
		return !isCollection(t)
	case *syntax.ListExpr, *syntax.ListComp:
		_, ok := t.(eval.ListOf)
		return ok
	case *syntax.ConfigExpr:
		return couldHold(t, x.Entries)
	}
	return true
}

// couldHold is couldBe for a config of these entries.
func couldHold(t eval.Type, entries []*syntax.ConfigEntry) bool {
	switch t := t.(type) {
	case eval.SchemaType:
		return true
	case eval.DictOf:
		return !slices.ContainsFunc(entries, func(en *syntax.ConfigEntry) bool {
			if en.Key == nil {
				return false
			}
			_, rest := splitKey(en.Key)
			return len(rest) == 0 && !couldBe(t.Value, en.Value)
		})
	}
	return t == nil || t == eval.AnyType
}

func isCollection(t eval.Type) bool {
	switch t.(type) {
	case eval.SchemaType, eval.DictOf, eval.ListOf:
		return true
	}
	return false
}
