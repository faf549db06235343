// Package yamltest makes and reads YAML texts for tests: documents written as people
// and programs write them, and as nobody does.
//
// Document gives a text for a seed, most often a valid one: indentations of
// all sorts mixed, comments anywhere, flow collections over several lines,
// all styles of scalars, anchors and aliases, line ends of both sorts or none
// at the end, blanks where they do not matter and where they do. One in some
// things is written without a care whether it means what it should, so that
// some texts say something else than one would think, and some are no YAML.
// Scratched changes a text in a few places. Parse reads any.
package yamltest

import (
	"math/rand/v2"
	"strings"
)

// Document returns a text; the same for the same seed.
func Document(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 3))
	w := &writer{Rand: r, odd: 5 + r.IntN(200), comments: 3 + r.IntN(40), plainest: r.IntN(2) == 0}
	w.root()
	text := w.String()
	switch r.IntN(12) {
	case 0, 1:
		text = strings.TrimSuffix(text, "\n")
	case 2, 3:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 4:
		text += "\n \n"
	}
	return text
}

// marks are what Scratched inserts.
var marks = []string{
	" ", "  ", "\n", "\n\n", "#", " # c", "\n# c\n", "\n  # c\n", "-", "- ", "---", "...", ":", ": ", ",",
	"[", "]", "{", "}", "'", `"`, `\`, "|", "|-", ">", "&a ", "*a", "!", "!!str ", "?", "? ", "%", "@", "`", "<<",
	"\t", "\r", "\r\n", "\u0085", "\u2028", "\ufeff", "é", "a", "1", "\x01",
}

// Scratched returns a text with some small changes.
func Scratched(r *rand.Rand, text string) string {
	for range r.IntN(3) + 1 {
		i := r.IntN(len(text) + 1)
		if r.IntN(2) == 0 { // at the beginning of a line
			i = strings.LastIndexByte(text[:i], '\n') + 1
		}
		switch r.IntN(4) {
		case 0:
			text = text[:i] + text[min(i+1+r.IntN(3), len(text)):]
		case 1:
			j := min(i+1+r.IntN(20), len(text))
			text = text[:j] + text[i:]
		default:
			text = text[:i] + marks[r.IntN(len(marks))] + text[i:]
		}
	}
	return text
}

// A writer writes a document as it makes it up.
type writer struct {
	*rand.Rand
	strings.Builder
	odd      int  // one in so many things is odd
	comments int  // so are comments
	plainest bool // only what resources are usually written in
	anchors  int  // so far
}

// oddly is true now and then.
func (w *writer) oddly() bool { return w.IntN(w.odd) == 0 }

// one writes one of some texts.
func (w *writer) one(of ...string) { w.WriteString(of[w.IntN(len(of))]) }

func blanks(n int) string { return strings.Repeat(" ", n) }

// root writes the document.
func (w *writer) root() {
	if !w.plainest && w.IntN(4) == 0 {
		w.one("---\n", "--- # c\n", "# c\n---\n", "---\n\n")
	}
	column := max(w.IntN(5)-2, 0)
	w.gap(column)
	w.WriteString(blanks(column))
	if w.IntN(20) == 0 {
		w.flow(column, 4)
		w.lineEnd()
	} else {
		w.block(column, 3)
	}
	w.gap(column)
	if !w.plainest && w.IntN(12) == 0 {
		w.one("...\n", "---\n", "# c", " ")
	}
}

// gap may write comments and lines without content.
func (w *writer) gap(column int) {
	for w.IntN(w.comments) < 2 {
		switch w.IntN(6) {
		case 0, 1:
			w.WriteString("\n")
		case 2:
			w.WriteString(blanks(w.IntN(5)) + "# c\n")
		case 3:
			w.WriteString(blanks(w.IntN(column+3)) + "\n")
		default:
			w.WriteString(blanks(column) + "# c: é\n")
		}
	}
}

// block writes a block collection whose first line is begun up to column.
func (w *writer) block(column, depth int) {
	mapping := w.IntN(3) > 0
	for i := range 1 + w.IntN(3) {
		if i > 0 {
			w.gap(column)
			w.WriteString(blanks(column))
		}
		if mapping {
			w.entry(column, depth)
		} else {
			w.element(column, depth)
		}
	}
}

