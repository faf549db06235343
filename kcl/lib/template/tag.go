package template

// This file parses tags.

import "strings"

// tag parses the tag at off.
func (p *parser) tag() tag {
	t := tag{start: p.off, end: p.off, escape: true}
	switch rest := p.rest(); {
	case rest == "":
		return t
	case strings.HasPrefix(rest, "{{!"):
		return p.comment()
	case strings.HasPrefix(rest, "{{{{"):
		t.kind = tagRawBlock
		p.off += len("{{{{")
		p.skip()
		t.left = p.eat("~")
		p.helper(&t)
		p.close(&t, "}}}}")
		return t
	}
	p.off += len("{{")
	p.skip()
	t.left = p.eat("~")
	p.skip()
	p.inner(&t)
	return t
}

func (p *parser) comment() tag {
	t := tag{kind: tagComment, start: p.off}
	n, end := -1, "--}}"
	if strings.HasPrefix(p.rest(), "{{!--") {
		n = strings.Index(p.rest()[len("{{!--"):], end) + len("{{!--")
	}
	if n < len("{{!--") {
		end = "}}"
		n = strings.Index(p.rest(), end)
	}
	if n < 0 {
		p.fail(p.off, "the comment has no end")
	}
	p.off += n + len(end)
	t.end = p.off
	return t
}

// inner parses what follows {{.
func (p *parser) inner(t *tag) {
	switch {
	case p.eat("{"):
		p.triple(t)
		return
	case p.eat("&"):
		t.kind, t.escape = tagOutput, false
		p.skip()
		p.head(t)
	case p.eat("#"):
		p.opening(t)
	case p.eat("/"):
		t.kind = tagEnd
		p.skip()
		t.call.name = p.partialName()
	case p.eat(">"):
		t.kind = tagPartial
		p.partial(t)
	case p.eat("*"):
		t.kind = tagDecorator
		p.helper(t)
	case p.eat("^"), p.keyword("else"):
		t.kind = tagElse
		p.skip()
		if t.chain = p.symbol() > 0; t.chain {
			p.helper(t)
		}
	default:
		t.kind = tagOutput
		p.expression(t)
	}
	p.close(t, "}}")
}

// opening parses what follows {{#.
func (p *parser) opening(t *tag) {
	p.skip()
	switch {
	case p.eat("*"):
		t.kind = tagDecoratorBlock
		p.helper(t)
	case p.eat(">"):
		t.kind = tagPartialBlock
		p.partial(t)
	default:
		t.kind = tagBlock
		p.helper(t)
	}
}

// triple parses what follows {{{.
func (p *parser) triple(t *tag) {
	t.kind, t.escape = tagOutput, false
	p.skip()
	t.left = p.eat("~") || t.left
	p.skip()
	p.expression(t)
	p.skip()
	t.right = p.eat("~")
	p.skip()
	p.expect("}", "}}}")
	right := t.right
	p.close(t, "}}")
	t.right = t.right || right
}

// close parses the end of a tag.
func (p *parser) close(t *tag, brackets string) {
	p.skip()
	t.right = p.eat("~")
	p.skip()
	p.expect(brackets, brackets)
	t.end = p.off
}

// expression parses a path, a call in parentheses or a helper with its
// arguments.
func (p *parser) expression(t *tag) {
	p.head(t)
	if isName(t.call.name) {
		p.arguments(&t.call, nil)
	}
}

// head parses a path or a call in parentheses.
func (p *parser) head(t *tag) {
	t.call.off = t.start
	if p.peek() == '(' {
		t.call.sub = p.sub()
		return
	}
	from := p.off
	t.call.path = p.path()
	t.call.name = p.source[from:p.off]
}

// helper parses the name of a helper, its arguments and its |names|.
func (p *parser) helper(t *tag) {
	t.call.off = t.start
	p.skip()
	t.call.name = p.identifier()
	p.arguments(&t.call, &t.names)
}

// partial parses the name of a partial and its arguments.
func (p *parser) partial(t *tag) {
	t.call.off = t.start
	p.skip()
	if p.peek() == '(' {
		t.call.sub = p.sub()
		t.call.name = t.call.sub.name
	} else {
		t.call.name = p.partialName()
	}
	p.arguments(&t.call, nil)
}
