package template

// This file parses text and tags, and decides what white space between them
// belongs to the text.
//
// A tag that has ~ at an end takes all white space on that side. A tag that
// writes nothing itself takes its line with it where it stands alone there.

import (
	"fmt"
	"strings"
	"unicode"
)

// maxDepth bounds the nesting of blocks and of expressions.
const maxDepth = 1000

// A parser reads a template. It fails by a panic with a *problem.
type parser struct {
	source string
	off    int
	depth  int

	last *text // the node before off in the current body, where it is text

	omit    bool // the last tag takes all white space after it
	newLine bool // the last tag takes the rest of its line
}

func parse(source string) (tree *body, err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *problem:
			err = e
		default:
			panic(e)
		}
	}()
	p := &parser{source: source}
	tree, end := p.body()
	if end.kind != tagEOF {
		p.fail(end.start, "%s is outside of a block", p.source[end.start:end.end])
	}
	return tree, nil
}

func (p *parser) fail(off int, format string, args ...any) {
	panic(&problem{p.source, off, fmt.Sprintf(format, args...)})
}

func (p *parser) enter(off int) {
	if p.depth++; p.depth > maxDepth {
		p.fail(off, "blocks and expressions are nested deeper than %d levels", maxDepth)
	}
}

func (p *parser) leave() { p.depth-- }

// rest is what was not read yet.
func (p *parser) rest() string { return p.source[p.off:] }

type tagKind uint8

const (
	tagEOF tagKind = iota
	tagComment
	tagOutput
	tagBlock
	tagRawBlock
	tagElse // {{else}}, or {{else call}}
	tagEnd
	tagPartial
	tagPartialBlock
	tagDecorator
	tagDecoratorBlock
)

// A tag is what stands between {{ and }}.
type tag struct {
	kind        tagKind
	start, end  int
	left, right bool // it has ~ there
	escape      bool
	chain       bool // of an else: it has a call
	call        call
	names       []string
}

// body parses up to the end of the template or the tag that ends the block.
func (p *parser) body() (*body, tag) {
	b := &body{}
	p.last = nil
	for {
		p.text(b)
		t := p.tag()
		p.trim(&t)
		switch t.kind {
		case tagEOF, tagElse, tagEnd:
			return b, t
		}
		if n := p.node(&t); n != nil {
			b.nodes = append(b.nodes, n)
		}
		p.last = nil
	}
}

// node makes the node of a tag and, where the tag begins a block, parses
// that. A comment has none.
func (p *parser) node(t *tag) node {
	p.enter(t.start)
	defer p.leave()
	switch t.kind {
	case tagOutput:
		return &output{t.call, t.escape}
	case tagBlock:
		return p.block(t, t.call.name)
	case tagRawBlock:
		return p.rawBlock(t)
	case tagPartial:
		return &partial{call: t.call, indent: p.indentOf(t)}
	case tagPartialBlock:
		return &partial{call: t.call, body: p.simpleBlock(t)}
	case tagDecorator:
		p.fail(t.start, "'%s' needs a block: {{#*%s ...}}...{{/%s}}", t.call.name, t.call.name, t.call.name)
	case tagDecoratorBlock:
		if t.call.name != "inline" {
			p.fail(t.start, "there is no decorator '%s': 'inline' is the only one", t.call.name)
		}
		return &inline{t.call, p.simpleBlock(t)}
	}
	return nil
}

// block parses what follows the tag of a block, or of an {{else call}} in a
// block of that name.
func (p *parser) block(t *tag, name string) *block {
	b := &block{call: t.call, names: t.names}
	var end tag
	b.body, end = p.body()
	if end.kind == tagElse && end.chain {
		p.enter(end.start)
		defer p.leave()
		b.inverse = &body{nodes: []node{p.block(&end, name)}}
		return b
	}
	if end.kind == tagElse {
		b.inverse, end = p.body()
	}
	p.closes(t, &end, name)
	return b
}

func (p *parser) simpleBlock(t *tag) *body {
	b, end := p.body()
	p.closes(t, &end, t.call.name)
	return b
}

