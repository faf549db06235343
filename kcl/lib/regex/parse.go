package regex

// This file parses the patterns that Go's regexp does not take, into a tree.
// Their syntax is the one of Rust's fancy_regex: beside that of Rust's regex,
// look-around, back-references, atomic groups, possessive repeats, and
// comments.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A node is a part of a pattern.
type node struct {
	op       nodeOp
	set      *set    // of opSet and the word boundaries
	subs     []*node // of opConcat and opAlternate all, of others one
	min, max int     // of opRepeat; max is -1 where there is no limit
	lazy     bool    // of opRepeat: few before many
	not      bool    // of the word boundary and of look-around
	group    int     // of opGroup and opBackref
	name     string  // of opBackref, until all groups are known
}

type nodeOp uint8

const (
	opEmpty nodeOp = iota
	opSet
	opConcat
	opAlternate
	opRepeat
	opGroup
	opBackref
	opAhead
	opBehind
	opAtomic
	opBeginText
	opEndText
	opBeginLine
	opEndLine
	opWordBoundary
)

// maxNesting bounds the groups within groups of a pattern.
const maxNesting = 250

// A parser reads a pattern. It fails by a panic with a syntaxError.
type parser struct {
	rest  string
	flags flags
	depth int
	names []string // of the groups; the whole pattern is group 0
	refs  []*node  // back-references
}

type flags struct{ fold, multiline, dotAll, swapGreed, extended bool }

type syntaxError string

func (e syntaxError) Error() string { return string(e) }

func (p *parser) fail(format string, args ...any) {
	panic(syntaxError(fmt.Sprintf(format, args...)))
}

// caught is to be deferred: a syntax error that ends a function becomes its
// error.
func caught(err *error) {
	switch e := recover().(type) {
	case nil:
	case syntaxError:
		*err = e
	default:
		panic(e)
	}
}

// parsePattern returns the tree of a pattern and the names of its groups.
func parsePattern(pattern string) (tree *node, names []string, err error) {
	defer caught(&err)
	if !utf8.ValidString(pattern) {
		return nil, nil, syntaxError("it is not UTF-8")
	}
	p := &parser{rest: pattern, names: []string{""}}
	tree = p.alternation()
	if p.rest != "" {
		p.fail("unexpected %s", p.rest)
	}
	for _, ref := range p.refs {
		p.bind(ref)
	}
	return tree, p.names, nil
}

// bind finds the group of a back-reference.
func (p *parser) bind(ref *node) {
	for i, name := range p.names {
		if i > 0 && (name == ref.name || strconv.Itoa(i) == ref.name) {
			ref.group = i
			return
		}
	}
	p.fail("there is no group %s", ref.name)
}

func (p *parser) eat(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	p.rest = rest
	return ok
}

func (p *parser) peek() byte {
	if p.rest == "" {
		return 0
	}
	return p.rest[0]
}

// skip reads comments and, in extended patterns, white space.
func (p *parser) skip() {
	for {
		switch {
		case p.eat("(?#"):
			_, rest, ok := strings.Cut(p.rest, ")")
			if !ok {
				p.fail("a comment has no end")
			}
			p.rest = rest
		case p.flags.extended && p.peek() == '#':
			_, p.rest, _ = strings.Cut(p.rest, "\n")
		case p.flags.extended && p.rest != "" && strings.IndexByte(" \t\r\n", p.rest[0]) >= 0:
			p.rest = p.rest[1:]
		default:
			return
		}
	}
}

func (p *parser) alternation() *node {
	if p.depth++; p.depth > maxNesting {
		p.fail("groups are nested deeper than %d levels", maxNesting)
	}
	defer func() { p.depth-- }()
	subs := []*node{p.concatenation()}
	for p.eat("|") {
		subs = append(subs, p.concatenation())
	}
	if len(subs) == 1 {
		return subs[0]
	}
	return &node{op: opAlternate, subs: subs}
}

