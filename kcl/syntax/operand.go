package syntax

// This file parses operands: names, literals, what stands in parentheses,
// and expressions that a keyword starts.

import "strings"

// parseOperand parses
//
//	operand = constant | lambda | quant | path [arguments] [config]
//	        | number | string | "(" expr ")" | list | config
func (p *parser) parseOperand() Expr {
	switch k := p.tok.kind; k {
	case NONE, UNDEFINED, TRUE, FALSE:
		x := &ConstLit{Span{p.tok.pos, p.tok.end}, k}
		p.next()
		return x
	case LAMBDA:
		return p.parseLambda()
	case ALL, ANY, MAP, FILTER:
		return p.parseQuant()
	case INT, FLOAT:
		return p.parseNumber()
	case STRING:
		return p.parseString()
	case LPAREN:
		return p.parseParen()
	case LBRACK:
		return p.parseList()
	case LBRACE:
		return p.parseConfig()
	default:
		if k.isName() {
			return p.parseNameOperand()
		}
	}
	p.expected("identifier", "literal", "(", "[", "{")
	return p.missing()
}

// parseNameOperand parses a path and what may follow a path only: a config,
// with or without arguments before it, which makes it a schema expression.
func (p *parser) parseNameOperand() Expr {
	pos := p.tok.pos
	x := p.parsePath()
	switch p.tok.kind {
	case LBRACE:
		config := p.parseSchemaConfig()
		return &SchemaExpr{Span: p.span(pos), Name: x, Config: config}
	case LPAREN:
		call := p.parseCall(pos, x)
		if p.tok.kind == LBRACE {
			config := p.parseSchemaConfig()
			return &SchemaExpr{p.span(pos), x, call.Args, call.Kw, config, true}
		}
		return call
	}
	return x
}

// parseSchemaConfig parses the config of a schema expression, which cannot
// be a comprehension.
func (p *parser) parseSchemaConfig() *ConfigExpr {
	open := p.tok
	switch x := p.parseConfig().(type) {
	case *ConfigExpr:
		return x
	case *DictComp:
		p.errorAt(open, "Invalid schema config expr, expect config entries, e.g., {k1 = v1, k2 = v2}")
		return &ConfigExpr{Span: x.Span}
	}
	panic("unreachable: a config is a ConfigExpr or a DictComp")
}

// parseParen parses an expression in parentheses. Newlines in it are not
// skipped: they end the expression.
func (p *parser) parseParen() Expr {
	pos := p.tok.pos
	p.next()
	x := p.parseExpr()
	p.want(RPAREN)
	return &ParenExpr{p.span(pos), x}
}

// parsePath parses names with dots between them.
func (p *parser) parsePath() Expr {
	pos := p.tok.pos
	if !p.tok.kind.isName() {
		p.expected("identifier")
		return &NameExpr{Span: p.here()}
	}
	var x Expr = p.idents.new(NameExpr{Span{pos, p.tok.end}, p.nameText(p.tok)})
	p.next()
	for p.tok.kind == DOT {
		p.next()
		sel := p.parseName()
		p.wrap()
		x = p.selectors.new(SelectorExpr{Span: p.span(pos), X: x, Sel: sel})
	}
	return x
}

// parseName parses one name.
func (p *parser) parseName() *Name {
	if !p.tok.kind.isName() {
		p.expected("identifier")
		return &Name{Span: p.here()}
	}
	n := p.names.new(Name{Span{p.tok.pos, p.tok.end}, p.nameText(p.tok)})
	p.next()
	return n
}

// parseDottedName parses names with dots between them.
func (p *parser) parseDottedName() *DottedName {
	pos := p.tok.pos
	names := []*Name{p.parseName()}
	for names[0].Text != "" && p.accept(DOT) {
		names = append(names, p.parseName())
		p.wrap()
	}
	return p.dotted.new(DottedName{p.span(pos), names})
}

// parseJoinedName parses a dotted name where one name is meant; its text
// has the dots in it.
func (p *parser) parseJoinedName() *Name {
	if p.peek(1) != DOT {
		return p.parseName()
	}
	return p.parseDottedName().join()
}

// join returns the dotted name as one name.
func (d *DottedName) join() *Name {
	if len(d.Names) == 1 {
		return d.Names[0]
	}
	texts := make([]string, len(d.Names))
	for i, n := range d.Names {
		texts[i] = n.Text
	}
	return &Name{d.Span, strings.Join(texts, ".")}
}

// nameText returns the text of an identifier without its '$'.
func (p *parser) nameText(t token) string {
	s := p.src[t.pos:t.end]
	if s[0] == '$' {
		return s[1:]
	}
	return s
}

// dottedName returns the names of an expression that is a path, else nil.
func dottedName(x Expr) *DottedName {
	switch x := x.(type) {
	case *NameExpr:
		return &DottedName{x.Span, []*Name{{x.Span, x.Name}}}
	case *SelectorExpr:
		if d := dottedName(x.X); d != nil && !x.Optional {
			d.Names = append(d.Names, x.Sel)
			d.Span = x.Span
			return d
		}
	}
	return nil
}

