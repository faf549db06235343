package resourcelist

// This file reads lists of any form: it parses the whole document and finds
// items, and the places for changes, by the positions of nodes.

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// ReadWhole reads a ResourceList as Read does, whatever form it has.
func ReadWhole(data []byte) (*List, error) {
	root, err := parseRoot(data)
	if err != nil {
		return nil, err
	}
	h, err := readHeader(root)
	if err != nil {
		return nil, err
	}
	if l, ok := layOut(data, h); ok {
		return l, nil
	}
	// Legal, but written as nobody writes it: explicit keys (`? items`), say.
	return readPlain(root)
}

// parseRoot parses data and returns the root of its only document.
func parseRoot(data []byte) (*yaml.Node, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errors.New("the input is empty: " + expected + " on standard input")
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, errors.New("the input is UTF-16: it must be UTF-8")
	}
	docs, err := parse(data, 1<<30)
	if err != nil {
		if wrong := checkCharacters(data); wrong != nil {
			return nil, wrong
		}
		return nil, fmt.Errorf("the input is not valid YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	var root *yaml.Node
	for _, d := range docs {
		if isPlainNull(d) && d.Value == "" {
			continue // an empty document
		}
		if root != nil {
			return nil, fmt.Errorf("the input is a stream of several documents, the second on line %d: %s", d.Line, expected)
		}
		root = d
	}
	switch {
	case root == nil:
		return nil, errors.New("the input has no content but comments: " + expected)
	case root.Kind != yaml.MappingNode:
		return nil, fmt.Errorf("the input is %s: %s", describe(root), expected)
	}
	return root, nil
}

// checkCharacters returns an error about the first character that YAML does
// not allow (YAML 1.2.2 section 5.1), nil if there is none.
func checkCharacters(data []byte) error {
	line := 1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return fmt.Errorf("line %d of the input has the byte 0x%02x, which is no UTF-8: the input must be UTF-8", line, data[i])
		case r < ' ' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0 && r != '\u0085', r == '\ufffe', r == '\uffff':
			return fmt.Errorf("line %d of the input has the control character %U: YAML allows it only as \"\\u%04x\" in double quotes", line, r, r)
		}
		i += size
	}
	return nil
}

// layOut finds the items and the place for results. It reports false where
// they are not written in a way that can be edited as text.
func layOut(data []byte, h header) (*List, bool) {
	l := &List{data: data, FunctionConfig: h.functionConfig}
	x := newIndex(data)
	end, ok := len(data), true
	if !h.flow {
		end, ok = blockEnd(x, h)
	}
	if ok {
		l.results, ok = findSlot(x, h, end)
	}
	if !ok {
		return nil, false
	}
	switch next := h.next(x, h.items, end); {
	case h.items == nil:
		l.fix = emptyItems(x, h, end)
	case isPlainNull(h.items.value):
		l.fix, ok = x.fillNull(*h.items, "[]")
	case h.items.value.Style&yaml.FlowStyle != 0:
		l.Items, ok = flowItems(x, h.items.value, next)
	default:
		l.Items, ok = placedItems(x, h.items.value, next)
	}
	return l, ok
}

// blockEnd finds the end of the top level: a document marker after its last
// key, or the end of the text. It reports false where a key does not stand
// first on its line.
func blockEnd(x *index, h header) (int, bool) {
	for _, k := range h.keys {
		start := x.line(k.Line)
		if len(bytes.TrimLeft(x.data[start:x.at(k)], " ")) > 0 {
			return 0, false
		}
	}
	for at := x.at(h.keys[len(h.keys)-1]); at < len(x.data); at = lineEnd(x.data, at) {
		if isMarker(x.data[at:lineEnd(x.data, at)]) {
			return at, true
		}
	}
	return len(x.data), true
}

// placedItems are the items of a block sequence that ends at end.
func placedItems(x *index, seq *yaml.Node, end int) ([]*Item, bool) {
	first, ok := firstDash(x, seq)
	if !ok {
		return nil, false
	}
	dashes := []dash{first}
	for _, n := range seq.Content[1:] {
		d, ok := dashAbove(x, n.Line, dashes[len(dashes)-1])
		if !ok {
			return nil, false
		}
		dashes = append(dashes, d)
	}
	items := blockItems(x.data, dashes, end)
	for i, it := range items {
		it.node = seq.Content[i]
		shift(it.node, 1-it.line, 0)
	}
	return items, true
}

// dashAbove finds the dash of an element that begins on a line: there, or
// above, after the dash before it.
func dashAbove(x *index, line int, before dash) (dash, bool) {
	for ; line > before.line; line-- {
		at := x.line(line)
		text := x.data[at:lineEnd(x.data, at)]
		if indent, c := leading(text); c == '-' && indent == before.column && isDash(text[indent:]) {
			return dash{at + indent, line, indent}, true
		}
	}
	return dash{}, false
}

