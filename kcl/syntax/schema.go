package syntax

// This file parses schemas and what is in them.

import "strings"

// parseSchema parses
//
//	schema = {decorator} ("schema" | "mixin" | "protocol") path
//	         [params] ["(" path ")"] ["for" path] ":" [body]
func (p *parser) parseSchema(pos int32, decorators []*Decorator) Stmt {
	s := &SchemaStmt{Decorators: decorators}
	switch p.tok.kind {
	case MIXIN:
		s.Kind = KindMixin
	case PROTOCOL:
		s.Kind = KindProtocol
	}
	p.next()
	s.Name = p.parseJoinedName()
	switch {
	case strings.HasSuffix(s.Name.Text, "Mixin"):
		s.Kind = KindMixin
	case strings.HasSuffix(s.Name.Text, "Protocol"):
		s.Kind = KindProtocol
	}
	if p.tok.kind == LBRACK {
		s.Params = p.parseParams(LBRACK, RBRACK)
	}
	if p.accept(LPAREN) {
		s.Base = p.parseDottedName()
		p.expect(RPAREN)
	}
	if p.accept(FOR) {
		s.Host = p.parseExprName()
	}
	p.expect(COLON)
	p.skipNewlines()
	if p.tok.kind == INDENT {
		p.parseSchemaBody(s)
	}
	s.Span = p.span(pos)
	return s
}

// parseSchemaBody parses
//
//	body = INDENT [doc] [mixins] {member} [checks] DEDENT
func (p *parser) parseSchemaBody(s *SchemaStmt) {
	height := p.enter()
	p.next()
	if p.peek(1) != COLON {
		s.Doc = p.parseDoc()
	}
	if p.tok.kind == MIXIN {
		s.Mixins = p.parseMixins()
		p.skipNewlines()
	}
	for !p.atDedent() && p.tok.kind != EOF && p.tok.kind != CHECK {
		from := p.i
		p.parseMember(s)
		p.progress(from)
	}
	if p.tok.kind == CHECK {
		s.Checks = p.parseChecks()
	}
	p.checkDedent()
	p.expect(DEDENT)
	p.skipNewlines()
	setAttrDocs(s)
	p.leave(height)
}

// parseMember parses
//
//	member = assert | if | attribute | index | statement
func (p *parser) parseMember(s *SchemaStmt) {
	switch next := p.peek(1); p.tok.kind {
	case ASSERT:
		s.Body = append(s.Body, p.parseAssert())
		return
	case IF:
		s.Body = append(s.Body, p.parseIf())
		return
	case AT:
		s.Body = append(s.Body, p.parseAttr())
		return
	case LBRACK:
		p.parseIndexOrList(s)
		return
	default:
		if next == QUESTION || p.tok.kind == STRING && next == COLON {
			s.Body = append(s.Body, p.parseAttr())
			return
		}
	}
	s.Body = append(s.Body, p.parseExprStmt(true))
}

// parseAttr parses
//
//	attribute = {decorator} (path | string) ["?"] ":" type [("=" | augmented) expr]
func (p *parser) parseAttr() Stmt {
	pos := p.tok.pos
	decorators := p.parseDecorators()
	name := p.parseAttrName()
	a := &AttrStmt{Name: name, Optional: p.accept(QUESTION), Decorators: decorators}
	p.expect(COLON)
	a.Type = p.parseType()
	return p.finishAttr(pos, a)
}

// finishAttr parses the default of an attribute, if it has one.
func (p *parser) finishAttr(pos int32, a *AttrStmt) *AttrStmt {
	op := augmented(p.tok.kind)
	if p.tok.kind == ASSIGN {
		op = ASSIGN
	}
	if op != ILLEGAL {
		p.next()
		a.Op, a.Value = op, p.parseExpr()
	}
	a.Span = p.span(pos)
	p.skipNewlines()
	return a
}

