package record

// This file keeps apart what several have appended to one list that is the text
// of an annotation.

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textlist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An Appended says that values were appended to a list that is the text of an
// annotation: see package textlist. Only they belong to the layer, so that
// others may append theirs.
type Appended struct {
	Path   yamlvalue.Path // of the annotation in the resource
	Values []eval.Value
}

// keep gives those entries the values that were appended there. tree is what
// the layer has made.
func keep(entries []entry, appended []Appended, tree *yaml.Node) []entry {
	for _, a := range appended {
		for i := range entries {
			if e := &entries[i]; e.kind != removed && !e.open && len(e.path) == len(a.Path) && slices.Equal(e.path.in(tree), a.Path) {
				e.values = append(e.values, a.Values...)
			}
		}
	}
	return entries
}

// keepValues gives entries the values of those of the same path.
func keepValues(entries, from []entry) []entry {
	for _, f := range from {
		for i := range entries {
			if e := &entries[i]; f.values != nil && e.kind != removed && !e.open && slices.EqualFunc(e.path, f.path, step.equal) {
				e.values = f.values
			}
		}
	}
	return entries
}

// without returns a list that others have changed since, without what the entry
// has appended: nil if nothing is left of what it made. It reports false where
// the list lacks such a value, or is none.
func (e *entry) without(present *yaml.Node) (*yaml.Node, bool) {
	text, ok := yamlvalue.StringOf(yamlvalue.Resolve(present))
	if e.values == nil || !ok {
		return nil, false
	}
	if _, missing, err := textlist.Append(text, e.values, ""); err != nil || len(missing) > 0 {
		return nil, false
	}
	rest := textlist.Remove(text, e.values)
	if e.kind == added && strings.Trim(rest, "[] \t\r\n") == "" {
		return nil, true
	}
	return withText(present, rest), true
}

// with returns a list with what the entry has appended; else what it wrote.
func (e *entry) with(present *yaml.Node) *yaml.Node {
	text, ok := yamlvalue.StringOf(yamlvalue.Resolve(present))
	if e.values == nil || !ok {
		return e.new
	}
	text, _, err := textlist.Append(text, e.values, "")
	if err != nil {
		return e.new
	}
	return withText(e.new, text)
}

// keepLists returns the tree n with the lists as present has them where only
// the places of what was appended differ.
func keepLists(present, n *yaml.Node, appended []Appended) *yaml.Node {
	for _, a := range appended {
		was := merge.NodeAt(present, a.Path)
		before, had := yamlvalue.StringOf(yamlvalue.Resolve(was))
		after, has := yamlvalue.StringOf(yamlvalue.Resolve(merge.NodeAt(n, a.Path)))
		if had && has && before != after && sameValues(before, after, a.Values) {
			t := merge.NewTree(n)
			t.Replace(a.Path, was)
			n = t.Current()
		}
	}
	return n
}

// sameValues reports whether two lists both have values, and else are the same.
func sameValues(a, b string, values []eval.Value) bool {
	_, missing, err := textlist.Append(a, values, "")
	return err == nil && len(missing) == 0 && textlist.Remove(a, values) == textlist.Remove(b, values)
}

// withText is a scalar like n with another text.
func withText(n *yaml.Node, text string) *yaml.Node {
	c := *yamlvalue.Text(text)
	if n = yamlvalue.Resolve(n); n != nil {
		c.Style = n.Style
	}
	return withComments(&c, n)
}

// appendValues appends the values of an entry, as JSON.
func (e *entry) appendValues(b []byte) []byte {
	if e.values == nil {
		return b
	}
	return append(append(b, " with "...), encode.JSON(eval.NewList(e.values...), encode.Options{})...)
}

var errValues = errors.New(`what follows on "with" cannot be read: it is a list in JSON`)

// values reads the values of an entry, if there are any.
func (s *scanner) values() ([]eval.Value, error) {
	if !s.accept(" with ") {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(s.rest))
	var raw json.RawMessage
	if d.Decode(&raw) != nil {
		return nil, errValues
	}
	s.rest = s.rest[d.InputOffset():]
	n, err := valueOf(string(raw))
	if err != nil {
		return nil, errValues
	}
	l, ok := yamlvalue.FromNode(n).(*eval.List)
	if !ok || l.Len() == 0 {
		return nil, errValues
	}
	return slices.Clone(l.Items()), nil
}
