// Package textedit carries changes of a YAML tree over to the text that the
// tree was read from, so that what did not change stays as it was written.
//
//	out, spliced, err := textedit.Apply(text, before, after)
//
// text is one YAML document, before the tree that yaml/v3 read from exactly
// this text (the lines and columns of its nodes must fit), after the tree that
// is wanted. The lines may all be indented by some blanks, as those of an item
// are that was cut out of a list. No node is changed.
//
// Apply compares the trees and edits the text where they differ. Nodes that
// both trees share are equal and looked at no further; so trees are changed
// by copying the way from the root to the change (see package merge). A
// collection of after that has the line and column of one of before is what
// became of it; else entries are matched by key, elements by value.
//
// An edit is made in the style of its surroundings: indentation, sequences
// indented under their key or not, flow collections and JSON as such, line
// ends, quotes; but a scalar with a negative line was written before, and is
// written so again. Empty collections and nulls give way to block collections.
// Comments stay where they are; those above an entry or element that is
// deleted go with it.
//
// The result is read again and compared with after. Where a position cannot
// be told, or the result says something else, the item is encoded from its
// nodes, in the file's indentation style, and spliced is false.
package textedit

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlread"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// Apply returns the text of after, made from text, the text of before, and
// whether that was done by edits. An error means that after cannot be written
// as YAML at all.
func Apply(text []byte, before, after *yaml.Node) (out []byte, spliced bool, err error) {
	if out, ok := Splice(text, before, after); ok {
		return out, true, nil
	}
	out, err = Encode(text, before, after)
	return out, false, err
}

// Splice is Apply by edits alone; false where that is not possible.
func Splice(text []byte, before, after *yaml.Node) ([]byte, bool) {
	if before == after {
		return text, true
	}
	root := yamlvalue.Resolve(before)
	if root == nil || yamlvalue.Resolve(after) == nil {
		return nil, false
	}
	e := newEditor(text, root)
	if e == nil {
		return nil, false
	}
	e.change(root, yamlvalue.Resolve(after), place{offset: -1})
	out, ok := e.apply()
	if !ok {
		return nil, false
	}
	return checked(out, e.eol, after)
}

// checked returns text if it says what n says, or does so with a line end
// more: a literal block scalar that has one needs it, even where the text
// that was read had none.
func checked(text []byte, eol string, n *yaml.Node) ([]byte, bool) {
	if says(text, n) {
		return text, true
	}
	text = append(text, eol...)
	return text, says(text, n)
}

// says reports whether text is a document that says what n says.
func says(text []byte, n *yaml.Node) bool {
	equal := false
	if yamlread.Data(text, func(root *yaml.Node) {
		equal = same(root, yamlvalue.Resolve(n)) || yamlvalue.Equal(root, n)
	}) {
		return equal
	}
	var doc yaml.Node
	return yaml.Unmarshal(text, &doc) == nil && yamlvalue.Equal(&doc, n)
}

// same reports whether a and b are certain to be equal, at little cost: their
// collections have the same entries in the same order.
func same(a, b *yaml.Node) bool {
	if a == nil || b == nil || a.Kind != b.Kind || a.Tag != b.Tag || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return a.Kind == yaml.MappingNode || a.Kind == yaml.SequenceNode || yamlvalue.Equal(a, b)
}
