package template

// This file parses what stands within a tag: names, paths, literals and
// calls.

import (
	"fmt"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// skip reads white space.
func (p *parser) skip() { p.off = len(p.source) - len(strings.TrimLeft(p.rest(), spaces)) }

func (p *parser) eat(s string) bool {
	ok := strings.HasPrefix(p.rest(), s)
	if ok {
		p.off += len(s)
	}
	return ok
}

// expect reads s, or fails and says that what was expected.
func (p *parser) expect(s, what string) {
	if p.eat(s) {
		return
	}
	for _, r := range p.rest() {
		p.fail(p.off, "%q stands where %s was expected", r, what)
	}
	p.fail(p.off, "the template ends where %s was expected", what)
}

// peek is the next byte, or 0.
func (p *parser) peek() byte {
	if p.off == len(p.source) {
		return 0
	}
	return p.source[p.off]
}

// isSymbol reports whether c is one of the characters of names, of which
// all beyond ASCII are.
func isSymbol(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '-' || c == '_' || c == '$' || c >= 0x80
}

// symbol is the length of the name at off.
func (p *parser) symbol() int {
	rest := p.rest()
	n := 0
	for n < len(rest) && isSymbol(rest[n]) {
		n++
	}
	return n
}

func (p *parser) identifier() string {
	n := p.symbol()
	if n == 0 {
		p.expect("\x00", "a name")
	}
	p.off += n
	return p.source[p.off-n : p.off]
}

// keyword reads a name that is word.
func (p *parser) keyword(word string) bool {
	return p.symbol() == len(word) && p.eat(word)
}

// partialName parses the name of a partial: @partial-block, one in quotes or
// brackets, or one with slashes and dots.
func (p *parser) partialName() string {
	from := p.off
	p.eat("@")
	for _, q := range [...]string{`""`, `''`, "[]"} {
		if p.peek() != q[0] {
			continue
		}
		n := strings.IndexByte(p.source[p.off+1:], q[1])
		if n < 0 {
			p.fail(p.off, "the name has no end: %c is missing", q[1])
		}
		p.off += n + 2
		return p.source[p.off-n-1 : p.off-1]
	}
	for c := p.peek(); isSymbol(c) || c == '/' || c == '.'; c = p.peek() {
		p.off++
	}
	if p.off == from {
		p.expect("\x00", "a name")
	}
	return p.source[from:p.off]
}

// arguments parses what follows the name of a helper. Only where names is
// not nil, |names| may follow.
func (p *parser) arguments(c *call, names *[]string) {
	for {
		p.skip()
		switch ch := p.peek(); {
		case ch == 0, ch == '}', ch == '~', ch == ')':
			return
		case names != nil && p.beginsNames():
			*names = p.names()
			return
		}
		if name, ok := p.hashName(); ok {
			c.hash = append(c.hash, named{name, p.param()})
		} else {
			c.params = append(c.params, p.param())
		}
	}
}

// beginsNames reads the begin of as |a b|, where that follows.
func (p *parser) beginsNames() bool {
	rest, ok := strings.CutPrefix(p.rest(), "as")
	rest = strings.TrimLeft(rest, spaces)
	if ok = ok && strings.HasPrefix(rest, "|"); ok {
		p.off = len(p.source) - len(rest) + 1
	}
	return ok
}

func (p *parser) names() []string {
	p.skip()
	names := []string{p.identifier()}
	p.skip()
	if p.symbol() > 0 {
		names = append(names, p.identifier())
		p.skip()
	}
	p.expect("|", "|")
	return names
}

// hashName reads a name and =, where they follow.
func (p *parser) hashName() (string, bool) {
	n := p.symbol()
	name := p.rest()[:n]
	rest := strings.TrimLeft(p.rest()[n:], spaces)
	if n == 0 || !strings.HasPrefix(rest, "=") {
		return "", false
	}
	p.off = len(p.source) - len(rest) + 1
	p.skip()
	return name, true
}

// sub parses a call in parentheses.
func (p *parser) sub() *call {
	p.enter(p.off)
	defer p.leave()
	c := &call{off: p.off}
	p.expect("(", "(")
	p.skip()
	c.name = p.identifier()
	p.arguments(c, nil)
	p.expect(")", ")")
	return c
}

func (p *parser) param() param {
	if p.peek() == '(' {
		return param{sub: p.sub()}
	}
	from := p.off
	if v, ok := p.literal(); ok {
		return param{literal: encode.Plan(v, encode.Options{SortKeys: true})}
	}
	p.off = from
	return param{path: p.path()}
}

// literal parses a literal of JSON, in which texts may have single quotes.
// It reports whether there is one; where there is none, off is anywhere.
func (p *parser) literal() (eval.Value, bool) {
	switch p.peek() {
	case '"', '\'':
		return p.str(), true
	case '[':
		l := eval.NewList()
		ok := p.elements("[", "]", func() bool {
			v, ok := p.literal()
			l.Elems = append(l.Elems, v)
			return ok
		})
		return l, ok
	case '{':
		d := eval.NewDict(0)
		ok := p.elements("{", "}", func() bool { return p.entry(d) })
		return d, ok
	}
	return p.word()
}

// elements parses what stands within brackets, of which each part is read by
// one. It reports whether that is so.
func (p *parser) elements(open, end string, one func() bool) bool {
	p.enter(p.off)
	defer p.leave()
	p.eat(open)
	p.skip()
	for first := true; !p.eat(end); first = false {
		if !first && !p.eat(",") {
			return false
		}
		p.skip()
		if !one() {
			return false
		}
		p.skip()
	}
	return true
}

func (p *parser) entry(d *eval.Dict) bool {
	if c := p.peek(); c != '"' && c != '\'' {
		return false
	}
	key := p.str()
	p.skip()
	if !p.eat(":") {
		return false
	}
	p.skip()
	v, ok := p.literal()
	if ok {
		d.Set(string(key), v)
	}
	return ok
}

// word parses a number, null, true or false.
func (p *parser) word() (eval.Value, bool) {
	rest := p.rest()
	n := p.symbol()
	if n == 0 {
		return nil, false
	}
	switch number := rest[0] == '-' || rest[0] >= '0' && rest[0] <= '9'; {
	case !number:
		if w := rest[:n]; w != "null" && w != "true" && w != "false" {
			return nil, false
		}
	case strings.HasPrefix(rest[n:], "."):
		p.off += n + 1
		n += 1 + p.symbol()
		p.off = len(p.source) - len(rest)
	}
	v, err := json.Decode(&eval.Run{}, rest[:n])
	if err != nil {
		return nil, false
	}
	p.off += n
	return v, true
}

// str parses a text in quotes, with the escapes of JSON.
func (p *parser) str() eval.Str {
	rest := p.rest()
	quote := rest[0]
	b := []byte{'"'}
	for i := 1; i < len(rest); i++ {
		switch c := rest[i]; {
		case c == quote:
			v, err := json.Decode(&eval.Run{}, string(append(b, '"')))
			if err != nil {
				p.fail(p.off, "%s is no text: %v", rest[:i+1], err)
			}
			p.off += i + 1
			return v.(eval.Str)
		case c == '\\' && i+1 < len(rest):
			if i++; rest[i] != '\'' {
				b = append(b, c)
			}
			b = append(b, rest[i])
		case c == '"', c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	p.fail(p.off, "the text has no end: %c is missing", quote)
	return ""
}

// path parses a path: a.b, a/b, a.[b c], this, ../a, @root.a, @index.
func (p *parser) path() *path {
	t := &path{}
	if p.symbol() == len("this") && (strings.HasPrefix(p.rest(), "this.") || strings.HasPrefix(p.rest(), "this/")) {
		p.off += len("this.")
	} else {
		p.eat("./")
	}
	if p.eat("@root.") || p.eat("@root/") {
		t.root = true
	}
	t.local = p.eat("@")
	for p.eat("..") {
		t.up++
		if c := p.peek(); c != '/' && c != '.' {
			return t
		}
		p.off++
	}
	if p.eat(".") {
		return t
	}
	p.key(t)
	for p.eat(".") || p.eat("/") {
		p.key(t)
	}
	return t
}

// key parses a part of a path. The part named this stands for where the path
// is already.
func (p *parser) key(t *path) {
	var key string
	if p.eat("[") {
		n := strings.IndexByte(p.rest(), ']')
		if n < 0 {
			p.fail(p.off-1, "the name has no end: ] is missing")
		}
		key = p.rest()[:n]
		p.off += n + 1
	} else {
		key = p.identifier()
	}
	if key != "this" {
		t.keys = append(t.keys, key)
	}
}

// isName reports whether s is a name, as helpers have one.
func isName(s string) bool {
	for i := range len(s) {
		if !isSymbol(s[i]) {
			return false
		}
	}
	return s != ""
}
