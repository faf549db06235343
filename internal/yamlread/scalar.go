package yamlread

// This file reads scalars and flow collections.

import (
	"math"
	"strings"

	"go.yaml.in/yaml/v3"
)

// key reads a key and its colon.
func (r *reader) key(flow bool) *yaml.Node {
	start := r.p
	n := r.scalar(flow, math.MaxInt)
	if n == nil || !r.isKey(n, start) {
		return nil
	}
	return n
}

// isKey reports whether the scalar n that was just read from start on is a key,
// and passes the colon.
func (r *reader) isKey(n *yaml.Node, start int) bool {
	const longest = 1000
	if r.at(r.p) != ':' || r.p-start > longest || n.Style == 0 && r.text[r.p-1] == ' ' {
		return false
	}
	r.p++
	return true
}

// scalar reads a plain or quoted scalar of one line, or a plain one that goes on
// in lines that are indented deeper than column. A plain `<<` merges mappings.
func (r *reader) scalar(flow bool, column int) *yaml.Node {
	n := r.node(yaml.ScalarNode, "!!str")
	ok := false
	switch r.at(r.p) {
	case '"':
		n.Style = yaml.DoubleQuotedStyle
		n.Value, ok = r.doubleQuoted()
	case '\'':
		n.Style = yaml.SingleQuotedStyle
		n.Value, ok = r.singleQuoted()
	default:
		if n.Value, ok = r.plain(flow); ok && !flow && r.at(r.p) == '\n' {
			n.Value, ok = r.continued(n.Value, column)
		}
		switch {
		case isString(n.Value):
		case isInteger(n.Value):
			n.Tag = "!!int"
		default:
			n.Tag = ""
			n.Tag = n.ShortTag()
		}
	}
	if !ok || n.Style == 0 && n.Value == "<<" {
		return nil
	}
	return n
}

// isString reports whether a plain scalar is a string for certain: of what
// begins with a letter, only booleans and nulls are none; what begins with a
// digit or sign and is none is a number or a time, and has no letter but those
// of hexadecimal digits, and O, T, X, Z (YAML 1.2.2 section 10.3.2).
func isString(plain string) bool {
	if plain == "" {
		return false
	}
	switch c := plain[0]; {
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		switch plain {
		case "true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL":
			return false
		}
		return true
	case c == '-' || c == '+' || c >= '0' && c <= '9':
		for i := 1; i < len(plain); i++ {
			if c := plain[i] | 0x20; c > 'f' && c <= 'z' && c != 'o' && c != 't' && c != 'x' {
				return c != 'z'
			}
		}
	}
	return false
}

// isInteger reports whether a plain scalar is an integer as one writes it.
func isInteger(plain string) bool {
	const surely = 18 // digits fit
	for i := range len(plain) {
		if plain[i] < '0' || plain[i] > '9' {
			return false
		}
	}
	return plain != "" && len(plain) <= surely && (plain[0] != '0' || len(plain) == 1)
}

// plain reads a plain scalar (YAML 1.2.2 section 7.3.3). It ends with the
// line, before a blank and a comment, before a colon that makes it a key, and
// in a flow collection before a comma or bracket.
func (r *reader) plain(flow bool) (string, bool) {
	if !r.startsPlain(flow) {
		return "", false
	}
	return r.plainLine(flow)
}

// plainLine reads what a line has of a plain scalar.
func (r *reader) plainLine(flow bool) (string, bool) {
	start := r.p
	for ; ; r.p++ {
		c := r.at(r.p)
		if c > ':' && !flow {
			continue
		}
		switch c {
		case '\t':
			return "", false
		case '\n':
			return strings.TrimRight(r.text[start:r.p], " "), !flow
		case ' ':
			if next := r.at(r.p + 1); next == '#' {
				return strings.TrimRight(r.text[start:r.p], " "), !flow
			}
		case ':':
			next := r.at(r.p + 1)
			if next == ' ' || next == '\n' {
				return r.text[start:r.p], true
			}
			if flow && strings.IndexByte(",[]{}", next) >= 0 {
				return "", false
			}
		case ',', ']', '}':
			if flow {
				return strings.TrimRight(r.text[start:r.p], " "), true
			}
		case '?', '[', '{':
			if flow {
				return "", false
			}
		}
	}
}

// continued reads the rest of a plain scalar at the end of a line: the lines
// that follow, as far as they are indented deeper than column and are no
// comments. A line break is folded into a blank, unless empty lines follow
// (section 6.5).
func (r *reader) continued(value string, column int) (string, bool) {
	var folded []byte
	for r.at(r.p) == '\n' {
		line, breaks := r.p+1, 0
		p := line
		for ; p < len(r.text) && (r.text[p] == ' ' || r.text[p] == '\n'); p++ {
			if r.text[p] == '\n' {
				line, breaks = p+1, breaks+1
			}
		}
		if p >= len(r.text) || p-line <= column || r.text[p] == '#' {
			break
		}
		if folded == nil {
			folded = []byte(value)
		}
		if breaks == 0 {
			folded = append(folded, ' ')
		}
		for range breaks {
			folded = append(folded, '\n')
		}
		r.p, r.line, r.row = p, line, r.row+1+breaks
		text, ok := r.plainLine(false)
		if !ok || r.at(r.p) == ':' {
			return "", false
		}
		folded = append(folded, text...)
	}
	if folded == nil {
		return value, true
	}
	return string(folded), true
}

