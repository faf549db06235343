// Package template is KCL's system module template: Handlebars templates.
//
// A template goes through two phases. The parser (parse.go for text, blocks
// and the white space between them, tag.go and expr.go for tags and what
// stands in them) makes a tree (node.go). render.go writes the tree with the
// data, with helper.go for helpers, partial.go for partials and value.go for
// how values look.
//
// The language is the one of the reference implementation, handlebars-rust
// 5.1: helpers if, unless, each, with, lookup, log, eq, ne, gt, gte, lt, lte,
// and, or, not, len; raw blocks; inline partials and partial blocks. Its
// helper raw writes a value without entities. Beyond it, {{.}} and {{..}} are
// paths, names may begin with else, names of partials may be quoted, and a
// partial takes any argument.
//
// The libraries that have Handlebars in Go compile regular expressions at
// each start of the process, follow another dialect, and know no limits.
package template

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "execute", Body: execute},
	{Name: "html_escape", Body: htmlEscape},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("template", funcs[:]) }

// execute(template, data={}): the template's text with the data in it
func execute(c *eval.Call) eval.Value {
	source := c.NeedStr(0, "template")
	var data eval.Value = eval.NewDict(0)
	if v := c.Arg(1, "data"); v != nil && !eval.IsNothing(v) {
		data = v
	}
	if k := data.Kind(); k != eval.KindDict && k != eval.KindInstance {
		eval.Fail("execute() argument 'data' must be a dict or a schema instance, got %s", eval.TypeName(data))
	}
	c.Run.Step(1 + int64(len(source))/16)
	c.Run.Grow(32 * int64(len(source))) // about its tree
	tree, err := parse(source)
	if err != nil {
		eval.Fail("%v", err)
	}
	data = encode.Plan(data, encode.Options{SortKeys: true, Run: c.Run})
	return eval.Str(render(c.Run, source, tree, data))
}

// html_escape(data): with entities for the characters that mean something in
// HTML, as Handlebars writes them
func htmlEscape(c *eval.Call) eval.Value {
	return eval.Str(escape(c.Run, c.NeedStr(0, "data")))
}

// escape returns s with entities.
func escape(r *eval.Run, s string) string {
	if !strings.ContainsAny(s, "&<>\"'`=") {
		r.Grow(int64(len(s)))
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		n := b.Len()
		switch s[i] {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\'':
			b.WriteString("&#x27;")
		case '`':
			b.WriteString("&#x60;")
		case '=':
			b.WriteString("&#x3D;")
		default:
			b.WriteByte(s[i])
		}
		r.Grow(int64(b.Len() - n))
	}
	return b.String()
}
