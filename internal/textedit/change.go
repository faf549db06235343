package textedit

// This file decides how the text of a node becomes that of another.

import (
	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A place is where a node stands. The place of the root has nothing but an
// offset of -1.
type place struct {
	key    *yaml.Node // the key whose value the node is
	seq    bool       // the node is an element of a sequence
	column int        // in a block collection: that of the key or dash
	offset int        // from a key to the dashes under it, as seen near by; -1: not seen
	around *flowStyle // of the flow collection around the node; nil: there is none
}

// change edits the text of before, which stands at the place at, into after.
func (e *editor) change(before, after *yaml.Node, at place) {
	if before == after || e.failed {
		return
	}
	if before.Kind == after.Kind {
		flow := before.Style&yaml.FlowStyle != 0
		filled := len(before.Content) > 0 && len(after.Content) > 0
		switch {
		case before.Kind == yaml.MappingNode && filled && flow:
			e.flowMapping(before, after, at)
			return
		case before.Kind == yaml.MappingNode && filled:
			e.blockMapping(before, after, at)
			return
		case before.Kind == yaml.SequenceNode && filled && flow:
			e.flowSequence(before, after, at)
			return
		case before.Kind == yaml.SequenceNode && filled:
			e.blockSequence(before, after, at)
			return
		case yamlvalue.Equal(before, after):
			return
		}
	}
	e.supplant(before, after, at)
}

// supplant puts after in the place of the whole of before.
func (e *editor) supplant(before, after *yaml.Node, at place) {
	after = withQuotesOf(before, after)
	head := e.head(before, at)
	start, end := e.start(before), e.end(before)
	if head < 0 || start < 0 || end < start {
		e.fail()
		return
	}
	if isEmpty(before) && start == end {
		start, end = head, head
	}
	if at.around != nil {
		text := e.appendFlow(nil, after, at.around)
		if start == head && start == end {
			text = e.gap(text, head, at)
		}
		e.replace(start, end, text)
		return
	}
	inline, lines := e.valueText(after, at)
	below := e.lineStart(start) > head // a block collection in the lines below
	switch {
	case below:
		if len(inline) > 0 {
			e.insert(head, append([]byte(" "), inline...))
		}
		e.replace(e.nextLine(head), e.nextLine(end), lines)
		return
	case len(inline) == 0:
		e.replace(head, end, nil)
	case start == head:
		e.insert(head, append([]byte(" "), inline...))
	default:
		e.replace(start, end, inline)
	}
	if len(lines) > 0 {
		next := e.nextLine(end)
		e.replace(next, next, lines)
	}
}

// head is the offset behind what introduces the node at the place at: its
// key's colon, its dash, or nothing.
func (e *editor) head(n *yaml.Node, at place) int {
	switch {
	case at.key != nil:
		return e.colon(at.key, at.around != nil)
	case at.seq && at.around == nil:
		return e.dash(n) + 1
	case at.seq:
		return e.start(n)
	}
	return -1
}

// colon is the offset behind the colon of a key; in a flow collection, where
// a key may have none, behind the key.
func (e *editor) colon(key *yaml.Node, flow bool) int {
	end := e.end(key)
	if end < 0 {
		return -1
	}
	p := e.skipBlanks(end)
	if flow {
		p = e.skip(end)
	}
	switch {
	case e.at(p) == ':':
		return p + 1
	case flow:
		return end
	}
	return -1
}

// gap separates text from the key before it, in a flow collection.
func (e *editor) gap(text []byte, head int, at place) []byte {
	lead := at.around.colon
	if e.at(head-1) == ':' {
		lead = lead[1:]
	}
	return append([]byte(lead), text...)
}

// withQuotesOf returns the string n with the quotes that like has, unless n has
// a style of its own.
func withQuotesOf(like, n *yaml.Node) *yaml.Node {
	const quotes = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle
	const others = quotes | yaml.LiteralStyle | yaml.FoldedStyle | yaml.TaggedStyle
	if n.Line < 0 || like.Kind != yaml.ScalarNode || like.Style&quotes == 0 || like.Style&yaml.TaggedStyle != 0 {
		return n
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" || n.Style&others&^quotes != 0 {
		return n
	}
	c := *n
	c.Style = c.Style&^quotes | like.Style&quotes
	return &c
}
