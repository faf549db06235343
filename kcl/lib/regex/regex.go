// Package regex is KCL's system module regex.
//
// Patterns are RE2's: they take time linear in the text, whatever the
// pattern. Look-around and back-references, which the reference
// implementation has beside them, are errors that say so.
package regex

import (
	"regexp"

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
func subject(c *eval.Call) (string, *regexp.Regexp) {
	s, pattern := c.NeedStr(0, "string"), c.NeedStr(1, "pattern")
	c.Run.Step(1 + int64(len(s)+len(pattern))/16)
	re, err := compiled(pattern, isASCII(s))
	if err != nil {
		eval.Fail("%v", err)
	}
	return s, re
}

// match(string, pattern), search(string, pattern): whether the pattern
// matches somewhere in the text
func match(c *eval.Call) eval.Value {
	s, re := subject(c)
	return eval.Bool(re.MatchString(s))
}

// compile(pattern): whether the pattern is one
func compile(c *eval.Call) eval.Value {
	pattern := c.NeedStr(0, "pattern")
	c.Run.Step(1 + int64(len(pattern))/16)
	_, err := compiled(pattern, false)
	if e, ok := err.(*unsupported); ok {
		eval.Fail("%v", e)
	}
	return eval.Bool(err == nil)
}

// findall(string, pattern): the matches; where the pattern has two groups or
// more, of each match the list of their texts
func findAll(c *eval.Call) eval.Value {
	s, re := subject(c)
	out := eval.NewList()
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		c.Run.Step(1)
		c.Run.Grow(32 * int64(len(m)))
		if len(m) < 3 {
			out.Elems = append(out.Elems, eval.Str(m[0]))
			continue
		}
		groups := make([]eval.Value, len(m)-1)
		for i, g := range m[1:] {
			groups[i] = eval.Str(g)
		}
		out.Elems = append(out.Elems, eval.NewList(groups...))
	}
	return out
}

// replace(string, pattern, replace, count=0): with matches replaced, at most
// count of them where it is positive. In the replacement, $1, $name and
// ${name} are what a group matched, and $$ is a dollar sign.
func replace(c *eval.Call) eval.Value {
	s, re := subject(c)
	by := c.NeedStr(2, "replace")
	limit := int(c.ArgInt(3, "count", 0))
	if limit <= 0 {
		limit = -1
	}
	var out []byte
	at := 0
	for _, m := range re.FindAllStringSubmatchIndex(s, limit) {
		n := len(out)
		out = append(out, s[at:m[0]]...)
		out = re.ExpandString(out, by, s, m)
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
	s, re := subject(c)
	limit := int(c.ArgInt(2, "maxsplit", 0))
	if limit <= 0 {
		limit = -1
	}
	out := eval.NewList()
	at := 0
	for _, m := range re.FindAllStringIndex(s, limit) {
		c.Run.Step(1)
		c.Run.Grow(32)
		out.Elems = append(out.Elems, eval.Str(s[at:m[0]]))
		at = m[1]
	}
	out.Elems = append(out.Elems, eval.Str(s[at:]))
	return out
}
