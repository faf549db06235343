package textedit

// This file tells at little cost that a text says what a tree says. It reads
// the text in step with the tree; scalars and flow collections are in
// scalars.go.
//
// A parse with yaml/v3 takes as long as all other work on an item together,
// and nearly always confirms what was meant. Resources are written in a small
// part of YAML, in which it is plain what a text says. A verifier knows that
// part and nothing else: true from verify means that yaml/v3 reads the text
// without an error, as one document that is yamlvalue.Equal to the tree;
// false means no more than that one has to ask yaml/v3.
//
// It knows block mappings and sequences; keys on one line; as values plain
// and quoted scalars and flow collections of one line each, literal block
// scalars, and values that are left out; comments and empty lines. It knows
// no tabs, CR, document markers, directives, anchors, aliases, tags, complex
// keys or merge keys, and no scalar or flow collection that goes on in another
// line. What begins with a character for one of these is refused, as is what
// is not in the tree.
//
// Why this is what yaml/v3 reads (sections are those of YAML 1.2.2; yaml/v3
// follows libyaml's scanner, whose indentation is named indent below):
//
//   - Characters are those that the reader lets through, less the line breaks
//     of YAML 1.1, CR and the byte order mark (5.1, 5.2, 5.4). So lines end
//     with LF, and a column is a number of characters before which there are
//     only blanks and dashes.
//   - Every token of a line is matched by one step of the verifier. A line
//     ends behind a token, blanks, and perhaps a blank and a comment (6.6).
//     Comments have no part in what a text says; the scanner puts them aside
//     before it looks at the column of the next token.
//   - A plain scalar is continued by the next line with content if its column
//     is greater than indent, that of the innermost block collection; nothing
//     else of the known part is continued (7.3). Behind a value a verifier
//     goes on only with a key or dash in exactly the column of its collection,
//     the innermost or one around it, which is not greater (8.2.1, 8.2.2).
//     Text in any other column is refused: no collection takes it, and the end
//     of the text is not reached.
//   - A block collection as a value begins on the next line with content, in a
//     greater column; a sequence also in the column of the key (8.2.3), where
//     the scanner does not increase indent and the sequence ends with the
//     first line that has no dash there. In a sequence, a collection may begin
//     behind the dash (8.2.1, 8.2.2).
//   - A key is a scalar of at most 1,024 characters, followed by a colon and a
//     blank or line end (7.4.2, 8.2.2).
//   - Depth is far below the 10,000 levels that the scanner allows.

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A verifier is a position in a text, from which on it must say the nodes
// with which its methods are called. They return false where they do not know
// whether it does, and otherwise leave the position behind what they read: at
// the next content.
type verifier struct {
	text   string
	p      int       // the offset of what comes next
	line   int       // where the line of p begins
	depth  int       // of collections around p
	scalar yaml.Node // the scalar read last, as yaml/v3 reads it
}

// deepest is how many collections a verifier follows into one another.
const deepest = 200

// verify reports whether text is certain to say what n says.
func verify(text []byte, n *yaml.Node) bool {
	if !knownCharacters(text) {
		return false
	}
	v := &verifier{text: string(text), scalar: yaml.Node{Kind: yaml.ScalarNode}}
	v.nextLine()
	n = yamlvalue.Resolve(n)
	return n != nil && v.block(n, v.column()) && v.p == len(v.text)
}

// knownCharacters reports whether a text has no characters but LF, tabs, and
// those that are printable and no line breaks in YAML 1.1 or 1.2.
func knownCharacters(text []byte) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r < 0xa0, r == utf8.RuneError, r == '\u2028', r == '\u2029', r == '\ufeff', r == '\ufffe', r == '\uffff':
			return false
		}
		i += size
	}
	return true
}

// at is the byte at offset p, and LF at the end of the text.
func (v *verifier) at(p int) byte {
	if p >= len(v.text) {
		return '\n'
	}
	return v.text[p]
}

// column is the column of what comes next, and -1 at the end of the text.
func (v *verifier) column() int {
	if v.p == len(v.text) {
		return -1
	}
	return v.p - v.line
}

// skipBlanks passes blanks.
func (v *verifier) skipBlanks() {
	for v.at(v.p) == ' ' {
		v.p++
	}
}

// endLine passes the rest of a line, which is blank but for a comment, and
// goes to the next content.
func (v *verifier) endLine() bool {
	start := v.p
	v.skipBlanks()
	switch v.at(v.p) {
	case '\n':
	case '#':
		if v.p == start {
			return false
		}
	default:
		return false
	}
	v.skipLine()
	v.nextLine()
	return true
}

// skipLine goes to the beginning of the next line.
func (v *verifier) skipLine() {
	if i := strings.IndexByte(v.text[v.p:], '\n'); i >= 0 {
		v.p += i + 1
	} else {
		v.p = len(v.text)
	}
	v.line = v.p
}

// nextLine goes from the beginning of a line to the first content in it, or in
// the lines that follow.
func (v *verifier) nextLine() {
	for v.p < len(v.text) {
		v.skipBlanks()
		if c := v.at(v.p); c != '\n' && c != '#' {
			return
		}
		v.skipLine()
	}
}

// isDash reports whether a dash that introduces an element comes next.
func (v *verifier) isDash() bool {
	return v.at(v.p) == '-' && (v.at(v.p+1) == ' ' || v.at(v.p+1) == '\n')
}

// block reads a block collection that has some content, and begins here, at
// column.
func (v *verifier) block(n *yaml.Node, column int) bool {
	if column < 0 || len(n.Content) == 0 || v.depth == deepest {
		return false
	}
	v.depth++
	defer func() { v.depth-- }()
	switch n.Kind {
	case yaml.MappingNode:
		return v.mapping(n, column)
	case yaml.SequenceNode:
		return v.sequence(n, column)
	}
	return false
}

// mapping reads the entries of a block mapping, whose keys are at column.
func (v *verifier) mapping(n *yaml.Node, column int) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if v.column() != column || !v.key(n.Content[i], false) {
			return false
		}
		if !v.value(n.Content[i+1], column) {
			return false
		}
	}
	return true
}

// value reads what stands behind the colon of a key that is at column.
func (v *verifier) value(n *yaml.Node, column int) bool {
	if v.at(v.p) != ' ' && v.at(v.p) != '\n' {
		return false
	}
	if !v.endLine() {
		v.skipBlanks()
		return v.inline(n, column)
	}
	below := v.column()
	switch {
	case below == column && v.isDash():
		return n.Kind == yaml.SequenceNode && v.block(n, column)
	case below > column:
		return v.block(n, below)
	}
	return v.says(n, "", 0)
}

// sequence reads the elements of a block sequence, whose dashes are at column.
func (v *verifier) sequence(n *yaml.Node, column int) bool {
	for _, c := range n.Content {
		if v.column() != column || v.at(v.p) != '-' || v.at(v.p+1) != ' ' {
			return false
		}
		v.p++
		v.skipBlanks()
		if !v.element(c, column) {
			return false
		}
	}
	return true
}

// element reads what stands behind a dash that is at column.
func (v *verifier) element(n *yaml.Node, column int) bool {
	if c := v.at(v.p); len(n.Content) > 0 && c != '[' && c != '{' {
		return v.block(n, v.column())
	}
	return v.inline(n, column)
}

// inline reads a value that begins in the line of its key or dash, in a
// collection at column.
func (v *verifier) inline(n *yaml.Node, column int) bool {
	switch v.at(v.p) {
	case '[', '{':
		return v.flow(n) && v.endLine()
	case '|':
		return v.literal(n, column)
	}
	return v.scalarInLine(n, false) && v.endLine()
}
