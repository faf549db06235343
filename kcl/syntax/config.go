package syntax

// This file parses configs.

// parseConfig parses a config or a config comprehension:
//
//	config = "{" [entries] "}" | "{" entry clause {clause} "}"
func (p *parser) parseConfig() Expr {
	pos := p.tok.pos
	p.next()
	multiline := p.tok.kind == NEWLINE
	if multiline {
		p.skipNewlines()
		p.skipIndentation()
	}
	if p.accept(RBRACE) {
		return &ConfigExpr{Span: p.span(pos)}
	}
	first := p.tok
	entries := p.parseEntries(multiline)
	clauses := p.parseClauses()
	p.skipNewlines()
	p.skipIndentation()
	p.want(RBRACE)
	if len(clauses) > 0 && p.checkClauses(first, "config", len(entries)) {
		return &DictComp{p.span(pos), entries[0], clauses}
	}
	return &ConfigExpr{p.span(pos), entries}
}

// parseEntries parses the entries of a config:
//
//	entries = entry {("," | NEWLINE) entry} [","]
//
// Newlines may stand between entries if one stands after "{". As the
// reference does, it accepts entries with nothing between them.
func (p *parser) parseEntries(multiline bool) []*ConfigEntry {
	var entries []*ConfigEntry
	for {
		from := p.i
		if len(entries) > 0 {
			p.skipIndentation()
		}
		if k := p.tok.kind; k == RBRACE || k == EOF || k == FOR || k == NEWLINE && !multiline {
			return entries
		}
		entries = append(entries, p.parseEntry())
		p.accept(COMMA)
		if multiline {
			p.skipNewlines()
		}
		if len(entries) > 1 {
			p.progress(from)
		}
	}
}

// parseEntry parses
//
//	entry = "**" expr | configIf | expr (":" | "=" | "+=") expr
func (p *parser) parseEntry() *ConfigEntry {
	pos := p.tok.pos
	e := p.entries.new(ConfigEntry{Op: COLON})
	switch p.tok.kind {
	case STARSTAR:
		p.next()
		e.Value = p.parseExpr()
	case IF:
		e.If = p.parseConfigIf()
		p.accept(COMMA)
		p.skipNewlines()
	default:
		e.Key = p.parseExpr()
		e.Op = p.parseEntryOp()
		e.Value = p.parseExpr()
	}
	e.Span = p.span(pos)
	return e
}

// parseEntryOp parses the operator of an entry. What stands in the place of
// a missing one is skipped, unless the entry or its config ends there.
func (p *parser) parseEntryOp() Token {
	op := entryOp(p.tok.kind)
	if op == ILLEGAL {
		p.expected(":", "=", "+=")
		switch p.tok.kind {
		case RBRACE, NEWLINE, DEDENT, EOF:
			return ASSIGN
		}
		op = ASSIGN
	}
	p.next()
	return op
}

// entryOp returns the operator of an entry for a token, or ILLEGAL.
func entryOp(k Token) Token {
	switch k {
	case COLON, ASSIGN:
		return k
	case PLUS_EQ:
		return PLUS
	}
	return ILLEGAL
}

// parseConfigIf parses entries under a condition, from "if" or "elif" on:
//
//	configIf = "if" expr ":" block {"elif" expr ":" block} ["else" ":" block]
//	block    = entry | NEWLINE INDENT entries DEDENT
func (p *parser) parseConfigIf() *ConfigIf {
	height := p.enter()
	pos := p.tok.pos
	x := &ConfigIf{}
	p.next()
	x.Cond = p.parseExpr()
	p.expect(COLON)
	x.Entries = p.parseEntryBlock()
	x.Span = p.span(pos)
	p.skipNewlines()
	switch p.tok.kind {
	case ELIF:
		elif := p.parseConfigIf()
		x.Else = []*ConfigEntry{{Span: elif.Span, If: elif}}
		x.Span = p.span(pos)
	case ELSE:
		p.next()
		p.expect(COLON)
		x.Else = p.parseEntryBlock()
		x.Span = p.span(pos)
	}
	p.leave(height)
	return x
}

// parseEntryBlock parses the entries that a condition guards.
func (p *parser) parseEntryBlock() []*ConfigEntry {
	var entries []*ConfigEntry
	if p.tok.kind != NEWLINE {
		if k := p.tok.kind; k != ELIF && k != ELSE && k != DEDENT {
			entries = append(entries, p.parseEntry())
		}
		return entries
	}
	p.skipNewlines()
	p.expect(INDENT)
	for !p.atDedent() {
		if k := p.tok.kind; k == ELIF || k == ELSE || k == EOF {
			return entries
		}
		from := p.i
		entries = append(entries, p.parseEntry())
		p.progress(from)
		p.accept(COMMA)
		p.skipNewlines()
	}
	p.next()
	return entries
}
