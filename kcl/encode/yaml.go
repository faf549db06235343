package encode

// This file prints YAML: block style, two spaces for each level, lists at
// the indent of their key. Strings have no quotes where no YAML parser takes
// them for something else; those of several lines are literal blocks.

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// YAML prints v as a YAML document that ends in a newline.
func YAML(v eval.Value, o Options) string {
	w := yamlWriter{Options: o}
	w.document(v)
	return string(w.buf)
}

// YAMLStream prints documents as YAML, each but the first after a line that
// is sep, "---" where sep is empty. It ends as its last document does,
// without the newline.
func YAMLStream(docs []eval.Value, o Options, sep string) string {
	if sep == "" {
		sep = "---"
	}
	w := yamlWriter{Options: o}
	for i, d := range docs {
		if i > 0 {
			w.buf = append(append(w.buf, sep...), '\n')
		}
		w.document(d)
	}
	return strings.TrimSuffix(string(w.buf), "\n")
}

type yamlWriter struct {
	Options
	buf []byte
}

// Where a node stands decides how it begins.
type place uint8

const (
	inRoot place = iota // at the start of the document
	inKey               // after the colon of a simple key
	inItem              // after the dash of an element, or the mark of a key that is not simple
)

// A key that is longer or has a line break, as YAML 1.1 defines it, is not
// simple: it needs a question mark.
const (
	maxSimpleKey = 128
	lineBreaks   = "\n\r\u0085\u2028\u2029"
)

func (w *yamlWriter) document(v eval.Value) {
	w.node(v, inRoot, -2)
	w.line(0)
}

// node prints v within a collection of an indent; that of the document is
// -2.
func (w *yamlWriter) node(v eval.Value, at place, indent int) {
	w.enter(indent / 2)
	switch v := v.(type) {
	case *eval.List:
		w.list(v, at, indent)
	case *eval.Dict, *eval.Instance:
		w.mapping(w.fields(v), at, indent)
	default:
		w.space(at)
		w.scalar(v, max(indent, 0)+2)
	}
}

func (w *yamlWriter) space(at place) {
	if at != inRoot {
		w.buf = append(w.buf, ' ')
	}
}

// line begins a line, where not just begun, at an indent.
func (w *yamlWriter) line(indent int) {
	if n := len(w.buf); n > 0 && w.buf[n-1] != '\n' {
		w.buf = append(w.buf, '\n')
	}
	if w.Run != nil {
		w.Run.Grow(int64(indent))
	}
	w.buf = appendSpaces(w.buf, indent)
}

// begin goes to where the i-th part of a collection stands: the first one
// follows a dash on its line.
func (w *yamlWriter) begin(i int, at place, indent int) {
	if i == 0 && at == inItem {
		w.buf = append(w.buf, ' ')
		return
	}
	w.line(indent)
}

func (w *yamlWriter) list(l *eval.List, at place, indent int) {
	if at != inKey {
		indent += 2
	}
	i := 0
	for e := range w.elements(l) {
		w.begin(i, at, indent)
		w.buf = append(w.buf, '-')
		w.node(e, inItem, indent)
		i++
	}
	if i == 0 {
		w.space(at)
		w.buf = append(w.buf, "[]"...)
	}
}

func (w *yamlWriter) mapping(fields []eval.Entry, at place, indent int) {
	indent += 2
	for i, f := range fields {
		w.begin(i, at, indent)
		if len(f.Key) <= maxSimpleKey && !strings.ContainsAny(f.Key, lineBreaks) {
			w.str(f.Key, indent+2)
			w.buf = append(w.buf, ':')
			w.node(f.Value, inKey, indent)
			continue
		}
		w.buf = append(w.buf, "? "...)
		w.str(f.Key, indent+2)
		w.line(indent)
		w.buf = append(w.buf, ':')
		w.node(f.Value, inItem, indent)
	}
	if len(fields) == 0 {
		w.space(at)
		w.buf = append(w.buf, "{}"...)
	}
}

func (w *yamlWriter) scalar(v eval.Value, indent int) {
	switch v := v.(type) {
	case eval.Bool:
		w.buf = strconv.AppendBool(w.buf, bool(v))
	case eval.Int:
		w.buf = strconv.AppendInt(w.buf, int64(v), 10)
	case eval.Float:
		w.buf = appendFloat(w.buf, reread(float64(v)), false)
	case *eval.Unit:
		w.buf = appendFloat(w.buf, reread(v.Value), false)
	case eval.Str:
		w.str(string(v), indent)
	default:
		w.buf = append(w.buf, "null"...)
	}
}

// str prints a string; indent is that of its lines in a literal block.
func (w *yamlWriter) str(s string, indent int) {
	if w.Run != nil {
		w.Run.Grow(int64(len(s)))
	}
	switch styleOf(s) {
	case plain:
		w.buf = append(w.buf, s...)
	case singleQuoted:
		w.buf = append(w.buf, '\'')
		w.buf = append(w.buf, strings.ReplaceAll(s, "'", "''")...)
		w.buf = append(w.buf, '\'')
	case doubleQuoted:
		w.buf = appendDoubleQuoted(w.buf, s)
	case literal:
		w.literal(s, indent)
	}
}

