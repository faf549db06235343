package override

// This file reads overrides.

import (
	"fmt"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// An override is one of them, read.
type override struct {
	name   string
	path   []string     // below the variable
	op     syntax.Token // ASSIGN, COLON or PLUS
	remove bool
	text   string // of the value
}

func parse(spec string) (*override, error) {
	o := &override{}
	path := ""
	if left, op, right, ok := cut(spec); ok {
		path, o.op, o.text = strings.TrimSpace(left), op, strings.TrimSpace(right)
	} else if left, ok := strings.CutSuffix(spec, "-"); ok {
		path, o.remove = strings.TrimSpace(left), true
	}
	names := splitPath(path)
	if len(names) == 0 || o.text == "" && !o.remove {
		return nil, fmt.Errorf("Invalid spec format '%s', expected <field_path>=<filed_value>, "+
			"<field_path>:<filed_value>, <field_path>+=<filed_value> or <field_path>-", spec)
	}
	o.name, o.path = names[0], names[1:]
	if !o.remove {
		if _, diags := syntax.ParseExpr(spec, o.text); len(diags) > 0 {
			return nil, fmt.Errorf("the value of the override '%s' is no expression: %s", spec, diags[0].Messages[0].Text)
		}
	}
	return o, nil
}

// cut splits a spec at its operator, the first that stands in no string and
// no brackets.
func cut(spec string) (path string, op syntax.Token, value string, ok bool) {
	depth, quote := 0, byte(0)
	for i := 0; i < len(spec); i++ {
		c := spec[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case depth > 0:
		case c == '=':
			return spec[:i], syntax.ASSIGN, spec[i+1:], true
		case c == ':':
			return spec[:i], syntax.COLON, spec[i+1:], true
		case c == '+' && strings.HasPrefix(spec[i:], "+="):
			return spec[:i], syntax.PLUS, spec[i+2:], true
		}
	}
	return "", 0, "", false
}

// splitPath reads a path such as a.b["c.d"]; nil where it is none.
func splitPath(path string) []string {
	var names []string
	for path != "" {
		if rest, ok := strings.CutPrefix(path, "["); ok {
			if len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
				return nil
			}
			name, after, ok := strings.Cut(rest[1:], string(rest[0])+"]")
			if !ok {
				return nil
			}
			names, path = append(names, name), strings.TrimPrefix(after, ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		if end == 0 {
			return nil
		}
		names = append(names, path[:end])
		path = strings.TrimPrefix(path[end:], ".")
	}
	return names
}

// valueAt is the value as an expression that seems to stand at pos of the
// file that it gets into: so errors in it are said to be there. A sum or a
// difference means its text, since versions look like them.
func (o *override) valueAt(pos int32) syntax.Expr {
	x, _ := syntax.ParseExpr("", strings.Repeat(" ", int(pos))+o.text)
	switch x.(type) {
	case *syntax.BinaryExpr, *syntax.UnaryExpr:
		return &syntax.StringLit{Span: x.Range(), Value: o.text, Raw: o.text}
	}
	return x
}
