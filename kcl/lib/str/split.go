package str

// This file defines the methods that cut a string into parts.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// split(sep, maxsplit=-1): the parts between separators, cut at most
// maxsplit times, from the left. Without sep they are the words, with white
// space of ASCII between them.
func split(c *eval.Call, s string) eval.Value {
	limit := c.ArgInt(1, "maxsplit", -1)
	if v := c.Arg(0, "sep"); v == nil || eval.IsNothing(v) {
		return list(c, words(s, limit))
	}
	sep := c.NeedStr(0, "sep")
	var parts []string
	for limit != 0 {
		i := strings.Index(s, sep)
		if sep == "" {
			i = firstCut(s, len(parts))
		}
		if i < 0 {
			break
		}
		parts = append(parts, s[:i])
		s = s[i+len(sep):]
		limit--
		if sep == "" && s == "" {
			break
		}
	}
	return list(c, append(parts, s))
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
		return list(c, lastWords(s, limit))
	}
	sep := c.NeedStr(0, "sep")
	var parts []string
	for limit != 0 {
		i := strings.LastIndex(s, sep)
		if sep == "" {
			i = lastCut(s, len(parts))
		}
		if i < 0 {
			break
		}
		parts = append(parts, s[i+len(sep):])
		s = s[:i]
		limit--
		if sep == "" && s == "" {
			break
		}
	}
	parts = append(parts, s)
	slices.Reverse(parts)
	return list(c, parts)
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
func words(s string, limit int64) []string {
	var parts []string
	for {
		s = strings.TrimLeft(s, whitespace)
		i := strings.IndexAny(s, whitespace)
		if i < 0 || limit == 0 {
			break
		}
		parts = append(parts, s[:i])
		s = s[i:]
		limit--
	}
	if s != "" {
		parts = append(parts, s)
	}
	return parts
}

// lastWords are the words of s, cut from the right.
func lastWords(s string, limit int64) []string {
	var parts []string
	for {
		s = strings.TrimRight(s, whitespace)
		i := strings.LastIndexAny(s, whitespace)
		if i < 0 || limit == 0 {
			break
		}
		parts = append(parts, s[i+1:])
		s = s[:i]
		limit--
	}
	if s != "" {
		parts = append(parts, s)
	}
	slices.Reverse(parts)
	return parts
}

// splitlines(keepends=False): the lines, which end in \n, \r or \r\n
func splitLines(c *eval.Call, s string) eval.Value {
	keep := c.ArgBool(0, "keepends", false)
	var lines []string
	for s != "" {
		end := strings.IndexAny(s, "\r\n")
		if end < 0 {
			lines = append(lines, s)
			break
		}
		next := end + 1
		if strings.HasPrefix(s[end:], "\r\n") {
			next++
		}
		if keep {
			end = next
		}
		lines = append(lines, s[:end])
		s = s[next:]
	}
	return list(c, lines)
}
