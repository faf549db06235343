package syntax

// This file parses what schemas, rules and lambdas have in common:
// decorators and parameters; and rules.

// parseDecorators parses
//
//	decorators = {"@" path [arguments] NEWLINE}
func (p *parser) parseDecorators() []*Decorator {
	var decorators []*Decorator
	for p.tok.kind == AT {
		pos := p.tok.pos
		p.next()
		d := &Decorator{}
		x := p.parseExpr()
		if call, ok := x.(*CallExpr); ok {
			x, d.Args, d.Kw = call.Fn, call.Args, call.Kw
		}
		if d.Name = dottedName(x); d.Name != nil {
			d.Span = p.span(pos)
			decorators = append(decorators, d)
		} else {
			p.expected("identifier")
		}
		p.skipNewlines()
	}
	return decorators
}

// parseParams parses parameters between open and close:
//
//	params = [param {[","] param} [","]]
//
// Those of a lambda may have no brackets: open is ILLEGAL then, "->" ends
// them as well, and what ends them is left.
func (p *parser) parseParams(open, close Token) *Params {
	pos := p.tok.pos
	params := &Params{}
	if open != ILLEGAL {
		p.next()
	}
	for p.tok.kind != close && !(open == ILLEGAL && p.tok.kind == ARROW) {
		from := p.i
		if open == LBRACE {
			p.skipLines()
		}
		if k := p.tok.kind; k == NEWLINE || k == EOF {
			if open == ILLEGAL {
				p.expected("->", "{")
			} else {
				p.expected(close.String())
			}
			open = ILLEGAL
			break
		}
		params.List = append(params.List, p.parseParam())
		p.accept(COMMA)
		if open == LBRACE {
			p.skipLines()
		}
		p.progress(from)
	}
	if open != ILLEGAL {
		p.next()
	}
	params.Span = p.span(pos)
	p.skipNewlines()
	return params
}

// skipLines moves past newlines and the indentation of the next line.
func (p *parser) skipLines() {
	if p.tok.kind == NEWLINE {
		p.skipNewlines()
		p.skipIndentation()
	}
}

// parseParam parses
//
//	param = path [":" type] ["=" expr]
func (p *parser) parseParam() *Param {
	pos := p.tok.pos
	x := &Param{Name: p.parseJoinedName()}
	if p.accept(COLON) {
		x.Type = p.parseType()
	}
	if p.accept(ASSIGN) {
		x.Default = p.parseExpr()
	}
	x.Span = p.span(pos)
	return x
}

// parseRule parses
//
//	rule = {decorator} "rule" path [params] ["(" path {"," path} ")"]
//	       ["for" path] ":" NEWLINE INDENT [doc] {check} DEDENT
func (p *parser) parseRule(pos int32, decorators []*Decorator) Stmt {
	p.next()
	r := &RuleStmt{Name: p.parseJoinedName(), Decorators: decorators}
	if p.tok.kind == LBRACK {
		r.Params = p.parseParams(LBRACK, RBRACK)
	}
	if p.accept(LPAREN) {
		r.Bases = p.parseBases()
	}
	if p.accept(FOR) {
		r.Host = p.parseExprName()
	}
	p.expect(COLON)
	p.skipNewlines()
	p.expect(INDENT)
	height := p.enter()
	r.Doc = p.parseDoc()
	r.Checks = p.parseCheckBlock()
	p.leave(height)
	r.Span = p.span(pos)
	return r
}

// parseBases parses the bases of a rule after their "(".
func (p *parser) parseBases() []*DottedName {
	var bases []*DottedName
	for !p.accept(RPAREN) {
		if k := p.tok.kind; k == NEWLINE || k == EOF {
			p.expected(")", ",")
			break
		}
		bases = append(bases, p.parseExprName())
		switch p.tok.kind {
		case COMMA:
			p.next()
		case RPAREN, NEWLINE, EOF:
		default:
			p.expected(",", ")")
			p.next()
			p.accept(COMMA)
		}
	}
	return bases
}