// entry writes a key at column and its value.
func (w *writer) entry(column, depth int) {
	if !w.plainest && w.oddly() {
		w.one("? ", "?  ", "&a ", "<<", "! ")
	}
	w.scalar(false)
	if w.oddly() {
		w.WriteString(" ")
	}
	w.WriteString(":")
	w.below(column, depth-1)
}

// element writes an element whose dash is at column.
func (w *writer) element(column, depth int) {
	gap := 1 + w.IntN(5)/4*w.IntN(3)
	w.WriteString("-" + blanks(gap))
	switch {
	case depth > 0 && w.IntN(2) == 0:
		w.block(column+1+gap, depth-1)
	case depth > 0 && w.oddly():
		w.one("\n", "# c\n", " # c\n")
		w.gap(column)
		w.WriteString(blanks(column + 2))
		w.block(column+2, depth-1)
	default:
		w.value(column, depth-1)
	}
}

// below writes the value of a key that is at column.
func (w *writer) below(column, depth int) {
	switch {
	case depth > 0 && w.IntN(2) == 0:
		if !w.plainest && w.IntN(20) == 0 {
			w.anchor()
		}
		w.lineEnd()
		w.gap(column)
		deeper := column + 2*w.IntN(2)
		if w.IntN(8) == 0 {
			deeper = column + w.IntN(5)
		}
		w.WriteString(blanks(deeper))
		if w.IntN(10) == 0 {
			w.flow(deeper, depth)
			w.lineEnd()
		} else {
			w.block(deeper, depth)
		}
	case w.IntN(10) == 0:
		w.lineEnd()
	default:
		w.one(" ", " ", " ", "  ")
		w.value(column, depth)
	}
}

// anchor writes an anchor.
func (w *writer) anchor() {
	w.anchors++
	w.WriteString(" &a" + string(rune('0'+w.anchors%10)))
}

// lineEnd ends a line.
func (w *writer) lineEnd() {
	switch {
	case w.IntN(w.comments) == 0:
		w.one(" # c", " #", "  # é", " # c ")
	case w.oddly():
		w.one("#c", "\n ", "\n  x", ":", ": x", "\t", " x", " ", "  \t", "\t# c")
	}
	w.WriteString("\n")
}

// value writes what begins in a line that is begun by something at column,
// and its end.
func (w *writer) value(column, depth int) {
	kind := w.IntN(16)
	if w.plainest && kind > 11 {
		kind -= 4
	}
	switch kind {
	case 0, 1:
		w.flow(column, depth)
	case 2, 3:
		w.literal(column)
		return
	case 12:
		w.folded(column)
		return
	case 13:
		w.continued(column)
	case 14:
		if w.anchors > 0 {
			w.WriteString("*a" + string(rune('0'+w.anchors%10)))
			break
		}
		w.anchor()
		w.WriteString(" x")
	case 15:
		w.one("!!str ", "!x ", "!!int ", "! ")
		w.scalar(false)
	default:
		w.scalar(false)
	}
	w.lineEnd()
}

// flow writes a flow collection; over several lines, deeper than column.
func (w *writer) flow(column, depth int) {
	mapping := w.IntN(2) == 0
	json := w.IntN(4) == 0
	brackets := "[]"
	if mapping {
		brackets = "{}"
	}
	lines := !w.plainest && w.IntN(4) == 0
	w.WriteString(brackets[:1])
	for i := range w.IntN(4) {
		if i > 0 {
			w.one(", ", ", ", ", ", ",", " ,")
		}
		if lines {
			w.one("\n", "\n", " # c\n", " \n", "\t\n")
			w.WriteString(blanks(column + 1 + w.IntN(3)))
		}
		if mapping {
			w.flowScalar(json)
			w.one(": ", ": ", ": ", ":")
		}
		if depth > 0 && w.IntN(3) == 0 {
			w.flow(column, depth-1)
		} else {
			w.flowScalar(json)
		}
	}
	if w.oddly() {
		w.one(",", "\n", " x", "?", "\t", ", ", " ")
	}
	if lines && w.IntN(2) == 0 {
		w.WriteString("\n" + blanks(column+1))
	}
	w.WriteString(brackets[1:])
}

