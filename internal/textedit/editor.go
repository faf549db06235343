package textedit

// This file collects edits and applies them.

import (
	"bytes"
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"
)

// An editor turns the differences of two trees into edits of a text.
type editor struct {
	*locator
	eol    string
	open   bool // the text that was read has no line end at its end
	style  style
	edits  []edit
	failed bool // a position could not be told
}

// An edit puts text in the place of the bytes from start to end.
type edit struct {
	start, end int
	text       []byte
}

// newEditor returns nil for a text that cannot be edited.
func newEditor(text []byte, root *yaml.Node) *editor {
	e := &editor{eol: lineEnd(text), style: documentStyle(root)}
	if bytes.HasSuffix(text, []byte("\r")) {
		return nil
	}
	if e.open = !bytes.HasSuffix(text, []byte("\n")); e.open {
		text = slices.Concat(text, []byte(e.eol))
	}
	if e.locator = newLocator(text); e.locator == nil {
		return nil
	}
	return e
}

func (e *editor) fail() { e.failed = true }

// replace puts text in the place of the bytes from start to end.
func (e *editor) replace(start, end int, text []byte) {
	if start < 0 || end < start || end > len(e.text) {
		e.fail()
		return
	}
	e.edits = append(e.edits, edit{start, end, text})
}

func (e *editor) insert(p int, text []byte) { e.replace(p, p, text) }

// apply returns the edited text.
func (e *editor) apply() ([]byte, bool) {
	if e.failed {
		return nil, false
	}
	slices.SortStableFunc(e.edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	size, p := len(e.text), 0
	for _, d := range e.edits {
		if d.start < p {
			return nil, false
		}
		size, p = size+len(d.text), d.end
	}
	out := make([]byte, 0, size)
	p = 0
	for _, d := range e.edits {
		out = append(append(out, e.text[p:d.start]...), d.text...)
		p = d.end
	}
	out = append(out, e.text[p:]...)
	if e.open {
		out = bytes.TrimSuffix(out, []byte(e.eol))
	}
	return out, true
}
