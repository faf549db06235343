package load

// This file reads TOML (toml.io/en/v1.0.0), all but dates and times, which
// no kcl.mod has: tables, arrays of tables, dotted and quoted keys, the four
// kinds of strings, integers, floats, booleans, arrays and inline tables.

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A tomlTable holds string, bool, int64, float64, []any and tomlTable.
type tomlTable map[string]any

// tomlDepth is how deep arrays and inline tables may nest.
const tomlDepth = 100

// A tomlReader reads one document. Its methods panic with a tomlError.
type tomlReader struct {
	s     string
	pos   int
	depth int
	table tomlTable // that keys go to
}

type tomlError struct{ error }

// parseTOML reads a document.
func parseTOML(s string) (top tomlTable, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(tomlError)
			if !ok {
				panic(r)
			}
			top, err = nil, e.error
		}
	}()
	top = tomlTable{}
	r := &tomlReader{s: strings.ReplaceAll(s, "\r\n", "\n"), table: top}
	headers := map[string]bool{}
	for r.skip(true); r.pos < len(r.s); r.skip(true) {
		if r.s[r.pos] == '[' {
			r.header(top, headers)
		} else {
			r.pair(r.table)
		}
		r.endLine()
	}
	return top, nil
}

func (r *tomlReader) fail(format string, args ...any) {
	line := 1 + strings.Count(r.s[:min(r.pos, len(r.s))], "\n")
	panic(tomlError{fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...))})
}

// skip skips blanks and, where lines is set, line ends and comments.
func (r *tomlReader) skip(lines bool) {
	for r.pos < len(r.s) {
		switch c := r.s[r.pos]; {
		case c == ' ' || c == '\t' || lines && c == '\n':
			r.pos++
		case lines && c == '#':
			r.comment()
		default:
			return
		}
	}
}

func (r *tomlReader) comment() {
	if n := strings.IndexByte(r.s[r.pos:], '\n'); n >= 0 {
		r.pos += n
	} else {
		r.pos = len(r.s)
	}
}

// endLine skips the rest of a line, which must be empty.
func (r *tomlReader) endLine() {
	r.skip(false)
	if r.peek('#') {
		r.comment()
	}
	if r.pos < len(r.s) && !r.take("\n") {
		r.fail("expected the end of the line")
	}
}

func (r *tomlReader) peek(c byte) bool { return r.pos < len(r.s) && r.s[r.pos] == c }

func (r *tomlReader) take(text string) bool {
	if !strings.HasPrefix(r.s[r.pos:], text) {
		return false
	}
	r.pos += len(text)
	return true
}

func (r *tomlReader) expect(text string) {
	if !r.take(text) {
		r.fail("expected '%s'", text)
	}
}

// header reads "[a.b]" or "[[a.b]]", where the following keys belong.
func (r *tomlReader) header(top tomlTable, headers map[string]bool) {
	r.expect("[")
	list := r.take("[")
	keys := r.keys()
	r.expect("]")
	if list {
		r.expect("]")
	}
	name := strings.Join(keys, "\x00")
	t := r.descend(top, keys[:len(keys)-1])
	last := keys[len(keys)-1]
	switch old := t[last].(type) {
	case nil:
		r.table = tomlTable{}
		if t[last] = r.table; list {
			t[last] = []any{r.table}
		}
	case tomlTable:
		if list || headers[name] {
			r.fail("'%s' is defined twice", last)
		}
		r.table = old
	case []any:
		if !list || !headers[name] {
			r.fail("'%s' is defined twice", last)
		}
		r.table = tomlTable{}
		t[last] = append(old, r.table)
	default:
		r.fail("'%s' is defined twice", last)
	}
	headers[name] = true
}

// descend returns the table at keys below t, making what is missing.
func (r *tomlReader) descend(t tomlTable, keys []string) tomlTable {
	for _, k := range keys {
		switch next := t[k].(type) {
		case nil:
			sub := tomlTable{}
			t[k] = sub
			t = sub
		case tomlTable:
			t = next
		case []any:
			t = r.lastTable(k, next)
		default:
			r.fail("'%s' is no table", k)
		}
	}
	return t
}

// lastTable is the last table of an array of tables.
func (r *tomlReader) lastTable(key string, list []any) tomlTable {
	if len(list) > 0 {
		if t, ok := list[len(list)-1].(tomlTable); ok {
			return t
		}
	}
	r.fail("'%s' is no table", key)
	return nil
}

// pair reads "key = value" into t.
func (r *tomlReader) pair(t tomlTable) {
	keys := r.keys()
	r.expect("=")
	r.skip(false)
	v := r.value()
	t = r.descend(t, keys[:len(keys)-1])
	last := keys[len(keys)-1]
	if _, ok := t[last]; ok {
		r.fail("'%s' is defined twice", last)
	}
	t[last] = v
}

// keys reads a dotted key and the blanks around it.
func (r *tomlReader) keys() []string {
	var keys []string
	for {
		r.skip(false)
		keys = append(keys, r.key())
		r.skip(false)
		if !r.take(".") {
			return keys
		}
	}
}

