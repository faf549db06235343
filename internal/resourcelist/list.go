// Package resourcelist reads a ResourceList, the wire format of KRM functions
// (kubernetes-sigs/kustomize, cmd/config/docs/api-conventions/functions-spec.md),
// and writes it back.
//
// The text is never encoded anew. Read finds out which bytes belong to which
// item; Write copies the input and puts new text only where an item was given
// one, was added or removed (change.go), and where results are added. So whatever did not change leaves byte
// for byte as it came: comments, blank lines, spelling of scalars, keys that
// the specification does not know.
//
// There are two ways to find the items. Read cuts the text at the dashes
// below `items:` (split.go), which needs no parse of the whole: every item
// can then be parsed on its own, on any core, and forgotten when it is done,
// which is what keeps time and memory low. A cut can be wrong only where a
// quoted scalar or flow collection spans lines and one of them looks like a
// dash; some item then fails to parse on its own and Load says ErrSplit.
// ReadWhole (whole.go) takes every form of YAML, JSON among them: it parses
// the whole document and cuts items by the positions of their nodes.
package resourcelist

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlread"
)

// A List is a ResourceList: its text and where things are in it.
type List struct {
	// Items are the items in order.
	Items []*Item
	// FunctionConfig is the function's configuration, and nil where there is
	// none. Its positions are those of the input.
	FunctionConfig *yaml.Node

	data    []byte
	added   [][]byte // the texts of new items
	fix     *patch   // what makes `items` a list where it is null or absent
	results slot     // where results go
}

// A patch replaces the bytes [start, end) of the input by text.
type patch struct {
	start, end int
	text       []byte
}

// An Item is one element of `items`.
type Item struct {
	data       []byte     // the input
	start, end int        // of the item's text in it, without the dash
	line       int        // of start, from 1
	pad        int        // blanks before the text that keep its columns
	node       *yaml.Node // known from the start in a list read as a whole
	changed    bool
	text       []byte // the new text, where changed
	removed    bool
}

// A Doc is an item as loaded: its text, and the tree of that text. The
// positions in the tree are those in the text. Root is nil for a null item.
// Borrows says that the text has aliases of anchors in other items. Then the
// tree has no aliases, but copies of what they stand for, and but for the
// root no positions.
type Doc struct {
	Text    []byte
	Root    *yaml.Node
	Borrows bool
}

// ErrSplit says that an item's text does not stand on its own, so that the
// list must be read with ReadWhole.
var ErrSplit = errors.New("the items cannot be told apart by their dashes")

// Read reads a ResourceList. An error tells what is wrong with the input.
// Items are not parsed yet; before anything that was read is relied on, Each
// must have visited all of them without ErrSplit.
func Read(data []byte) (*List, error) {
	if l, ok := split(data); ok {
		return l, nil
	}
	return ReadWhole(data)
}

// Line is the line of the input, from 1, on which the item's text begins.
func (it *Item) Line() int { return it.line }

// MayContain reports whether a scalar of the item may have a word in it; that
// it has not is certain.
func (it *Item) MayContain(word string) bool {
	text := it.data[it.start:it.end]
	return it.node != nil || // with aliases to other items
		bytes.Contains(text, []byte(word)) || bytes.IndexByte(text, '\\') >= 0 // with escapes
}

// Load returns the item's text and parses it.
func (it *Item) Load() (Doc, error) {
	text := make([]byte, it.pad, it.pad+it.end-it.start)
	for i := range text {
		text[i] = ' '
	}
	text = append(text, it.data[it.start:it.end]...)
	if it.node != nil {
		if isPlainNull(it.node) {
			return Doc{Text: text}, nil
		}
		root := repay(it.node)
		return Doc{text, root, root != it.node}, nil
	}
	if root, ok := yamlread.Tree(text); ok && root.Kind == yaml.MappingNode {
		return Doc{Text: text, Root: root}, nil
	}
	docs, err := parse(text, 2)
	switch {
	case err != nil || len(docs) > 1:
		return Doc{}, ErrSplit
	case len(docs) == 0 || isPlainNull(docs[0]):
		return Doc{Text: text}, nil
	case docs[0].Kind != yaml.MappingNode:
		return Doc{}, ErrSplit // a scalar's extent depends on what is around it
	}
	return Doc{Text: text, Root: docs[0]}, nil
}

