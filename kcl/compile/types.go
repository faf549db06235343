package compile

// This file compiles type annotations.

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// An alias is a `type` statement.
type alias struct {
	f    *file
	ast  *syntax.TypeAliasStmt
	busy bool // while its type is compiled
}

// typ compiles a type annotation; nil stands for any.
func (f *file) typ(t syntax.Type) eval.Type {
	switch t := t.(type) {
	case nil:
		return eval.AnyType
	case *syntax.BasicType:
		return basicType(t.Name)
	case *syntax.NamedType:
		return f.namedType(t)
	case *syntax.ListType:
		return eval.ListOf{Elem: f.part(t.Elem)}
	case *syntax.DictType:
		return eval.DictOf{Key: f.part(t.Key), Value: f.part(t.Value)}
	case *syntax.UnionType:
		var u eval.OneOf
		for _, m := range t.Types {
			u = append(u, f.typ(m))
		}
		return u
	case *syntax.LiteralType:
		return f.literalType(t)
	case *syntax.FuncType:
		src := f.Module.File.Src
		return eval.FuncOf{Text: strings.Join(strings.Fields(src[t.Pos:t.End]), " ")}
	}
	return eval.AnyType
}

// part is typ for a part of a type that may be missing.
func (f *file) part(t syntax.Type) eval.Type {
	if t == nil {
		return nil
	}
	return f.typ(t)
}

func basicType(name string) eval.Type {
	switch name {
	case "bool":
		return eval.BoolType
	case "int":
		return eval.IntType
	case "float":
		return eval.FloatType
	case "str":
		return eval.StrType
	}
	return eval.AnyType
}

func (f *file) literalType(t *syntax.LiteralType) eval.Type {
	switch l := t.Lit.(type) {
	case *syntax.NumberLit:
		return eval.Literal{Value: numberValue(l)}
	case *syntax.StringLit:
		return eval.Literal{Value: eval.Str(l.Value)}
	case *syntax.ConstLit:
		return eval.Literal{Value: constValue(l.Tok)}
	}
	return eval.AnyType
}

func (f *file) namedType(t *syntax.NamedType) eval.Type {
	names := t.Name.Names
	s, r, a := f.lookup(t.Name)
	switch {
	case s != nil:
		return eval.SchemaType{Schema: s.out}
	case r != nil:
		return eval.AnyType
	case a != nil:
		if a.busy {
			return eval.AnyType
		}
		a.busy = true
		defer func() { a.busy = false }()
		return a.f.typ(a.ast.Type)
	}
	if len(names) == 2 && names[1].Text == "NumberMultiplier" {
		if im, ok := f.imported(names[0].Text); ok && im.System == "units" {
			return eval.UnitType
		}
	}
	if im, ok := f.imported(names[0].Text); ok && im.System == "" && im.Package == nil {
		return eval.AnyType // the loader has reported the import
	}
	f.noSuchType(t.Name)
	return eval.AnyType
}
