package syntax

// This file defines the syntax tree.

// A Node is a part of the tree that knows where in its File it stands.
type Node interface{ Range() Span }

// A Module is one parsed file.
type Module struct {
	File *File
	Doc  string // the string literal that opens the file, if there is one
	Body []Stmt
}

// A Name is an identifier. Text is without the '$' that makes a keyword an
// identifier.
type Name struct {
	Span
	Text string
}

// Stmt is a statement: *AssignStmt, *AugAssignStmt, *UnifyStmt, *ExprStmt,
// *AssertStmt, *IfStmt, *ImportStmt, *TypeAliasStmt, *SchemaStmt,
// *RuleStmt, *AttrStmt.
type Stmt interface {
	Node
	stmt()
}

type (
	// AssignStmt is `a = b.c[0] = value`, or `a: T = value`.
	AssignStmt struct {
		Span
		Targets []*Target
		Type    Type // nil where there is none
		Value   Expr
	}

	// AugAssignStmt is `a.b += value`. Op is the token of the operator
	// without its '=': PLUS for "+=".
	AugAssignStmt struct {
		Span
		Target *Target
		Op     Token
		Value  Expr
	}

	// UnifyStmt is `name: Schema(args) { ... }`.
	UnifyStmt struct {
		Span
		Target *Name
		Value  *SchemaExpr
	}

	// ExprStmt is an expression that stands for itself. A file's own
	// output may be such an expression.
	ExprStmt struct {
		Span
		X Expr
	}

	// AssertStmt is `assert cond if guard, message`.
	AssertStmt struct {
		Span
		Cond  Expr
		Guard Expr // nil where there is none
		Msg   Expr // nil where there is none
	}

	// IfStmt is `if`/`elif`/`else`; an elif is an IfStmt alone in Else.
	IfStmt struct {
		Span
		Cond Expr
		Body []Stmt
		Else []Stmt
	}

	// ImportStmt is `import path [as alias]`. Path is as written, with its
	// leading dots.
	ImportStmt struct {
		Span
		Path     string
		PathSpan Span
		Alias    *Name // nil where there is none
	}

	// TypeAliasStmt is `type Name = T`.
	TypeAliasStmt struct {
		Span
		Name *Name
		Type Type
	}

	// SchemaStmt is a schema, mixin or protocol definition.
	SchemaStmt struct {
		Span
		Kind       SchemaKind
		Doc        string
		Name       *Name
		Params     *Params     // nil where there are none
		Base       *DottedName // nil where there is none
		Host       *DottedName // after `for`: the protocol; nil where there is none
		Mixins     []*DottedName
		Body       []Stmt // attributes and free statements, in order
		Index      *IndexSignature
		Checks     []*CheckExpr
		Decorators []*Decorator
	}

	// RuleStmt is a rule definition.
	RuleStmt struct {
		Span
		Doc        string
		Name       *Name
		Params     *Params
		Bases      []*DottedName
		Host       *DottedName
		Checks     []*CheckExpr
		Decorators []*Decorator
	}

	// AttrStmt declares an attribute of a schema: `name?: T = default`.
	// Op is ASSIGN or the operator of an augmented assignment (PIPE for
	// "|="); it means nothing where Value is nil.
	AttrStmt struct {
		Span
		Name       *Name  // also for a quoted name
		Doc        string // what the schema's docstring says about it
		Optional   bool
		Type       Type
		Op         Token
		Value      Expr // nil where there is no default
		Decorators []*Decorator
	}
)

// SchemaKind tells a schema, a mixin and a protocol apart. A schema whose
// name ends in "Mixin" or "Protocol" is one, whatever its keyword.
type SchemaKind uint8

const (
	KindSchema SchemaKind = iota
	KindMixin
	KindProtocol
)

// A DottedName is `a`, or `pkg.a`.
type DottedName struct {
	Span
	Names []*Name
}

// A Decorator is `@name(args)` before a schema or an attribute.
type Decorator struct {
	Span
	Name *DottedName
	Args []Expr
	Kw   []*Keyword
}

// Params are the parameters of a schema, a rule or a lambda.
type Params struct {
	Span
	List []*Param
}

// Param is `name: T = default`.
type Param struct {
	Span
	Name    *Name
	Type    Type // nil where there is none
	Default Expr // nil where there is none
}

// IndexSignature is `[key: K]: V = default`, or `[...K]: V`.
type IndexSignature struct {
	Span
	KeyName   *Name // nil where the key has no name
	AnyOther  bool  // written with "..."
	KeyType   Type
	ValueType Type
	Default   Expr // nil where there is none
}

// A Target is what an assignment assigns to: a name and a path of
// selectors and indices from it.
type Target struct {
	Span
	Name *Name
	Path []Step
}

// A Step is one selector or index of a Target's path: exactly one of its
// fields is set.
type Step struct {
	Member *Name
	Index  Expr
}