// SetText gives the item a new text: one that Load returned, with changes,
// but for the blanks at its beginning. A line end at its end is kept, since
// something else may begin on the next line.
func (it *Item) SetText(text []byte) {
	if len(text) < it.pad || len(bytes.TrimLeft(text[:it.pad], " ")) > 0 {
		panic("resourcelist: the text of an item begins left of its column")
	}
	it.text, it.changed = text[it.pad:], true
	if end := lastBreak(it.data[it.start:it.end]); len(end) > 0 && len(lastBreak(it.text)) == 0 {
		it.text = slices.Concat(it.text, end)
	}
}

// Each loads every item and calls f for it, from as many goroutines as there
// are processors. It returns ErrSplit where an item cannot be loaded; what f
// learned is then worth nothing. A panic of f is passed on to the caller.
func (l *List) Each(f func(i int, d Doc)) error {
	return l.each(len(l.Items), func(k int) int { return k }, f)
}

// EachOf is Each for some of the items.
func (l *List) EachOf(some []int, f func(i int, d Doc)) error {
	return l.each(len(some), func(k int) int { return some[k] }, f)
}

// each calls f for the items with the numbers at(0) to at(n-1).
func (l *List) each(n int, at func(k int) int, f func(i int, d Doc)) error {
	var next atomic.Int64
	var broken atomic.Bool
	work := func() {
		for !broken.Load() {
			k := int(next.Add(1)) - 1
			if k >= n {
				return
			}
			i := at(k)
			d, err := l.Items[i].Load()
			if err != nil {
				broken.Store(true)
				return
			}
			f(i, d)
		}
	}
	parallel(min(runtime.GOMAXPROCS(0), n), work)
	if broken.Load() {
		return ErrSplit
	}
	return nil
}

// parallel runs n copies of work and waits for them. A panic in one of them
// becomes a panic of the caller, where it can be recovered.
func parallel(n int, work func()) {
	if n <= 1 {
		work()
		return
	}
	var wg sync.WaitGroup
	var failed atomic.Pointer[any]
	for range n {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed.CompareAndSwap(nil, &p)
				}
			}()
			work()
		})
	}
	wg.Wait()
	if p := failed.Load(); p != nil {
		panic(*p)
	}
}

// Write writes the list: the input with the new texts of changed items and
// with results added. Results that the input has already, from a function
// that ran before, stay: the specification calls them output, and dropping
// the warnings of others would lose them.
func (l *List) Write(w io.Writer, results []Result) error {
	patches := l.itemPatches()
	if len(results) > 0 { // before fix: they may continue a list
		patches = append(patches, l.results.render(results, l.newline()))
	}
	if l.fix != nil {
		patches = append(patches, *l.fix)
	}
	slices.SortStableFunc(patches, func(a, b patch) int { return a.start - b.start })
	at := 0
	for _, p := range patches {
		if _, err := w.Write(l.data[at:p.start]); err != nil {
			return err
		}
		if _, err := w.Write(p.text); err != nil {
			return err
		}
		at = p.end
	}
	_, err := w.Write(l.data[at:])
	return err
}

// newline is the line end that the input uses.
func (l *List) newline() string {
	if i := bytes.IndexByte(l.data, '\n'); i > 0 && l.data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// parse parses up to max documents, and returns their roots.
func parse(text []byte, max int) ([]*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var roots []*yaml.Node
	for len(roots) < max {
		var doc yaml.Node
		if err := dec.Decode(&doc); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		roots = append(roots, doc.Content[0])
	}
	return roots, nil
}

// isPlainNull reports whether n is a null as one writes it: null, ~, nothing.
func isPlainNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style == 0 && n.Anchor == ""
}
