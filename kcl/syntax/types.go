package syntax

// This file parses type annotations.

// parseType parses
//
//	type = element {"|" element}
func (p *parser) parseType() Type {
	height := p.enter()
	pos := p.tok.pos
	t := p.parseTypeElement()
	if p.tok.kind == PIPE {
		u := &UnionType{Types: []Type{t}}
		for p.accept(PIPE) {
			u.Types = append(u.Types, p.parseTypeElement())
		}
		u.Span = p.span(pos)
		t = u
	}
	p.leave(height)
	return t
}

// parseTypeElement parses
//
//	element = "any" | "bool" | "int" | "float" | "str" | literal | path
//	        | "[" [type] "]" | "{" [type] ":" [type] "}" | function
func (p *parser) parseTypeElement() Type {
	t := p.tok
	switch t.kind {
	case ANY:
		p.next()
		return &BasicType{Span{t.pos, t.end}, "any"}
	case TRUE, FALSE:
		p.next()
		return &LiteralType{Span{t.pos, t.end}, &ConstLit{Span{t.pos, t.end}, t.kind}}
	case INT, FLOAT:
		x := p.parseNumber()
		return &LiteralType{x.Range(), x}
	case STRING:
		x := p.plainString(t)
		p.next()
		return &LiteralType{x.Span, x}
	case LBRACK:
		return p.parseListType()
	case LBRACE:
		return p.parseDictType()
	case LPAREN:
		return p.parseFuncType()
	}
	if t.kind.isName() {
		return p.parseNamedType()
	}
	p.expected("any", "bool", "int", "float", "str", "True", "False", "identifier", "literal", "[", "{", ")")
	bad := &BasicType{p.here(), "any"}
	p.next()
	return bad
}

// parseNamedType parses a basic type or a path.
func (p *parser) parseNamedType() Type {
	t := p.tok
	if name := p.src[t.pos:t.end]; isBasicType(name) {
		p.next()
		return &BasicType{Span{t.pos, t.end}, name}
	}
	d := p.parseDottedName()
	return &NamedType{d.Span, d}
}

// asType returns the dotted name as a type.
func (d *DottedName) asType() Type {
	if len(d.Names) == 1 && isBasicType(d.Names[0].Text) {
		return &BasicType{d.Span, d.Names[0].Text}
	}
	return &NamedType{d.Span, d}
}

// isBasicType tells whether a name stands for a basic type.
func isBasicType(name string) bool {
	switch name {
	case "any", "bool", "int", "float", "str":
		return true
	}
	return false
}

// parseListType parses "[" [type] "]".
func (p *parser) parseListType() Type {
	pos := p.tok.pos
	l := &ListType{}
	p.next()
	if p.tok.kind != RBRACK {
		l.Elem = p.parseType()
	}
	p.expect(RBRACK)
	l.Span = p.span(pos)
	return l
}

// parseDictType parses "{" [type] ":" [type] "}".
func (p *parser) parseDictType() Type {
	pos := p.tok.pos
	d := &DictType{}
	p.next()
	if p.tok.kind != COLON {
		d.Key = p.parseType()
	}
	p.expect(COLON)
	if p.tok.kind != RBRACE {
		d.Value = p.parseType()
	}
	p.expect(RBRACE)
	d.Span = p.span(pos)
	return d
}

// parseFuncType parses
//
//	function = "(" [type {"," type}] ")" ["->" type]
func (p *parser) parseFuncType() Type {
	pos := p.tok.pos
	f := &FuncType{}
	p.next()
	for p.tok.kind != RPAREN && p.tok.kind != EOF {
		f.Params = append(f.Params, p.parseType())
		p.accept(COMMA)
	}
	p.expect(RPAREN)
	if p.accept(ARROW) {
		f.Result = p.parseType()
	}
	f.Span = p.span(pos)
	return f
}
