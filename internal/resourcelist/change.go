package resourcelist

// This file adds and removes items.

import (
	"bytes"
	"slices"
	"strings"
)

// Append adds an item behind the others, of which there must be one. Its text
// is written as those that Load returns: it begins with as many blanks in block
// style, and is a flow collection among flow collections.
func (l *List) Append(text []byte) {
	pad := l.Items[0].pad
	if len(text) < pad || len(bytes.TrimLeft(text[:pad], " ")) > 0 {
		panic("resourcelist: the text of a new item begins left of its column")
	}
	l.added = append(l.added, text[pad:])
}

// Remove removes the item from the list, which is not renumbered.
func (it *Item) Remove() { it.removed = true }

// isFlow reports whether the items are written in flow style.
func (l *List) isFlow() bool { return len(l.Items) > 0 && l.Items[0].pad == 0 }

// itemPatches are the changes of the items, in their order.
func (l *List) itemPatches() []patch {
	var patches []patch
	for _, it := range l.Items {
		if it.changed && !it.removed {
			patches = append(patches, it.replacement())
		}
	}
	kept := slices.ContainsFunc(l.Items, func(it *Item) bool { return !it.removed })
	if l.isFlow() {
		return append(append(patches, l.flowRemovals()...), l.flowAdditions(kept)...)
	}
	return append(append(patches, l.blockRemovals(kept)...), l.blockAdditions()...)
}

// replacement puts the new text of an item in the place of the old one. The line
// end behind it stays and, in flow style, all white space.
func (it *Item) replacement() patch {
	if it.pad == 0 && it.textEnd() < it.end {
		return patch{it.start, it.textEnd(), bytes.TrimRight(it.text, " \t\r\n")}
	}
	old, new := lastBreak(it.data[it.start:it.end]), lastBreak(it.text)
	if len(old) == 0 {
		new = nil
	}
	return patch{it.start, it.end - len(old), it.text[:len(it.text)-len(new)]}
}

// blockRemovals removes the lines of items. Where none remains, an empty list
// takes their place. Where the text ends without a line end, those before the
// items go in the place of those behind them.
func (l *List) blockRemovals(kept bool) (patches []patch) {
	open := len(lastBreak(l.data[:l.lastEnd()])) == 0
	for i, it := range slices.Backward(l.Items) {
		if !it.removed {
			open = false
			continue
		}
		p := patch{start: it.start - it.pad, end: it.end}
		own := lastBreak(it.data[it.start:it.end])
		before := lastBreak(it.data[:p.start])
		if open {
			p.start, p.end = p.start-len(before), p.end-len(own)
		}
		switch {
		case i > 0 || kept || len(l.added) > 0:
		case open:
			p.text = slices.Concat(before, []byte("  []"))
		default:
			p.text = slices.Concat([]byte("  []"), own)
		}
		patches = append(patches, p)
		open = open && i > 0 && l.Items[i-1].end == it.start-it.pad
	}
	return patches
}

// lastEnd is the end of the last item.
func (l *List) lastEnd() int {
	if len(l.Items) == 0 {
		return 0
	}
	return l.Items[len(l.Items)-1].end
}

// blockAdditions adds lines behind the last item.
func (l *List) blockAdditions() []patch {
	if len(l.added) == 0 {
		return nil
	}
	last := l.Items[len(l.Items)-1]
	var text []byte
	for _, t := range l.added {
		text = slices.Concat(text, []byte(strings.Repeat(" ", last.pad-1)+"-"), t)
		if len(lastBreak(t)) == 0 {
			text = append(text, l.newline()...)
		}
	}
	if len(lastBreak(l.data[:last.end])) == 0 { // the end of the text
		text = append([]byte(l.newline()), bytes.TrimSuffix(text, []byte(l.newline()))...)
	}
	return []patch{{last.end, last.end, text}}
}

// flowRemovals removes items with the commas that belong to them.
func (l *List) flowRemovals() (patches []patch) {
	kept := false // one before
	for i, it := range l.Items {
		switch {
		case !it.removed:
			kept = true
		case kept:
			patches = append(patches, patch{start: l.Items[i-1].textEnd(), end: it.textEnd()})
		case i+1 < len(l.Items):
			patches = append(patches, patch{start: it.start, end: l.Items[i+1].start})
		default:
			patches = append(patches, patch{start: it.start, end: it.textEnd()})
		}
	}
	return patches
}

// flowAdditions adds items behind the last one.
func (l *List) flowAdditions(kept bool) []patch {
	if len(l.added) == 0 {
		return nil
	}
	var text []byte
	for _, t := range l.added {
		if kept {
			text = append(text, ", "...)
		}
		text, kept = append(text, bytes.TrimSpace(t)...), true
	}
	at := l.Items[len(l.Items)-1].textEnd()
	return []patch{{at, at, text}}
}

// textEnd is the end of an item in flow style, without the white space behind
// it. Comments may stand there; then that is part of the item.
func (it *Item) textEnd() int {
	text := it.data[it.start:it.end]
	if bytes.IndexByte(text, '#') >= 0 {
		return it.end
	}
	return it.start + len(bytes.TrimRight(text, " \t\r\n"))
}
