package syntax

// This file walks trees.

// Range returns the whole of the module's file.
func (m *Module) Range() Span { return Span{0, int32(len(m.File.Src))} }

// Walk calls f for n and, as long as f returns true, for the nodes in it,
// in the order of the source text, parents before children. The nodes are
// those of types Stmt, Expr and Type, and *Module, *Name, *DottedName,
// *Decorator, *Params, *Param, *IndexSignature, *Target, *CompClause,
// *Keyword, *ConfigEntry and *ConfigIf. Interpolations are walked, too.
func Walk(n Node, f func(Node) bool) {
	if !f(n) {
		return
	}
	w := walker(f)
	switch n := n.(type) {
	case *Module:
		walkList(w, n.Body)
	case Stmt:
		w.stmt(n)
	case Expr:
		w.expr(n)
	case Type:
		w.typ(n)
	default:
		w.part(n)
	}
}

// A walker is the function that Walk calls.
type walker func(Node) bool

// walk walks n unless it is nil.
func walk[T interface {
	comparable
	Node
}](w walker, n T) {
	var none T
	if n != none {
		Walk(n, w)
	}
}

func walkList[T Node](w walker, list []T) {
	for _, n := range list {
		Walk(n, w)
	}
}

// stmt walks what is in a statement.
func (w walker) stmt(n Stmt) {
	switch n := n.(type) {
	case *AssignStmt:
		w.assign(n)
	case *AugAssignStmt:
		walk(w, n.Target)
		walk(w, n.Value)
	case *UnifyStmt:
		walk(w, n.Target)
		walk(w, n.Value)
	case *ExprStmt:
		walk(w, n.X)
	case *AssertStmt:
		walk(w, n.Cond)
		walk(w, n.Guard)
		walk(w, n.Msg)
	case *IfStmt:
		walk(w, n.Cond)
		walkList(w, n.Body)
		walkList(w, n.Else)
	case *ImportStmt:
		walk(w, n.Alias)
	case *TypeAliasStmt:
		walk(w, n.Name)
		walk(w, n.Type)
	case *SchemaStmt:
		w.schema(n)
	case *RuleStmt:
		w.rule(n)
	case *AttrStmt:
		walkList(w, n.Decorators)
		walk(w, n.Name)
		walk(w, n.Type)
		walk(w, n.Value)
	}
}

// assign walks an assignment. Its type stands among the targets.
func (w walker) assign(n *AssignStmt) {
	typ := n.Type
	for _, t := range n.Targets {
		if typ != nil && typ.Range().Pos < t.Pos {
			walk(w, typ)
			typ = nil
		}
		walk(w, t)
	}
	walk(w, typ)
	walk(w, n.Value)
}

// schema walks a schema. Its index signature stands among the statements.
func (w walker) schema(n *SchemaStmt) {
	walkList(w, n.Decorators)
	walk(w, n.Name)
	walk(w, n.Params)
	walk(w, n.Base)
	walk(w, n.Host)
	walkList(w, n.Mixins)
	index := n.Index
	for _, s := range n.Body {
		if index != nil && index.Pos < s.Range().Pos {
			walk(w, index)
			index = nil
		}
		walk(w, s)
	}
	walk(w, index)
	walkList(w, n.Checks)
}

func (w walker) rule(n *RuleStmt) {
	walkList(w, n.Decorators)
	walk(w, n.Name)
	walk(w, n.Params)
	walkList(w, n.Bases)
	walk(w, n.Host)
	walkList(w, n.Checks)
}

