package syntax

// This file collects syntax errors and words them.

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// maxErrors is the number of syntax errors after which a file is given up.
// It is far more than a reader looks at, and keeps the time and size of a
// report on a file that is not KCL at all within bounds.
const maxErrors = 200

// A syntaxError is an error with the offset that it is shown at.
type syntaxError struct {
	pos  int32
	text string
}

// An errorList collects the errors of a file, each once.
type errorList struct {
	list   []syntaxError
	seen   map[syntaxError]bool
	closed bool // the file is given up: no more errors are added
}

// add appends an error unless it is there already.
func (l *errorList) add(pos int32, text string) {
	e := syntaxError{pos, text}
	if l.closed || l.seen[e] {
		return
	}
	if l.seen == nil {
		l.seen = map[syntaxError]bool{}
	}
	l.seen[e] = true
	l.list = append(l.list, e)
	if len(l.list) == maxErrors {
		l.close(pos, fmt.Sprintf("more than %d errors: giving up", maxErrors))
	}
}

// close appends a last error.
func (l *errorList) close(pos int32, text string) {
	l.closed = true
	l.list = append(l.list, syntaxError{pos, text})
}

// diagnostics returns the errors as diagnostics.
func (l *errorList) diagnostics(f *File) diag.List {
	var out diag.List
	for _, e := range l.list {
		m := f.Message(e.pos, e.text)
		// The reference shows no caret for an error in the first column.
		m.LineOnly = m.Col == 1
		out = append(out, &diag.Diagnostic{Kind: diag.InvalidSyntax, Messages: []diag.Message{m}})
	}
	return out
}

// Message returns a message about the byte offset off of the file.
func (f *File) Message(off int32, text string) diag.Message {
	p := f.Position(off)
	return diag.Message{
		File:   f.Name,
		Line:   p.Line,
		Col:    p.Col,
		Source: f.Line(p.Line),
		Text:   text,
	}
}

// errorAt reports an error at the token t.
func (p *parser) errorAt(t token, text string) {
	p.errs.add(t.pos, text)
	p.stopIfClosed()
}

// stopIfClosed skips the rest of the tokens if the file is given up.
func (p *parser) stopIfClosed() {
	if p.errs.closed {
		p.i = len(p.toks) - 1
		p.tok = p.toks[p.i]
	}
}

// unexpected reports a token that nothing can start with.
func (p *parser) unexpected(t token) {
	p.errorAt(t, "unexpected token '"+p.describe(t)+"'")
}

// expected reports that the current token is none of those that may stand
// here.
func (p *parser) expected(what ...string) {
	p.errorAt(p.tok, fmt.Sprintf(`expected one of ["%s"] got %s`, strings.Join(what, `", "`), p.describe(p.tok)))
}

// describe returns what a message calls a token: a literal by its value,
// others by their kind.
func (p *parser) describe(t token) string {
	switch {
	case t.kind == STRING:
		return p.stringValue(t)
	case t.flags&badNumber != 0:
		return "0"
	case t.kind == INT || t.kind == FLOAT:
		return p.src[t.pos:t.end]
	case t.kind.isName():
		return "identifier"
	}
	return t.kind.String()
}

// tokenText holds the names of tokens in messages.
var tokenText = [...]string{
	EOF: "eof", NEWLINE: "newline", INDENT: "indent", DEDENT: "dedent",
	IDENT: "identifier", INT: "integer", FLOAT: "float", STRING: "string",
	COMMENT: "inline_comment",
	PLUS:    "+", MINUS: "-", STAR: "*", SLASH: "/", PERCENT: "%",
	STARSTAR: "**", SLASHSLASH: "//", AMP: "&", PIPE: "|", CARET: "^",
	TILDE: "~", LTLT: "<<", GTGT: ">>",
	EQ: "==", NE: "!=", LT: "<", LE: "<=", GT: ">", GE: ">=",
	ASSIGN: "=", PLUS_EQ: "+=", MINUS_EQ: "-=", STAR_EQ: "*=",
	SLASH_EQ: "/=", PERCENT_EQ: "%=", STARSTAR_EQ: "**=",
	SLASHSLASH_EQ: "//=", AMP_EQ: "&=", PIPE_EQ: "|=", CARET_EQ: "^=",
	LTLT_EQ: "<<=", GTGT_EQ: ">>=",
	LPAREN: "(", RPAREN: ")", LBRACK: "[", RBRACK: "]", LBRACE: "{",
	RBRACE: "}", COMMA: ",", COLON: ":", DOT: ".", ELLIPSIS: "...",
	QUESTION: "?", AT: "@", ARROW: "->", BANG: "not", DOLLAR: "$",
	AS: "as", IMPORT: "import", RULE: "rule", SCHEMA: "schema",
	MIXIN: "mixin", PROTOCOL: "protocol", CHECK: "check", FOR: "for",
	ASSERT: "assert", IF: "if", ELIF: "elif", ELSE: "else", OR: "or",
	AND: "and", NOT: "not", IN: "in", IS: "is", LAMBDA: "lambda",
	ALL: "all", ANY: "any", FILTER: "filter", MAP: "map", TYPE: "type",
	TRUE: "True", FALSE: "False", NONE: "None", UNDEFINED: "Undefined",
	NOT_IN: "not in", IS_NOT: "is not",
}

// String returns the text of an operator or keyword, and the name of any
// other token.
func (t Token) String() string {
	if int(t) < len(tokenText) && tokenText[t] != "" {
		return tokenText[t]
	}
	return fmt.Sprintf("token(%d)", uint8(t))
}

// reportInvalidUTF8 reports the first byte of a text that is no UTF-8.
func reportInvalidUTF8(src string, errs *errorList) {
	for i, r := range src {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(src[i:]); n == 1 {
				errs.add(int32(i), "the source is not valid UTF-8: use the encoding UTF-8")
				return
			}
		}
	}
}
