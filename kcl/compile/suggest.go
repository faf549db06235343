package compile

// This file guesses which name was meant.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// suggest is the end of a message about an unknown name: a similar one of
// the package, if there is one.
func (p *pkg) suggest(name string) string {
	best, at := "", 3
	try := func(other string) {
		if d := distance(name, other, at); d < at {
			best, at = other, d
		}
	}
	for _, d := range p.out.Defs {
		try(d.Name)
	}
	for _, f := range p.files {
		for _, s := range f.body {
			if n := typeName(s); n != "" {
				try(n)
			}
		}
	}
	if best == "" || at > len(name)/3+1 {
		return ""
	}
	return ", did you mean '[\"" + best + "\"]'?"
}

// distance is the number of edits between a and b, or limit where it is not
// less.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || a == b {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return min(row[len(b)], limit)
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
