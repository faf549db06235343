package regex

// This file translates patterns from Rust's syntax to Go's.

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// translate returns the pattern in Go's syntax, for texts that are of ASCII
// or not, and reports whether Go has all that is in it.
func translate(pattern string, ascii bool) (text string, ok bool) {
	t := translator{ascii: ascii}
	for pattern != "" && !t.missing {
		pattern = pattern[t.next(pattern):]
	}
	return t.out.String(), !t.missing
}

type translator struct {
	out     strings.Builder
	ascii   bool
	class   bool // within brackets
	missing bool // Go has it not
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
	case strings.HasPrefix(s, "{,"):
		if to, _, ok := strings.Cut(s[len("{,"):], "}"); ok {
			if _, ok := count(to, -1); ok {
				t.out.WriteString("{0,")
				return len("{,")
			}
		}
	}
	t.out.WriteByte(s[0])
	return 1
}

// group looks for groups that are no groups in Go.
func (t *translator) group(s string) {
	for _, begin := range [...]string{"(?=", "(?!", "(?<=", "(?<!", "(?>", "(?#", "(?P="} {
		t.missing = t.missing || strings.HasPrefix(s, begin)
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
	case namedClass(s) > 0:
		n := namedClass(s)
		t.out.WriteString(s[:n])
		return n
	case s[0] == '[', strings.HasPrefix(s, "&&"), strings.HasPrefix(s, "--"), strings.HasPrefix(s, "~~"):
		t.missing = true
	case s[0] == ']':
		t.class = false
	}
	t.out.WriteByte(s[0])
	return 1
}

// namedClass is the length of the class like [:alpha:] at the begin of s, or
// 0.
func namedClass(s string) int {
	if !strings.HasPrefix(s, "[:") {
		return 0
	}
	name := strings.TrimLeft(strings.TrimPrefix(s[2:], "^"), "abcdefghijklmnopqrstuvwxyz")
	if !strings.HasPrefix(name, ":]") {
		return 0
	}
	return len(s) - len(name) + 2
}

func (t *translator) escape(c byte) {
	set := ""
	switch c {
	case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k':
		t.missing = true
	case 'e':
		t.out.WriteString(`\x1B`)
		return
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
