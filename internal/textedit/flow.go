package textedit

// This file edits flow collections.

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A flowStyle is how a flow collection is written.
type flowStyle struct {
	json   bool   // keys and strings in double quotes
	comma  string // between elements that share a line
	colon  string // behind keys
	lines  bool   // an element a line
	deep   bool   // so are the collections in it
	indent string // before each element
	step   string // what an element's elements have more
}

// styleOf is the style of a flow collection that is not empty.
func (e *editor) styleOf(n *yaml.Node, around *flowStyle) *flowStyle {
	s := newFlowStyle()
	if around != nil {
		*s = *around
	}
	s.json = isJSON(n, s.json)
	first, last, end := n.Content[0], n.Content[len(n.Content)-1], e.end(n.Content[0])
	if n.Kind == yaml.MappingNode {
		last, end = n.Content[len(n.Content)-2], e.pairEnd(n.Content, 0)
		s.colon = ":"
		if p := e.colon(first, true); !s.json || isSpace(e.at(p)) {
			s.colon = ": "
		}
	}
	if first != last && e.at(end) == ',' && !isSpace(e.at(end+1)) || s.json && s.colon == ":" {
		s.comma = ","
	} else {
		s.comma = ", "
	}
	e.linesOf(n, last, s)
	return s
}

func newFlowStyle() *flowStyle { return &flowStyle{comma: ", ", colon: ": ", step: "  "} }

