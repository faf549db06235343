package record

// This file reads records.

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// An Error is what is wrong with a record, and on which of its lines.
type Error struct {
	Line int // from 1
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// A Reader reads records. Of resources that got the same injection most have the
// same record, which it reads once. Several goroutines may use it.
type Reader struct {
	mu    sync.Mutex
	known map[string]content
}

// The content of a record, which nobody changes: what was made to hold it, and
// the layers.
type content struct {
	holder []entry
	layers []layer
}

// read reads a record.
func (r *Reader) read(text string) (holder []entry, layers []layer, err error) {
	const most = 1000 // of records that are kept
	r.mu.Lock()
	c, ok := r.known[text]
	r.mu.Unlock()
	if ok {
		return c.holder, c.layers, nil
	}
	if c.holder, c.layers, err = parse(text); err != nil {
		return nil, nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		r.known = map[string]content{}
	}
	if len(r.known) < most {
		r.known[strings.Clone(text)] = c
	}
	return c.holder, c.layers, nil
}

// parse reads a record.
func parse(text string) (holder []entry, layers []layer, err error) {
	r := &reader{lines: strings.Split(strings.TrimSuffix(text, "\n"), "\n")}
	if err := r.check(); err != nil {
		return nil, nil, err
	}
	into := &holder
	for r.at = 1; r.at < len(r.lines)-1; {
		if name, ok := strings.CutPrefix(r.lines[r.at], "layer "); ok {
			s := &scanner{name}
			name, err := s.word()
			if err != nil || s.rest != "" {
				return nil, nil, r.fail("the name of the layer cannot be read")
			}
			if slices.ContainsFunc(layers, func(l layer) bool { return l.name == name }) {
				return nil, nil, r.fail("there are two layers %q", name)
			}
			r.at++
			layers = append(layers, layer{name: name, made: r.lines[r.at] == madeLine})
			into = &layers[len(layers)-1].entries
			if layers[len(layers)-1].made {
				r.at++
			}
			continue
		}
		at := r.at
		e, err := r.entry()
		if err != nil {
			return nil, nil, err
		}
		if problem := misplaced(&e, layers); problem != "" {
			r.at = at
			return nil, nil, r.fail("%s", problem)
		}
		*into = append(*into, e)
	}
	return holder, layers, nil
}

// never are fields that no injection changes of a resource of somebody else.
var never = []path{{toEntry("apiVersion")}, {toEntry("kind")}}

// misplaced says what is wrong with the place of an entry, which belongs to the
// last of layers, or stands above them.
func misplaced(e *entry, layers []layer) string {
	switch {
	case len(layers) > 0 && layers[len(layers)-1].made: // all of the resource
	case len(layers) == 0:
		if !e.open || len(e.path) > 2 || !annotation[:len(e.path)].equal(e.path) {
			return "above the layers there is nothing but what holds the annotation"
		}
	case slices.ContainsFunc(never, e.path.equal), e.kind == added && !e.open && e.path.equal(annotation[:1]):
		return fmt.Sprintf("no injection changes `%s`", e.path)
	}
	return ""
}

type reader struct {
	lines []string
	at    int // the line that comes next
}

func (r *reader) fail(format string, args ...any) *Error {
	return &Error{min(r.at, len(r.lines)-1) + 1, fmt.Sprintf(format, args...)}
}

// check reads the first and the last line: whether this is a record, and
// whether it is whole.
func (r *reader) check() error {
	if first := r.lines[0]; first != header {
		if strings.HasPrefix(first, "layers ") {
			return r.fail("this program reads no record that begins with %q: use the version that has written it", first)
		}
		return r.fail("a record begins with %q", header)
	}
	r.at = len(r.lines) - 1
	text, ok := strings.CutPrefix(r.lines[r.at], "sum ")
	if !ok {
		return r.fail("the last line must be the sum: the record has been cut off or edited")
	}
	s := &scanner{text}
	want, err := s.hex()
	sum := fnvOffset
	for _, line := range r.lines[:r.at] {
		for i := 0; i < len(line); i++ {
			sum = fold(sum, line[i])
		}
		sum = fold(sum, '\n')
	}
	if sum = fold(sum, 0); err != nil || s.rest != "" || sum != want {
		return r.fail("the sum does not fit the lines above it: the record has been edited")
	}
	return nil
}

// entry reads an entry.
func (r *reader) entry() (entry, error) {
	var e entry
	line := r.lines[r.at]
	if len(line) < 3 || !strings.Contains("+~-", line[:1]) || line[1] != ' ' {
		return e, r.fail("an entry begins with +, ~ or - and a blank")
	}
	e.kind = kind(line[0])
	s := &scanner{line[2:]}
	var err error
	if e.path, err = s.path(); err != nil {
		return e, r.fail("%v", err)
	}
	e.open = e.kind != removed && (s.rest == "" || strings.HasPrefix(s.rest, " was"))
	if e.kind != removed && !e.open {
		s.accept(" ")
		if e.digest, err = s.hex(); err == nil {
			e.values, err = s.values()
		}
		if err != nil {
			return e, r.fail("%v", err)
		}
	}
	if s.accept(" after ") {
		after, err := s.step()
		if err != nil || after.kind == toIndex || after.kind != e.path.last().kind {
			return e, r.fail("what follows on \"after\" cannot be read")
		}
		e.after = &after
	}
	if e.kind == added {
		if s.rest != "" {
			return e, r.fail("%q is too much", s.rest)
		}
		r.at++
		return e, nil
	}
	return e, r.old(&e, s)
}

// old reads the old value of an entry, which may be in the lines that follow.
func (r *reader) old(e *entry, s *scanner) error {
	if !s.accept(" was") || s.rest != "" && !s.accept(" ") {
		return r.fail("the old value is missing")
	}
	text, line := s.rest, r.at
	r.at++
	if text == "" {
		text = r.indented()
	}
	n, err := valueOf(text)
	if err != nil {
		r.at = line
		return r.fail("%v", err)
	}
	e.old = n
	return nil
}

// indented reads the lines that are indented, without their indentation.
func (r *reader) indented() string {
	var b strings.Builder
	for ; r.at < len(r.lines)-1; r.at++ {
		line, ok := strings.CutPrefix(r.lines[r.at], "  ")
		if !ok && line != "" {
			break
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}
