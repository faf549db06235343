// Package collection is KCL's system module collection.
package collection

import "github.com/kcl-sidecar/kcl-sidecar/kcl/eval"

var funcs = [...]eval.Func{{Name: "union_all", Body: unionAll}}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("collection", funcs[:]) }

// union_all(num): the union of all elements, as `|` makes it; {} where
// there is none
func unionAll(c *eval.Call) eval.Value {
	l, ok := c.Need(0, "num").(*eval.List)
	if !ok || l.Len() == 0 {
		return eval.NewDict(0)
	}
	all := l.Items()
	out := all[0]
	for _, v := range all[1:] {
		c.Run.Step(1)
		out = c.Run.Or(out, v)
	}
	return out
}