// linesOf finds out how the elements of n, the last of which begins with
// last, are spread over lines.
func (e *editor) linesOf(n, last *yaml.Node, s *flowStyle) {
	open, p := e.content(n), e.start(last)
	if open < 0 || p < 0 {
		e.fail()
		return
	}
	s.lines = e.lineStart(p) > open && e.firstInLine(p)
	if !s.lines {
		s.deep = false
		return
	}
	s.indent = string(e.between(e.lineStart(p), p))
	above := e.lineStart(open)
	if step, ok := strings.CutPrefix(s.indent, string(e.between(above, e.skipBlanks(above)))); ok && step != "" {
		s.step = step
	}
	s.deep = s.json
	for _, c := range n.Content {
		if len(c.Content) > 0 {
			from, to := e.start(c), e.end(c)
			if s.deep = from >= 0 && e.lineStart(to) > from; s.deep {
				return
			}
		}
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// isJSON reports whether a flow collection is written as JSON.
func isJSON(n *yaml.Node, otherwise bool) bool {
	if len(n.Content) == 0 {
		return otherwise
	}
	first := n.Content[0]
	if n.Kind == yaml.MappingNode {
		return first.Style&yaml.DoubleQuotedStyle != 0
	}
	return isJSON(first, otherwise)
}

// flowMapping edits the entries of a flow mapping.
func (e *editor) flowMapping(before, after *yaml.Node, at place) {
	old, new := before.Content, after.Content
	match, used := matchPairs(old, new)
	if !contains(used) {
		e.supplant(before, after, at)
		return
	}
	if e.at(e.content(before)) != '{' {
		e.fail()
		return
	}
	style := e.styleOf(before, at.around)
	end := func(i int) int { return e.pairEnd(old, i) }
	last := -1
	for j := 0; j < len(match); {
		if i := match[j]; i >= 0 {
			e.change(old[2*i+1], new[2*j+1], place{key: old[2*i], around: style})
			last = i
			j++
			continue
		}
		var texts [][]byte
		for ; j < len(match) && match[j] < 0; j++ {
			texts = append(texts, e.appendFlowEntry(nil, new[2*j], new[2*j+1], style))
		}
		if last >= 0 {
			e.insertFlow(end(last), texts, style)
		} else {
			e.insertFlowBefore(e.start(old[2*firstOf(used)]), texts, style)
		}
	}
	for i, j := range gaps(used) {
		if i == 0 {
			e.replace(e.start(old[0]), e.start(old[2*j]), nil)
		} else {
			e.deleteFlow(end(i-1), e.start(old[2*i]), end(j-1))
		}
	}
}

// insertFlow inserts elements behind the one that ends at p.
func (e *editor) insertFlow(p int, texts [][]byte, s *flowStyle) {
	if p < 0 {
		e.fail()
		return
	}
	q := e.skipBlanks(p)
	comma := e.at(q) == ','
	if comma {
		q = e.skipBlanks(q + 1)
	}
	if !s.lines || e.at(q) != '#' {
		var lines []byte
		for _, t := range texts {
			lines = append(e.appendComma(lines, s), t...)
		}
		e.insert(p, lines)
		return
	}
	// The comment behind the element stays with it.
	var lines []byte
	for i, t := range texts {
		lines = append(e.appendBreak(lines, s.indent), t...)
		if comma || i+1 < len(texts) {
			lines = append(lines, ',')
		}
	}
	if !comma {
		e.insert(p, []byte(","))
	}
	e.insert(e.lineEnd(q), lines)
}

// insertFlowBefore inserts elements before the one that begins at p.
func (e *editor) insertFlowBefore(p int, texts [][]byte, s *flowStyle) {
	var lines []byte
	for _, t := range texts {
		lines = e.appendComma(append(lines, t...), s)
	}
	e.insert(p, lines)
}

// deleteFlow deletes elements, from start to end, that follow on one which
// ends at p.
func (e *editor) deleteFlow(p, start, end int) {
	if p < 0 || start < p || end < start {
		e.fail()
		return
	}
	comment := e.skipBlanks(end)
	if e.at(comment) == ',' {
		comment = e.skipBlanks(comment + 1)
	}
	if !e.firstInLine(start) || e.at(comment) != '#' && !bytes.Contains(e.between(p, start), []byte("#")) {
		e.replace(p, end, nil)
		return
	}
	// Elements on lines of their own go with their comments; those of the
	// element before them stay.
	if q := e.skip(end); e.at(q) == ',' {
		end = q + 1
	} else if q = e.skip(p); e.at(q) == ',' {
		e.replace(q, q+1, nil)
	}
	if e.at(e.skipBlanks(end)) == '#' {
		end = e.lineEnd(end)
	}
	above := e.lineStart(start) - 1
	if e.at(above-1) == '\r' {
		above--
	}
	e.replace(above, end, nil)
}

// pairEnd is where pair i of a flow mapping ends.
func (e *editor) pairEnd(pairs []*yaml.Node, i int) int {
	if v := pairs[2*i+1]; !isEmpty(v) {
		return e.end(v)
	}
	return e.colon(pairs[2*i], true)
}

// flowSequence edits the elements of a flow sequence.
func (e *editor) flowSequence(before, after *yaml.Node, at place) {
	old, new := before.Content, after.Content
	match, used := matchElements(old, new)
	if !contains(used) {
		e.supplant(before, after, at)
		return
	}
	if e.at(e.content(before)) != '[' {
		e.fail()
		return
	}
	style := e.styleOf(before, at.around)
	last := -1
	for j := 0; j < len(match); {
		if i := match[j]; i >= 0 {
			e.change(old[i], new[j], place{seq: true, around: style})
			last = i
			j++
			continue
		}
		var texts [][]byte
		for ; j < len(match) && match[j] < 0; j++ {
			texts = append(texts, e.appendFlow(nil, withQuotesOf(old[max(last, 0)], new[j]), style))
		}
		if last >= 0 {
			e.insertFlow(e.end(old[last]), texts, style)
		} else {
			e.insertFlowBefore(e.start(old[firstOf(used)]), texts, style)
		}
	}
	for i, j := range gaps(used) {
		if i == 0 {
			e.replace(e.start(old[0]), e.start(old[j]), nil)
		} else {
			e.deleteFlow(e.end(old[i-1]), e.start(old[i]), e.end(old[j-1]))
		}
	}
}

// appendComma appends what stands between two elements.
func (e *editor) appendComma(dst []byte, s *flowStyle) []byte {
	if s.lines {
		return e.appendBreak(append(dst, ','), s.indent)
	}
	return append(dst, s.comma...)
}

func (e *editor) appendBreak(dst []byte, indent string) []byte {
	return append(append(dst, e.eol...), indent...)
}

// appendFlow appends n as it is written in a collection of style s.
func (e *editor) appendFlow(dst []byte, n *yaml.Node, s *flowStyle) []byte {
	n = yamlvalue.Resolve(n)
	if n.Kind == yaml.ScalarNode {
		in := yamlvalue.Flow
		if s.json {
			in = yamlvalue.JSON
		}
		return yamlvalue.AppendScalar(dst, n, in)
	}
	brackets := "[]"
	if n.Kind == yaml.MappingNode {
		brackets = "{}"
	}
	dst = append(dst, brackets[0])
	inner := *s
	inner.lines = s.lines && s.deep && len(n.Content) > 0
	if inner.lines {
		inner.indent += s.step
		dst = e.appendBreak(dst, inner.indent)
	}
	for i := 0; i < len(n.Content); i++ {
		if i > 0 {
			dst = e.appendComma(dst, &inner)
		}
		if n.Kind == yaml.MappingNode {
			dst = e.appendFlowEntry(dst, n.Content[i], n.Content[i+1], &inner)
			i++
		} else {
			dst = e.appendFlow(dst, n.Content[i], &inner)
		}
	}
	if inner.lines {
		dst = e.appendBreak(dst, s.indent)
	}
	return append(dst, brackets[1])
}

func (e *editor) appendFlowEntry(dst []byte, k, v *yaml.Node, s *flowStyle) []byte {
	dst = append(e.appendFlow(dst, k, s), s.colon...)
	return e.appendFlow(dst, v, s)
}
