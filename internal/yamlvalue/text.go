package yamlvalue

// This file decides how strings are written, and writes scalars.

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Surroundings tell where a scalar is written.
type Surroundings uint8

const (
	Block Surroundings = iota // in block collections
	Flow                      // within [] or {}
	JSON                      // within [] or {} of a JSON text
)

// AppendScalar appends the text of the scalar n, on one line, to dst. A
// string keeps its quotes, gets some where it needs them, and loses a block
// style; other scalars keep their text.
func AppendScalar(dst []byte, n *yaml.Node, in Surroundings) []byte {
	if n.Style&yaml.TaggedStyle != 0 {
		dst = append(append(dst, n.Tag...), ' ')
		return appendQuoted(dst, n.Value)
	}
	if in == JSON {
		if c, err := ToNode(scalarValue(n)); err == nil {
			n = c
		}
	}
	if !isText(n) {
		if n.Value == "" {
			return append(dst, "null"...)
		}
		return append(dst, n.Value...)
	}
	switch {
	case in == JSON || n.Style&yaml.DoubleQuotedStyle != 0:
		return appendQuoted(dst, n.Value)
	case n.Style&yaml.SingleQuotedStyle != 0 && singleQuotable(n.Value):
		return appendSingleQuoted(dst, n.Value)
	case plainText(n.Value) && (in == Block || !strings.ContainsAny(n.Value, ",[]{}:?")):
		return append(dst, n.Value...)
	case singleQuotable(n.Value) && strings.ContainsAny(n.Value, `"\`) && !strings.Contains(n.Value, "'"):
		return appendSingleQuoted(dst, n.Value)
	}
	return appendQuoted(dst, n.Value)
}

// isText reports whether the scalar n is a string that may be written in
// any style. A plain `yes` that was read is none: it is a boolean.
func isText(n *yaml.Node) bool {
	if n.ShortTag() != strTag {
		return false
	}
	_, ok := boolean(n.Value)
	return !ok || n.Style&notPlain != 0
}

// textStyle is the style in which the string s is written in a block
// collection: plain where that is safe, a literal block where s has several
// lines and that is exact, quotes otherwise.
func textStyle(s string) yaml.Style {
	switch {
	case plainText(s):
		return 0
	case LiteralText(s):
		return yaml.LiteralStyle
	case strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") && singleQuotable(s):
		return yaml.SingleQuotedStyle
	}
	return yaml.DoubleQuotedStyle
}

// LiteralText reports whether a literal block scalar says s exactly, wherever
// it stands: s has several lines, does not begin with a blank, does not end
// with empty lines, to which those that follow would be added, and is made of
// characters that stand for themselves.
func LiteralText(s string) bool {
	i := strings.IndexByte(s, '\n')
	if i <= 0 || s[0] == ' ' || s[0] == '\t' || strings.HasSuffix(s, "\n\n") {
		return false
	}
	for _, r := range s {
		if r != '\n' && r != '\t' && !printable(r) {
			return false
		}
	}
	return true
}

// printable reports whether r may stand unescaped within a line
// (YAML 1.2 section 5.1, less the line breaks of YAML 1.1).
func printable(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == utf8.RuneError:
		return false
	case r >= 0xd800 && r < 0xe000, r == 0xfffe, r == 0xffff:
		return false
	}
	return true
}

// plainText reports whether the string s, written as it is in a block
// collection, is read as this string by readers of YAML 1.1 and 1.2, as a
// value and as a key.
func plainText(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		if !printable(r) {
			return false
		}
	}
	if strings.IndexByte("?:,[]{}#&*!|>'\"%@` ", s[0]) >= 0 || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	if s[0] == '-' && (len(s) == 1 || s[1] == ' ' || strings.HasPrefix(s, "---")) || strings.HasPrefix(s, "...") {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return false
	}
	return !otherwiseRead(s)
}

// otherwiseRead reports whether some reader takes the plain text s for
// something else than a string: null, a boolean, a number, a date, or one of
// the special keys of YAML 1.1.
func otherwiseRead(s string) bool {
	switch strings.ToLower(s) {
	case "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<":
		return true
	case ".inf", "+.inf", "-.inf", ".nan":
		return true
	}
	return likeNumber(s)
}

// likeNumber reports whether s looks like a number or a date of YAML 1.1 or
// 1.2: 12, 0o17, 0x1F, 0b1, 1_000, 1.5, .5, 1e3, 1:30, 2001-12-14. It is
// true of some strings that are neither, such as 1-2: quotes do no harm.
func likeNumber(s string) bool {
	if s[0] == '+' || s[0] == '-' {
		s = s[1:]
	}
	if s == "" || !isDigit(s[0]) && !(s[0] == '.' && len(s) > 1 && isDigit(s[1])) {
		return false
	}
	if len(s) > 2 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		return strings.Trim(s[2:], "0123456789abcdefABCDEF_") == ""
	}
	if len(s) > 6 && strings.Trim(s[:4], "0123456789") == "" && s[4] == '-' && isDigit(s[5]) {
		return true
	}
	return strings.Trim(s, "0123456789_.:eE+-") == "" && strings.Count(s, ".") <= 1
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// singleQuotable reports whether single quotes can say s on one line.
func singleQuotable(s string) bool {
	for _, r := range s {
		if !printable(r) {
			return false
		}
	}
	return true
}

func appendSingleQuoted(dst []byte, s string) []byte {
	dst = append(dst, '\'')
	for i := 0; i < len(s); i++ {
		if s[i] == '\'' {
			dst = append(dst, '\'')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '\'')
}

// appendQuoted writes s in double quotes, with escapes that YAML and JSON
// share.
func appendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case printable(r) || r == utf8.RuneError:
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
	}
	return append(dst, '"')
}
