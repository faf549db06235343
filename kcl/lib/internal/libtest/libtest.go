// Package libtest helps to test functions of the library: it calls them with
// arguments written in JSON.
package libtest

import (
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// Run checks calls of a module's functions, each in a run of its own. Each
// line of calls is one, with the JSON of its result or the text of its
// failure:
//
//	pow [2, -1] => 0.5
//	floor [] ** {"x": 1.5} => 1
func Run(t *testing.T, m *eval.Module, calls string) {
	t.Helper()
	RunWith(t, nil, m, calls)
}

// RunWith is Run for a program that has capabilities.
func RunWith(t *testing.T, caps *eval.Capabilities, m *eval.Module, calls string) {
	t.Helper()
	for line := range strings.Lines(calls) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		call, want, ok := strings.Cut(line, " => ")
		name, args, ok2 := strings.Cut(call, " ")
		if !ok || !ok2 {
			t.Fatalf("no call and result: %s", line)
		}
		args, kw, _ := strings.Cut(args, " ** ")
		if got := Member(t, &eval.Run{Caps: caps}, m, name, args, kw); got != want {
			t.Errorf("%s.%s\ngot  %s\nwant %s", m.Name, call, got, want)
		}
	}
}

// Member calls a function of a module with a list of arguments and, unless
// kw is empty, an object of named ones, and shows the outcome.
func Member(t testing.TB, r *eval.Run, m *eval.Module, name, args, kw string) string {
	t.Helper()
	f, ok := m.Members[name].(*eval.Func)
	if !ok {
		t.Fatalf("%s has no function %s", m.Name, name)
	}
	return Call(t, r, f, args, kw)
}

// Call is Member for a function.
func Call(t testing.TB, r *eval.Run, f *eval.Func, args, kw string) string {
	t.Helper()
	var named []eval.NamedArg
	if kw != "" {
		for _, e := range decode(t, kw).(*eval.Dict).Entries() {
			named = append(named, eval.NamedArg{Name: e.Key, Value: e.Value})
		}
	}
	return Show(r, f, decode(t, args).(*eval.List).Items(), named)
}

// Show calls a function and returns the JSON of its result, or the text of
// its failure. What is no JSON is shown as str() does.
func Show(r *eval.Run, f *eval.Func, args []eval.Value, kw []eval.NamedArg) string {
	var v eval.Value
	if msg, ok := r.Catch(func() { v = r.Call(f, args, kw) }); !ok {
		return msg
	}
	switch v.Kind() {
	case eval.KindUndefined, eval.KindNone, eval.KindUnit, eval.KindFunc:
		return eval.Text(v)
	}
	return encode.JSON(v, encode.Options{})
}

func decode(t testing.TB, text string) eval.Value {
	t.Helper()
	v, err := json.Decode(&eval.Run{}, text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
