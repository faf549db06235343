package syntax

// This file lists the tokens.

// A Token is a kind of lexical unit.
type Token uint8

const (
	ILLEGAL Token = iota
	EOF
	NEWLINE
	INDENT
	DEDENT
	IDENT
	INT
	FLOAT
	STRING
	COMMENT // only in interpolations, where "#json" is a format

	PLUS     // +
	MINUS    // -
	STAR     // *
	SLASH    // /
	PERCENT  // %
	STARSTAR // **
	SLASHSLASH
	AMP
	PIPE
	CARET
	TILDE
	LTLT
	GTGT
	EQ
	NE
	LT
	LE
	GT
	GE
	ASSIGN // =
	PLUS_EQ
	MINUS_EQ
	STAR_EQ
	SLASH_EQ
	PERCENT_EQ
	STARSTAR_EQ
	SLASHSLASH_EQ
	AMP_EQ
	PIPE_EQ
	CARET_EQ
	LTLT_EQ
	GTGT_EQ

	LPAREN
	RPAREN
	LBRACK
	RBRACK
	LBRACE
	RBRACE
	COMMA
	COLON
	DOT
	ELLIPSIS
	QUESTION
	AT
	ARROW
	BANG   // !
	DOLLAR // a $ that starts no identifier

	// Keywords.
	AS
	IMPORT
	RULE
	SCHEMA
	MIXIN
	PROTOCOL
	CHECK
	FOR
	ASSERT
	IF
	ELIF
	ELSE
	OR
	AND
	NOT
	IN
	IS
	LAMBDA
	ALL
	ANY
	FILTER
	MAP
	TYPE
	TRUE
	FALSE
	NONE
	UNDEFINED

	// Comparisons of two words; the scanner never returns them.
	NOT_IN
	IS_NOT
)

// keyword returns the token of an identifier: of its keyword, else IDENT.
func keyword(s string) Token {
	switch s {
	case "as":
		return AS
	case "import":
		return IMPORT
	case "rule":
		return RULE
	case "schema":
		return SCHEMA
	case "mixin":
		return MIXIN
	case "protocol":
		return PROTOCOL
	case "check":
		return CHECK
	case "for":
		return FOR
	case "assert":
		return ASSERT
	case "if":
		return IF
	case "elif":
		return ELIF
	case "else":
		return ELSE
	case "or":
		return OR
	case "and":
		return AND
	case "not":
		return NOT
	case "in":
		return IN
	case "is":
		return IS
	case "lambda":
		return LAMBDA
	case "all":
		return ALL
	case "any":
		return ANY
	case "filter":
		return FILTER
	case "map":
		return MAP
	case "type":
		return TYPE
	case "True":
		return TRUE
	case "False":
		return FALSE
	case "None":
		return NONE
	case "Undefined":
		return UNDEFINED
	}
	return IDENT
}

// isName tells whether the token may be a name: an identifier, or a
// keyword, since keywords are such only where the grammar looks for them.
func (t Token) isName() bool { return t == IDENT || AS <= t && t <= UNDEFINED }
