package syntax

// This file parses strings, and the expressions that are interpolated in
// them.

import "strings"

// stringValue returns the value of a string token before dedentation.
func (p *parser) stringValue(t token) string {
	if t.aux > 0 {
		return p.values[t.aux-1]
	}
	pos, end := textRange(&t)
	return p.src[pos:end]
}

// plainString returns a string token as a literal, whatever it holds.
func (p *parser) plainString(t token) *StringLit {
	value := p.stringValue(t)
	if t.flags&tripleQuoted != 0 {
		value = dedent(value)
	}
	return p.strings.new(StringLit{Span{t.pos, t.end}, value, p.src[t.pos:t.end]})
}

// parseString parses a string. It is a *JoinedString if it has "${" in it
// and is not raw, else a *StringLit.
func (p *parser) parseString() Expr {
	t := p.tok
	lit := p.plainString(t)
	p.next()
	if t.flags&rawString != 0 || !strings.Contains(lit.Value, "${") {
		return lit
	}
	return p.parseJoined(t, lit)
}

// parseJoined splits a string at its interpolations. An interpolation ends
// at the first "}" after it, so there are no braces in it. Positions come
// from the text of the literal, and what stands between interpolations
// from its value, in which escapes are evaluated and lines dedented. In
// both, the interpolations are the same in number and order.
func (p *parser) parseJoined(t token, lit *StringLit) Expr {
	x := &JoinedString{Span: lit.Span, Raw: lit.Raw}
	pos, end := textRange(&t)
	value := lit.Value
	for pos < end && value != "" {
		text := p.src[pos:end]
		i, k := strings.Index(text, "${"), strings.Index(value, "${")
		if i < 0 || k < 0 {
			break
		}
		n, m := strings.IndexByte(text[i:], '}'), strings.IndexByte(value[k:], '}')
		if n < 0 || m < 0 {
			p.errorAt(p.tok, "invalid joined string")
			break
		}
		start := pos + int32(i)
		pos = start + int32(n) + 1
		if i > 0 && text[i-1] == '\\' {
			part := strings.ReplaceAll(value[:k+m+1], `\$`, "$")
			x.add(p.src, part, pos-int32(i+n+1), pos)
		} else {
			x.add(p.src, value[:k], start-int32(i), start)
			x.Parts = append(x.Parts, p.parseInterpolation(start, pos))
		}
		value = value[k+m+1:]
	}
	x.add(p.src, value, pos, end)
	return x
}

// add appends a part without interpolation, unless it is empty.
func (x *JoinedString) add(src, value string, pos, end int32) {
	if value != "" {
		x.Parts = append(x.Parts, &StringLit{Span{pos, end}, value, src[pos:end]})
	}
}

// parseInterpolation parses
//
//	interpolation = "${" expr [":" COMMENT] "}"
//
// at src[pos:end]. Its tokens are scanned apart; a format, which starts
// with '#', is a comment to the scanner.
func (p *parser) parseInterpolation(pos, end int32) Expr {
	x := &Interpolation{Span: Span{pos, end}}
	outer := p.stream
	lo, hi := pos+2, end-1
	if lo == hi {
		p.errs.add(pos, "invalid string interpolation expression: ''")
	}
	toks, values := scanInterpolation(p.src, lo, hi, p.errs)
	p.stream = newStream(toks, values, lo)
	x.X = p.parseExpr()
	if p.accept(COLON) {
		if p.tok.kind == COMMENT {
			x.Format = format(p.src[p.tok.pos+1 : p.tok.end])
		} else {
			p.errorAt(p.tok, "invalid joined string spec without #")
		}
		p.next()
	}
	p.skipNewlines()
	if lo < hi && p.i+1 < len(p.toks) {
		p.errs.add(lo, "invalid string interpolation expression: '"+p.src[lo:hi]+"'")
	}
	p.stream = outer
	p.stopIfClosed()
	return x
}

// format returns the name of a format in lower case if it is a known one,
// else as it is written.
func format(name string) string {
	switch lower := strings.ToLower(name); lower {
	case "json", "yaml":
		return lower
	}
	return name
}
