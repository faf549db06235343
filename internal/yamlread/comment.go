package yamlread

// This file reads comments and the ends of lines.
//
// yaml/v3 has many rules for whose a comment is. Those that are plain: a
// comment behind a value is the value's; comment lines right above a key or
// dash, all in its column, are the key's or the element's, with nothing empty
// between them. All else is refused where comments are read: other columns,
// an empty line below a comment, comments behind a dash or colon or at the end
// of the text.

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// endLine passes the rest of the line behind n, which is blank but for a
// comment, and goes to the next content.
func (r *reader) endLine(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	start := r.p
	r.skipBlanks()
	switch r.at(r.p) {
	case '\n':
		r.skipLine()
	case '#':
		if r.p == start {
			return nil
		}
		comment := r.p
		r.skipLine()
		if r.comments {
			n.LineComment = strings.TrimSuffix(r.text[comment:r.p], "\n")
		}
	default:
		return nil
	}
	if !r.nextLine() {
		return nil
	}
	return n
}

// nextLine goes from the beginning of a line to the first content in it, or in
// the lines that follow, and keeps the comment above it.
func (r *reader) nextLine() bool {
	first, column := -1, 0 // of the comment
	for r.p < len(r.text) {
		r.skipBlanks()
		switch c := r.at(r.p); {
		case c == '\n' && first < 0, c == '#' && !r.comments:
		case c == '\n', first >= 0 && r.column() != column:
			return false
		case c == '#' && first < 0:
			first, column = r.p, r.column()
		case c != '#':
			r.head = ""
			if first >= 0 {
				r.head = dedented(r.text[first:r.line-1], column)
			}
			return true
		}
		r.skipLine()
	}
	r.head = ""
	return first < 0
}

// dedented is a text without the blanks, so many, before all but its first
// line.
func dedented(text string, blanks int) string {
	if blanks == 0 || strings.IndexByte(text, '\n') < 0 {
		return text
	}
	return strings.ReplaceAll(text, "\n"+strings.Repeat(" ", blanks), "\n")
}

// takeHead returns the comment above p, for the node that it belongs to.
func (r *reader) takeHead() string {
	head := r.head
	r.head = ""
	return head
}
