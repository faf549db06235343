package compile

// This file guesses which name was meant.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// maxSuggestions is the number of errors after which no names are guessed: in
// a long program each guess takes milliseconds.
const maxSuggestions = 20

// suggest is the end of a message about an unknown name: a similar one of
// the package, if there is one.
func (p *pkg) suggest(name string) string {
	if len(p.c.diags) >= maxSuggestions {
		return ""
	}
	var names []string
	for _, d := range p.out.Defs {
		names = append(names, d.Name)
	}
	names = append(names, p.src.Defines...)
	for _, f := range p.files {
		for _, s := range f.body {
			if n := typeName(s); n != "" {
				names = append(names, n)
			}
		}
	}
	if like := suggest.Name(name, names); like != "" && like != name {
		return ", did you mean '[\"" + like + "\"]'?"
	}
	return ""
}

// typeName is the name of the schema, rule or alias that s defines, or "".
func typeName(s syntax.Stmt) string {
	switch s := s.(type) {
	case *syntax.SchemaStmt:
		return s.Name.Text
	case *syntax.RuleStmt:
		return s.Name.Text
	case *syntax.TypeAliasStmt:
		return s.Name.Text
	}
	return ""
}
