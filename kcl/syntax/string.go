package syntax

// This file reads string literals and evaluates their escapes.

import (
	"strings"
	"unicode/utf8"
)

// scanString reads a string whose opening quote is at offset open; its
// prefix, if it has one, is at s.pos.
func (s *scanner) scanString(open int) {
	t := token{kind: STRING, pos: int32(s.pos)}
	if open > s.pos {
		t.flags |= rawString
	}
	s.pos = open
	q := s.src[open]
	if s.peek(1) == q && s.peek(2) == q {
		t.flags |= tripleQuoted
	}
	if !s.scanQuoted(q, &t) {
		s.error(open, "unterminated string")
	}
	t.end = int32(s.pos)
	start, end := textRange(&t)
	text := s.src[start:end]
	value, ok := unescape(text, t.flags)
	if !ok {
		s.error(int(start), "invalid string syntax")
	}
	if value != text {
		s.values = append(s.values, value)
		t.aux = int32(len(s.values))
	}
	s.toks = append(s.toks, t)
}

// scanQuoted moves s.pos from the opening quote q to after the closing
// one, and reports false if there is none: a string in single quotes ends
// with its line, one in triple quotes with the file. The flags of a string
// without its end are those of a string in single quotes.
func (s *scanner) scanQuoted(q byte, t *token) bool {
	long := t.flags&tripleQuoted != 0
	s.pos++
	if long {
		s.pos += 2
	}
	for ; s.pos < s.end; s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '\\':
			if next := s.peek(1); next == '\\' || next == q {
				s.pos++
			}
		case c == q && !long:
			s.pos++
			return true
		case c == q && s.peek(1) == q && s.peek(2) == q:
			s.pos += 3
			return true
		case (c == '\n' || c == '\r') && !long:
			t.flags |= unterminated
			return false
		}
	}
	t.flags = t.flags&^tripleQuoted | unterminated
	return false
}

// textRange returns the range of what stands between the quotes of t.
func textRange(t *token) (pos, end int32) {
	pos, end = t.pos+1, t.end
	n := int32(1)
	if t.flags&tripleQuoted != 0 {
		n = 3
	}
	if t.flags&rawString != 0 {
		pos++
	}
	pos += n - 1
	if t.flags&unterminated == 0 {
		end -= n
	}
	return min(pos, end), end
}

// unescape evaluates the escapes in the text of a string literal. It
// reports false, with "", where one is invalid.
func unescape(text string, flags uint8) (string, bool) {
	if flags&tripleQuoted == 0 && strings.IndexByte(text, '\n') >= 0 {
		return "", false
	}
	i := strings.IndexByte(text, '\\')
	if i < 0 || flags&rawString != 0 {
		return text, true
	}
	b := make([]byte, 0, len(text))
	for ; i >= 0; i = strings.IndexByte(text, '\\') {
		b = append(b, text[:i]...)
		var ok bool
		if b, text, ok = appendEscape(b, text[i+1:]); !ok {
			return "", false
		}
	}
	return string(append(b, text...)), true
}

// escapes holds the escapes of one character that stand for one byte.
var escapes = [256]byte{
	'\\': '\\', '\'': '\'', '"': '"',
	'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// appendEscape appends the meaning of the escape that follows a backslash
// at the start of text, and returns the text after it. An unknown escape
// stands for itself, with its backslash.
func appendEscape(b []byte, text string) ([]byte, string, bool) {
	if text == "" {
		return b, "", false
	}
	c, rest := text[0], text[1:]
	if e := escapes[c]; e != 0 {
		return append(b, e), rest, true
	}
	switch c {
	case '\n':
		return b, rest, true
	case 'x':
		return appendHex(b, rest, 2)
	case 'u':
		return appendHex(b, rest, 4)
	case 'U':
		return appendHex(b, rest, 8)
	case 'N':
		return appendNamed(b, rest)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return appendOctal(b, text)
	}
	return append(b, '\\'), text, true
}

// appendOctal appends the character that one to three octal digits name.
func appendOctal(b []byte, text string) ([]byte, string, bool) {
	r, n := rune(0), 0
	for n < len(text) && n < 3 && '0' <= text[n] && text[n] <= '7' {
		r = r<<3 | rune(text[n]-'0')
		n++
	}
	return utf8.AppendRune(b, r), text[n:], true
}

// appendHex appends the character that n hexadecimal digits name. A
// surrogate becomes U+FFFD.
func appendHex(b []byte, text string, n int) ([]byte, string, bool) {
	if len(text) < n {
		return b, "", false
	}
	var v uint64
	for i := range n {
		c := text[i]
		switch {
		case class[c] == digit:
			v = v<<4 | uint64(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			v = v<<4 | uint64(c|0x20-'a'+10)
		default:
			return b, "", false
		}
	}
	if v > utf8.MaxRune {
		return b, "", false
	}
	return utf8.AppendRune(b, rune(v)), text[n:], true
}

// appendNamed appends the character whose Unicode name stands in braces.
func appendNamed(b []byte, text string) ([]byte, string, bool) {
	name, rest, ok := strings.Cut(strings.TrimPrefix(text, "{"), "}")
	if !ok || text[0] != '{' {
		return b, "", false
	}
	r, ok := runeByName(name)
	return utf8.AppendRune(b, r), rest, ok
}

// dedent removes from each line the blanks that all lines have in common,
// and a first line that is empty. A line of blanks counts only if it is
// the last one, where the closing quotes stand. This applies to every
// string in triple quotes (https://github.com/kcl-lang/kcl/pull/2100).
func dedent(s string) string {
	if s == "" {
		return s
	}
	common := commonIndent(s)
	if first, rest, ok := strings.Cut(s, "\n"); ok && first == "" {
		s = rest
	}
	if common == 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.Lines(s) {
		b.WriteString(line[min(common, blanks(line)):])
	}
	return b.String()
}

// commonIndent returns the number of blanks that start every line of s
// that counts.
func commonIndent(s string) int {
	common := -1
	for s != "" {
		line, rest, more := strings.Cut(s, "\n")
		last := !more
		if strings.TrimSpace(line) != "" || last && line != "" {
			if n := blanks(line); common < 0 || n < common {
				common = n
			}
		}
		s = rest
	}
	return max(common, 0)
}

// blanks returns the number of spaces and tabs that s starts with.
func blanks(s string) int {
	return len(s) - len(strings.TrimLeft(s, " \t"))
}