func (p *parser) concatenation() *node {
	n := &node{op: opConcat}
	for {
		p.skip()
		if c := p.peek(); c == 0 || c == '|' || c == ')' {
			return n
		}
		sub := p.atom()
		p.skip()
		n.subs = append(n.subs, p.repeated(sub))
	}
}

// repeated parses what says how often n stands.
func (p *parser) repeated(n *node) *node {
	r := &node{op: opRepeat, subs: []*node{n}, max: -1}
	switch {
	case p.eat("*"):
	case p.eat("+"):
		r.min = 1
	case p.eat("?"):
		r.max = 1
	case p.counts(r):
	default:
		return n
	}
	switch n.op {
	case opSet, opConcat, opAlternate, opGroup, opBackref, opAtomic, opRepeat:
	default:
		p.fail("what stands before a repeat cannot be repeated")
	}
	p.skip()
	r.lazy = p.eat("?") != p.flags.swapGreed
	if p.eat("+") {
		return &node{op: opAtomic, subs: []*node{r}}
	}
	return r
}

// counts parses {2}, {2,}, {,3} and {2,3}.
func (p *parser) counts(r *node) bool {
	if p.peek() != '{' {
		return false
	}
	inner, rest, ok := strings.Cut(p.rest[1:], "}")
	if p.flags.extended {
		inner = strings.Join(strings.Fields(inner), "")
	}
	from, to, isRange := strings.Cut(inner, ",")
	low, ok1 := count(from, 0)
	high, ok2 := count(to, -1)
	if !ok || !ok1 || !ok2 || from == "" && !isRange {
		return false
	}
	if !isRange {
		high = low
	}
	if high >= 0 && high < low {
		p.fail("{%s} has its counts in the wrong order", inner)
	}
	r.min, r.max, p.rest = low, high, rest
	return true
}

// count is a number of repeats; none is what s is where it is empty.
func count(s string, none int) (int, bool) {
	if s == "" {
		return none, true
	}
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err == nil
}

// atom parses what may be repeated, or is an assertion.
func (p *parser) atom() *node {
	switch {
	case p.peek() == '(':
		return p.group()
	case p.peek() == '[':
		return &node{op: opSet, set: p.class()}
	case p.peek() == '\\':
		return p.escape()
	case p.eat("."):
		if p.flags.dotAll {
			return p.leaf(`(?s:.)`)
		}
		return p.leaf(`.`)
	case p.eat("^"):
		if p.flags.multiline {
			return &node{op: opBeginLine}
		}
		return &node{op: opBeginText}
	case p.eat("$"):
		if p.flags.multiline {
			return &node{op: opEndLine}
		}
		return &node{op: opEndText}
	case strings.IndexByte("*+?", p.peek()) >= 0:
		p.fail("%s has nothing to repeat before it", p.rest[:1])
	}
	_, size := utf8.DecodeRuneInString(p.rest)
	c := p.rest[:size]
	p.rest = p.rest[size:]
	return p.literal(c)
}

// literal is the node of a character.
func (p *parser) literal(c string) *node {
	r, _ := utf8.DecodeRuneInString(c)
	return p.leaf(fmt.Sprintf(`\x{%X}`, r))
}

// leaf is the node of a set of characters in Go's syntax.
func (p *parser) leaf(text string) *node {
	s, err := parseSet(text, p.flags.fold)
	if err != nil {
		p.fail("%v", err)
	}
	return &node{op: opSet, set: s}
}

// escape parses a backslash and what follows.
func (p *parser) escape() *node {
	if len(p.rest) < 2 {
		p.fail("a backslash stands at the end")
	}
	switch c := p.rest[1]; {
	case c >= '1' && c <= '9':
		n := 2
		for n < len(p.rest) && p.rest[n] >= '0' && p.rest[n] <= '9' {
			n++
		}
		return p.backref(p.rest[1:n], n)
	case c == 'k':
		if name, _, ok := strings.Cut(p.rest[2:], ">"); ok && strings.HasPrefix(name, "<") {
			return p.backref(name[1:], len(name)+3)
		}
		p.fail(`\k has no name: write \k<name>`)
	case c == 'A', c == 'z':
		p.rest = p.rest[2:]
		if c == 'A' {
			return &node{op: opBeginText}
		}
		return &node{op: opEndText}
	case c == 'b', c == 'B':
		p.rest = p.rest[2:]
		return &node{op: opWordBoundary, set: p.leaf("[" + wordSet + "]").set, not: c == 'B'}
	}
	text := p.escaped()
	if translated, ok := translate(text, false); ok {
		return p.leaf(translated)
	}
	p.fail("there is no escape %s", text)
	return nil
}

