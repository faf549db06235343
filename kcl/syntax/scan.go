package syntax

// This file turns source text into tokens.

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// A token is one lexical unit. Its text is src[pos:end].
type token struct {
	kind  Token
	flags uint8
	pos   int32
	end   int32
	// aux depends on the kind:
	//	LBRACE      the index of the token that closes it, or 0
	//	DEDENT      the number of spaces that it is off by
	//	INT, FLOAT  the offset of the suffix, or end
	//	STRING      the index of its value in scanner.values, plus 1, where
	//	            the value is not the text between the quotes
	aux int32
}

// Flags of literals.
const (
	rawString    uint8 = 1 << iota // prefix r or R
	tripleQuoted                   // three quotes on each side
	unterminated                   // no closing quote
	badNumber                      // reported; its value is 0
)

// A scanner reads src[pos:end].
type scanner struct {
	src    string
	pos    int
	end    int
	errs   *errorList
	toks   []token
	values []string

	inString bool    // reading an interpolation: comments are tokens
	lineHead bool    // only blanks since the last newline
	indents  []level // the open levels of indentation
	opened   []int32 // the open brackets, as indices of toks
}

// scanFile returns the tokens of a file and the values of those strings
// whose text has escapes.
func scanFile(src string, errs *errorList) ([]token, []string) {
	toks, ok := tokenPool.Get().(*[]token)
	if !ok {
		t := make([]token, 0, len(src)/3+8)
		toks = &t
	}
	s := scanner{src: src, end: len(src), errs: errs, toks: (*toks)[:0]}
	return s.scan()
}

// tokenPool holds slices of tokens for scanFile.
var tokenPool sync.Pool

// releaseTokens lets scanFile use the slice again.
func releaseTokens(toks []token) { tokenPool.Put(&toks) }

// scanInterpolation returns the tokens of src[pos:end], which is in a
// string, and the values of strings in it.
func scanInterpolation(src string, pos, end int32, errs *errorList) ([]token, []string) {
	s := scanner{src: src, pos: int(pos), end: int(end), errs: errs, inString: true}
	return s.scan()
}

// scan reads the whole text. The last token is EOF.
func (s *scanner) scan() ([]token, []string) {
	s.indents = make([]level, 1, 8)
	for s.pos < s.end {
		if s.lineHead && !s.lineStart() {
			continue
		}
		s.scanToken()
	}
	s.finish()
	return s.toks, s.values
}

// finish closes what the end of the text closes.
func (s *scanner) finish() {
	last := EOF
	if n := len(s.toks); n > 0 {
		last = s.toks[n-1].kind
	}
	if !s.lineHead {
		s.emit(NEWLINE, s.end)
		last = NEWLINE
	}
	for range s.indents[1:] {
		s.emit(DEDENT, s.end)
		last = DEDENT
	}
	if last != NEWLINE && !s.inString {
		s.emit(NEWLINE, s.end)
	}
	s.emit(EOF, s.end)
}

// emit appends the token that ends at s.pos and starts at pos.
func (s *scanner) emit(kind Token, pos int) {
	s.toks = append(s.toks, token{kind: kind, pos: int32(pos), end: int32(s.pos)})
}

// accept emits a token of n bytes.
func (s *scanner) accept(kind Token, n int) {
	pos := s.pos
	s.pos += n
	s.emit(kind, pos)
}

// peek returns the byte n bytes ahead, and 0 after the end.
func (s *scanner) peek(n int) byte {
	if s.pos+n < s.end {
		return s.src[s.pos+n]
	}
	return 0
}

func (s *scanner) error(pos int, text string) { s.errs.add(int32(pos), text) }

// Classes of bytes.
const (
	other uint8 = iota
	blank
	letter // starts an identifier
	digit
	punct  // an operator or delimiter
	quote  // a string without a prefix
	multi  // part of a character of several bytes
	hash   // a comment
	eol    // a newline
	escape // a backslash
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
			t[c] = letter
		case '0' <= c && c <= '9':
			t[c] = digit
		case c >= utf8.RuneSelf:
			t[c] = multi
		}
	}
	for _, c := range " \t\r\v\f" {
		t[c] = blank
	}
	for _, c := range "+-*/%&|^~<>=!()[]{},:.?@$;" {
		t[c] = punct
	}
	t['\''], t['"'], t['#'], t['\n'], t['\\'] = quote, quote, hash, eol, escape
	return t
}()

// scanToken reads one token, or what stands between tokens.
func (s *scanner) scanToken() {
	c := s.src[s.pos]
	switch class[c] {
	case blank:
		s.pos++
	case letter:
		if (c == 'r' || c == 'R') && class[s.peek(1)] == quote {
			s.scanString(s.pos + 1)
			return
		}
		s.scanIdent(s.pos)
	case digit:
		s.scanNumber()
	case punct:
		s.scanPunct(c)
	case quote:
		s.scanString(s.pos)
	case multi:
		s.scanMulti()
	case hash:
		s.scanComment()
	case eol:
		s.accept(NEWLINE, 1)
		s.lineHead = true
	case escape:
		s.scanJoin()
	default:
		s.pos++
		s.error(s.pos-1, "unknown start of token")
	}
}

// scanComment reads a comment, without the newline that ends it.
func (s *scanner) scanComment() {
	pos := s.pos
	for s.pos < s.end && s.src[s.pos] != '\n' {
		s.pos++
	}
	if s.inString {
		s.emit(COMMENT, pos)
	}
}

// scanJoin reads a backslash, which joins its line with the next one.
func (s *scanner) scanJoin() {
	s.pos++
	switch {
	case s.pos == s.end:
	case s.src[s.pos] == '\n':
		s.pos++
	default:
		s.error(s.pos-1, "unexpected character after line continuation character")
	}
}