// joinedName returns an expression that is a path as one name, else nil.
func (p *parser) joinedName(x Expr) *Name {
	if n, ok := x.(*NameExpr); ok {
		return p.names.new(Name{n.Span, n.Name})
	}
	if d := dottedName(x); d != nil {
		return d.join()
	}
	return nil
}

// parseNumber parses a number.
func (p *parser) parseNumber() Expr {
	t := p.tok
	x := p.numbers.new(NumberLit{Span: Span{t.pos, t.end}, IsFloat: t.kind == FLOAT})
	if t.flags&badNumber == 0 {
		p.setNumber(x, t)
	}
	p.next()
	return x
}

// setNumber sets the value of a number from its token.
func (p *parser) setNumber(x *NumberLit, t token) {
	text, ok, kind := p.src[t.pos:t.aux], false, "int"
	if x.IsFloat {
		kind = "float"
		x.Float, ok = parseFloat(text)
	} else {
		x.Int, ok = parseInt(text)
		x.Suffix = p.src[t.aux:t.end]
	}
	if !ok {
		p.expected(kind)
	}
}

// parseLambda parses
//
//	lambda = "lambda" [params] ["->" type] "{" {stmt} "}"
//
// The parameters may stand in braces, if "->" follows.
func (p *parser) parseLambda() Expr {
	x := &LambdaExpr{}
	pos := p.tok.pos
	p.next()
	switch p.tok.kind {
	case LBRACE:
		if after := p.tok.aux + 1; after > 1 && p.toks[after].kind == ARROW {
			x.Params = p.parseParams(LBRACE, RBRACE)
		}
	case ARROW, LPAREN, LBRACK:
	default:
		x.Params = p.parseParams(ILLEGAL, LBRACE)
	}
	if p.accept(ARROW) {
		x.Result = p.parseType()
	}
	p.expect(LBRACE)
	x.Body = p.parseLambdaBody()
	p.expect(RBRACE)
	x.Span = p.span(pos)
	return x
}

// parseLambdaBody parses the statements of a lambda, up to its "}".
func (p *parser) parseLambdaBody() []Stmt {
	height := p.enter()
	var body []Stmt
	p.skipNewlines()
	for {
		p.skipIndentation()
		if p.tok.kind == RBRACE || p.tok.kind == EOF {
			break
		}
		if s := p.parseStmt(); s != nil {
			body = append(body, s)
			p.skipNewlines()
		} else {
			p.next()
		}
	}
	p.leave(height)
	return body
}

// parseQuant parses
//
//	quant = ("all" | "any" | "map" | "filter") name ["," name] "in" target
//	        "{" simple ["if" expr] "}"
//
// What stands in the braces may be an indented line of its own.
func (p *parser) parseQuant() Expr {
	pos := p.tok.pos
	x := &QuantExpr{Op: p.tok.kind}
	p.next()
	x.Vars = append(x.Vars, p.parseJoinedName())
	if p.accept(COMMA) {
		x.Vars = append(x.Vars, p.parseJoinedName())
	}
	p.want(IN)
	x.Iter = p.parseQuantTarget()
	p.want(LBRACE)
	multiline := p.tok.kind == NEWLINE
	if multiline {
		p.skipNewlines()
		p.want(INDENT)
	}
	x.Body = p.parseSimple()
	if p.accept(IF) {
		x.Cond = p.parseExpr()
	}
	if multiline {
		if p.tok.kind != NEWLINE {
			p.expected("newline")
		}
		p.skipNewlines()
		p.checkDedent()
		p.want(DEDENT)
	}
	p.want(RBRACE)
	x.Span = p.span(pos)
	return x
}

// parseQuantTarget parses what a quantifier runs over: a path with
// selectors and subscripts, a string, a list or a config. It cannot be a
// call or a schema expression, because of the brace that follows.
func (p *parser) parseQuantTarget() Expr {
	switch k := p.tok.kind; k {
	case NONE, UNDEFINED, LAMBDA, ANY, ALL, MAP, FILTER:
		p.expected("None", "Undefined", "lambda", "any", "all", "map", "filter")
	case STRING:
		return p.parseString()
	case INT, FLOAT:
		p.expected("str")
	case LBRACK:
		return p.parseList()
	case LBRACE:
		return p.parseConfig()
	case LPAREN:
		p.expected("[", "{")
	default:
		if k.isName() {
			return p.parseQuantPath()
		}
		p.expected("identifier", "literal")
	}
	return p.missing()
}

// parseQuantPath parses a path with selectors and subscripts.
func (p *parser) parseQuantPath() Expr {
	pos := p.tok.pos
	x := p.parsePath()
	for {
		switch p.tok.kind {
		case DOT, LBRACK, QUESTION:
			y := p.parseAccess(pos, x)
			if y == nil {
				return x
			}
			x = y
		default:
			return x
		}
	}
}
