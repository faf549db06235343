// Package yamlread reads YAML into the tree of nodes that yaml/v3 makes of it,
// in a fraction of the time and memory.
//
//	root, ok := yamlread.Tree(text)
//
// Resources are written in a small part of YAML, in which it is plain what a
// text says. This package reads that part and nothing else: where ok is true,
// root is what yaml/v3 reads from the text without an error as its only
// document, equal in every field of every node: kinds, tags, values, styles,
// lines, columns, comments. False means no more than that one has to ask
// yaml/v3. Data does the same without comments, and so knows more texts.
//
// It reads block mappings and sequences; keys on one line; as values plain
// scalars, quoted scalars and flow collections of one line each, literal block
// scalars, and values that are left out; empty lines; comments behind values,
// and those right above a key or dash and in its column (comment.go). It
// reads no tabs, CR, document markers, directives, anchors, aliases, tags,
// complex keys or merge keys, and no quoted scalar or flow collection that goes
// on in another line. What begins with a character for one of these is refused.
//
// Why this is what yaml/v3 reads (sections are those of YAML 1.2.2; yaml/v3
// follows libyaml's scanner, whose indentation is named indent below):
//
//   - Characters are those that the reader lets through, less the line breaks
//     of YAML 1.1, CR and the byte order mark (5.1, 5.2, 5.4). So lines end
//     with LF, and a column is a number of characters before which there are
//     only blanks and dashes.
//   - Every token of a line is matched by one step of the reader. A line ends
//     behind a token, blanks, and perhaps a blank and a comment (6.6).
//   - A plain scalar is continued by the next line with content if its column
//     is greater than indent, that of the innermost block collection, and it is
//     no comment; nothing else of the known part is continued (7.3). Behind a
//     value a reader goes
//     on only with a key or dash in exactly the column of its collection, the
//     innermost or one around it, which is not greater (8.2.1, 8.2.2). Text in
//     any other column is refused: no collection takes it, and the end of the
//     text is not reached.
//   - A block collection as a value begins on the next line with content, in a
//     greater column; a sequence also in the column of the key (8.2.3), where
//     the scanner does not increase indent and the sequence ends with the
//     first line that has no dash there. In a sequence, a collection may begin
//     behind the dash (8.2.1, 8.2.2).
//   - A key is a scalar of at most 1,024 characters, followed by a colon and a
//     blank or line end (7.4.2, 8.2.2).
//   - Depth is far below the 10,000 levels that the scanner allows.
package yamlread

import (
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Tree returns the root of the tree that yaml/v3 reads from a text.
func Tree(text []byte) (root *yaml.Node, ok bool) {
	r := reader{comments: true, slab: min(len(text)/16+4, 64)}
	root = r.read(text)
	return root, root != nil
}

// Data calls f with the root of that tree, without comments, and reports
// whether the text could be read. The nodes are used for other texts when f
// has returned.
func Data(text []byte, f func(root *yaml.Node)) bool {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.reuse()
	root := r.read(text)
	if root != nil {
		f(root)
	}
	return root != nil
}

// readers are those that Data uses again.
var readers = sync.Pool{New: func() any { return &reader{slab: 64} }}

// read reads a text.
func (r *reader) read(text []byte) *yaml.Node {
	var ok bool
	if r.ascii, ok = knownCharacters(text); !ok {
		return nil
	}
	r.text, r.p, r.line, r.row, r.depth, r.open = string(text), 0, 0, 1, 0, r.open[:0]
	if !r.nextLine() || r.p == len(r.text) {
		return nil
	}
	if root := r.first(r.column()); r.p == len(r.text) {
		return root
	}
	return nil
}

// first reads a collection that begins its line here, at column.
func (r *reader) first(column int) *yaml.Node {
	if c := r.at(r.p); c == '{' || c == '[' {
		head := r.takeHead()
		n := r.endLine(r.flow())
		if n != nil {
			n.HeadComment = head
		}
		return n
	}
	return r.block(column)
}

// knownCharacters reports whether a text has no characters but LF, tabs, and
// those that are printable and no line breaks in YAML 1.1 or 1.2; and whether
// they are all ASCII.
func knownCharacters(text []byte) (ascii, ok bool) {
	ascii = true
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		ascii = false
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r < 0xa0, r == utf8.RuneError, r == '\u2028', r == '\u2029', r == '\ufeff', r == '\ufffe', r == '\uffff':
			return false, false
		}
		i += size
	}
	return ascii, true
}

// A reader is a position in a text. Its methods read what comes next, and
// leave the position behind it, where lines are read at the next content.
// What they do not know is nil or false; the position says nothing then.
type reader struct {
	text     string
	p        int    // the offset of what comes next
	line     int    // where the line of p begins
	row      int    // the number of this line, from 1
	head     string // the comment above p
	ascii    bool
	comments bool         // are read, not passed over
	depth    int          // of collections around p
	open     []*yaml.Node // content of the collections around p
	nodes    []yaml.Node  // not yet used
	refs     []*yaml.Node // not yet used
	slab     int          // how many of them are made at once
	scratch  scratch
}

// A scratch has the nodes that a reader uses again, and how many it has used.
type scratch struct {
	nodes []yaml.Node
	refs  []*yaml.Node
	used  struct{ nodes, refs int }
}

// reuse makes the nodes of the last text new, as many as most texts need.
func (r *reader) reuse() {
	const most = 4096
	s := &r.scratch
	if s.used.nodes > len(s.nodes) {
		s.nodes = make([]yaml.Node, min(s.used.nodes, most))
	}
	if s.used.refs > len(s.refs) {
		s.refs = make([]*yaml.Node, min(s.used.refs, most))
	}
	clear(s.nodes[:min(s.used.nodes, len(s.nodes))])
	r.nodes, r.refs = s.nodes, s.refs
	s.used.nodes, s.used.refs = 0, 0
}