// literal prints a block. Its header says the indent where the text begins
// with a space or newline, and what of the newlines at its end counts.
func (w *yamlWriter) literal(s string, indent int) {
	w.buf = append(w.buf, '|')
	if s[0] == ' ' || s[0] == '\n' {
		w.buf = append(w.buf, '2')
	}
	switch {
	case s == "\n" || strings.HasSuffix(s, "\n\n"):
		w.buf = append(w.buf, '+')
	case !strings.HasSuffix(s, "\n"):
		w.buf = append(w.buf, '-')
	}
	w.buf = append(w.buf, '\n')
	for line := range strings.Lines(s) {
		if line != "\n" {
			w.line(indent)
		}
		w.buf = append(w.buf, line...)
	}
}

type style uint8

const (
	plain style = iota
	singleQuoted
	doubleQuoted
	literal
)

func styleOf(s string) style {
	if special(s) {
		return doubleQuoted
	}
	if strings.Contains(s, "\n") {
		if strings.Contains(s, " \n") || strings.HasSuffix(s, " ") {
			return doubleQuoted
		}
		return literal
	}
	if ambiguous(s) || indicates(s) {
		return singleQuoted
	}
	return plain
}

// special reports whether s has characters that only double quotes can
// show: control characters and what YAML does not allow as it is. The line
// and paragraph separators, which YAML 1.1 and 1.2 read differently, are
// among them: what the reference prints for them no parser reads back.
func special(s string) bool {
	for _, r := range s {
		switch {
		case r == '\n' || r >= ' ' && r <= '~':
		case r < 0xA0, r == 0x2028, r == 0x2029, r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
			return true
		}
	}
	return false
}

// ambiguous reports whether some YAML parser takes s, without quotes, for
// something other than a string.
func ambiguous(s string) bool {
	if s == "" || s[0] >= '0' && s[0] <= '9' || strings.IndexByte("-.+", s[0]) >= 0 {
		return true
	}
	if len(s) > len("false") {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "null", "~", "y", "yes", "n", "no", "on", "off", "nil", "nan":
		return true
	}
	return false
}

// indicates reports whether s, without quotes, has a mark that means
// something in YAML, or spaces that would be lost.
func indicates(s string) bool {
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return true
	}
	if strings.IndexByte("#,[]{}&*!|>'\"%@`", s[0]) >= 0 {
		return true
	}
	if strings.IndexByte("?:-", s[0]) >= 0 && (len(s) == 1 || s[1] == ' ') {
		return true
	}
	return strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #")
}

func appendDoubleQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		if r != '"' && r != '\\' && r != '\n' && !special(string(r)) {
			b = utf8.AppendRune(b, r)
		} else {
			b = appendYAMLEscape(b, r)
		}
	}
	return append(b, '"')
}

func appendYAMLEscape(b []byte, r rune) []byte {
	if c := shortEscape(r); c != 0 {
		return append(b, '\\', c)
	}
	if r > 0xFF {
		return fmt.Appendf(b, "\\u%04X", r)
	}
	return fmt.Appendf(b, "\\x%02X", r)
}

// shortEscape is the letter of the escape for r, or 0 where there is none.
func shortEscape(r rune) byte {
	switch r {
	case 0:
		return '0'
	case '\a':
		return 'a'
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\v':
		return 'v'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	case 0x1B:
		return 'e'
	case 0x85:
		return 'N'
	case 0x2028:
		return 'L'
	case 0x2029:
		return 'P'
	case '"', '\\':
		return byte(r)
	}
	return 0
}

// reread is f as the reference implementation prints it in YAML: it reads
// the digits of f back as an integer and a power of ten, and rounds both the
// integer to a float and their product, so that of a few numbers with 16 or
// 17 digits the last digit is another one.
func reread(f float64) float64 {
	if !finite(f) || f == 0 {
		return f
	}
	if f == math.Trunc(f) && math.Abs(f) < 1e16 { // written with `.0`
		return float64(int64(f)*10) / 10
	}
	digits, exp, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'e', -1, 64), "e")
	e, _ := strconv.Atoi(exp)
	whole, fraction, _ := strings.Cut(digits, ".")
	n, _ := strconv.ParseUint(whole+fraction, 10, 64)
	x := scaled(float64(n), e-len(fraction))
	return math.Copysign(x, f)
}

// scaled is x times 10 to the power of e, in as few steps as there are.
func scaled(x float64, e int) float64 {
	for e < -308 {
		x /= 1e308
		e += 308
	}
	power, _ := strconv.ParseFloat("1e"+strconv.Itoa(max(e, -e)), 64)
	if e < 0 {
		return x / power
	}
	return x * power
}
