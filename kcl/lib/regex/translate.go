package regex

// This file translates patterns from Rust's syntax to Go's, and finds what
// Go has not.

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// translate returns the pattern in Go's syntax, for texts that are of ASCII
// or not, or says what of it is not supported.
func translate(pattern string, ascii bool) (text, unsupported string) {
	t := translator{ascii: ascii}
	for pattern != "" && t.unsupported == "" {
		pattern = pattern[t.next(pattern):]
	}
	return t.out.String(), t.unsupported
}

type translator struct {
	out         strings.Builder
	ascii       bool
	class       bool // within brackets
	unsupported string
}

// next translates what stands at the begin of s, and returns its length.
func (t *translator) next(s string) int {
	switch {
	case s[0] == '\\' && len(s) > 1:
		t.escape(s[1])
		return 2
	case t.class:
		return t.inClass(s)
	case s[0] == '[':
		return t.open(s)
	case s[0] == '(':
		t.group(s)
	}
	t.out.WriteByte(s[0])
	return 1
}

func (t *translator) group(s string) {
	for _, g := range [...]struct{ begin, what string }{
		{"(?=", "a look-ahead"}, {"(?!", "a look-ahead"}, {"(?<=", "a look-behind"}, {"(?<!", "a look-behind"},
		{"(?>", "an atomic group"}, {"(?(", "a conditional group"},
	} {
		if strings.HasPrefix(s, g.begin) {
			t.unsupported = g.what
		}
	}
}

// open writes the begin of brackets, and a closing bracket that stands first
// and so is not their end.
func (t *translator) open(s string) int {
	t.class = true
	begin := "["
	if strings.HasPrefix(s, "[^") {
		begin = "[^"
	}
	t.out.WriteString(begin)
	if strings.HasPrefix(s[len(begin):], "]") {
		t.out.WriteString(`\]`)
		return len(begin) + 1
	}
	return len(begin)
}

func (t *translator) inClass(s string) int {
	switch {
	case strings.HasPrefix(s, "[:"):
		if end := strings.Index(s, ":]"); end >= 0 {
			t.out.WriteString(s[:end+2])
			return end + 2
		}
	case s[0] == '[', strings.HasPrefix(s, "&&"), strings.HasPrefix(s, "--"), strings.HasPrefix(s, "~~"):
		t.unsupported = "set operations in brackets"
	case s[0] == ']':
		t.class = false
	}
	t.out.WriteByte(s[0])
	return 1
}

func (t *translator) escape(c byte) {
	set := ""
	switch c {
	case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k':
		t.unsupported = "a back-reference"
	case 'K', 'G':
		t.unsupported = `\` + string(c)
	case 'h', 'H':
		set = "0-9A-Fa-f"
	case 'd', 'D':
		set = `\p{Nd}`
	case 's', 'S':
		set = `\t-\r \x{85}\p{Z}`
	case 'w', 'W':
		set = wordSet
	}
	if set == "" || t.ascii && strings.IndexByte("dDwW", c) >= 0 {
		t.out.WriteByte('\\')
		t.out.WriteByte(c)
		return
	}
	negated := c < 'a'
	switch {
	case !t.class && negated:
		set = "[^" + set + "]"
	case !t.class:
		set = "[" + set + "]"
	case negated:
		set = complement(set)
	}
	t.out.WriteString(set)
}

// wordSet is Unicode's \w: letters, marks, digits, connectors, joiners, and
// symbols that are alphabetic.
const wordSet = `\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200C}\x{200D}\x{24B6}-\x{24E9}` +
	`\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189}`

// complement is what a set does not have, as ranges: within brackets no set
// can be negated.
func complement(set string) string {
	re, err := syntax.Parse("[^"+set+"]", syntax.Perl)
	if err != nil {
		panic(err) // set is one of the constants above
	}
	var b strings.Builder
	for i := 0; i+1 < len(re.Rune); i += 2 {
		fmt.Fprintf(&b, `\x{%X}-\x{%X}`, re.Rune[i], re.Rune[i+1])
	}
	return b.String()
}
