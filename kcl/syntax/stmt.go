package syntax

// This file parses statements.

import "strings"

// parseDoc parses the string that documents a module, schema or rule: a
// string in triple quotes that opens it. It returns "" if there is none.
func (p *parser) parseDoc() string {
	if p.tok.kind != STRING || p.tok.flags&tripleQuoted == 0 {
		return ""
	}
	t := p.tok
	p.parseString()
	p.skipNewlines()
	return p.plainString(t).Value
}

// parseBody parses the statements of a file. A token that starts none has
// been reported, and is skipped.
func (p *parser) parseBody() []Stmt {
	var body []Stmt
	for p.tok.kind != EOF {
		if s := p.parseStmt(); s != nil {
			body = append(body, s)
		} else {
			p.next()
		}
	}
	return body
}

// parseStmt parses a statement with the newlines before and after it. It
// returns nil at the end of the file, and where no statement could be read.
// As in the reference, decorators before a statement that has none mean
// nothing.
func (p *parser) parseStmt() Stmt {
	p.skipNewlines()
	if p.tok.kind == EOF {
		return nil
	}
	pos := p.tok.pos
	decorators := p.parseDecorators()
	switch p.tok.kind {
	case IF:
		return p.parseIf()
	case SCHEMA, MIXIN, PROTOCOL:
		return p.parseSchema(pos, decorators)
	case RULE:
		return p.parseRule(pos, decorators)
	}
	return p.parseSimpleStmt()
}

// parseSimpleStmt parses a statement that holds no others, unless in a
// lambda.
func (p *parser) parseSimpleStmt() Stmt {
	switch k := p.tok.kind; k {
	case IMPORT:
		return p.parseImport()
	case TYPE:
		return p.parseTypeAlias()
	case ASSERT:
		return p.parseAssert()
	case TILDE, BANG:
		x := p.parseExpr()
		p.skipNewlines()
		return &ExprStmt{x.Range(), x}
	case INT, FLOAT, STRING, LPAREN, LBRACK, LBRACE:
		return p.parseExprStmt(false)
	default:
		if k.isName() {
			return p.parseExprStmt(false)
		}
	}
	p.unexpected(p.tok)
	return nil
}

// parseBlock parses an indented block of statements.
func (p *parser) parseBlock() []Stmt {
	height := p.enter()
	var body []Stmt
	p.checkDedent()
	p.expect(INDENT)
	for p.tok.kind != EOF {
		if p.atDedent() {
			p.next()
			break
		}
		if s := p.parseStmt(); s != nil {
			body = append(body, s)
		} else {
			p.next()
		}
	}
	p.skipNewlines()
	p.leave(height)
	return body
}

// parseAssert parses
//
//	assert = "assert" simple ["if" simple] ["," expr]
func (p *parser) parseAssert() Stmt {
	pos := p.tok.pos
	s := &AssertStmt{}
	p.next()
	s.Cond = p.parseSimple()
	if p.accept(IF) {
		s.Guard = p.parseSimple()
	}
	if p.accept(COMMA) {
		s.Msg = p.parseExpr()
	}
	s.Span = p.span(pos)
	p.skipNewlines()
	return s
}

// parseImport parses
//
//	import = "import" {"."} path ["as" name]
func (p *parser) parseImport() Stmt {
	pos := p.tok.pos
	s := &ImportStmt{}
	p.next()
	start := p.tok.pos
	dots := 0
	for p.tok.kind == ELLIPSIS || p.tok.kind == DOT {
		dots += int(p.tok.end - p.tok.pos)
		p.next()
	}
	s.Path = strings.Repeat(".", dots) + p.parseJoinedName().Text
	s.PathSpan = p.span(start)
	if p.accept(AS) {
		alias := p.parseDottedName()
		if len(alias.Names) == 1 {
			s.Alias = alias.Names[0]
		} else {
			p.errorAt(p.tok, "Invalid import asname")
		}
	}
	s.Span = p.span(pos)
	p.skipNewlines()
	return s
}

// parseTypeAlias parses
//
//	typeAlias = "type" name "=" type
func (p *parser) parseTypeAlias() Stmt {
	pos := p.tok.pos
	s := &TypeAliasStmt{}
	p.next()
	s.Name = p.parseExprName().join()
	p.expect(ASSIGN)
	s.Type = p.parseType()
	s.Span = p.span(pos)
	p.skipNewlines()
	return s
}

// parseExprName parses an expression that must be a path.
func (p *parser) parseExprName() *DottedName {
	first := p.tok
	x := p.parseExpr()
	if d := dottedName(x); d != nil {
		return d
	}
	p.errorAt(first, "expected identifier")
	return &DottedName{x.Range(), []*Name{{Span: x.Range()}}}
}

// parseIf parses
//
//	if    = "if" expr ":" block {"elif" expr ":" block} ["else" ":" block]
//	block = statement | NEWLINE INDENT {statement} DEDENT
//
// It starts at "if" or "elif".
func (p *parser) parseIf() Stmt {
	pos := p.tok.pos
	s := &IfStmt{}
	p.next()
	s.Cond = p.parseExpr()
	p.expect(COLON)
	s.Body = p.parseIfBlock()
	s.Span = p.span(pos)
	p.skipNewlines()
	switch {
	case p.tok.kind == ELIF || p.elseIf():
		height := p.enter()
		s.Else = []Stmt{p.parseIf()}
		p.leave(height)
		s.Span = p.span(pos)
	case p.accept(ELSE):
		p.expect(COLON)
		s.Else = p.parseIfBlock()
		s.Span = p.span(pos)
	}
	p.skipNewlines()
	return s
}

// elseIf reports `else if` and moves to its "if", to be read as "elif".
func (p *parser) elseIf() bool {
	if p.tok.kind != ELSE || p.peek(1) != IF {
		return false
	}
	p.errorAt(p.tok, "'else if' here is invalid in KCL, consider using the 'elif' keyword")
	p.next()
	return true
}

// parseIfBlock parses what a condition guards. Of the statements, only an
// expression or an assignment may follow on the same line.
func (p *parser) parseIfBlock() []Stmt {
	if p.tok.kind == NEWLINE {
		p.skipNewlines()
		return p.parseBlock()
	}
	return []Stmt{p.parseExprStmt(false)}
}
