package sidecar

// This file reads annotations into a schema; annotation_params.k says by which
// rules.

import (
	"fmt"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// annotationParams is the function of that name. It fails with all that is
// wrong with the annotations, a line each.
func annotationParams(c *eval.Call) eval.Value {
	schema, ok := c.Need(0, "schema").(*eval.Schema)
	if !ok {
		eval.Fail("%s() argument 'schema' must be a schema, got %s", c.Name, eval.TypeName(c.Need(0, "schema")))
	}
	prefix := c.NeedStr(1, "prefix")
	if prefix == "" {
		eval.Fail("%s() needs a prefix, such as \"sidecar.example.com\"", c.Name)
	}
	if !strings.Contains(prefix, "/") {
		prefix += "/"
	}
	p := &paramReader{
		run: c.Run, schema: schema, prefix: prefix,
		resource:      describeResource(c.Run.Options["resource"]),
		ignoreUnknown: c.ArgBool(2, "ignoreUnknown", false),
		config:        eval.NewDict(0),
	}
	for _, a := range p.annotations() {
		p.read(a)
	}
	p.demand()
	if len(p.wrong) > 0 {
		eval.Fail("%s", strings.Join(p.wrong, "\n"))
	}
	return c.Run.NewInstance(schema, p.config, nil, nil, c.Run.Here())
}

// A paramReader reads the annotations of one template.
type paramReader struct {
	run           *eval.Run
	schema        *eval.Schema
	prefix        string
	resource      string // what messages call it
	ignoreUnknown bool
	config        *eval.Dict // of the attributes that annotations give
	wrong         []string
}

// An annotation is one below the prefix.
type annotation struct {
	key   string // without the prefix
	value eval.Value
	of    string // what has it, for messages
}

// annotations are those below the prefix, in the order in which they were
// found; of a key that several have, that of the nearest.
func (p *paramReader) annotations() []annotation {
	places := []struct{ option, name string }{
		{"namespace", describeResource(p.run.Options["namespace"])},
		{"resource", p.resource},
		{"template", "the Pod template of " + p.resource},
	}
	var found []annotation
	at := map[string]int{}
	for _, place := range places {
		all, _ := lookup(p.run.Options[place.option], "metadata", "annotations").(*eval.Dict)
		if all == nil {
			continue
		}
		for _, e := range all.Entries() {
			key, ok := strings.CutPrefix(e.Key, p.prefix)
			if !ok || eval.IsNothing(e.Value) {
				continue
			}
			i, had := at[key]
			if !had {
				i = len(found)
				at[key], found = i, append(found, annotation{})
			}
			if had && found[i].value == e.Value {
				continue // a Pod is its own template
			}
			found[i] = annotation{key: key, value: e.Value, of: place.name}
		}
	}
	return found
}

// lookup is the value at a path of keys; nil where there is none.
func lookup(v eval.Value, path ...string) eval.Value {
	for _, key := range path {
		d, ok := v.(*eval.Dict)
		if !ok {
			return nil
		}
		v, _ = d.Get(key)
	}
	return v
}

func describeResource(v eval.Value) string {
	text := func(path ...string) string {
		s, _ := lookup(v, path...).(eval.Str)
		return string(s)
	}
	kind, name := text("kind"), text("metadata", "name")
	if kind == "" {
		kind = "the resource"
	}
	if ns := text("metadata", "namespace"); ns != "" {
		name = ns + "/" + name
	}
	return strings.TrimSpace(kind + " " + name)
}

// read reads one annotation into the config.
func (p *paramReader) read(a annotation) {
	attr, entry := p.attribute(a.key)
	if attr == nil {
		if !p.ignoreUnknown {
			p.unknown(a)
		}
		return
	}
	text, ok := a.value.(eval.Str)
	if !ok {
		p.fail(a, "must be a string, not %s: put it in quotes", yamlvalue.Describe(a.value))
		return
	}
	typ := attr.Type
	if entry != "" {
		typ = valueType(typ)
	}
	v, err := parse(p.run, typ, string(text))
	if err != nil {
		p.fail(a, "is %q, which is %v", string(text), err)
		return
	}
	p.set(attr.Name, entry, v)
}

// set gives an attribute, or an entry of it, a value. Entries that have
// annotations of their own win over those of the attribute's, and come on top
// of its default. Otherwise a value takes the place of the default.
func (p *paramReader) set(name, entry string, v eval.Value) {
	old, _ := p.config.GetEntry(name)
	had, _ := old.Value.(*eval.Dict)
	op := eval.OpOverride
	if entry != "" {
		d := eval.NewDict(1)
		op = eval.OpUnion
		if had != nil {
			d, op = had.Copy(), old.Op
		}
		d.Set(entry, v)
		v = d
	} else if all, ok := v.(*eval.Dict); ok && had != nil {
		all = all.Copy()
		for _, e := range had.Entries() {
			all.Set(e.Key, e.Value)
		}
		v = all
	}
	p.config.SetEntry(eval.Entry{Key: name, Value: v, Op: op, Index: eval.NoIndex})
}

// attribute is the attribute that an annotation belongs to, and the entry of
// it where it is that of an entry only; nil where there is none.
func (p *paramReader) attribute(key string) (attr *eval.Attr, entry string) {
	longest := 0
	for _, a := range p.attributes() {
		for _, name := range []string{a.Name, kebab(a.Name)} {
			if key == name {
				return a, ""
			}
			rest, ok := strings.CutPrefix(key, name+"-")
			if ok && rest != "" && isMapping(a.Type) && len(name) > longest {
				attr, entry, longest = a, rest, len(name)
			}
		}
	}
	return attr, entry
}

// attributes are the attributes of the schema that annotations can give.
func (p *paramReader) attributes() []*eval.Attr {
	var attrs []*eval.Attr
	for _, a := range p.schema.Layout().Attrs {
		if !strings.HasPrefix(a.Name, "_") {
			attrs = append(attrs, a)
		}
	}
	return attrs
}

// demand reports required attributes that no annotation gives.
func (p *paramReader) demand() {
	for _, a := range p.attributes() {
		if !a.Optional && !a.HasDefault && !p.config.Has(a.Name) {
			p.wrong = append(p.wrong, fmt.Sprintf("the annotation %q is missing: %s, its Pod template or its Namespace needs it, with %s",
				p.prefix+kebab(a.Name), p.resource, allowed(a.Type)))
		}
	}
}

// unknown reports an annotation that belongs to no attribute. It spells the
// names of those that there are as this one is spelt, and takes what follows a
// dash for the name of an entry where there can be entries.
func (p *paramReader) unknown(a annotation) {
	var names, all []string
	for _, attr := range p.attributes() {
		name := attr.Name
		if strings.ToLower(a.key) == a.key {
			name = kebab(name)
		}
		names = append(names, name)
		if isMapping(attr.Type) {
			for i := range a.key {
				if a.key[i] == '-' {
					names = append(names, name+a.key[i:])
				}
			}
			name += "-NAME"
		}
		all = append(all, name)
	}
	if like := suggest.Name(a.key, names); like != "" {
		p.fail(a, "is no parameter; did you mean %q?", p.prefix+like)
	} else {
		p.fail(a, "is no parameter; there are %s", strings.Join(all, ", "))
	}
}

func (p *paramReader) fail(a annotation, format string, args ...any) {
	p.wrong = append(p.wrong, fmt.Sprintf("the annotation %q of %s ", p.prefix+a.key, a.of)+fmt.Sprintf(format, args...))
}