// escaped reads the text of an escape. What Rust writes \u and \U is \x for
// Go.
func (p *parser) escaped() string {
	_, size := utf8.DecodeRuneInString(p.rest[1:])
	n, more := 1+size, 0
	switch p.rest[1] {
	case 'p', 'P':
		more = 1
	case 'x':
		more = 2
	case 'u':
		more = 4
	case 'U':
		more = 8
	}
	if more > 0 && strings.HasPrefix(p.rest[n:], "{") {
		more = 1 + strings.IndexByte(p.rest[n:], '}')
	}
	n = min(n+more, len(p.rest))
	text := p.rest[:n]
	p.rest = p.rest[n:]
	if text[1]|' ' == 'u' {
		return `\x{` + strings.Trim(text[2:], "{}") + "}"
	}
	return text
}

func (p *parser) backref(name string, size int) *node {
	p.rest = p.rest[size:]
	ref := &node{op: opBackref, name: name}
	p.refs = append(p.refs, ref)
	return ref
}

// group parses what begins with a parenthesis.
func (p *parser) group() *node {
	switch {
	case p.eat("(?="):
		return p.closed(&node{op: opAhead})
	case p.eat("(?!"):
		return p.closed(&node{op: opAhead, not: true})
	case p.eat("(?<="):
		return p.closed(&node{op: opBehind})
	case p.eat("(?<!"):
		return p.closed(&node{op: opBehind, not: true})
	case p.eat("(?>"):
		return p.closed(&node{op: opAtomic})
	case p.eat("(?P="):
		name, _, ok := strings.Cut(p.rest, ")")
		if !ok {
			p.fail("a parenthesis has no end")
		}
		return p.backref(name, len(name)+1)
	case p.eat("(?<"), p.eat("(?P<"):
		name, rest, ok := strings.Cut(p.rest, ">")
		if !ok || !isGroupName(name) || slices.Contains(p.names, name) {
			p.fail("'%s' is no name of a group, or of two", name)
		}
		p.rest = rest
		return p.capture(name)
	case p.eat("(?"):
		return p.flagged()
	}
	p.rest = p.rest[1:]
	return p.capture("")
}

func (p *parser) capture(name string) *node {
	n := &node{op: opGroup, group: len(p.names)}
	p.names = append(p.names, name)
	return p.closed(n)
}

// closed parses what is within a group, and its end. Flags that it sets end
// there.
func (p *parser) closed(n *node) *node {
	saved := p.flags
	n.subs = []*node{p.alternation()}
	if !p.eat(")") {
		p.fail("a parenthesis has no end")
	}
	p.flags = saved
	return n
}

// flagged parses flags, for the rest of the group or for one of their own.
func (p *parser) flagged() *node {
	saved := p.flags
	on := true
	for i := range len(p.rest) {
		switch c := p.rest[i]; c {
		case 'i':
			p.flags.fold = on
		case 'm':
			p.flags.multiline = on
		case 's':
			p.flags.dotAll = on
		case 'U':
			p.flags.swapGreed = on
		case 'x':
			p.flags.extended = on
		case '-':
			on = false
		case 'u':
		case ')':
			p.rest = p.rest[i+1:]
			return &node{op: opEmpty}
		case ':':
			p.rest = p.rest[i+1:]
			n := p.closed(&node{op: opConcat})
			p.flags = saved
			return n
		default:
			p.fail("there is no group (?%s", p.rest[:i+1])
		}
	}
	p.fail("a parenthesis has no end")
	return nil
}

func isGroupName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}