// flowItems are the items of a flow sequence at whose end, and before next,
// there are only brackets and commas.
func flowItems(x *index, seq *yaml.Node, next int) ([]*Item, bool) {
	at := x.at(seq)
	if x.data[at] != '[' {
		return nil, false
	}
	at++
	items := make([]*Item, len(seq.Content))
	for i, n := range seq.Content {
		start, want := x.at(n), ""
		if i > 0 {
			want = ","
		}
		if start < at || separators(x.data[at:start]) != want {
			return nil, false
		}
		at = flowEnd(x.data, start)
		items[i] = &Item{data: x.data, start: start, end: at, line: n.Line, node: n}
		shift(n, 1-n.Line, 1-n.Column)
	}
	return items, at <= next && strings.Trim(separators(x.data[at:next]), ",}") == "]"
}

// readPlain encodes the tree anew, in the plainest form, and reads that.
func readPlain(root *yaml.Node) (*List, error) {
	root.Style = 0
	for i := 1; i < len(root.Content); i += 2 {
		if root.Content[i-1].Value == "items" {
			root.Content[i].Style = 0
		}
	}
	data, err := yaml.Marshal(root)
	if err != nil {
		return nil, err
	}
	if _, err := readHeader(root); err != nil {
		return nil, err
	}
	again, err := parseRoot(data)
	if err != nil {
		return nil, err
	}
	h, err := readHeader(again)
	if err != nil {
		return nil, err
	}
	l, ok := layOut(data, h)
	if !ok {
		return nil, errors.New("the ResourceList is written in a form that cannot be edited: write its top level in plain block style")
	}
	return l, nil
}

// repay returns n if all of its aliases have their anchors below n, or if it
// cannot be copied; else a copy with all aliases written out.
func repay(n *yaml.Node) *yaml.Node {
	own := map[*yaml.Node]bool{}
	walk(n, func(n *yaml.Node) { own[n] = n.Anchor != "" })
	borrows := false
	walk(n, func(n *yaml.Node) { borrows = borrows || n.Kind == yaml.AliasNode && !own[n.Alias] })
	if !borrows || yamlvalue.Check(n) != nil {
		return n
	}
	c := yamlvalue.Copy(n)
	c.Line, c.Column = n.Line, n.Column
	return c
}

// walk calls f for every node of a tree; not for what its aliases stand for.
func walk(n *yaml.Node, f func(*yaml.Node)) {
	f(n)
	for _, c := range n.Content {
		walk(c, f)
	}
}

// shift moves the positions of a tree by so many lines, and those on its
// first line by so many columns.
func shift(n *yaml.Node, lines, columns int) {
	first := n.Line
	walk(n, func(n *yaml.Node) {
		if n.Line == first {
			n.Column += columns
		}
		n.Line += lines
	})
}

// An index finds offsets of lines and columns as package yaml counts them:
// from 1, columns in characters; LF, CR, CRLF, NEL, LS and PS end a line.
type index struct {
	data  []byte
	lines []int // offsets of their beginnings, once asked for
	near  struct{ line, column, at int }
}

func newIndex(data []byte) *index { return &index{data: data} }

// line is the offset of a line.
func (x *index) line(n int) int {
	if x.lines == nil {
		x.build()
	}
	return x.lines[min(n, len(x.lines))-1]
}

func (x *index) build() {
	start := 0
	if bytes.HasPrefix(x.data, []byte("\ufeff")) {
		start = len("\ufeff")
	}
	x.lines = []int{start}
	for i := start; i < len(x.data); {
		n := breakLen(x.data[i:])
		if n > 0 {
			x.lines = append(x.lines, i+n)
		}
		i += max(n, 1)
	}
}

// breakLen is the length of the line break that s begins with, and 0.
func breakLen(s []byte) int {
	switch {
	case s[0] == '\n':
		return 1
	case s[0] == '\r':
		if len(s) > 1 && s[1] == '\n' {
			return 2
		}
		return 1
	case s[0] == 0xC2 && len(s) > 1 && s[1] == 0x85:
		return 2
	case s[0] == 0xE2 && len(s) > 2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9):
		return 3
	}
	return 0
}

// lastBreak is the line break that s ends with, or nothing.
func lastBreak(s []byte) []byte {
	for n := min(3, len(s)); n > 0; n-- {
		if end := s[len(s)-n:]; breakLen(end) == n {
			return end
		}
	}
	return nil
}

// at is the offset of a node. Asking from left to right is fast on long
// lines.
func (x *index) at(n *yaml.Node) int {
	at, column := x.line(n.Line), 1
	if x.near.line == n.Line && x.near.column <= n.Column {
		at, column = x.near.at, x.near.column
	}
	for ; column < n.Column && at < len(x.data); column++ {
		_, size := utf8.DecodeRune(x.data[at:])
		at += size
	}
	x.near.line, x.near.column, x.near.at = n.Line, n.Column, at
	return at
}

// fillNull puts text in the place of a null value.
func (x *index) fillNull(f field, text string) (*patch, bool) {
	at := x.at(f.value)
	if f.value.Value != "" {
		end := at + len(f.value.Value)
		return &patch{at, end, []byte(text)}, end <= len(x.data) && string(x.data[at:end]) == f.value.Value
	}
	after, at := at, x.at(f.key)
	for _, key := range []string{f.key.Value, `"` + f.key.Value + `"`, `'` + f.key.Value + `'`} {
		if bytes.HasPrefix(x.data[at:], []byte(key+":")) {
			at += len(key) + 1
			return &patch{at, at, []byte(" " + text)}, at == after
		}
	}
	return nil, false
}
