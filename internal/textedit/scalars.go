package textedit

// This file verifies scalars and flow collections: see verify.go.

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// says reports whether a scalar that is written in a style and has a value is
// what n says. A scalar in quotes or a block is a string; the type of a plain
// one follows from its text.
func (v *verifier) says(n *yaml.Node, value string, style yaml.Style) bool {
	if n.Kind != yaml.ScalarNode || n.Style&yaml.TaggedStyle != 0 {
		return false
	}
	v.scalar.Value, v.scalar.Style, v.scalar.Tag = value, style, "!!str"
	if style == 0 && !isString(value) {
		v.scalar.Tag = ""
		v.scalar.Tag = v.scalar.ShortTag()
	}
	return yamlvalue.Equal(&v.scalar, n)
}

// isString reports whether a plain scalar is a string for certain: what begins
// with a letter and is no string has at most five of them, as in false (YAML
// 1.2.2 section 10.3.2).
func isString(plain string) bool {
	return len(plain) > len("false") && (plain[0]|0x20 >= 'a' && plain[0]|0x20 <= 'z')
}

// key reads a key and its colon. `<<` merges mappings, unless it has quotes.
func (v *verifier) key(n *yaml.Node, flow bool) bool {
	const longest = 1000
	start := v.p
	text, _, ok := v.readScalar(n.Value, flow, true)
	if !ok || v.at(v.p) != ':' || v.p-start > longest {
		return false
	}
	v.p++
	return n.Kind == yaml.ScalarNode && text == n.Value && text != "<<"
}

// scalarInLine reads a plain or quoted scalar.
func (v *verifier) scalarInLine(n *yaml.Node, flow bool) bool {
	text, style, ok := v.readScalar(n.Value, flow, false)
	return ok && v.says(n, text, style)
}

// readScalar reads a plain or quoted scalar of one line. The value that it is
// to have serves where it is written with escapes.
func (v *verifier) readScalar(want string, flow, key bool) (value string, style yaml.Style, ok bool) {
	switch v.at(v.p) {
	case '"':
		value, ok = v.doubleQuoted(want)
		return value, yaml.DoubleQuotedStyle, ok
	case '\'':
		value, ok = v.singleQuoted(want)
		return value, yaml.SingleQuotedStyle, ok
	}
	value, ok = v.plain(flow, key)
	return value, 0, ok
}

// plain reads a plain scalar (YAML 1.2.2 section 7.3.3), which ends with the
// line, before a blank and a comment, as a key before its colon, and in a
// flow collection before a comma or bracket.
func (v *verifier) plain(flow, key bool) (string, bool) {
	if !v.startsPlain(flow) {
		return "", false
	}
	start := v.p
	for ; ; v.p++ {
		c, next := v.at(v.p), v.at(v.p+1)
		switch {
		case c == '\t', c == ' ' && next == '\t':
			return "", false
		case c == '\n', c == ' ' && next == '#':
			return strings.TrimRight(v.text[start:v.p], " "), !flow && !key
		case c == ':' && (next == ' ' || next == '\n'):
			return v.text[start:v.p], key && v.text[v.p-1] != ' '
		case !flow:
		case c == ',' || c == ']' || c == '}':
			return strings.TrimRight(v.text[start:v.p], " "), !key
		case c == '?' || c == '[' || c == '{', c == ':' && strings.IndexByte(",[]{}", next) >= 0:
			return "", false
		}
	}
}

// startsPlain reports whether a plain scalar begins here, with a character
// that cannot begin anything else. Dashes and dots may begin a document
// marker.
func (v *verifier) startsPlain(flow bool) bool {
	c, next := v.at(v.p), v.at(v.p+1)
	if strings.IndexByte(" \t\n?:,[]{}#&*!|>'\"%@`", c) >= 0 {
		return false
	}
	if c == '-' && (next == ' ' || next == '\t' || next == '\n' || flow && strings.IndexByte("?:,[]{}", next) >= 0) {
		return false
	}
	rest := v.text[v.p:]
	return !strings.HasPrefix(rest, "---") && !strings.HasPrefix(rest, "...")
}

// doubleQuoted reads a scalar in double quotes; if it has escapes, those that
// JSON has too for quotes, backslashes, tabs and line ends, and only if its
// value is the one that is wanted.
func (v *verifier) doubleQuoted(want string) (string, bool) {
	v.p++
	start := v.p
	for ; ; v.p++ {
		switch v.at(v.p) {
		case '\t', '\n':
			return "", false
		case '\\':
			v.p = start
			return want, v.escaped(want)
		case '"':
			v.p++
			return v.text[start : v.p-1], true
		}
	}
}