// Expr is an expression: *NameExpr, *NumberLit, *StringLit, *ConstLit,
// *JoinedString, *UnaryExpr, *BinaryExpr, *CompareExpr, *CondExpr,
// *AsExpr, *ParenExpr, *SelectorExpr, *IndexExpr, *SliceExpr, *CallExpr,
// *SchemaExpr, *ListExpr, *ListComp, *ConfigExpr, *DictComp, *QuantExpr,
// *LambdaExpr, *CheckExpr, *BadExpr; and, as an element of a list,
// *UnpackExpr and *ListIf.
type Expr interface {
	Node
	expr()
}

type (
	// NameExpr is an identifier that is read.
	NameExpr struct {
		Span
		Name string
	}

	// NumberLit is an integer or a float, with a unit suffix or none.
	NumberLit struct {
		Span
		IsFloat bool
		Int     int64
		Float   float64
		Suffix  string // "Ki", "M", ...; "" where there is none
	}

	// StringLit is a string without interpolation, unescaped and, where it
	// is triple-quoted, dedented.
	StringLit struct {
		Span
		Value string
		Raw   string // as written, with quotes
	}

	// ConstLit is True, False, None or Undefined.
	ConstLit struct {
		Span
		Tok Token
	}

	// JoinedString is a string with interpolations: its parts are
	// *StringLit and *Interpolation, in order.
	JoinedString struct {
		Span
		Parts []Expr
		Raw   string
	}

	// Interpolation is `${x}`, `${x: #json}` or `${x: #yaml}`.
	Interpolation struct {
		Span
		X      Expr
		Format string // "", "json", "yaml", or an unknown one as written
	}

	// UnaryExpr is `op X`; Op is PLUS, MINUS, TILDE or NOT.
	UnaryExpr struct {
		Span
		Op Token
		X  Expr
	}

	// BinaryExpr is `L op R` with an arithmetic, bitwise or logical
	// operator (AND, OR). OpPos is the offset of the operator.
	BinaryExpr struct {
		Span
		Op    Token
		OpPos int32
		L, R  Expr
	}

	// CompareExpr is a chain of comparisons `First op X op X ...`. Ops are
	// EQ, NE, LT, LE, GT, GE, IN, NOT_IN, IS, IS_NOT.
	CompareExpr struct {
		Span
		First Expr
		Ops   []Token
		Rest  []Expr
	}

	// CondExpr is `Then if Cond else Else`.
	CondExpr struct {
		Span
		Then, Cond, Else Expr
	}

	// AsExpr is `X as T`.
	AsExpr struct {
		Span
		X    Expr
		Type Type
	}

	// ParenExpr is `(X)`.
	ParenExpr struct {
		Span
		X Expr
	}

	// SelectorExpr is `X.Sel`, or `X?.Sel`.
	SelectorExpr struct {
		Span
		X        Expr
		Sel      *Name
		Optional bool
	}

	// IndexExpr is `X[Index]`, or `X?[Index]`.
	IndexExpr struct {
		Span
		X        Expr
		Index    Expr
		Optional bool
	}

	// SliceExpr is `X[Lo:Hi:Step]`; each bound may be nil.
	SliceExpr struct {
		Span
		X            Expr
		Lo, Hi, Step Expr
		Optional     bool
	}

	// CallExpr is `Fn(args, name=value)`.
	CallExpr struct {
		Span
		Fn   Expr
		Args []Expr
		Kw   []*Keyword
	}

	// SchemaExpr is `S { ... }` or `S(args) { ... }`, where S is the name
	// of a schema or of an instance, with selectors.
	SchemaExpr struct {
		Span
		Name   Expr // *NameExpr or *SelectorExpr
		Args   []Expr
		Kw     []*Keyword
		Config *ConfigExpr
		Called bool // written with an argument list, also an empty one
	}

	// ListExpr is `[a, *b, if c: d]`.
	ListExpr struct {
		Span
		Elems []Expr
	}

	// UnpackExpr is `*x` in a list.
	UnpackExpr struct {
		Span
		X Expr
	}

	// ListIf is `if cond: elems elif ... else: elems` in a list.
	ListIf struct {
		Span
		Cond  Expr
		Elems []Expr
		Else  []Expr // an elif is a ListIf alone in Else
	}

	// ListComp is `[Elem for ... ]`. Elem may be an *UnpackExpr.
	ListComp struct {
		Span
		Elem    Expr
		Clauses []*CompClause
	}

	// DictComp is `{k: v for ... }`.
	DictComp struct {
		Span
		Entry   *ConfigEntry
		Clauses []*CompClause
	}

	// CompClause is `for vars in iter if cond ...`.
	CompClause struct {
		Span
		Vars []*Name
		Iter Expr
		Ifs  []Expr
	}

	// ConfigExpr is `{ entries }`.
	ConfigExpr struct {
		Span
		Entries []*ConfigEntry
	}

	// QuantExpr is `all|any|map|filter vars in Iter { Body if Cond }`.
	QuantExpr struct {
		Span
		Op   Token // ALL, ANY, MAP, FILTER
		Vars []*Name
		Iter Expr
		Body Expr
		Cond Expr // nil where there is none
	}

	// LambdaExpr is `lambda params -> T { body }`.
	LambdaExpr struct {
		Span
		Params *Params // nil where there are none
		Result Type    // nil where there is none
		Body   []Stmt
	}

	// CheckExpr is `test if guard, message` in a check block, a rule or an
	// assertion.
	CheckExpr struct {
		Span
		Test  Expr
		Guard Expr
		Msg   Expr
	}

	// BadExpr stands where an expression was expected and none could be
	// read; a diagnostic has been reported for it.
	BadExpr struct{ Span }
)