// parseAttrName parses the name of an attribute, which may be quoted.
func (p *parser) parseAttrName() *Name {
	if p.tok.kind != STRING {
		return p.parseJoinedName()
	}
	if s, ok := p.parseString().(*StringLit); ok {
		return &Name{s.Span, s.Value}
	}
	return p.parseJoinedName()
}

// parseMixins parses
//
//	mixins = "mixin" "[" path {"," path} "]"
//
// The paths may stand on indented lines of their own.
func (p *parser) parseMixins() []*DottedName {
	p.next()
	p.expect(LBRACK)
	multiline := p.tok.kind == NEWLINE
	if multiline {
		p.skipNewlines()
		p.want(INDENT)
	}
	var mixins []*DottedName
	for !p.atDedent() && p.tok.kind != RBRACK && p.tok.kind != EOF {
		from := p.i
		mixins = append(mixins, p.parseDottedName())
		p.accept(COMMA)
		p.skipNewlines()
		p.progress(from)
	}
	if multiline {
		p.checkDedent()
		p.want(DEDENT)
	}
	p.expect(RBRACK)
	return mixins
}

// parseIndexOrList parses a member that starts with "[": an index signature
//
//	index = "[" [name ":"] ["..."] type "]" ":" type ["=" expr]
//
// or a list as a statement.
func (p *parser) parseIndexOrList(s *SchemaStmt) {
	start := p.tok
	p.next()
	switch k := p.tok.kind; {
	case k == NEWLINE, k == RBRACK, k.isName() && p.peek(1) != COLON && p.peek(2) != COLON:
		x := p.parseListRest(start.pos)
		s.Body = append(s.Body, &ExprStmt{x.Range(), x})
	case k.isName(), k == ELLIPSIS && p.peek(1).isName():
		if s.Index != nil {
			p.errorAt(start, "duplicate schema index signature definitions, only one is allowed in the schema")
		}
		s.Index = p.parseIndex(start.pos)
	default:
		p.errorAt(p.tok, "expected a index signature or list expression here, got "+p.describe(p.tok))
	}
	p.skipNewlines()
}

// parseIndex parses the rest of an index signature whose "[", at offset
// pos, has been read.
func (p *parser) parseIndex(pos int32) *IndexSignature {
	x := &IndexSignature{}
	if p.accept(ELLIPSIS) {
		x.AnyOther = true
		x.KeyType = p.parseType()
	} else if d := p.parseDottedName(); p.tok.kind == RBRACK {
		x.KeyType = d.asType()
	} else {
		p.expect(COLON)
		x.KeyName = d.join()
		x.AnyOther = p.accept(ELLIPSIS)
		x.KeyType = p.parseType()
	}
	p.expect(RBRACK)
	p.expect(COLON)
	x.ValueType = p.parseType()
	if p.accept(ASSIGN) {
		x.Default = p.parseExpr()
	}
	x.Span = p.span(pos)
	return x
}

// parseChecks parses
//
//	checks = "check" ":" NEWLINE INDENT {check} DEDENT
func (p *parser) parseChecks() []*CheckExpr {
	p.next()
	p.expect(COLON)
	p.skipNewlines()
	p.expect(INDENT)
	return p.parseCheckBlock()
}

// parseCheckBlock parses checks up to the end of their block.
func (p *parser) parseCheckBlock() []*CheckExpr {
	var checks []*CheckExpr
	for !p.atDedent() {
		if p.tok.kind == EOF {
			p.expected("newline")
			break
		}
		from := p.i
		checks = append(checks, p.parseCheck())
		p.skipNewlines()
		p.progress(from)
	}
	p.expect(DEDENT)
	return checks
}

// parseCheck parses
//
//	check = simple ["if" simple] ["," primary]
func (p *parser) parseCheck() *CheckExpr {
	pos := p.tok.pos
	c := &CheckExpr{Test: p.parseSimple()}
	if p.accept(IF) {
		c.Guard = p.parseSimple()
	}
	if p.accept(COMMA) {
		c.Msg = p.parsePrimary()
	}
	c.Span = p.span(pos)
	return c
}