// escaped reads the rest of a scalar in double quotes, whose value must be
// the one that is wanted.
func (v *verifier) escaped(want string) bool {
	for i := 0; ; i++ {
		c := v.at(v.p)
		v.p++
		switch c {
		case '\t', '\n':
			return false
		case '"':
			return i == len(want)
		case '\\':
			e := strings.IndexByte(`"\tn`, v.at(v.p))
			if e < 0 {
				return false
			}
			c = "\"\\\t\n"[e]
			v.p++
		}
		if i >= len(want) || want[i] != c {
			return false
		}
	}
}

// singleQuoted reads a scalar in single quotes; if it has some within, only
// if its value is the one that is wanted.
func (v *verifier) singleQuoted(want string) (string, bool) {
	v.p++
	start, twice := v.p, false
	for ; ; v.p++ {
		switch c := v.at(v.p); {
		case c == '\t' || c == '\n':
			return "", false
		case c != '\'':
		case v.at(v.p+1) == '\'':
			v.p++
			twice = true
		default:
			text := v.text[start:v.p]
			v.p++
			if twice {
				return want, strings.ReplaceAll(text, "''", "'") == want
			}
			return text, true
		}
	}
}

// literal reads a literal block scalar in a collection at column. Its header
// is `|` or `|-`, its first line has content and is indented deeper than the
// collection, empty lines in it are without blanks, and all lines have an end.
func (v *verifier) literal(n *yaml.Node, column int) bool {
	v.p++
	strip := v.at(v.p) == '-'
	if strip {
		v.p++
	}
	if v.at(v.p) != '\n' {
		return false
	}
	v.skipLine()
	v.skipBlanks()
	margin := v.p - v.line
	if c := v.at(v.p); margin <= column || c == '\n' || c == '\t' {
		return false
	}
	v.p = v.line
	if !v.literalLines(n.Value, margin, strip) {
		return false
	}
	v.nextLine()
	return v.says(n, n.Value, yaml.LiteralStyle)
}

// literalLines reads the lines of a literal block scalar that are indented by
// margin, and those that are empty, which must have the value that is wanted.
// It leaves the position at the beginning of a line.
func (v *verifier) literalLines(want string, margin int, strip bool) bool {
	breaks := 0 // since the last content
	for v.p < len(v.text) {
		v.skipBlanks()
		blanks := v.p - v.line
		if v.at(v.p) == '\n' {
			if blanks > 0 || v.p == len(v.text) {
				return false
			}
			v.skipLine()
			breaks++
			continue
		}
		if blanks < margin {
			v.p = v.line
			break
		}
		for ; breaks > 0; breaks-- {
			if want == "" || want[0] != '\n' {
				return false
			}
			want = want[1:]
		}
		start := v.line + margin
		v.skipLine()
		if v.text[v.p-1] != '\n' {
			return false
		}
		var ok bool
		if want, ok = strings.CutPrefix(want, v.text[start:v.p-1]); !ok {
			return false
		}
		breaks = 1
	}
	if strip {
		return want == ""
	}
	return want == "\n"
}

// flow reads a flow collection of one line.
func (v *verifier) flow(n *yaml.Node) bool {
	closing := byte(']')
	if v.at(v.p) == '{' {
		closing = '}'
	}
	if v.depth == deepest || n.Kind != yaml.MappingNode && n.Kind != yaml.SequenceNode || (n.Kind == yaml.MappingNode) != (closing == '}') {
		return false
	}
	v.depth++
	defer func() { v.depth-- }()
	v.p++
	v.skipBlanks()
	for i := 0; i < len(n.Content); i++ {
		if i > 0 {
			if v.at(v.p) != ',' {
				return false
			}
			v.p++
			v.skipBlanks()
		}
		if closing == '}' {
			if !v.flowKey(n.Content[i]) {
				return false
			}
			i++
		}
		if !v.flowNode(n.Content[i]) {
			return false
		}
		v.skipBlanks()
	}
	if v.at(v.p) != closing {
		return false
	}
	v.p++
	return true
}

// flowKey reads a key, its colon, and blanks, which may be absent behind a
// key in quotes.
func (v *verifier) flowKey(n *yaml.Node) bool {
	quoted := v.at(v.p) == '"'
	if !v.key(n, true) || !quoted && v.at(v.p) != ' ' {
		return false
	}
	v.skipBlanks()
	return true
}

func (v *verifier) flowNode(n *yaml.Node) bool {
	if c := v.at(v.p); c == '[' || c == '{' {
		return v.flow(n)
	}
	return v.scalarInLine(n, true)
}
