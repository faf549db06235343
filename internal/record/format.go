package record

// This file writes records.

import (
	"slices"
	"strings"
)

const (
	header   = "layers v1" // the first line of a record
	madeLine = "+ ."       // the first entry of a layer that made the resource
)

// A layer is what one injection has changed.
type layer struct {
	name    string
	made    bool // the injection made the resource, and wants it to be there
	entries []entry
}

// isMade reports whether one of these layers made the resource.
func isMade(layers []layer) bool {
	return slices.ContainsFunc(layers, func(l layer) bool { return l.made })
}

// format is the text of a record: what was made to hold it, and the layers.
func format(holder []entry, layers []layer) string {
	b := append(make([]byte, 0, 1024), header+"\n"...)
	for i := range holder {
		b = holder[i].append(b)
	}
	for _, l := range layers {
		b = append(appendWord(append(b, "layer "...), l.name), '\n')
		if l.made {
			b = append(b, madeLine+"\n"...)
		}
		for i := range l.entries {
			b = l.entries[i].append(b)
		}
	}
	sum := foldText(fnvOffset, string(b))
	b = append(appendHex(append(b, "sum "...), sum), '\n')
	return string(b)
}

// append appends the lines of an entry.
func (e *entry) append(b []byte) []byte {
	b = e.path.append(append(b, byte(e.kind), ' '))
	if e.kind != removed && !e.open {
		b = e.appendValues(appendHex(append(b, ' '), e.digest))
	}
	if e.kind == added {
		return append(b, '\n')
	}
	if e.after != nil {
		b = e.after.append(append(b, " after "...))
	}
	b = append(b, " was"...)
	text := textOf(e.old)
	if !strings.HasSuffix(text, "\n") {
		if text != "" {
			b = append(append(b, ' '), text...)
		}
		return append(b, '\n')
	}
	b = append(b, '\n')
	for line := range strings.Lines(text) {
		if line != "\n" {
			b = append(b, "  "...)
		}
		b = append(b, line...)
	}
	return b
}

// seal adds the digests of what entries have written.
func seal(entries []entry) []entry {
	for i := range entries {
		if e := &entries[i]; e.kind != removed && !e.open {
			e.digest = digest(e.new)
		}
	}
	return entries
}
