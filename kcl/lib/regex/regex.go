// Package regex is KCL's system module regex.
//
// Most patterns run on Go's regexp, in time linear in the text (pattern.go,
// translate.go). Those with look-around, back-references and the like, which
// it has not, are parsed here (parse.go, set.go), compiled (program.go) and
// run by a backtracking machine (machine.go) within the limits of the run.
//
// The libraries that have such patterns make tables at each start of the
// process, and can be limited by the clock only: a program would fail on one
// machine and not on another.
package regex

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "compile", Body: compile},
	{Name: "findall", Body: findAll},
	{Name: "match", Body: match},
	{Name: "replace", Body: replace},
	{Name: "search", Body: match},
	{Name: "split", Body: split},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("regex", funcs[:]) }

// subject is the text and pattern of a call. It counts the work of one
// search.
func subject(c *eval.Call) (string, *pattern) {
	s, text := c.NeedStr(0, "string"), c.NeedStr(1, "pattern")
	c.Run.Step(1 + int64(len(s)+len(text))/16)
	p, err := compiled(text, isASCII(s))
	if err != nil {
		eval.Fail("%v", err)
	}
	return s, p
}

// match(string, pattern), search(string, pattern): whether the pattern
// matches somewhere in the text
func match(c *eval.Call) eval.Value {
	s, p := subject(c)
	return eval.Bool(p.matches(c.Run, s))
}

// compile(pattern): whether the pattern is one
func compile(c *eval.Call) eval.Value {
	text := c.NeedStr(0, "pattern")
	c.Run.Step(1 + int64(len(text))/16)
	_, err := compiled(text, false)
	return eval.Bool(err == nil)
}

// findall(string, pattern): the matches; where the pattern has two groups or
// more, of each match the list of their texts
func findAll(c *eval.Call) eval.Value {
	s, p := subject(c)
	out := eval.NewList()
	for _, m := range p.all(c.Run, s, -1) {
		c.Run.Step(1)
		c.Run.Grow(16 * int64(len(m)))
		if len(m) < 6 {
			out.Elems = append(out.Elems, eval.Str(s[m[0]:m[1]]))
			continue
		}
		groups := make([]eval.Value, len(m)/2-1)
		for i := range groups {
			if from, to := m[2*i+2], m[2*i+3]; from >= 0 && to >= from {
				groups[i] = eval.Str(s[from:to])
			} else {
				groups[i] = eval.Str("")
			}
		}
		out.Elems = append(out.Elems, eval.NewList(groups...))
	}
	return out
}

// replace(string, pattern, replace, count=0): with matches replaced, at most
// count of them where it is positive. In the replacement, $1, $name and
// ${name} are what a group matched, and $$ is a dollar sign.
func replace(c *eval.Call) eval.Value {
	s, p := subject(c)
	by := c.NeedStr(2, "replace")
	limit := int(c.ArgInt(3, "count", 0))
	if limit <= 0 {
		limit = -1
	}
	var out []byte
	at := 0
	for _, m := range p.all(c.Run, s, limit) {
		n := len(out)
		out = append(out, s[at:m[0]]...)
		out = p.re.ExpandString(out, by, s, m)
		at = m[1]
		c.Run.Step(1)
		c.Run.Grow(int64(len(out) - n))
	}
	c.Run.Grow(int64(len(s) - at))
	return eval.Str(append(out, s[at:]...))
}

// split(string, pattern, maxsplit=0): the parts between matches, of which at
// most maxsplit count where it is positive
func split(c *eval.Call) eval.Value {
	s, p := subject(c)
	limit := int(c.ArgInt(2, "maxsplit", 0))
	if limit <= 0 {
		limit = -1
	}
	out := eval.NewList()
	at := 0
	for _, m := range p.all(c.Run, s, limit) {
		c.Run.Step(1)
		c.Run.Grow(32)
		out.Elems = append(out.Elems, eval.Str(s[at:m[0]]))
		at = m[1]
	}
	out.Elems = append(out.Elems, eval.Str(s[at:]))
	return out
}
