package str

// This file defines the methods that look for a part of a string. Their
// arguments start and end are positions in bytes; negative ones count from
// the end.

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// part is s[start:end] by the second and third argument, and its position;
// ok is false where start is behind end.
func part(c *eval.Call, s string) (sub string, at int, ok bool) {
	n := int64(len(s))
	start, end := c.ArgInt(1, "start", 0), c.ArgInt(2, "end", n)
	if end > n {
		end = n
	} else if end < 0 {
		end = max(end+n, 0)
	}
	if start < 0 {
		start = max(start+n, 0)
	}
	if start > end {
		return "", 0, false
	}
	return s[start:end], int(start), true
}

// search is the position where find sees the first argument in s; -1 where
// it does not.
func search(c *eval.Call, s string, find func(s, sub string) int) int64 {
	want := c.NeedStr(0, "sub")
	c.Run.Step(1)
	if sub, at, ok := part(c, s); ok {
		if i := find(sub, want); i >= 0 {
			return int64(at + i)
		}
	}
	return -1
}

// find(sub, start, end), rfind: -1 where sub is not there
func find(c *eval.Call, s string) eval.Value { return eval.NewInt(search(c, s, strings.Index)) }
func rfind(c *eval.Call, s string) eval.Value {
	return eval.NewInt(search(c, s, strings.LastIndex))
}

// index(sub, start, end), rindex: an error where sub is not there
func index(c *eval.Call, s string) eval.Value  { return found(search(c, s, strings.Index)) }
func rindex(c *eval.Call, s string) eval.Value { return found(search(c, s, strings.LastIndex)) }

func found(at int64) eval.Value {
	if at < 0 {
		eval.Fail("substring not found")
	}
	return eval.NewInt(at)
}

// count(sub, start, end): how often sub is there, without overlaps
func count(c *eval.Call, s string) eval.Value {
	want := c.NeedStr(0, "sub")
	sub, _, ok := part(c, s)
	if !ok {
		return eval.NewInt(0)
	}
	return eval.NewInt(int64(strings.Count(sub, want)))
}

// startswith(val, start, end)
func startsWith(c *eval.Call, s string) eval.Value {
	want := c.NeedStr(0, "val")
	sub, _, ok := part(c, s)
	return eval.Bool(ok && strings.HasPrefix(sub, want))
}

// endswith(val, start, end)
func endsWith(c *eval.Call, s string) eval.Value {
	want := c.NeedStr(0, "val")
	sub, _, ok := part(c, s)
	return eval.Bool(ok && strings.HasSuffix(sub, want))
}