// expr walks what is in an expression.
func (w walker) expr(n Expr) {
	switch n := n.(type) {
	case *JoinedString:
		walkList(w, n.Parts)
	case *Interpolation:
		walk(w, n.X)
	case *UnaryExpr:
		walk(w, n.X)
	case *BinaryExpr:
		walk(w, n.L)
		walk(w, n.R)
	case *CompareExpr:
		walk(w, n.First)
		walkList(w, n.Rest)
	case *CondExpr:
		walk(w, n.Then)
		walk(w, n.Cond)
		walk(w, n.Else)
	case *AsExpr:
		walk(w, n.X)
		walk(w, n.Type)
	case *ParenExpr:
		walk(w, n.X)
	case *SelectorExpr:
		walk(w, n.X)
		walk(w, n.Sel)
	case *IndexExpr:
		walk(w, n.X)
		walk(w, n.Index)
	case *SliceExpr:
		walk(w, n.X)
		walk(w, n.Lo)
		walk(w, n.Hi)
		walk(w, n.Step)
	case *CallExpr:
		walk(w, n.Fn)
		w.args(n.Args, n.Kw)
	case *SchemaExpr:
		walk(w, n.Name)
		w.args(n.Args, n.Kw)
		walk(w, n.Config)
	default:
		w.brackets(n)
	}
}

// args walks the arguments of a call in the order of the source text.
func (w walker) args(args []Expr, kw []*Keyword) {
	for len(args) > 0 && len(kw) > 0 {
		if args[0].Range().Pos < kw[0].Pos {
			walk(w, args[0])
			args = args[1:]
		} else {
			walk(w, kw[0])
			kw = kw[1:]
		}
	}
	walkList(w, args)
	walkList(w, kw)
}

// brackets walks what is in an expression that has brackets.
func (w walker) brackets(n Expr) {
	switch n := n.(type) {
	case *ListExpr:
		walkList(w, n.Elems)
	case *UnpackExpr:
		walk(w, n.X)
	case *ListIf:
		walk(w, n.Cond)
		walkList(w, n.Elems)
		walkList(w, n.Else)
	case *ListComp:
		walk(w, n.Elem)
		walkList(w, n.Clauses)
	case *DictComp:
		walk(w, n.Entry)
		walkList(w, n.Clauses)
	case *ConfigExpr:
		walkList(w, n.Entries)
	case *QuantExpr:
		walkList(w, n.Vars)
		walk(w, n.Iter)
		walk(w, n.Body)
		walk(w, n.Cond)
	case *LambdaExpr:
		walk(w, n.Params)
		walk(w, n.Result)
		walkList(w, n.Body)
	case *CheckExpr:
		walk(w, n.Test)
		walk(w, n.Guard)
		walk(w, n.Msg)
	}
}

// typ walks what is in a type.
func (w walker) typ(n Type) {
	switch n := n.(type) {
	case *NamedType:
		walk(w, n.Name)
	case *ListType:
		walk(w, n.Elem)
	case *DictType:
		walk(w, n.Key)
		walk(w, n.Value)
	case *UnionType:
		walkList(w, n.Types)
	case *LiteralType:
		walk(w, n.Lit)
	case *FuncType:
		walkList(w, n.Params)
		walk(w, n.Result)
	}
}

// part walks what is in a node that is no statement, expression or type.
func (w walker) part(n Node) {
	switch n := n.(type) {
	case *DottedName:
		walkList(w, n.Names)
	case *Decorator:
		walk(w, n.Name)
		w.args(n.Args, n.Kw)
	case *Params:
		walkList(w, n.List)
	case *Param:
		walk(w, n.Name)
		walk(w, n.Type)
		walk(w, n.Default)
	case *IndexSignature:
		walk(w, n.KeyName)
		walk(w, n.KeyType)
		walk(w, n.ValueType)
		walk(w, n.Default)
	case *Target:
		walk(w, n.Name)
		for _, s := range n.Path {
			walk(w, s.Member)
			walk(w, s.Index)
		}
	case *CompClause:
		walkList(w, n.Vars)
		walk(w, n.Iter)
		walkList(w, n.Ifs)
	case *Keyword:
		walk(w, n.Name)
		walk(w, n.Value)
	case *ConfigEntry:
		walk(w, n.Key)
		walk(w, n.Value)
		walk(w, n.If)
	case *ConfigIf:
		walk(w, n.Cond)
		walkList(w, n.Entries)
		walkList(w, n.Else)
	}
}
