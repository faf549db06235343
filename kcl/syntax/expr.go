package syntax

// This file parses expressions made with operators, and the suffixes of
// primary expressions.

// A precedence tells how strongly an operator binds.
type precedence uint8

const (
	precLowest precedence = iota
	precAs
	precOr
	precAnd
	precEqual
	precIn
	precIs
	precLess
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precProduct
	precPower
	precPrefix // '~' and '!', which are no binary operators
)

var precedences = [256]precedence{
	AS: precAs, OR: precOr, AND: precAnd,
	EQ: precEqual, NE: precEqual, IN: precIn, IS: precIs,
	LT: precLess, LE: precLess, GT: precLess, GE: precLess,
	PIPE: precBitOr, CARET: precBitXor, AMP: precBitAnd,
	LTLT: precShift, GTGT: precShift, PLUS: precSum, MINUS: precSum,
	STAR: precProduct, SLASH: precProduct, PERCENT: precProduct, SLASHSLASH: precProduct,
	STARSTAR: precPower, TILDE: precPrefix, BANG: precPrefix,
}

// binaryOps names all binary operators, as an error lists them.
var binaryOps = []string{
	"+", "-", "*", "/", "%", "**", "//", "<<", ">>", "^", "&", "|", "and", "or", "as",
	"==", "!=", "<", "<=", ">", ">=", "is", "in", "not in", "not", "is not",
}

// parseExpr parses
//
//	expr = simple ["if" simple "else" expr]
func (p *parser) parseExpr() Expr {
	if p.tok.kind == INDENT {
		p.unexpected(p.tok)
		p.next()
	}
	height := p.enter()
	pos := p.tok.pos
	x := p.parseBinary(precLowest)
	if p.tok.kind == IF {
		x = p.parseCond(pos, x)
	}
	p.leave(height)
	return x
}

// parseCond parses what follows the first operand of a conditional
// expression.
func (p *parser) parseCond(pos int32, then Expr) Expr {
	p.wrap()
	p.next()
	x := &CondExpr{Then: then, Cond: p.parseSimple()}
	if p.accept(ELSE) {
		x.Else = p.parseExpr()
	} else {
		p.expected("else")
		x.Else = p.missing()
	}
	x.Span = p.span(pos)
	return x
}

// parseSimple parses an expression that is not conditional.
func (p *parser) parseSimple() Expr {
	height := p.enter()
	x := p.parseBinary(precLowest)
	p.leave(height)
	return x
}

// binaryOp returns the binary operator at the current token, the number of
// its tokens, and its precedence, which is precLowest if there is none.
func (p *parser) binaryOp() (op Token, width int, prec precedence) {
	k := p.tok.kind
	switch {
	case k == NOT && p.peek(1) == IN:
		return NOT_IN, 2, precIn
	case k == IS && p.peek(1) == NOT:
		return IS_NOT, 2, precIs
	}
	return k, 1, precedences[k]
}

// parseBinary parses operands and operators that bind more strongly than
// outer:
//
//	simple = unary {operator unary}
//
// All operators associate to the left. Consecutive comparisons are one
// chain.
func (p *parser) parseBinary(outer precedence) Expr {
	pos := p.tok.pos
	x := p.parseUnary()
	var chain *CompareExpr // x, where x is a chain that can grow
	for {
		op, width, prec := p.binaryOp()
		if prec <= outer {
			return x
		}
		if prec == precPrefix {
			p.expected(binaryOps...)
			return x
		}
		opPos := p.tok.pos
		for range width {
			p.next()
		}
		if op == AS {
			chain = nil
			x = &AsExpr{X: x, Type: p.parseType(), Span: p.span(pos)}
			p.wrap()
			continue
		}
		y := p.parseRight(prec)
		switch {
		case !isComparison(op):
			chain = nil
			x = p.binaries.new(BinaryExpr{p.span(pos), op, opPos, x, y})
			p.wrap()
		case chain == nil:
			chain = &CompareExpr{p.span(pos), x, []Token{op}, []Expr{y}}
			x = chain
			p.wrap()
		default:
			chain.Ops = append(chain.Ops, op)
			chain.Rest = append(chain.Rest, y)
			chain.Span = p.span(pos)
		}
	}
}

// parseRight parses the right operand of an operator. Its height counts
// beside that of the left operand, not on top of it.
func (p *parser) parseRight(prec precedence) Expr {
	left := p.height
	p.height = 0
	y := p.parseBinary(prec)
	p.height = max(left, p.height)
	return y
}

func isComparison(op Token) bool {
	switch op {
	case EQ, NE, LT, LE, GT, GE, IN, NOT_IN, IS, IS_NOT:
		return true
	}
	return false
}

