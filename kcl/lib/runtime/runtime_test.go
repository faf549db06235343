package runtime

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestCatch(t *testing.T) {
	f := Module().Members["catch"].(*eval.Func)
	for _, c := range []struct {
		body func()
		want string
	}{
		{func() { eval.Fail("list index out of range: 0") }, `"list index out of range: 0"`},
		{func() { eval.Fail("Check failed on the condition: too old") }, `"too old"`},
		{func() { eval.Fail("Check failed on the condition") }, `""`},
		{func() {}, `Undefined`},
	} {
		arg := &eval.Func{Body: func(*eval.Call) eval.Value { c.body(); return eval.None }}
		if got := libtest.Show(&eval.Run{}, f, []eval.Value{arg}, nil); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	libtest.Run(t, Module(), `
catch [] => catch() takes exactly one argument (0 given)
catch [1] => catch() argument 'func' must be a function, got int
`)
}