func (r *tomlReader) key() string {
	switch {
	case r.peek('"'):
		return r.basic()
	case r.peek('\''):
		return r.literal()
	}
	start := r.pos
	for r.pos < len(r.s) && (isWord(r.s[r.pos]) || r.s[r.pos] == '-') {
		r.pos++
	}
	if r.pos == start {
		r.fail("expected a key")
	}
	return r.s[start:r.pos]
}

func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func (r *tomlReader) value() any {
	if r.depth++; r.depth > tomlDepth {
		r.fail("values are nested deeper than %d", tomlDepth)
	}
	defer func() { r.depth-- }()
	switch {
	case r.peek('"'):
		return r.basic()
	case r.peek('\''):
		return r.literal()
	case r.peek('['):
		return r.array()
	case r.peek('{'):
		return r.inlineTable()
	}
	start := r.pos
	for r.pos < len(r.s) && (isWord(r.s[r.pos]) || strings.IndexByte("+-.:", r.s[r.pos]) >= 0) {
		r.pos++
	}
	if r.pos == start {
		r.fail("expected a value")
	}
	return r.scalar(r.s[start:r.pos])
}

// scalar is the value of a bare word.
func (r *tomlReader) scalar(word string) any {
	switch word {
	case "true":
		return true
	case "false":
		return false
	}
	digits := strings.TrimLeft(word, "+-")
	zero := len(digits) > 1 && digits[0] == '0' && '0' <= digits[1] && digits[1] <= '9'
	if i, err := strconv.ParseInt(word, 0, 64); err == nil && !zero {
		return i
	}
	plain := strings.ReplaceAll(word, "_", "")
	if f, err := strconv.ParseFloat(plain, 64); err == nil && !zero {
		return f
	}
	r.fail("'%s' is no value", word)
	return nil
}

func (r *tomlReader) array() any {
	list := []any{}
	r.expect("[")
	for {
		if r.skip(true); r.take("]") {
			return list
		}
		list = append(list, r.value())
		r.skip(true)
		if !r.take(",") {
			r.expect("]")
			return list
		}
	}
}

func (r *tomlReader) inlineTable() any {
	t := tomlTable{}
	r.expect("{")
	if r.skip(false); r.take("}") {
		return t
	}
	for {
		r.pair(t)
		r.skip(false)
		if !r.take(",") {
			r.expect("}")
			return t
		}
	}
}

// literal reads a string of single quotes, in which nothing is escaped.
func (r *tomlReader) literal() string {
	quote := "'"
	if r.take("'''") {
		quote = "'''"
		r.take("\n")
	} else {
		r.expect("'")
	}
	n := strings.Index(r.s[r.pos:], quote)
	if n < 0 || quote == "'" && strings.Contains(r.s[r.pos:r.pos+n], "\n") {
		r.fail("the string does not end")
	}
	for quote == "'''" && strings.HasPrefix(r.s[r.pos+n+1:], quote) {
		n++ // a quote before the closing ones belongs to the string
	}
	s := r.s[r.pos : r.pos+n]
	r.pos += n + len(quote)
	return s
}

// basic reads a string of double quotes.
func (r *tomlReader) basic() string {
	quote := `"`
	if r.take(`"""`) {
		quote = `"""`
		r.take("\n")
	} else {
		r.expect(`"`)
	}
	var b strings.Builder
	for {
		switch {
		case r.pos == len(r.s) || quote == `"` && r.peek('\n'):
			r.fail("the string does not end")
		case strings.HasPrefix(r.s[r.pos:], quote) && (quote == `"` || !strings.HasPrefix(r.s[r.pos+1:], quote)):
			r.pos += len(quote)
			return b.String()
		case r.take(`\`):
			r.escape(&b, quote)
		default:
			b.WriteByte(r.s[r.pos])
			r.pos++
		}
	}
}

const tomlEscapes = "b\bt\tn\nf\fr\r\"\"\\\\"

// escape reads what follows a backslash.
func (r *tomlReader) escape(b *strings.Builder, quote string) {
	if r.pos == len(r.s) {
		r.fail("the string does not end")
	}
	c := r.s[r.pos]
	if c == 'u' || c == 'U' {
		n := 4
		if c == 'U' {
			n = 8
		}
		if r.pos+1+n > len(r.s) {
			r.fail("the string does not end")
		}
		code, err := strconv.ParseUint(r.s[r.pos+1:r.pos+1+n], 16, 32)
		if err != nil || !utf8.ValidRune(rune(code)) {
			r.fail("'\\%s' is no character", r.s[r.pos:r.pos+1+n])
		}
		b.WriteRune(rune(code))
		r.pos += 1 + n
		return
	}
	for i := 0; i < len(tomlEscapes); i += 2 {
		if tomlEscapes[i] == c {
			b.WriteByte(tomlEscapes[i+1])
			r.pos++
			return
		}
	}
	at := r.pos
	if r.skip(false); quote == `"""` && r.peek('\n') {
		for r.pos < len(r.s) && strings.IndexByte(" \t\n", r.s[r.pos]) >= 0 {
			r.pos++ // a backslash at the end of a line joins it with the next text
		}
		return
	}
	r.pos = at
	r.fail("'\\%c' is no escape", c)
}