// Keyword is `name=value` among the arguments of a call.
type Keyword struct {
	Span
	Name  *Name
	Value Expr
}

// A ConfigEntry is one entry of a config.
//
//	key: value    Op COLON   (union)
//	key = value   Op ASSIGN  (override)
//	key += value  Op PLUS    (insert)
//	**x           Key nil, Value x, Op COLON
//	if c: ...     If set, all else nil
//
// A key is a *NameExpr, a *StringLit, any other expression whose value is
// the key, a *SelectorExpr over names and strings (`a.b.c`), or an
// *IndexExpr over one of these (`a[0]`).
type ConfigEntry struct {
	Span
	Key   Expr
	Op    Token
	Value Expr
	If    *ConfigIf
}

// ConfigIf is `if cond: entries elif ... else: entries` in a config.
type ConfigIf struct {
	Span
	Cond    Expr
	Entries []*ConfigEntry
	Else    []*ConfigEntry // an elif is an entry with If alone in Else
}

// Type is a type annotation: *BasicType, *NamedType, *ListType, *DictType,
// *UnionType, *LiteralType, *FuncType.
type Type interface {
	Node
	typ()
}

type (
	// BasicType is any, bool, int, float or str.
	BasicType struct {
		Span
		Name string
	}

	// NamedType is the name of a schema or a type alias.
	NamedType struct {
		Span
		Name *DottedName
	}

	// ListType is `[T]`, or `[]` with Elem nil.
	ListType struct {
		Span
		Elem Type
	}

	// DictType is `{K:V}`; each may be nil.
	DictType struct {
		Span
		Key, Value Type
	}

	// UnionType is `A | B | C`.
	UnionType struct {
		Span
		Types []Type
	}

	// LiteralType is a literal as a type: its Lit is a *NumberLit,
	// *StringLit or *ConstLit (True, False, None).
	LiteralType struct {
		Span
		Lit Expr
	}

	// FuncType is `(A, B) -> R`; Result may be nil.
	FuncType struct {
		Span
		Params []Type
		Result Type
	}
)

func (*AssignStmt) stmt()    {}
func (*AugAssignStmt) stmt() {}
func (*UnifyStmt) stmt()     {}
func (*ExprStmt) stmt()      {}
func (*AssertStmt) stmt()    {}
func (*IfStmt) stmt()        {}
func (*ImportStmt) stmt()    {}
func (*TypeAliasStmt) stmt() {}
func (*SchemaStmt) stmt()    {}
func (*RuleStmt) stmt()      {}
func (*AttrStmt) stmt()      {}

func (*NameExpr) expr()      {}
func (*NumberLit) expr()     {}
func (*StringLit) expr()     {}
func (*ConstLit) expr()      {}
func (*JoinedString) expr()  {}
func (*Interpolation) expr() {}
func (*UnaryExpr) expr()     {}
func (*BinaryExpr) expr()    {}
func (*CompareExpr) expr()   {}
func (*CondExpr) expr()      {}
func (*AsExpr) expr()        {}
func (*ParenExpr) expr()     {}
func (*SelectorExpr) expr()  {}
func (*IndexExpr) expr()     {}
func (*SliceExpr) expr()     {}
func (*CallExpr) expr()      {}
func (*SchemaExpr) expr()    {}
func (*ListExpr) expr()      {}
func (*UnpackExpr) expr()    {}
func (*ListIf) expr()        {}
func (*ListComp) expr()      {}
func (*DictComp) expr()      {}
func (*ConfigExpr) expr()    {}
func (*QuantExpr) expr()     {}
func (*LambdaExpr) expr()    {}
func (*CheckExpr) expr()     {}
func (*BadExpr) expr()       {}

func (*BasicType) typ()   {}
func (*NamedType) typ()   {}
func (*ListType) typ()    {}
func (*DictType) typ()    {}
func (*UnionType) typ()   {}
func (*LiteralType) typ() {}
func (*FuncType) typ()    {}
