package textedit

// This file finds where nodes stand in the text. yaml/v3 says where a node
// begins; where it ends follows from its style and value.

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A locator knows the lines of a text. Offsets are in bytes; what cannot be
// found has the offset -1, as has all that depends on it.
type locator struct {
	text  []byte
	lines []int         // where each line begins
	ascii bool          // all characters are bytes
	marks map[int][]int // of long lines, where every markStep-th character begins
}

const (
	longLine = 512
	markStep = 64
)

// newLocator returns nil for a text with line breaks that only YAML 1.1
// knows (a lone CR, NEL, LS, PS): yaml/v3 counts them, editors do not.
func newLocator(text []byte) *locator {
	l := &locator{text: text, lines: make([]int, 1, 128)}
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		l.lines[0] = len("\uFEFF")
	}
	for i := 0; ; {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			break
		}
		i += j + 1
		l.lines = append(l.lines, i)
	}
	for i := bytes.IndexByte(text, '\r'); i >= 0; {
		if i+1 == len(text) || text[i+1] != '\n' {
			return nil
		}
		j := bytes.IndexByte(text[i+1:], '\r')
		if j < 0 {
			break
		}
		i += j + 1
	}
	l.ascii = !slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf })
	if l.ascii {
		return l
	}
	if bytes.Contains(text, []byte("\u0085")) || bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029")) {
		return nil
	}
	return l
}

// at is the byte at offset p, 0 outside of the text.
func (l *locator) at(p int) byte {
	if p < 0 || p >= len(l.text) {
		return 0
	}
	return l.text[p]
}

// between is the text from p to q, and nothing where there is none.
func (l *locator) between(p, q int) []byte {
	if p < 0 || q < p || q > len(l.text) {
		return nil
	}
	return l.text[p:q]
}

// start is where n begins: with its anchor or tag, if it has one.
func (l *locator) start(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(l.lines) || n.Column < 1 {
		return -1
	}
	p := l.lines[n.Line-1]
	if l.ascii {
		p += n.Column - 1
	} else {
		p = l.character(n.Line-1, n.Column-1)
	}
	if p > len(l.text) {
		return -1
	}
	return p
}

// character is where the character after so many others begins in a line, or
// behind the text.
func (l *locator) character(line, i int) int {
	p := l.lines[line]
	if end := l.nextLine(p); end-p > longLine {
		marks := l.marks[line]
		if marks == nil {
			for n := 0; p < end; n++ {
				if n%markStep == 0 {
					marks = append(marks, p)
				}
				_, size := utf8.DecodeRune(l.text[p:])
				p += size
			}
			if l.marks == nil {
				l.marks = map[int][]int{}
			}
			l.marks[line] = marks
		}
		k := min(i/markStep, len(marks)-1)
		p, i = marks[k], i-k*markStep
	}
	for ; i > 0 && p < len(l.text); i-- {
		_, size := utf8.DecodeRune(l.text[p:])
		p += size
	}
	return p + i
}

// lineOf is the index of the line of p.
func (l *locator) lineOf(p int) int {
	i, found := slices.BinarySearch(l.lines, p)
	if found {
		return i
	}
	return max(i-1, 0)
}

// column is the number of bytes that stand before p in its line.
func (l *locator) column(p int) int { return p - l.lineStart(p) }

func (l *locator) lineStart(p int) int { return l.lines[l.lineOf(p)] }

// lineEnd is the offset of the line end behind p, or the end of the text.
func (l *locator) lineEnd(p int) int {
	end := l.nextLine(p)
	if end > p && l.at(end-1) == '\n' {
		end--
	}
	if end > p && end < len(l.text) && l.text[end-1] == '\r' {
		end--
	}
	return end
}

// nextLine is where the line after that of p begins, or the end of the text.
func (l *locator) nextLine(p int) int {
	if i := l.lineOf(p) + 1; i < len(l.lines) {
		return l.lines[i]
	}
	return len(l.text)
}

// indent is the number of blanks at p.
func (l *locator) indent(p int) int {
	n := 0
	for l.at(p+n) == ' ' {
		n++
	}
	return n
}

// blank reports whether nothing but white space stands in the line from p.
func (l *locator) blank(p int) bool {
	return len(bytes.TrimSpace(l.between(p, l.lineEnd(p)))) == 0
}

// firstInLine reports whether nothing but blanks stands before p in its line.
func (l *locator) firstInLine(p int) bool {
	return l.skipBlanks(l.lineStart(p)) >= p
}

// skip passes white space, line breaks and comments.
func (l *locator) skip(p int) int {
	for p < len(l.text) {
		switch l.text[p] {
		case ' ', '\t', '\r', '\n':
			p++
		case '#':
			p = l.lineEnd(p)
		default:
			return p
		}
	}
	return p
}

