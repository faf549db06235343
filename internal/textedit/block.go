package textedit

// This file edits block collections.

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// blockMapping edits the entries of a block mapping.
func (e *editor) blockMapping(before, after *yaml.Node, at place) {
	old, new := before.Content, after.Content
	match, used := matchPairs(old, new)
	if !contains(used) {
		e.supplant(before, after, at)
		return
	}
	first := e.start(old[0])
	for i := 0; i < len(old); i += 2 {
		if e.colon(old[i], false) < 0 { // a complex key
			e.fail()
			return
		}
	}
	column := e.column(first)
	offset := e.offsetIn(before, at.offset)
	last := -1 // the old pair behind which new ones go
	for j := 0; j < len(match); {
		if i := match[j]; i >= 0 {
			e.change(old[2*i+1], new[2*j+1], place{key: old[2*i], column: column, offset: offset})
			last = i
			j++
			continue
		}
		var lines []byte
		for ; j < len(match) && match[j] < 0; j++ {
			lines = e.appendEntry(lines, new[2*j], new[2*j+1], column, offset)
		}
		if last >= 0 {
			e.insertBehind(old[2*last+1], column, lines)
		} else {
			next := firstOf(used)
			e.insertBefore(e.start(old[2*next]), column, e.floor(old, 2*next), lines)
		}
	}
	for i, j := range gaps(used) {
		e.deleteEntries(old, i, j, column)
	}
}

// insertBehind puts lines behind n, which stands at column.
func (e *editor) insertBehind(n *yaml.Node, column int, lines []byte) {
	p := e.behind(n, column)
	if p == len(e.text) && e.open {
		e.stripBreak(n)
	}
	e.insert(p, lines)
}

// stripBreak changes the header of a block scalar that ends n, and has no
// line end since the text ends there, so that it has none when it gets one.
func (e *editor) stripBreak(n *yaml.Node) {
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		return
	}
	p := e.content(n) + 1
	for q := p; e.at(q) > ' '; q++ {
		switch e.at(q) {
		case '+':
			e.replace(q, q+1, []byte("-"))
			return
		case '-':
			return
		}
	}
	e.insert(p, []byte("-"))
}

// insertBefore puts lines before what begins at p, and its comment, which is
// below floor. It is indented by column and may stand behind a dash.
func (e *editor) insertBefore(p, column, floor int, lines []byte) {
	switch {
	case p < 0:
		e.fail()
	case e.firstInLine(p):
		e.insert(e.comments(p, floor), lines)
	default:
		e.insert(p, append(bytes.TrimLeft(lines, " "), strings.Repeat(" ", column)...))
	}
}

// deleteEntries deletes the pairs from i up to j of a mapping that keeps
// others.
func (e *editor) deleteEntries(pairs []*yaml.Node, i, j, column int) {
	start, end := e.start(pairs[2*i]), e.end(pairs[2*j-1])
	if start < 0 || end < 0 {
		e.fail()
		return
	}
	if e.firstInLine(start) {
		e.replace(e.comments(start, e.floor(pairs, 2*i)), e.behind(pairs[2*j-1], column), nil)
		return
	}
	// The first entry stands behind a dash; the next one takes its place,
	// unless there are comments between them.
	next := -1
	if 2*j < len(pairs) {
		next = e.start(pairs[2*j])
	}
	if next >= 0 && len(bytes.TrimSpace(e.between(e.lineEnd(end), next))) > 0 {
		for next = e.lineEnd(end); start > 0 && e.text[start-1] == ' '; {
			start--
		}
	}
	e.replace(start, next, nil)
}

// blockSequence edits the elements of a block sequence.
func (e *editor) blockSequence(before, after *yaml.Node, at place) {
	old, new := before.Content, after.Content
	match, used := matchElements(old, new)
	if !contains(used) {
		e.supplant(before, after, at)
		return
	}
	dash := e.dash(old[0])
	if dash < 0 {
		e.fail()
		return
	}
	column := e.column(dash)
	near := at.offset
	if at.key != nil && column >= at.column {
		near = column - at.column
	}
	in := place{seq: true, column: column, offset: e.offsetIn(before, near)}
	last := -1
	for j := 0; j < len(match); {
		if i := match[j]; i >= 0 {
			e.change(old[i], new[j], in)
			last = i
			j++
			continue
		}
		model := old[max(last, firstOf(used))]
		var lines []byte
		for ; j < len(match) && match[j] < 0; j++ {
			lines = e.appendElement(lines, withQuotesOf(model, new[j]), column, e.dashGap(model), in.offset)
		}
		if last >= 0 {
			e.insertBehind(old[last], column, lines)
		} else {
			e.insertBefore(e.dash(model), column, e.floor(old, firstOf(used)), lines)
		}
	}
	for i, j := range gaps(used) {
		e.deleteElements(old, i, j, column)
	}
}

