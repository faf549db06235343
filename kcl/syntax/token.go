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