func (w *writer) flowScalar(json bool) {
	if json {
		w.one(`"a"`, `"b c"`, `1`, `true`, `null`, `"é"`, `"\""`)
		return
	}
	w.scalar(true)
}

var (
	ordinary = []string{
		"a", "b", "c d", "x1", "-x", "x#y", "1", "yes", "null", "1.5", "é", "a/b=c", "100m", "--flag", "nginx:1.27", "0x1", "12Mi",
		"true", "name", "containers", "image", "spec", "日本語", "$(A)", "http://x/?y=z", "2001-01-01", "-1", ".5", "1e3",
	}
	nasty = []string{
		"", " ", "-", "?", ":", "#", "# c", "a #b", "a: b", "a:", ":a", "?a", "- a", "? a", "---", "...", "--- a", "<<", "=", "a,b",
		"[a", "a]", "{a", "a}", "&a", "*a", "!a", "|", ">", "'", "''", `"`, `\`, `\"`, "%a", "@a", "`a", "a\tb", "\ta", "a ", " a",
		"a\nb", "a\n", "~", "012", "1_0", ".inf", "a\u0085b", "\ufeff", "\u00a0", "\u2028", "0z", "1Z", "0", "00", "8080", "999999999999999999", "9999999999999999999", "y", "Off", "True", "nULL", "Null", "FALSE", "-t", "+o", "a\r",
	}
)

// scalar writes a scalar of one line.
func (w *writer) scalar(flow bool) {
	s := ordinary[w.IntN(len(ordinary))]
	if flow && strings.ContainsAny(s, ":") {
		s = "x"
	}
	if w.oddly() {
		s = nasty[w.IntN(len(nasty))]
	}
	if w.oddly() {
		s += nasty[w.IntN(len(nasty))] + s
	}
	switch w.IntN(6) {
	case 0:
		if !w.oddly() {
			s = strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(s)
		}
		if w.IntN(6) == 0 {
			s += []string{`\n`, `\/`, `\\`, `\"`, `\x41`, `\u00e9`, `\r`, `\ `}[w.IntN(8)]
		}
		w.WriteString(`"` + s + `"`)
	case 1:
		if !w.oddly() {
			s = strings.ReplaceAll(s, "'", "''")
		}
		w.WriteString("'" + s + "'")
	default:
		w.WriteString(s)
	}
}

// continued writes a scalar that goes on in the next lines.
func (w *writer) continued(column int) {
	quote := []string{"", "", "'", `"`}[w.IntN(4)]
	w.WriteString(quote + "a")
	for range 1 + w.IntN(2) {
		w.one("\n", "\n", " \n", "\n\n")
		w.WriteString(blanks(column+1+w.IntN(4)) + "b c")
	}
	w.WriteString(quote)
}

// literal writes a literal block scalar, below column.
func (w *writer) literal(column int) {
	if w.plainest {
		w.one("|\n", "|-\n")
	} else {
		w.one("|\n", "|-\n", "|\n", "|-\n", "|+\n", "|2\n", "| # c\n", "|- \n")
	}
	w.blockLines(column)
}

// folded writes a folded block scalar.
func (w *writer) folded(column int) {
	w.one(">\n", ">-\n", ">+\n")
	w.blockLines(column)
}

// blockLines writes the lines of a block scalar.
func (w *writer) blockLines(column int) {
	lines := []string{"a", "b: c", "# c", "- x", "x #", "a\tb", "d", "  x", "é", "x "}
	if w.oddly() {
		lines = append(lines, " ", "", "\t", "\r", "\u2028", "---")
	}
	margin := blanks(column + 2)
	if w.IntN(8) == 0 {
		margin = blanks(column + w.IntN(4))
	}
	for i := range 1 + w.IntN(4) {
		if i > 0 && w.IntN(4) == 0 {
			w.WriteString("\n")
		}
		w.WriteString(margin + lines[w.IntN(len(lines))] + "\n")
	}
	if w.oddly() {
		w.one(margin+"\n", margin+" \n", "\n", " \n")
	}
}