// scanIdent reads an identifier or a keyword that starts at pos; a '$'
// before it belongs to the token.
func (s *scanner) scanIdent(pos int) {
	s.pos = s.identEnd(s.pos)
	s.emit(keyword(s.src[pos:s.pos]), pos)
}

// identAt tells whether an identifier starts at offset i.
func (s *scanner) identAt(i int) bool {
	if i >= s.end {
		return false
	}
	switch class[s.src[i]] {
	case letter:
		return true
	case multi:
		r, _ := utf8.DecodeRuneInString(s.src[i:s.end])
		return isIdentStart(r)
	}
	return false
}

// identEnd returns the end of the identifier that contains offset i.
func (s *scanner) identEnd(i int) int {
	for i < s.end {
		switch class[s.src[i]] {
		case letter, digit:
			i++
			continue
		case multi:
			if r, n := utf8.DecodeRuneInString(s.src[i:s.end]); isIdentPart(r) {
				i += n
				continue
			}
		}
		return i
	}
	return i
}

// scanMulti reads what starts with a character outside ASCII.
func (s *scanner) scanMulti() {
	r, n := utf8.DecodeRuneInString(s.src[s.pos:s.end])
	if isIdentStart(r) {
		s.scanIdent(s.pos)
		return
	}
	pos := s.pos
	s.pos += n
	if isBlank(r) {
		return
	}
	for s.pos < s.end {
		r, n := utf8.DecodeRuneInString(s.src[s.pos:s.end])
		if r < utf8.RuneSelf || isIdentStart(r) || isBlank(r) {
			break
		}
		s.pos += n
	}
	s.error(pos, "unknown start of token")
}

// isBlank reports whether a character outside ASCII separates tokens: a
// line separator or a mark of writing direction.
func isBlank(r rune) bool {
	switch r {
	case '\u0085', '\u200e', '\u200f', '\u2028', '\u2029':
		return true
	}
	return false
}

func isIdentStart(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
}

func isIdentPart(r rune) bool {
	return isIdentStart(r) ||
		unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// scanPunct reads an operator or delimiter that starts with c.
func (s *scanner) scanPunct(c byte) {
	switch c {
	case '(':
		s.open(LPAREN)
	case '[':
		s.open(LBRACK)
	case '{':
		s.open(LBRACE)
	case ')':
		s.close(RPAREN, "error nesting on close paren")
	case ']':
		s.close(RBRACK, "mismatched closing delimiter")
	case '}':
		s.close(RBRACE, "error nesting on close brace")
	case '$':
		if s.identAt(s.pos + 1) {
			s.pos++
			s.scanIdent(s.pos - 1)
			return
		}
		s.accept(DOLLAR, 1)
	case ';':
		s.pos++
		s.error(s.pos-1, "the semicolon ';' here is unnecessary, please remove it")
	default:
		s.scanOperator(c)
	}
}

// open emits an opening bracket.
func (s *scanner) open(kind Token) {
	s.opened = append(s.opened, int32(len(s.toks)))
	s.accept(kind, 1)
}

// close emits a closing bracket. One that does not fit is reported, and
// read as the one that is due.
func (s *scanner) close(kind Token, mismatch string) {
	n := len(s.opened)
	if n == 0 {
		s.error(s.pos, mismatch)
		s.accept(kind, 1)
		return
	}
	open := &s.toks[s.opened[n-1]]
	s.opened = s.opened[:n-1]
	open.aux = int32(len(s.toks))
	if due := open.kind + (RPAREN - LPAREN); due != kind {
		s.error(s.pos, mismatch)
		kind = due
	}
	s.accept(kind, 1)
}

// operators holds, for the first byte of an operator, its kind alone, with
// '=' after it, doubled, and doubled with '=' after it.
var operators = [128]struct{ one, assign, two, twoAssign Token }{
	'+': {one: PLUS, assign: PLUS_EQ},
	'-': {one: MINUS, assign: MINUS_EQ},
	'*': {STAR, STAR_EQ, STARSTAR, STARSTAR_EQ},
	'/': {SLASH, SLASH_EQ, SLASHSLASH, SLASHSLASH_EQ},
	'%': {one: PERCENT, assign: PERCENT_EQ},
	'&': {one: AMP, assign: AMP_EQ},
	'|': {one: PIPE, assign: PIPE_EQ},
	'^': {one: CARET, assign: CARET_EQ},
	'~': {one: TILDE},
	'<': {LT, LE, LTLT, LTLT_EQ},
	'>': {GT, GE, GTGT, GTGT_EQ},
	'=': {one: ASSIGN, assign: EQ},
	'!': {one: BANG, assign: NE},
	',': {one: COMMA},
	':': {one: COLON},
	'.': {one: DOT},
	'?': {one: QUESTION},
	'@': {one: AT},
}

// scanOperator reads the longest operator that starts with c.
func (s *scanner) scanOperator(c byte) {
	op, next := &operators[c], s.peek(1)
	switch {
	case c == '-' && next == '>' && s.peek(2) != '=' && s.peek(2) != '>':
		s.accept(ARROW, 2)
	case c == '.' && next == '.' && s.peek(2) == '.':
		s.accept(ELLIPSIS, 3)
	case op.assign != ILLEGAL && next == '=':
		s.accept(op.assign, 2)
	case op.two != ILLEGAL && next == c && s.peek(2) == '=':
		s.accept(op.twoAssign, 3)
	case op.two != ILLEGAL && next == c:
		s.accept(op.two, 2)
	default:
		if c == '!' {
			s.error(s.pos, "invalid token '!', consider using 'not '")
		}
		s.accept(op.one, 1)
	}
}