// content is where n begins behind its anchor and tag.
func (l *locator) content(n *yaml.Node) int {
	p := l.start(n)
	if p < 0 {
		return -1
	}
	for l.at(p) == '&' || l.at(p) == '!' {
		for p < len(l.text) && strings.IndexByte(" \t\r\n,[]{}", l.text[p]) < 0 {
			p++
		}
		if isEmpty(n) {
			if q := l.skipBlanks(p); l.at(q) == '&' || l.at(q) == '!' {
				p = q
				continue
			}
			return p
		}
		p = l.skip(p)
	}
	return p
}

// skipBlanks passes blanks and tabs.
func (l *locator) skipBlanks(p int) int {
	for l.at(p) == ' ' || l.at(p) == '\t' {
		p++
	}
	return p
}

// isEmpty reports whether n is a scalar without any text.
func isEmpty(n *yaml.Node) bool {
	const styled = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&styled == 0
}

// end is where n ends: behind its last character, before any blanks, comment
// and line end that follow.
func (l *locator) end(n *yaml.Node) int {
	switch n.Kind {
	case yaml.ScalarNode:
		return l.scalarEnd(n)
	case yaml.AliasNode:
		if p := l.start(n); l.at(p) == '*' && p+1+len(n.Value) <= len(l.text) {
			return p + 1 + len(n.Value)
		}
		return -1
	}
	if n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0 {
		return l.end(n.Content[len(n.Content)-1])
	}
	return l.flowEnd(n)
}

func (l *locator) flowEnd(n *yaml.Node) int {
	p := l.content(n)
	open := l.at(p)
	if open != '[' && open != '{' {
		if len(n.Content) == 2 { // the pair in [a: b]
			return l.end(n.Content[1])
		}
		return -1
	}
	p++
	if len(n.Content) > 0 {
		last := n.Content[len(n.Content)-1]
		if p = l.end(last); isEmpty(last) && n.Kind == yaml.MappingNode {
			p = max(p, l.end(n.Content[len(n.Content)-2]))
		}
		if p < 0 {
			return -1
		}
	}
	p = l.skip(p)
	for l.at(p) == ':' || l.at(p) == ',' { // of {a: }, and a last comma
		p = l.skip(p + 1)
	}
	if c := l.at(p); open == '[' && c != ']' || open == '{' && c != '}' {
		return -1
	}
	return p + 1
}

func (l *locator) scalarEnd(n *yaml.Node) int {
	p := l.content(n)
	if p < 0 || isEmpty(n) {
		return p
	}
	switch c := l.at(p); {
	case n.Style&yaml.DoubleQuotedStyle != 0 && c == '"':
		for p++; p < len(l.text); p++ {
			switch l.text[p] {
			case '\\':
				p++
			case '"':
				return p + 1
			}
		}
	case n.Style&yaml.SingleQuotedStyle != 0 && c == '\'':
		for p++; p < len(l.text); p++ {
			if l.text[p] != '\'' {
				continue
			}
			if l.at(p+1) != '\'' {
				return p + 1
			}
			p++
		}
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 && (c == '|' || c == '>'):
		return l.blockEnd(p)
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0:
		return l.plainEnd(p, n.Value)
	}
	return -1
}

// plainEnd finds the end of a plain scalar by its value, in which line breaks
// and the blanks about them are folded.
func (l *locator) plainEnd(p int, value string) int {
	const space = " \t\n"
	for i := 0; i < len(value); {
		if strings.IndexByte(space, value[i]) < 0 {
			if l.at(p) != value[i] {
				return -1
			}
			i, p = i+1, p+1
			continue
		}
		for i < len(value) && strings.IndexByte(space, value[i]) >= 0 {
			i++
		}
		for c := l.at(p); c == ' ' || c == '\t' || c == '\r' || c == '\n'; c = l.at(p) {
			p++
		}
	}
	return p
}

// blockEnd finds the end of the block scalar whose header is at p: that of
// its last line with content; with the chomping indicator `+`, of its last.
func (l *locator) blockEnd(p int) int {
	header := string(l.between(p, l.lineEnd(p)))
	if i := strings.IndexByte(header, ' '); i >= 0 {
		header = header[:i]
	}
	keep := strings.Contains(header, "+")
	depth, parent := -1, l.blockParent(p)
	if i := strings.IndexAny(header, "123456789"); i >= 0 {
		depth = max(parent, 0) + int(header[i]-'0')
	}
	end := p + len(header)
	for q := l.nextLine(p); q < len(l.text); q = l.nextLine(q) {
		n, eol := l.indent(q), l.lineEnd(q)
		if q+n == eol { // nothing but blanks
			if keep || depth >= 0 && n > depth {
				end = eol
			}
			continue
		}
		if depth < 0 && n > parent {
			depth = n
		}
		if depth < 0 || n < depth {
			break
		}
		end = eol
	}
	return end
}

// blockParent is the indentation of the collection in which the block scalar
// at p stands, to which its own content must be indented; -1 at the root.
func (l *locator) blockParent(p int) int {
	q := l.lineStart(p)
	parent := -1
	for {
		n := l.indent(q)
		q += n
		if q >= p {
			return parent
		}
		parent = l.column(q)
		if l.at(q) != '-' || l.at(q+1) != ' ' {
			return parent
		}
		q++
	}
}