// startsPlain reports whether a plain scalar begins here, with a character
// that cannot begin anything else. Dashes and dots may begin a document
// marker.
func (r *reader) startsPlain(flow bool) bool {
	c, next := r.at(r.p), r.at(r.p+1)
	if strings.IndexByte(" \t\n?:,[]{}#&*!|>'\"%@`", c) >= 0 {
		return false
	}
	if c == '-' && (next == ' ' || next == '\t' || next == '\n' || flow && strings.IndexByte("?:,[]{}", next) >= 0) {
		return false
	}
	rest := r.text[r.p:]
	return !strings.HasPrefix(rest, "---") && !strings.HasPrefix(rest, "...")
}

// doubleQuoted reads a scalar in double quotes (section 7.3.1).
func (r *reader) doubleQuoted() (string, bool) {
	r.p++
	start := r.p
	for ; ; r.p++ {
		switch r.at(r.p) {
		case '\t', '\n':
			return "", false
		case '\\':
			return r.escaped(start)
		case '"':
			r.p++
			return r.text[start : r.p-1], true
		}
	}
}

// escaped reads the rest of a scalar in double quotes that begins at start and
// has escapes, those for quotes, backslashes, tabs and line ends.
func (r *reader) escaped(start int) (string, bool) {
	value := []byte(r.text[start:r.p])
	for ; ; r.p++ {
		c := r.at(r.p)
		switch c {
		case '\t', '\n':
			return "", false
		case '"':
			r.p++
			return string(value), true
		case '\\':
			r.p++
			e := strings.IndexByte(`"\tnr`, r.at(r.p))
			if e < 0 {
				return "", false
			}
			c = "\"\\\t\n\r"[e]
		}
		value = append(value, c)
	}
}

// singleQuoted reads a scalar in single quotes (section 7.3.2).
func (r *reader) singleQuoted() (string, bool) {
	r.p++
	start, twice := r.p, false
	for ; ; r.p++ {
		switch c := r.at(r.p); {
		case c == '\t' || c == '\n':
			return "", false
		case c != '\'':
		case r.at(r.p+1) == '\'':
			r.p++
			twice = true
		default:
			value := r.text[start:r.p]
			r.p++
			if twice {
				value = strings.ReplaceAll(value, "''", "'")
			}
			return value, true
		}
	}
}

// literal reads a literal block scalar in a collection at column (section
// 8.1.2). Its header is `|` or `|-`, its first line has content and is
// indented deeper than the collection, empty lines in it are without blanks,
// and all lines have an end.
func (r *reader) literal(column int) *yaml.Node {
	n := r.node(yaml.ScalarNode, "!!str")
	n.Style = yaml.LiteralStyle
	r.p++
	strip := r.at(r.p) == '-'
	if strip {
		r.p++
	}
	if r.at(r.p) != '\n' {
		return nil
	}
	r.skipLine()
	r.skipBlanks()
	margin, start := r.p-r.line, r.p
	if c := r.at(r.p); margin <= column || c == '\n' || c == '\t' {
		return nil
	}
	end := r.literalEnd(margin)
	if end < 0 {
		return nil
	}
	if strip {
		end--
	}
	n.Value = dedented(r.text[start:end], margin)
	if !r.nextLine() {
		return nil
	}
	return n
}

// literalEnd is where the lines of a literal block scalar end, which are
// indented by margin or empty, the last one not empty. The position goes to
// the line behind those that are empty.
func (r *reader) literalEnd(margin int) int {
	end := -1
	for r.p < len(r.text) {
		r.p = r.line
		r.skipBlanks()
		switch blanks := r.p - r.line; {
		case r.at(r.p) == '\n':
			if blanks > 0 || r.p == len(r.text) {
				return -1
			}
			r.skipLine()
		case blanks < margin:
			r.p = r.line
			return end
		default:
			if r.skipLine(); r.text[r.p-1] != '\n' {
				return -1
			}
			end = r.p
		}
	}
	return end
}

// flow reads a flow collection of one line.
func (r *reader) flow() *yaml.Node {
	if r.depth++; r.depth > deepest {
		return nil
	}
	n, closing := r.node(yaml.SequenceNode, "!!seq"), byte(']')
	if r.at(r.p) == '{' {
		n.Kind, n.Tag, closing = yaml.MappingNode, "!!map", '}'
	}
	n.Style = yaml.FlowStyle
	mark := len(r.open)
	r.p++
	r.skipBlanks()
	for r.at(r.p) != closing {
		if len(r.open) > mark {
			if r.at(r.p) != ',' {
				return nil
			}
			r.p++
			r.skipBlanks()
		}
		if closing == '}' && !r.flowKey() {
			return nil
		}
		value := r.flowNode()
		if value == nil {
			return nil
		}
		r.open = append(r.open, value)
		r.skipBlanks()
	}
	r.p++
	return r.close(n, mark)
}

// flowKey reads a key, its colon, and blanks, which may be absent behind a
// key in quotes.
func (r *reader) flowKey() bool {
	key := r.key(true)
	if key == nil || key.Style != yaml.DoubleQuotedStyle && r.at(r.p) != ' ' {
		return false
	}
	r.open = append(r.open, key)
	r.skipBlanks()
	return true
}

// flowNode reads a value in a flow collection.
func (r *reader) flowNode() *yaml.Node {
	if c := r.at(r.p); c == '[' || c == '{' {
		return r.flow()
	}
	n := r.scalar(true, math.MaxInt)
	if n == nil || r.at(r.p) == ':' { // the key of a pair in a sequence
		return nil
	}
	return n
}
