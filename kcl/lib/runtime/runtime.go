// Package runtime is KCL's system module runtime.
package runtime

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{{Name: "catch", Body: catch}}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("runtime", funcs[:]) }

// catch(func): calls func, and returns the message of the error that ended
// it, Undefined where none did. Of a failed check it is the message that the
// program gave.
func catch(c *eval.Call) eval.Value {
	v := c.Arg(0, "func")
	if v == nil {
		eval.Fail("catch() takes exactly one argument (0 given)")
	}
	f, ok := v.(*eval.Func)
	if !ok {
		eval.Fail("catch() argument 'func' must be a function, got %s", eval.OperandType(v))
	}
	msg, ok := c.Run.Catch(func() { c.Run.Call(f, nil, nil) })
	if ok {
		return eval.Undefined
	}
	if check, ok := strings.CutPrefix(msg, "Check failed on the condition"); ok {
		msg = strings.TrimPrefix(check, ": ")
	}
	return eval.Str(msg)
}
