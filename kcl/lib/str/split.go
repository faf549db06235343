package str

// This file defines the methods that cut a string into parts.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// parts is a list that a string is cut into, counted as it grows.
type parts struct {
	run   *eval.Run
	elems []eval.Value
}

// partSize is about the bytes of a part: a string, its place in a list, and
// what the list has in reserve.
const partSize = 48

func (p *parts) add(s string) {
	p.run.Step(1)
	p.run.Grow(partSize)
	p.elems = append(p.elems, eval.Str(s))
}

func (p *parts) list() eval.Value { return eval.NewList(p.elems...) }

// reversed is list for parts that were cut from the right.
func (p *parts) reversed() eval.Value {
	slices.Reverse(p.elems)
	return p.list()
}

// chars()
func chars(c *eval.Call, s string) eval.Value {
	out := parts{run: c.Run}
	for s != "" {
		_, n := utf8.DecodeRuneInString(s)
		out.add(s[:n])
		s = s[n:]
	}
	return out.list()
}

// split(sep, maxsplit=-1): the parts between separators, cut at most
// maxsplit times, from the left. Without sep they are the words, with white
// space of ASCII between them.
func split(c *eval.Call, s string) eval.Value {
	limit := c.ArgInt(1, "maxsplit", -1)
	if v := c.Arg(0, "sep"); v == nil || eval.IsNothing(v) {
		return words(c, s, limit)
	}
	sep := c.NeedStr(0, "sep")
	out := parts{run: c.Run}
	for limit != 0 {
		i := strings.Index(s, sep)
		if sep == "" {
			i = firstCut(s, len(out.elems))
		}
		if i < 0 {
			break
		}
		out.add(s[:i])
		s = s[i+len(sep):]
		limit--
		if sep == "" && s == "" {
			break
		}
	}
	out.add(s)
	return out.list()
}

// firstCut is where an empty separator cuts s, of which n parts were cut
// off: first at its begin, then behind each character.
func firstCut(s string, n int) int {
	if n == 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// rsplit is split from the right.
func rsplit(c *eval.Call, s string) eval.Value {
	limit := c.ArgInt(1, "maxsplit", -1)
	if v := c.Arg(0, "sep"); v == nil || eval.IsNothing(v) {
		return lastWords(c, s, limit)
	}
	sep := c.NeedStr(0, "sep")
	out := parts{run: c.Run}
	for limit != 0 {
		i := strings.LastIndex(s, sep)
		if sep == "" {
			i = lastCut(s, len(out.elems))
		}
		if i < 0 {
			break
		}
		out.add(s[i+len(sep):])
		s = s[:i]
		limit--
		if sep == "" && s == "" {
			break
		}
	}
	out.add(s)
	return out.reversed()
}

// lastCut is firstCut from the right.
func lastCut(s string, n int) int {
	if n == 0 {
		return len(s)
	}
	_, size := utf8.DecodeLastRuneInString(s)
	return len(s) - size
}

const whitespace = " \t\n\f\r\v"

// words are the words of s; after limit cuts the rest is one.
func words(c *eval.Call, s string, limit int64) eval.Value {
	out := parts{run: c.Run}
	for {
		s = strings.TrimLeft(s, whitespace)
		i := strings.IndexAny(s, whitespace)
		if i < 0 || limit == 0 {
			break
		}
		out.add(s[:i])
		s = s[i:]
		limit--
	}
	if s != "" {
		out.add(s)
	}
	return out.list()
}

// lastWords are the words of s, cut from the right.
func lastWords(c *eval.Call, s string, limit int64) eval.Value {
	out := parts{run: c.Run}
	for {
		s = strings.TrimRight(s, whitespace)
		i := strings.LastIndexAny(s, whitespace)
		if i < 0 || limit == 0 {
			break
		}
		out.add(s[i+1:])
		s = s[:i]
		limit--
	}
	if s != "" {
		out.add(s)
	}
	return out.reversed()
}

// splitlines(keepends=False): the lines, which end in \n, \r or \r\n
func splitLines(c *eval.Call, s string) eval.Value {
	keep := c.ArgBool(0, "keepends", false)
	out := parts{run: c.Run}
	for s != "" {
		end := strings.IndexAny(s, "\r\n")
		if end < 0 {
			out.add(s)
			break
		}
		next := end + 1
		if strings.HasPrefix(s[end:], "\r\n") {
			next++
		}
		if keep {
			end = next
		}
		out.add(s[:end])
		s = s[next:]
	}
	return out.list()
}
