package resourcelist

// This file finds where things end in flow style ({a: [b]}, and JSON), whose
// nodes know their beginnings only.

import "bytes"

// flowEnd is the offset after the entry of a flow collection that begins at
// at: of the comma or bracket that follows it, or the end of data.
func flowEnd(data []byte, at int) int {
	depth := 0
	plain := false // inside a scalar without quotes
	for at < len(data) {
		c := data[at]
		switch {
		case c == '[' || c == '{':
			depth++
			plain = false
		case c == ']' || c == '}' || c == ',':
			if depth == 0 {
				return at
			}
			if c != ',' {
				depth--
			}
			plain = false
		case isSpace(c):
			if at+1 < len(data) && data[at+1] == '#' {
				at = lineEnd(data, at+1)
				continue
			}
		case c == ':' && (at+1 == len(data) || isSpace(data[at+1]) || bytes.IndexByte([]byte(",[]{}"), data[at+1]) >= 0):
			plain = false
		case plain:
		case c == '"' || c == '\'':
			at = quoteEnd(data, at)
			continue
		case c == '#':
			at = lineEnd(data, at)
			continue
		case c == '!': // a tag: commas and brackets may be part of it
			for at < len(data) && !isSpace(data[at]) {
				at++
			}
			continue
		case c != ':':
			plain = true
		}
		at++
	}
	return at
}

// quoteEnd is the offset after the quoted scalar that begins at at.
func quoteEnd(data []byte, at int) int {
	quote := data[at]
	for at++; at < len(data); at++ {
		switch {
		case data[at] == '\\' && quote == '"':
			at++
		case data[at] == quote && quote == '\'' && at+1 < len(data) && data[at+1] == '\'':
			at++
		case data[at] == quote:
			return at + 1
		}
	}
	return len(data)
}

// separators returns s without white space and comments: what separates the
// entries of flow collections.
func separators(s []byte) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '#':
			i = lineEnd(s, i) - 1
		case !isSpace(s[i]):
			b = append(b, s[i])
		}
	}
	return string(b)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