// parseUnary parses
//
//	unary = ["+" | "-" | "~" | "not"] primary
//
// The operand of a unary operator is a primary expression: `-2 ** 2` is 4,
// and `not a == b` compares `not a` with b.
func (p *parser) parseUnary() Expr {
	pos, op := p.tok.pos, p.tok.kind
	switch op {
	case PLUS, MINUS, TILDE, NOT:
	case BANG:
		op = NOT
	default:
		return p.parsePrimary()
	}
	p.next()
	x := p.parsePrimary()
	p.wrap()
	return &UnaryExpr{p.span(pos), op, x}
}

// parsePrimary parses an operand with its suffixes.
func (p *parser) parsePrimary() Expr {
	pos := p.tok.pos
	x := p.parseOperand()
	for {
		switch p.tok.kind {
		case DOT, LBRACK, QUESTION:
			y := p.parseAccess(pos, x)
			if y == nil {
				return x
			}
			x = y
		case LPAREN:
			x = p.parseCall(pos, x)
		default:
			return x
		}
	}
}

// parseAccess parses one selector or subscript after x, which starts at
// pos, and returns nil if there is none:
//
//	access = ["?"] ("." name | "[" subscript "]")
func (p *parser) parseAccess(pos int32, x Expr) Expr {
	k := p.tok.kind
	optional := k == QUESTION
	if optional {
		k = p.peek(1)
	}
	if k != DOT && k != LBRACK {
		return nil
	}
	if optional {
		p.next()
	}
	p.wrap()
	if k == LBRACK {
		return p.parseSubscript(pos, x, optional)
	}
	p.next()
	sel := p.parseName()
	return p.selectors.new(SelectorExpr{p.span(pos), x, sel, optional})
}

// parseSubscript parses an index or a slice:
//
//	subscript = expr | [expr] ":" [expr] [":" [expr]]
func (p *parser) parseSubscript(pos int32, x Expr, optional bool) Expr {
	p.next()
	var bounds [3]Expr
	colons, row := 0, 0 // row: the expressions since the last colon
	for round := 0; round <= 4 && p.tok.kind != RBRACK; round++ {
		if p.accept(COLON) {
			colons++
			row--
			if colons > 2 {
				p.expected("expression", "]")
			}
			continue
		}
		if colons == 0 && round == 1 {
			p.errorAt(p.tok, "a list should have only one expr")
		}
		bounds[min(colons, 2)] = p.parseExpr()
		if row++; row > 1 {
			p.errorAt(p.tok, "consecutive exprs found")
		}
	}
	p.want(RBRACK)
	if colons == 0 && bounds[0] == nil {
		p.errorAt(p.tok, "expected expression got "+p.describe(p.tok))
		bounds[0] = &BadExpr{Span{p.last, p.last}}
	}
	if colons == 0 {
		return &IndexExpr{p.span(pos), x, bounds[0], optional}
	}
	return &SliceExpr{p.span(pos), x, bounds[0], bounds[1], bounds[2], optional}
}

// parseCall parses an argument list and returns the call of fn.
func (p *parser) parseCall(pos int32, fn Expr) *CallExpr {
	p.wrap()
	args, kw := p.parseArguments()
	return p.calls.new(CallExpr{p.span(pos), fn, args, kw})
}

// parseArguments parses an argument list with its parentheses:
//
//	arguments = "(" [argument {[","] argument} [","]] ")"
//
// Newlines may stand between arguments if one stands after "(".
func (p *parser) parseArguments() (args []Expr, kw []*Keyword) {
	p.want(LPAREN)
	multiline := p.tok.kind == NEWLINE
	p.skipNewlines()
	for {
		from := p.i
		p.skipIndentation()
		if k := p.tok.kind; k == RPAREN || k == EOF || k == FOR || k == NEWLINE && !multiline {
			p.want(RPAREN)
			return args, kw
		}
		args, kw = p.parseArgument(args, kw)
		p.accept(COMMA)
		if multiline {
			p.skipNewlines()
		}
		p.progress(from)
	}
}

// parseArgument parses an argument and appends it to args or kw:
//
//	argument = expr | name "=" expr
func (p *parser) parseArgument(args []Expr, kw []*Keyword) ([]Expr, []*Keyword) {
	first := p.tok
	x := p.parseExpr()
	if p.accept(ASSIGN) {
		name := p.joinedName(x)
		if name == nil {
			p.expected("identifier")
			name = &Name{Span: x.Range()}
		}
		value := p.parseExpr()
		return args, append(kw, &Keyword{p.span(first.pos), name, value})
	}
	if _, bad := x.(*BadExpr); bad {
		p.expected(",")
		p.next()
	} else {
		args = append(args, x)
	}
	if len(kw) > 0 {
		p.errorAt(first, "positional argument follows keyword argument")
	}
	return args, kw
}
