package syntax

// This file drives the parser: its state, and how it moves through tokens.

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// A parser reads a file.
type parser struct {
	src  string
	errs *errorList
	stream
	slabs

	depth  int32 // levels of nesting around the current token
	height int32 // levels within what was read on this level
}

// A stream is the tokens of a file, or of one interpolation in it, and the
// place in them that the parser has come to.
type stream struct {
	toks   []token
	values []string // see token.aux
	i      int      // index of tok
	tok    token    // the current token
	last   int32    // where the last token ended that is part of a node
}

// newStream returns the tokens from the first on; what was read before
// them ended at offset last.
func newStream(toks []token, values []string, last int32) stream {
	return stream{toks, values, 0, toks[0], last}
}

// Parse reads a KCL file. It always returns a Module; where the text has
// errors, they are all reported, in order, and the Module holds what could
// be read. The name is the one that diagnostics show.
func Parse(name, src string) (*Module, diag.List) {
	p, f := newParser(name, src)
	m := &Module{File: f}
	m.Doc = p.parseDoc()
	m.Body = p.parseBody()
	releaseTokens(p.toks)
	return m, p.errs.diagnostics(f)
}

// ParseExpr reads a text that is one expression, such as a path. It always
// returns an expression, and reports errors as Parse does.
func ParseExpr(name, src string) (Expr, diag.List) {
	p, f := newParser(name, src)
	x := p.parseExpr()
	p.skipNewlines()
	if p.tok.kind != EOF {
		p.unexpected(p.tok)
	}
	releaseTokens(p.toks)
	return x, p.errs.diagnostics(f)
}

// newParser prepares a text for parsing. Its lines end in "\n", and it has
// no byte order mark, in the File that is returned.
func newParser(name, src string) (*parser, *File) {
	p := &parser{errs: &errorList{}}
	if len(src) > math.MaxInt32 {
		src = ""
		p.errs.close(0, "the source is too large: more than 2 GiB")
	}
	src = strings.TrimPrefix(src, "\ufeff")
	src = strings.ReplaceAll(src, "\r\n", "\n")
	if !utf8.ValidString(src) {
		reportInvalidUTF8(src, p.errs)
	}
	p.src = src
	toks, values := scanFile(src, p.errs)
	p.stream = newStream(toks, values, 0)
	return p, NewFile(name, src)
}

// next moves to the next token. EOF is followed by itself. Newlines and
// changes of indentation are not part of nodes.
func (p *parser) next() {
	if k := p.tok.kind; k > DEDENT {
		p.last = p.tok.end
	}
	if p.i+1 < len(p.toks) {
		p.i++
		p.tok = p.toks[p.i]
	}
}

// peek returns the kind of the token n places ahead.
func (p *parser) peek(n int) Token {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n].kind
	}
	return EOF
}

// accept moves past the current token if it is a kind.
func (p *parser) accept(kind Token) bool {
	if p.tok.kind != kind {
		return false
	}
	p.next()
	return true
}

// expect moves past the current token, and reports it if it is not a kind.
func (p *parser) expect(kind Token) {
	if p.tok.kind != kind {
		p.expected(kind.String())
	}
	p.next()
}

// want moves past the current token if it is a kind, and else reports it
// and stays. Where the grammar has expect and where want is what the
// recovery of the reference does, and decides which errors follow.
func (p *parser) want(kind Token) {
	if !p.accept(kind) {
		p.expected(kind.String())
	}
}

// skipNewlines moves past newlines.
func (p *parser) skipNewlines() {
	for p.tok.kind == NEWLINE {
		p.next()
	}
}

// skipIndentation moves past changes of indentation, which mean nothing
// between brackets.
func (p *parser) skipIndentation() {
	for p.tok.kind == INDENT {
		p.next()
	}
	for p.tok.kind == DEDENT {
		p.next()
	}
}

// atDedent tells whether a block ends at the current token. A DEDENT to a
// column that no block has is reported and skipped.
func (p *parser) atDedent() bool {
	p.checkDedent()
	return p.tok.kind == DEDENT && p.tok.aux == 0
}

// checkDedent reports and skips a DEDENT to a column that no block has.
func (p *parser) checkDedent() {
	if p.tok.kind != DEDENT || p.tok.aux == 0 {
		return
	}
	unit := "spaces"
	if p.tok.aux == 1 {
		unit = "space"
	}
	p.errorAt(p.tok, fmt.Sprintf("invalid indentation with %d %s, try to align indents by adding or removing spaces", p.tok.aux, unit))
	p.next()
}

// progress ends one turn of a loop that began at token index from. If the
// turn read nothing, the current token is reported and skipped.
func (p *parser) progress(from int) {
	if p.i == from {
		p.errorAt(p.tok, "expected expression, got "+p.describe(p.tok))
		p.next()
	}
}

// span returns the Span from offset pos to the last token read. It is
// empty, but part of the node around it, if no token was read.
func (p *parser) span(pos int32) Span {
	p.last = max(p.last, pos)
	return Span{pos, p.last}
}

// here returns an empty Span at the current token.
func (p *parser) here() Span {
	p.last = max(p.last, p.tok.pos)
	return Span{p.tok.pos, p.tok.pos}
}

// missing returns what stands for an expression that is not there.
func (p *parser) missing() Expr { return &BadExpr{p.here()} }
