package syntax

// This file parses the statements that start with an expression.

// parseExprStmt parses
//
//	statement = expr
//	          | expr [":" type] "=" expr {"=" expr}
//	          | expr augmented expr
//	          | name ":" path [arguments] config
//
// and in a schema also an attribute that has no default or an augmented
// one.
func (p *parser) parseExprStmt(inSchema bool) Stmt {
	pos := p.tok.pos
	x := p.parseExpr()
	var typ Type
	switch {
	case augmented(p.tok.kind) != ILLEGAL:
		return p.parseAugAssign(pos, x)
	case p.accept(COLON):
		typ = p.parseType()
		if named, ok := typ.(*NamedType); ok && (p.tok.kind == LBRACE || p.tok.kind == LPAREN) {
			return p.parseUnification(pos, x, named)
		}
	case p.tok.kind != ASSIGN:
		s := &ExprStmt{x.Range(), x}
		p.skipNewlines()
		return s
	}
	if p.tok.kind == ASSIGN {
		return p.parseAssign(pos, x, typ, inSchema)
	}
	if name := p.joinedName(x); inSchema && name != nil {
		return p.finishAttr(pos, &AttrStmt{Name: name, Type: typ})
	}
	s := &AssignStmt{Type: typ, Value: p.missing(), Span: p.span(pos)}
	p.skipNewlines()
	p.expected("=")
	if s.Targets = p.appendTarget(nil, x); s.Targets == nil {
		return &ExprStmt{x.Range(), x}
	}
	return s
}

// augmented returns the operator of an augmented assignment without its
// '=', or ILLEGAL if k is none.
func augmented(k Token) Token {
	if PLUS_EQ <= k && k <= GTGT_EQ {
		return augmentedOps[k-PLUS_EQ]
	}
	return ILLEGAL
}

var augmentedOps = [...]Token{
	PLUS, MINUS, STAR, SLASH, PERCENT, STARSTAR, SLASHSLASH, AMP, PIPE, CARET, LTLT, GTGT,
}

// parseAugAssign parses the rest of an augmented assignment to x.
func (p *parser) parseAugAssign(pos int32, x Expr) Stmt {
	op := augmented(p.tok.kind)
	p.next()
	targets := p.appendTarget(nil, x)
	value := p.parseExpr()
	span := p.span(pos)
	p.skipNewlines()
	if targets == nil {
		return &ExprStmt{value.Range(), value}
	}
	return &AugAssignStmt{span, targets[0], op, value}
}

// parseAssign parses the rest of an assignment to x. In a schema, an
// assignment to one name that has a type declares an attribute.
func (p *parser) parseAssign(pos int32, x Expr, typ Type, inSchema bool) Stmt {
	var array [4]Expr
	left := array[:0]
	for p.accept(ASSIGN) {
		left = append(left, x)
		x = p.parseExpr()
	}
	var targets []*Target
	for _, l := range left {
		targets = p.appendTarget(targets, l)
	}
	span := p.span(pos)
	p.skipNewlines()
	if targets == nil {
		return &ExprStmt{x.Range(), x}
	}
	if inSchema && typ != nil && len(left) == 1 {
		if name := p.joinedName(left[0]); name != nil {
			return &AttrStmt{Span: span, Name: name, Type: typ, Op: ASSIGN, Value: x}
		}
	}
	return &AssignStmt{span, targets, typ, x}
}

// parseUnification parses the rest of `x: S(args) {...}`.
func (p *parser) parseUnification(pos int32, x Expr, typ *NamedType) Stmt {
	value := &SchemaExpr{Name: typ.Name.expr()}
	if p.tok.kind == LPAREN {
		value.Called = true
		value.Args, value.Kw = p.parseArguments()
	}
	if p.tok.kind == LBRACE {
		value.Config = p.parseSchemaConfig()
	} else {
		p.expected("{")
		value.Config = &ConfigExpr{Span: p.here()}
	}
	value.Span = p.span(pos)
	target := p.joinedName(x)
	if target == nil {
		p.errs.add(pos, "expected identifier")
		target = &Name{Span: x.Range()}
	}
	s := &UnifyStmt{p.span(pos), target, value}
	p.skipNewlines()
	return s
}

// expr returns the dotted name as an expression.
func (d *DottedName) expr() Expr {
	first := d.Names[0]
	var x Expr = &NameExpr{first.Span, first.Text}
	for _, n := range d.Names[1:] {
		x = &SelectorExpr{Span: Span{first.Pos, n.End}, X: x, Sel: n}
	}
	return x
}

// appendTarget appends an expression as a target, or reports that it is
// none.
func (p *parser) appendTarget(targets []*Target, x Expr) []*Target {
	t := p.targets.new(Target{Span: x.Range()})
	if fault := p.setTarget(t, x); fault != "" {
		p.errs.add(t.Pos, fault)
		p.stopIfClosed()
	}
	if t.Name == nil {
		return targets
	}
	return append(targets, t)
}

// setTarget sets the name and the path of a target from an expression. If
// that is no target, it sets no name and returns what is wrong, or "" if
// that was reported already.
func (p *parser) setTarget(t *Target, x Expr) string {
	switch x := x.(type) {
	case *NameExpr:
		t.Name = p.names.new(Name{x.Span, x.Name})
		return ""
	case *SelectorExpr:
		if x.Optional {
			return illegalTarget(x, "an optional attribute")
		}
		fault := p.setTarget(t, x.X)
		t.Path = append(t.Path, Step{Member: x.Sel})
		return fault
	case *IndexExpr:
		if x.Optional {
			return illegalTarget(x, "an optional subscript")
		}
		fault := p.setTarget(t, x.X)
		t.Path = append(t.Path, Step{Index: x.Index})
		return fault
	case *SliceExpr:
		if x.Optional {
			return illegalTarget(x, "an optional subscript")
		}
		fault := p.setTarget(t, x.X)
		if fault == "" && t.Name != nil {
			fault = illegalTarget(x, "a slice")
		}
		t.Name = nil
		return fault
	case *BadExpr:
		return ""
	}
	return illegalTarget(x, "")
}

// illegalTarget words that an expression is no target: because it accesses
// what no target may, or because of its kind.
func illegalTarget(x Expr, access string) string {
	text := "'" + exprName(x) + "Expression' is an illegal expression for assignment"
	if access != "" {
		text += ", because the left-hand side of an assignment expression may not be " + access + " access."
	}
	return text
}

// exprName returns the name of a kind of expression in messages.
func exprName(x Expr) string {
	switch x.(type) {
	case *UnaryExpr:
		return "Unary"
	case *BinaryExpr, *AsExpr:
		return "Binary"
	case *CondExpr:
		return "If"
	case *SelectorExpr:
		return "Selector"
	case *CallExpr:
		return "Call"
	case *ParenExpr:
		return "Paren"
	case *QuantExpr:
		return "Quant"
	case *ListExpr:
		return "List"
	case *ListComp:
		return "ListComp"
	case *DictComp:
		return "DictComp"
	case *SchemaExpr:
		return "Schema"
	case *ConfigExpr:
		return "Config"
	case *LambdaExpr:
		return "Lambda"
	case *IndexExpr, *SliceExpr:
		return "Subscript"
	case *CompareExpr:
		return "Compare"
	case *NumberLit:
		return "NumberLit"
	case *StringLit:
		return "StringLit"
	case *ConstLit:
		return "NameConstantLit"
	case *JoinedString:
		return "JoinedString"
	}
	panic("unreachable: a name is a target")
}
