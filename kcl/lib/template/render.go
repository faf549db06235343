package template

// This file writes trees.

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A renderer writes one template.
type renderer struct {
	run    *eval.Run
	source string
	root   eval.Value
	off    int // of the tag that is being rendered
	out    []byte
}

// A scope is what names mean in a body. Partials have scopes of their own.
type scope struct {
	*renderer
	top      *frame
	partials *definition
	slot     *closure // @partial-block; nil outside of partials with a block
	indent   string   // begins each new line
}

// A frame is a block that has a value of its own, within others. It defines
// the names of block parameters and the local names: @index.
type frame struct {
	value  eval.Value
	params []variable
	locals []variable
	up     *frame
}

type variable struct {
	name  string
	value eval.Value
}

// render returns the text of a tree. Data has only what encode.Plan gives.
func render(run *eval.Run, source string, tree *body, data eval.Value) string {
	r := &renderer{run: run, source: source, root: data}
	s := &scope{renderer: r, top: &frame{value: data}}
	s.body(tree)
	return string(r.out)
}

func (r *renderer) fail(format string, args ...any) {
	eval.Fail("%v", &problem{r.source, r.off, fmt.Sprintf(format, args...)})
}

func (r *renderer) write(s string) {
	r.run.Grow(int64(len(s)))
	r.out = append(r.out, s...)
}

// indented writes s with the indent in each line but the first.
func (s *scope) indented(text string) {
	if s.indent == "" {
		s.write(text)
		return
	}
	from := 0
	for i := range len(text) - 1 {
		if text[i] == '\n' {
			s.write(text[from : i+1])
			s.write(s.indent)
			from = i + 1
		}
	}
	s.write(text[from:])
}

// body renders a body; nil is an empty one.
func (s *scope) body(b *body) {
	if b == nil {
		return
	}
	s.run.Enter()
	defer s.run.Leave()
	for _, n := range b.nodes {
		s.run.Step(1)
		n.render(s)
	}
}

func (t *text) render(s *scope) { s.indented(t.s) }

func (o *output) render(s *scope) {
	c := &o.call
	s.off = c.off
	if c.sub == nil && (c.path == nil || len(c.params)+len(c.hash) > 0 || isHelper(c.name)) {
		s.print(c, s.eval(c, nil), o.escape)
		return
	}
	var v eval.Value
	if c.sub != nil {
		v = s.eval(c.sub, nil)
	} else {
		v = s.resolve(c.path)
	}
	t := s.text(v)
	if o.escape {
		t = escape(s.run, t)
	}
	s.indented(t)
}

func (b *block) render(s *scope) {
	s.off = b.call.off
	s.print(&b.call, s.eval(&b.call, b), true)
}

// print writes what a helper gave, with entities unless the helper is raw.
func (s *scope) print(c *call, v eval.Value, entities bool) {
	t := s.text(v)
	if entities && c.name != "raw" {
		t = escape(s.run, t)
	}
	s.write(t)
}

// resolve is the value at a path, or Undefined.
func (s *scope) resolve(p *path) eval.Value {
	b := s.top
	for range p.up {
		if b = b.up; b == nil {
			break
		}
	}
	if p.local {
		if b == nil || len(p.keys) == 0 {
			return eval.Undefined
		}
		return find(b.locals, p.keys[0])
	}
	if b == nil {
		b = s.top
	}
	v, keys := b.value, p.keys
	switch {
	case p.root:
		v = s.root
	case len(keys) > 0 && p.up == 0:
		if of := s.blockParam(keys[0]); of != eval.Undefined {
			v, keys = of, keys[1:]
		}
	}
	for _, key := range keys {
		v = s.at(v, key)
	}
	return v
}

// blockParam is the value of the innermost block parameter of a name.
func (s *scope) blockParam(name string) eval.Value {
	for b := s.top; b != nil; b = b.up {
		if v := find(b.params, name); v != eval.Undefined {
			return v
		}
	}
	return eval.Undefined
}

func find(vars []variable, name string) eval.Value {
	i := slices.IndexFunc(vars, func(v variable) bool { return v.name == name })
	if i < 0 {
		return eval.Undefined
	}
	return vars[i].value
}

// at is the element of a value for a key of a path.
func (s *scope) at(v eval.Value, key string) eval.Value {
	switch v := v.(type) {
	case *eval.Dict:
		if e, ok := v.Get(key); ok {
			return e
		}
	case *eval.List:
		i, err := strconv.ParseUint(key, 10, 63)
		if err != nil {
			s.fail("a list has no '%s': its elements have numbers, as in list.[0]", key)
		}
		if i < uint64(v.Len()) {
			return v.Items()[i]
		}
	}
	return eval.Undefined
}

// value is the value of an argument, or Undefined.
func (s *scope) value(p *param) eval.Value {
	switch {
	case p.path != nil:
		return s.resolve(p.path)
	case p.sub != nil:
		return s.eval(p.sub, nil)
	}
	return p.literal
}