// deepest is how many collections a reader follows into one another.
const deepest = 200

// at is the byte at offset p, and LF at the end of the text.
func (r *reader) at(p int) byte {
	if p >= len(r.text) {
		return '\n'
	}
	return r.text[p]
}

// column is the column of what comes next, from 0, and -1 at the end of the
// text. There are only blanks and dashes before it.
func (r *reader) column() int {
	if r.p == len(r.text) {
		return -1
	}
	return r.p - r.line
}

// skipBlanks passes blanks.
func (r *reader) skipBlanks() {
	for r.at(r.p) == ' ' {
		r.p++
	}
}

// skipLine goes to the beginning of the next line.
func (r *reader) skipLine() {
	if i := strings.IndexByte(r.text[r.p:], '\n'); i >= 0 {
		r.p += i + 1
	} else {
		r.p = len(r.text)
	}
	r.line = r.p
	r.row++
}

// node returns a new node that begins at p.
func (r *reader) node(kind yaml.Kind, tag string) *yaml.Node {
	if len(r.nodes) == 0 {
		r.nodes = make([]yaml.Node, r.slab)
	}
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	r.scratch.used.nodes++
	n.Kind, n.Tag, n.Line, n.Column = kind, tag, r.row, r.p-r.line+1
	if !r.ascii {
		n.Column = utf8.RuneCountInString(r.text[r.line:r.p]) + 1
	}
	return n
}

// close gives a collection its content: what was opened since mark.
func (r *reader) close(n *yaml.Node, mark int) *yaml.Node {
	content := r.open[mark:]
	if len(content) > 0 {
		if len(r.refs) < len(content) {
			r.refs = make([]*yaml.Node, max(r.slab, len(content)))
		}
		n.Content = r.refs[:len(content):len(content)]
		r.refs = r.refs[len(content):]
		r.scratch.used.refs += len(content)
		copy(n.Content, content)
	}
	r.open = r.open[:mark]
	r.depth--
	return n
}

// isDash reports whether a dash that introduces an element comes next.
func (r *reader) isDash() bool {
	return r.at(r.p) == '-' && (r.at(r.p+1) == ' ' || r.at(r.p+1) == '\n')
}

// block reads a block collection that begins here, at column.
func (r *reader) block(column int) *yaml.Node {
	if r.isDash() {
		return r.sequence(column)
	}
	head := r.takeHead()
	key := r.key(false)
	if key == nil {
		return nil
	}
	key.HeadComment = head
	return r.mapping(key, column)
}

// mapping reads the entries of a block mapping whose keys are at column, and
// whose first key has been read.
func (r *reader) mapping(key *yaml.Node, column int) *yaml.Node {
	if r.depth++; r.depth > deepest {
		return nil
	}
	n, mark := r.node(yaml.MappingNode, "!!map"), len(r.open)
	n.Line, n.Column = key.Line, key.Column
	for {
		value := r.value(column)
		if value == nil {
			return nil
		}
		r.open = append(r.open, key, value)
		if r.column() != column {
			return r.close(n, mark)
		}
		head := r.takeHead()
		if key = r.key(false); key == nil {
			return nil
		}
		key.HeadComment = head
	}
}

// value reads what stands behind the colon of a key that is at column.
func (r *reader) value(column int) *yaml.Node {
	if r.at(r.p) != ' ' && r.at(r.p) != '\n' {
		return nil
	}
	colon := r.p
	if r.skipBlanks(); r.at(r.p) != '\n' && r.at(r.p) != '#' {
		return r.inline(column)
	}
	if r.comments && r.at(r.p) == '#' {
		return nil
	}
	r.p = colon
	none := r.node(yaml.ScalarNode, "!!null")
	if r.skipLine(); !r.nextLine() {
		return nil
	}
	switch below := r.column(); {
	case below > column:
		return r.first(below)
	case below == column && r.isDash():
		return r.sequence(below)
	}
	return none
}

// sequence reads the elements of a block sequence whose dashes are at column.
func (r *reader) sequence(column int) *yaml.Node {
	if r.depth++; r.depth > deepest {
		return nil
	}
	n, mark := r.node(yaml.SequenceNode, "!!seq"), len(r.open)
	for r.column() == column && r.isDash() {
		if r.at(r.p+1) != ' ' {
			return nil
		}
		head := r.takeHead()
		r.p++
		r.skipBlanks()
		element := r.element(column)
		if element == nil {
			return nil
		}
		element.HeadComment = head
		r.open = append(r.open, element)
	}
	return r.close(n, mark)
}

// element reads what stands behind a dash that is at column.
func (r *reader) element(column int) *yaml.Node {
	if c := r.at(r.p); c == '[' || c == '{' || c == '|' {
		return r.inline(column)
	}
	inner := r.column()
	if r.isDash() {
		return r.sequence(inner)
	}
	start := r.p
	n := r.scalar(false, column)
	switch {
	case n == nil:
		return nil
	case r.at(r.p) == ':':
		if !r.isKey(n, start) {
			return nil
		}
		return r.mapping(n, inner)
	}
	return r.endLine(n)
}

// inline reads a value that begins in the line of its key or dash, in a
// collection at column.
func (r *reader) inline(column int) *yaml.Node {
	switch r.at(r.p) {
	case '[', '{':
		return r.endLine(r.flow())
	case '|':
		return r.literal(column)
	}
	return r.endLine(r.scalar(false, column))
}
