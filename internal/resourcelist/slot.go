package resourcelist

// This file finds where `results`, and an empty `items`, are added to a text.

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A slot is where results are put: in place of the bytes [start, end) of the
// input, between before and after.
type slot struct {
	start, end    int
	before, after string
	flow          bool // as JSON, else as elements of a block sequence
	indent        int  // of these elements
}

// findSlot finds the place for results: behind the results that are there,
// else at the end of the top level, which is at end. In flow style, whose
// ends are hard to tell, it is at the beginning.
func findSlot(x *index, h header, end int) (slot, bool) {
	switch r := h.results; {
	case r == nil && h.flow:
		at := x.at(h.root)
		return slot{start: at + 1, end: at + 1, before: `"results": [`, after: "], ", flow: true}, x.data[at] == '{'
	case r == nil:
		at, indent := blockInsert(x, h, end), h.keys[0].Column-1
		return slot{start: at, end: at, before: strings.Repeat(" ", indent) + "results:\n", indent: indent}, true
	case isPlainNull(r.value):
		p, ok := x.fillNull(*r, "[")
		if !ok {
			return slot{}, false
		}
		return slot{start: p.start, end: p.end, before: string(p.text), after: "]", flow: true}, true
	case r.value.Style&yaml.FlowStyle != 0:
		at := x.at(r.value)
		s := slot{start: at + 1, end: at + 1, flow: true}
		if len(r.value.Content) > 0 {
			s.after = ", "
		}
		return s, x.data[at] == '['
	default:
		return behind(x, r.value, h.next(x, r, end))
	}
}

// behind is the place behind the elements of a block sequence, or before
// them where no line end comes before end.
func behind(x *index, seq *yaml.Node, end int) (slot, bool) {
	d, ok := firstDash(x, seq)
	at := d.at - d.column
	if x.data[end-1] == '\n' {
		at = end
	}
	return slot{start: at, end: at, indent: d.column}, ok
}

// firstDash finds the first dash of a block sequence. It reports false where
// something else stands before it on its line.
func firstDash(x *index, seq *yaml.Node) (dash, bool) {
	for line := seq.Line; line <= seq.Content[0].Line; line++ {
		at := x.line(line)
		text := x.data[at:lineEnd(x.data, at)]
		if indent, c := leading(text); c == '-' && isDash(text[indent:]) {
			return dash{at + indent, line, indent}, true
		}
	}
	return dash{}, false
}

// emptyItems adds an empty list of items.
func emptyItems(x *index, h header, end int) *patch {
	if h.flow {
		at := x.at(h.root) + 1
		return &patch{at, at, []byte(`"items": [], `)}
	}
	at := blockInsert(x, h, end)
	return &patch{at, at, []byte(strings.Repeat(" ", h.keys[0].Column-1) + "items: []\n")}
}

// blockInsert is where a key can be added to the top level: at its end, and
// before its first key where no line end comes before the end; a line end
// would become part of a block scalar there.
func blockInsert(x *index, h header, end int) int {
	if x.data[end-1] == '\n' {
		return end
	}
	return x.line(h.keys[0].Line)
}

// next is where the key that follows f begins, in block style its line, and
// end where there is none.
func (h *header) next(x *index, f *field, end int) int {
	for i, k := range h.keys[:len(h.keys)-1] {
		if f == nil || k != f.key {
			continue
		}
		if h.flow {
			return x.at(h.keys[i+1])
		}
		return x.line(h.keys[i+1].Line)
	}
	return end
}

// render is the patch that adds results.
func (s *slot) render(results []Result, newline string) patch {
	w := writer{flow: s.flow, indent: s.indent}
	w.buf = append(w.buf, s.before...)
	for i := range results {
		w.result(&results[i], i > 0)
	}
	w.buf = append(w.buf, s.after...)
	text := w.buf
	if newline != "\n" {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte(newline))
	}
	return patch{s.start, s.end, text}
}