// deleteElements deletes the elements from i up to j of a sequence that
// keeps others.
func (e *editor) deleteElements(elems []*yaml.Node, i, j, column int) {
	start := e.dash(elems[i])
	switch {
	case start < 0:
		e.fail()
	case e.firstInLine(start):
		e.replace(e.comments(start, e.floor(elems, i)), e.behind(elems[j-1], column), nil)
	case j < len(elems):
		e.replace(start, e.dash(elems[j]), nil)
	default:
		e.fail()
	}
}

// dash is the offset of the dash that introduces an element.
func (e *editor) dash(n *yaml.Node) int {
	p := e.start(n)
	if p < 0 {
		return -1
	}
	for q := p; q > 0; q-- {
		switch c := e.text[q-1]; {
		case c == '-':
			return q - 1
		case c != ' ' && c != '\n':
			return -1
		case c == '\n':
			return e.dashAbove(q - 1)
		}
	}
	return -1
}

// dashAbove is the offset of the dash at the end of the line that ends at p,
// or of one above it where that line is empty or a comment.
func (e *editor) dashAbove(p int) int {
	for {
		start := e.lineStart(p)
		dash, q := -1, start
		for ; e.at(q) == ' ' || e.at(q) == '-'; q++ {
			if e.at(q) == '-' {
				dash = q
			}
		}
		switch c := e.at(q); {
		case c != '#' && c != '\r' && c != '\n':
			return -1
		case dash >= 0:
			return dash
		case start == 0:
			return -1
		}
		p = start - 1
	}
}

// dashGap is the number of blanks behind the dash of an element.
func (e *editor) dashGap(n *yaml.Node) int {
	gap := e.between(e.dash(n)+1, e.start(n))
	if len(gap) == 0 || len(gap) >= 8 || bytes.Contains(gap, []byte("\n")) || n.Kind == yaml.SequenceNode {
		return 1
	}
	return len(gap)
}

// behind is where the line begins that follows n and the comments that are
// indented deeper than column: they belong to n.
func (e *editor) behind(n *yaml.Node, column int) int {
	end := e.end(n)
	if end < 0 {
		return -1
	}
	behind := e.nextLine(end)
	for p := behind; p < len(e.text); {
		indent, next := e.indent(p), e.nextLine(p)
		switch {
		case e.at(p+indent) == '#' && indent > column:
			behind = next
		case !e.blank(p):
			return behind
		}
		p = next
	}
	return behind
}

// comments is where the comment begins that stands right above what begins at
// p, and belongs to it; the line of p if there is none. No line above floor is
// a part of it.
func (e *editor) comments(p, floor int) int {
	column, start := e.column(p), e.lineStart(p)
	for start > floor {
		above := e.lineStart(start - 1)
		if indent := e.indent(above); above < floor || indent != column || e.at(above+indent) != '#' {
			break
		}
		start = above
	}
	return start
}

// floor is where the line begins that follows what stands before node i.
func (e *editor) floor(content []*yaml.Node, i int) int {
	if i == 0 {
		return e.lines[0]
	}
	end := e.end(content[i-1])
	if end < 0 {
		e.fail()
	}
	return e.nextLine(end)
}

// offsetIn is the number of blanks from a key to the dashes under it: as in
// n, else as near, else as first in the document.
func (e *editor) offsetIn(n *yaml.Node, near int) int {
	if o := seqOffset(n); o >= 0 {
		return o
	}
	if near >= 0 {
		return near
	}
	return e.style.offset
}

// valueText is the text of n behind its key or dash at the place at: what goes
// into that line, and the lines that follow. The comments beside n are in the
// text already.
func (e *editor) valueText(n *yaml.Node, at place) (inline, lines []byte) {
	bare := *n
	bare.HeadComment, bare.LineComment, bare.FootComment = "", "", ""
	n = &bare
	var text []byte
	offset := e.offsetIn(n, at.offset)
	if at.seq {
		text = e.appendElement(nil, n, at.column, 1, offset)[at.column+1:]
	} else {
		text = e.appendValue(nil, n, at.column, offset)
	}
	inline, lines, _ = bytes.Cut(text, []byte(e.eol))
	return bytes.TrimLeft(inline, " "), lines
}