// closes checks that a tag ends the block of a name.
func (p *parser) closes(t, end *tag, name string) {
	switch {
	case end.kind == tagEOF:
		p.fail(t.start, "the block '%s' has no end: write {{/%s}}", name, name)
	case end.kind == tagElse:
		p.fail(end.start, "%s is not possible here", p.source[end.start:end.end])
	case end.call.name != name:
		p.fail(end.start, "{{/%s}} stands where the block '%s' ends", end.call.name, name)
	}
}

// rawBlock parses {{{{call}}}}text{{{{/name}}}}, whose text has no tags.
func (p *parser) rawBlock(t *tag) node {
	p.skip()
	s := p.literalText("{{{{")
	if p.off == len(p.source) {
		p.fail(t.start, "the block '%s' has no end: write {{{{/%s}}}}", t.call.name, t.call.name)
	}
	b := &body{}
	p.last = &text{s}
	b.nodes = []node{p.last}
	end := tag{kind: tagEnd, start: p.off}
	p.off += len("{{{{")
	p.skip()
	end.left = p.eat("~")
	p.skip()
	p.expect("/", "the end of the block '"+t.call.name+"'")
	p.skip()
	end.call.name = p.identifier()
	p.close(&end, "}}}}")
	p.trim(&end)
	p.closes(t, &end, t.call.name)
	return &block{call: t.call, names: t.names, body: b}
}

const spaces = " \t\r\n"

// text parses what stands before the next tag, and adds it to b.
func (p *parser) text(b *body) {
	from := p.off
	s := p.literalText("{{")
	if p.off == from {
		return
	}
	blank := strings.Trim(s, spaces) == ""
	switch {
	case p.omit && blank:
		return
	case p.omit:
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
	case p.newLine:
		s = strings.TrimLeft(s, " \t")
		if rest, ok := strings.CutPrefix(s, "\r\n"); ok {
			s = rest
		} else {
			s = strings.TrimPrefix(s, "\n")
		}
	}
	p.newLine = false
	p.last = &text{s}
	b.nodes = append(b.nodes, p.last)
}

// literalText reads up to the next brackets, or to the end. A backslash
// before brackets makes them text; of more of them the first is left out.
func (p *parser) literalText(brackets string) string {
	var b strings.Builder
	for {
		rest := p.rest()
		i := strings.Index(rest, "{{")
		if i < 0 {
			b.WriteString(rest)
			p.off = len(p.source)
			return b.String()
		}
		before := rest[:i]
		n := len(before) - len(strings.TrimRight(before, `\`))
		p.off += i
		if n > 0 {
			before = before[:i-1]
		}
		b.WriteString(before)
		rest = rest[i:]
		if n != 1 && strings.HasPrefix(rest, brackets) {
			return b.String()
		}
		taken := "{{"
		if n == 1 && strings.HasPrefix(rest, "{{{{") {
			taken = "{{{{"
		}
		b.WriteString(taken)
		p.off += len(taken)
	}
}

// trim takes the white space before a tag that it takes, and notes what it
// takes after it.
func (p *parser) trim(t *tag) {
	if t.kind != tagComment && t.kind != tagEOF {
		if t.left && p.last != nil {
			p.last.s = strings.TrimRightFunc(p.last.s, unicode.IsSpace)
		}
		p.omit = t.right
	}
	if t.kind == tagOutput || t.kind == tagEOF {
		return
	}
	p.newLine = p.alone(t)
	if p.newLine && p.last != nil && t.kind != tagPartial {
		p.last.s = strings.TrimRight(p.last.s, " \t")
	}
}

// alone reports whether a tag is the only thing in its line, which ends in
// the template.
func (p *parser) alone(t *tag) bool {
	after := strings.TrimLeft(p.source[t.end:], " \t")
	if after == "" || after[0] != '\n' && after[0] != '\r' {
		return false
	}
	before := strings.TrimRight(p.source[:t.start], " \t")
	return before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, "\r")
}

// indentOf is the white space before a partial: what it writes has that in
// each line.
func (p *parser) indentOf(t *tag) string {
	if t.left {
		return ""
	}
	before := p.source[:t.start]
	return before[len(strings.TrimRight(before, " \t")):]
}
