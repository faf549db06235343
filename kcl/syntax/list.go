package syntax

// This file parses lists and the clauses of comprehensions.

import "fmt"

// parseList parses a list or a list comprehension:
//
//	list = "[" [items] "]" | "[" item clause {clause} "]"
func (p *parser) parseList() Expr {
	pos := p.tok.pos
	p.next()
	return p.parseListRest(pos)
}

// parseListRest parses a list whose "[", at offset pos, has been read.
func (p *parser) parseListRest(pos int32) Expr {
	if p.tok.kind == NEWLINE {
		p.skipNewlines()
		p.skipIndentation()
	}
	if p.accept(RBRACK) {
		return &ListExpr{Span: p.span(pos)}
	}
	first := p.tok
	items := p.parseListItems()
	clauses := p.parseClauses()
	p.skipNewlines()
	p.skipIndentation()
	p.want(RBRACK)
	if len(clauses) > 0 && p.checkClauses(first, "list", len(items)) {
		return &ListComp{p.span(pos), items[0], clauses}
	}
	return &ListExpr{p.span(pos), items}
}

// checkClauses reports a comprehension that has not one element; first is
// the token where its elements start. It tells whether there is any.
func (p *parser) checkClauses(first token, what string, elems int) bool {
	switch {
	case elems == 0:
		p.errorAt(first, "missing "+what+" comp clause expression")
	case elems > 1:
		p.errorAt(first, fmt.Sprintf("multiple %s comp clause expression found: expected 1, got %d", what, elems))
	}
	return elems > 0
}

// parseListItems parses the elements of a list:
//
//	items = item {("," | NEWLINE) item} [","]
//
// As the reference does, it accepts elements with nothing between them.
func (p *parser) parseListItems() []Expr {
	var items []Expr
	for {
		from := p.i
		if len(items) > 0 {
			p.skipIndentation()
		}
		if k := p.tok.kind; k == RBRACK || k == EOF || k == FOR {
			return items
		}
		x := p.parseListItem()
		if _, bad := x.(*BadExpr); bad && len(items) > 0 {
			p.expected(",")
			p.next()
		} else {
			items = append(items, x)
		}
		p.accept(COMMA)
		p.skipNewlines()
		if len(items) > 1 {
			p.progress(from)
		}
	}
}

// parseListItem parses
//
//	item = "*" expr | listIf | expr
func (p *parser) parseListItem() Expr {
	switch p.tok.kind {
	case STAR:
		pos := p.tok.pos
		p.next()
		x := p.parseExpr()
		return &UnpackExpr{p.span(pos), x}
	case IF:
		return p.parseListIf()
	}
	return p.parseExpr()
}

// parseListIf parses elements under a condition, from "if" or "elif" on:
//
//	listIf = "if" expr ":" block {"elif" expr ":" block} ["else" ":" block]
//	block  = item | NEWLINE INDENT items DEDENT
func (p *parser) parseListIf() Expr {
	height := p.enter()
	pos := p.tok.pos
	x := &ListIf{}
	p.next()
	x.Cond = p.parseExpr()
	p.expect(COLON)
	x.Elems = p.parseListBlock()
	x.Span = p.span(pos)
	p.skipNewlines()
	switch p.tok.kind {
	case ELIF:
		x.Else = []Expr{p.parseListIf()}
		x.Span = p.span(pos)
	case ELSE:
		p.next()
		p.expect(COLON)
		x.Else = p.parseListBlock()
		x.Span = p.span(pos)
	}
	p.leave(height)
	return x
}

// parseListBlock parses the elements that a condition guards.
func (p *parser) parseListBlock() []Expr {
	if p.tok.kind != NEWLINE {
		return []Expr{p.parseListItem()}
	}
	p.skipNewlines()
	p.expect(INDENT)
	var items []Expr
	for !p.atDedent() && p.tok.kind != EOF {
		from := p.i
		items = append(items, p.parseListItem())
		p.accept(COMMA)
		p.skipNewlines()
		p.progress(from)
	}
	p.expect(DEDENT)
	return items
}

// parseClauses parses the clauses of a comprehension.
func (p *parser) parseClauses() []*CompClause {
	var clauses []*CompClause
	for p.tok.kind == FOR {
		clauses = append(clauses, p.parseClause())
	}
	return clauses
}

// parseClause parses
//
//	clause = "for" name {"," name} "in" simple {"if" expr}
func (p *parser) parseClause() *CompClause {
	pos := p.tok.pos
	p.next()
	c := &CompClause{Vars: []*Name{p.parseJoinedName()}}
	for p.accept(COMMA) {
		c.Vars = append(c.Vars, p.parseJoinedName())
	}
	p.expect(IN)
	c.Iter = p.parseSimple()
	p.skipNewlines()
	for p.accept(IF) {
		c.Ifs = append(c.Ifs, p.parseExpr())
	}
	c.Span = p.span(pos)
	return c
}
