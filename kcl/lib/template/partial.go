package template

// This file renders partials: templates that the template itself defines.

import "github.com/kcl-sidecar/kcl-sidecar/kcl/eval"

// partialBlock is the name of what stands within {{#> partial}}...
const partialBlock = "@partial-block"

// A definition is a partial that the template defines.
type definition struct {
	name string
	body *body
	next *definition
}

// A closure is the block of a partial, and what @partial-block is in it.
type closure struct {
	body  *body
	outer *closure
}

func (d *inline) render(s *scope) {
	s.off = d.call.off
	if len(d.call.params) == 0 {
		s.fail("'inline' needs the name of the partial")
	}
	name, ok := s.value(&d.call.params[0]).(eval.Str)
	if !ok {
		s.fail("the name of a partial is a text")
	}
	// In a loop the same definition comes again.
	if top := s.partials; top != nil && top.name == string(name) && top.body == d.body {
		return
	}
	s.run.Grow(48)
	s.partials = &definition{string(name), d.body, s.partials}
}

func (p *partial) render(s *scope) {
	s.off = p.call.off
	name := p.call.name
	if p.call.sub != nil {
		name = s.text(s.eval(p.call.sub, nil))
	}
	inner := *s
	inner.top = s.partialFrame(&p.call)
	inner.indent = p.indent
	if p.body != nil {
		for _, n := range p.body.nodes {
			if d, ok := n.(*inline); ok {
				d.render(s)
			}
		}
		inner.partials = s.partials
		inner.slot = &closure{p.body, s.slot}
	}
	b := s.partial(name)
	switch {
	case name == partialBlock && s.slot != nil:
		b, inner.slot = s.slot.body, s.slot.outer
	case b == nil:
		b = p.body
	}
	if b == nil {
		s.off = p.call.off
		s.fail("there is no partial '%s': define it before this with {{#*inline \"%s\"}}...{{/inline}}", name, name)
	}
	inner.body(b)
}

// partial is the partial of a name, or nil.
func (s *scope) partial(name string) *body {
	for d := s.partials; d != nil; d = d.next {
		s.run.Step(1)
		if d.name == name {
			return d.body
		}
	}
	return nil
}

// partialFrame is the block in which a partial is rendered: its argument is
// the value, or else the value of the current block is; the named arguments
// are entries of that.
func (s *scope) partialFrame(c *call) *frame {
	b := s.top
	if len(c.params) > 0 {
		if v := s.value(&c.params[0]); v != eval.Undefined {
			b = &frame{value: v}
		}
	}
	if len(c.hash) == 0 {
		return b
	}
	value := eval.NewDict(len(c.hash))
	if d, ok := b.value.(*eval.Dict); ok {
		s.run.Grow(32 * int64(d.Len()))
		value = d.Copy()
	}
	for i := range c.hash {
		h := &c.hash[i]
		value.Set(h.name, orNone(s.value(&h.value)))
	}
	return &frame{value: value, params: b.params, locals: b.locals}
}
