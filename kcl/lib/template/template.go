// Package template is KCL's system module template.
package template

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{{Name: "html_escape", Body: htmlEscape}}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("template", funcs[:]) }

// html_escape(data): with entities for the characters that mean something in
// HTML, as Handlebars writes them
func htmlEscape(c *eval.Call) eval.Value {
	var b strings.Builder
	for _, r := range c.NeedStr(0, "data") {
		n := b.Len()
		switch r {
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
			b.WriteRune(r)
		}
		c.Run.Grow(int64(b.Len() - n))
	}
	return eval.Str(b.String())
}
