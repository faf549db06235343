package eval

// This file lets others compute with the values of a run after its end.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/diag"

// Guard calls f, in which Fail may be called, and returns the diagnostic of
// the failure or, where there was none, nil.
func (r *Run) Guard(f func()) (d *diag.Diagnostic) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *failure:
			d = r.diagnose(e)
		default:
			panic(e)
		}
	}()
	f()
	return nil
}
