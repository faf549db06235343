package resourcelist

// This file finds the items of a list by their dashes, without a parse of
// the whole text.
//
// Why the cut is right, given that every part parses on its own: the scanner
// goes from left to right, and at the end of a part that parses on its own
// no quote, flow collection or block scalar is open. So it reads the dash
// that begins the next part as a dash. A part that was cut too early leaves
// something open and does not parse. What could give a part another meaning
// on its own than in its place is left to ReadWhole: directives, several
// documents, anchors of other parts, scalars as items, line breaks other
// than LF and CRLF.

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A section is where `items` stands in a text: the line of its key, the
// dashes, and the line after the last item.
type section struct {
	key, keyLine int
	dashes       []dash
	end, endLine int
}

// A dash begins an item.
type dash struct {
	at     int // its offset
	line   int // its line, from 1
	column int // blanks before it on its line
}

// split cuts data at the dashes of its items. It reports false where the
// list is not of the form for which that is exact.
func split(data []byte) (*List, bool) {
	if !plainLines(data) {
		return nil, false
	}
	s, ok := findSection(data)
	if !ok || !isText(data[s.key:s.dashes[0].at]) {
		return nil, false
	}
	head, ok1 := parsePart(data[:s.key], 0)
	tail, ok2 := parsePart(data[s.end:], s.endLine-1)
	if !ok1 || !ok2 {
		return nil, false
	}
	items := &yaml.Node{Kind: yaml.ScalarNode, Value: "items", Line: s.keyLine, Column: 1}
	root := &yaml.Node{Kind: yaml.MappingNode}
	root.Content = append(append(head, items, &yaml.Node{Kind: yaml.SequenceNode}), tail...)
	h, err := readHeader(root)
	if err != nil {
		return nil, false // ReadWhole says what is wrong
	}
	l := &List{data: data, FunctionConfig: h.functionConfig}
	l.Items = blockItems(data, s.dashes, s.end)
	l.results, ok = findSlot(newIndex(data), h, len(data))
	return l, ok
}

// plainLines reports whether every line of data ends with LF or CRLF, there
// is no byte order mark, and no directive, which could change what follows.
func plainLines(data []byte) bool {
	if bytes.IndexByte(data, '\r') >= 0 && bytes.Count(data, []byte("\r")) != bytes.Count(data, []byte("\r\n")) {
		return false
	}
	for _, s := range []string{"\u0085", "\u2028", "\u2029", "\ufeff"} {
		if bytes.Contains(data, []byte(s)) {
			return false
		}
	}
	return !bytes.HasPrefix(data, []byte("%")) && !bytes.Contains(data, []byte("\n%"))
}

// findSection looks for a line `items:` without indentation, followed by
// lines with a dash in one and the same column.
func findSection(data []byte) (s section, ok bool) {
	line := 1
	for at := 0; ; line++ {
		end := lineEnd(data, at)
		if rest, is := bytes.CutPrefix(data[at:end], []byte("items:")); is {
			if !isBlankOrComment(rest) {
				return s, false
			}
			s.key, s.keyLine = at, line
			return findDashes(data, s, end, line+1)
		}
		if at = end; at == len(data) {
			return s, false
		}
	}
}

// findDashes collects the dashes from the line at at on, until a line that
// begins the next key.
func findDashes(data []byte, s section, at, line int) (section, bool) {
	s.end = len(data)
	column := -1
	for ; at < len(data); line++ {
		end := lineEnd(data, at)
		indent, first := leading(data[at:end])
		switch {
		case first == 0 || first == '#':
		case column < 0 && first == '-':
			column = indent
			fallthrough
		case indent == column && isDash(data[at+indent:end]):
			if !isDash(data[at+indent : end]) {
				return s, false // `---`
			}
			s.dashes = append(s.dashes, dash{at + indent, line, indent})
		case indent > column && column >= 0:
		case indent == 0:
			s.end, s.endLine = at, line
			return s, column >= 0 && !isMarker(data[at:end])
		default:
			return s, false
		}
		at = end
	}
	return s, column >= 0
}

// parsePart parses the keys before or after `items`, and returns them with
// their values, with the positions that they have after so many lines.
func parsePart(part []byte, lines int) ([]*yaml.Node, bool) {
	if bytes.HasPrefix(part, []byte("...")) || bytes.Contains(part, []byte("\n...")) {
		return nil, false
	}
	docs, err := parse(part, 2)
	if err != nil || len(docs) > 1 {
		return nil, false
	}
	if len(docs) == 0 || separators(part) == "---" {
		return nil, true
	}
	root := docs[0]
	if root.Kind != yaml.MappingNode || root.Style != 0 || root.Anchor != "" || root.Column != 1 ||
		root.Line != root.Content[0].Line { // with a tag above
		return nil, false
	}
	shift(root, lines, 0)
	return root.Content, true
}

// blockItems are the items that begin with the dashes, the last of which
// ends at end.
func blockItems(data []byte, dashes []dash, end int) []*Item {
	items := make([]*Item, len(dashes))
	all := make([]Item, len(dashes))
	for i, d := range dashes {
		stop := end
		if i+1 < len(dashes) {
			stop = dashes[i+1].at - dashes[i+1].column
		}
		all[i] = Item{
			data:  data,
			start: d.at + 1,
			end:   trimComments(data, d.at+1, stop, d.column),
			line:  d.line,
			pad:   d.column + 1,
		}
		items[i] = &all[i]
	}
	return items
}

// trimComments moves the end of an item before the comments that stand above
// the next dash or key, and are not indented deeper than the dashes: they
// belong to what follows. A line with a quote or bracket stays, since it may
// be the end of something.
func trimComments(data []byte, start, end, column int) int {
	trimmed := end
	for end > start {
		at := bytes.LastIndexByte(data[start:end-1], '\n') + 1
		if at == 0 {
			break // the line of the dash
		}
		at += start
		indent, first := leading(data[at:end])
		switch {
		case first == 0:
		case first == '#' && indent <= column && isText(data[at:end]) && !bytes.ContainsAny(data[at:end], `"'[]{}`):
			trimmed = at
		default:
			return trimmed
		}
		end = at
	}
	return trimmed
}

// lineEnd is the offset after the line that begins at at.
func lineEnd(data []byte, at int) int {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(data)
}

// leading counts the blanks at the beginning of a line and returns the first
// other character, and 0 for a line of white space.
func leading(line []byte) (indent int, first byte) {
	for indent < len(line) && line[indent] == ' ' {
		indent++
	}
	for _, c := range line[indent:] {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return indent, line[indent]
		}
	}
	return indent, 0
}

// isDash reports whether a line, without its indentation, begins an element
// of a sequence.
func isDash(line []byte) bool {
	return line[0] == '-' && (len(line) == 1 || line[1] == ' ' || line[1] == '\n' || line[1] == '\r')
}

// isMarker reports whether a line is a document marker.
func isMarker(line []byte) bool {
	return (bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))) &&
		(len(line) == 3 || bytes.IndexByte([]byte(" \t\r\n"), line[3]) >= 0)
}

// isBlankOrComment reports whether the rest of a line says nothing.
func isBlankOrComment(rest []byte) bool {
	if len(bytes.TrimSpace(rest)) == 0 {
		return true
	}
	return rest[0] == ' ' && bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte("#"))
}

// isText reports whether YAML allows the characters of a comment that no
// parser will see.
func isText(comment []byte) bool {
	for _, c := range comment {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' || c == 0x7F {
			return false
		}
	}
	return utf8.Valid(comment) && bytes.IndexFunc(comment, func(r rune) bool { return r >= 0x80 && !unicode.IsPrint(r) }) < 0
}
