package eval

// This file defines types at run time: what annotations compile to. They
// check values, and turn configs into instances where a schema is asked
// for.

import (
	"strconv"
	"strings"
)

// A Type is a type annotation, compiled.
type Type interface {
	String() string
	// check reports whether v is of the type. strict is for `as`: an
	// instance must be of this very schema.
	check(v Value, strict bool) bool
	// convert turns configs in v into the instances that the type asks
	// for; where they do not fit it returns v.
	convert(r *Run, v Value) Value
}

type (
	anyType   struct{}
	basicType struct{ name string }
	unitType  struct{}
	// ListOf is [Elem]; Elem nil is any.
	ListOf struct{ Elem Type }
	// DictOf is {Key:Value}; each nil is any.
	DictOf struct{ Key, Value Type }
	// OneOf is a union of types.
	OneOf []Type
	// Literal is the type of one value.
	Literal struct{ Value Value }
	// SchemaType is the type of the instances of a schema.
	SchemaType struct {
		Schema *Schema
		Local  bool // of an `as` in the schema's package: it goes by its name
	}
	// FuncOf is the type of functions.
	FuncOf struct{ Text string }
)

// The types that have no parts.
var (
	AnyType   Type = anyType{}
	BoolType  Type = basicType{"bool"}
	IntType   Type = basicType{"int"}
	FloatType Type = basicType{"float"}
	StrType   Type = basicType{"str"}
	UnitType  Type = unitType{}
)

// Pack is v as a value of type t, with configs made instances; it fails
// where v is none.
func Pack(r *Run, v Value, t Type, strict bool) Value {
	if IsNothing(v) || t == AnyType {
		return v
	}
	out, at := v, r.pos
	if _, ok := v.(*Instance); !ok {
		out = t.convert(r, v)
	}
	if t.check(out, strict) && !lacksAll(v, t) {
		return out
	}
	if r.builtin(at) {
		r.pos = at
		r.explain(v, t)
	}
	msg := "expect " + t.String() + ", got " + fullTypeName(v)
	if details := misfit(v, t); len(details) > 0 {
		msg += ". For details:\n" + strings.Join(details, "\n")
	}
	Fail("%s", msg)
	return nil
}

// Accepts reports whether v, as it is, is of type t.
func Accepts(t Type, v Value) bool { return t.check(v, false) }

// lacksAll reports whether v is an empty config for a schema that requires
// attributes.
func lacksAll(v Value, t Type) bool {
	st, ok := t.(SchemaType)
	if !ok {
		return false
	}
	d, ok := v.(*Dict)
	if !ok || d.Len() > 0 {
		return false
	}
	for _, a := range st.Schema.Layout().Attrs {
		if !a.Optional && !a.HasDefault {
			return true
		}
	}
	return false
}

// misfit lists why a config does not fit a schema.
func misfit(v Value, t Type) []string {
	st, ok := t.(SchemaType)
	if !ok {
		return nil
	}
	var d *Dict
	switch v := v.(type) {
	case *Dict:
		d = v
	case *Instance:
		d = v.Attrs
	default:
		return nil
	}
	l := st.Schema.Layout()
	var out []string
	for _, e := range d.Entries() {
		if l.Attr(e.Key) == nil && st.Schema.Index == nil && !strings.HasPrefix(e.Key, "_") {
			out = append(out, "Schema "+t.String()+" does not contain attribute "+e.Key)
		}
	}
	for _, a := range l.Attrs {
		if !a.Optional && !d.Has(a.Name) {
			out = append(out, "Schema "+t.String()+"'s attribute "+a.Name+" is missing")
		}
	}
	return out
}

// fullTypeName is the type of v, an instance with its package.
func fullTypeName(v Value) string {
	switch v := v.(type) {
	case *Instance:
		return v.Type.Path()
	case *Unit:
		return OperandType(v)
	case *Schema:
		return "type"
	}
	return TypeName(v)
}

func (anyType) String() string                { return "any" }
func (anyType) check(Value, bool) bool        { return true }
func (anyType) convert(_ *Run, v Value) Value { return v }

func (t basicType) String() string              { return t.name }
func (basicType) convert(_ *Run, v Value) Value { return v }
func (t basicType) check(v Value, _ bool) bool {
	switch v.(type) {
	case undefinedValue, noneValue:
		return true
	case Bool:
		return t.name == "bool"
	case Int:
		return t.name == "int" || t.name == "float"
	case Float:
		return t.name == "float"
	case Str:
		return t.name == "str"
	}
	return false
}

func (unitType) String() string                { return "units.NumberMultiplier" }
func (unitType) convert(_ *Run, v Value) Value { return v }
func (unitType) check(v Value, _ bool) bool {
	_, ok := v.(*Unit)
	return ok || IsNothing(v)
}

func (t ListOf) String() string { return "[" + typeText(t.Elem) + "]" }
func (t ListOf) check(v Value, _ bool) bool {
	l, ok := v.(*List)
	if !ok {
		return IsNothing(v)
	}
	if t.Elem == nil || t.Elem == AnyType {
		return true
	}
	for _, e := range l.Items() {
		if !t.Elem.check(e, false) {
			return false
		}
	}
	return true
}
func (t ListOf) convert(r *Run, v Value) Value {
	l, ok := v.(*List)
	if !ok || t.Elem == nil || !converts(t.Elem) {
		return v
	}
	out := make([]Value, l.Len())
	for i, e := range l.Items() {
		out[i] = convertCollection(r, t.Elem, e)
	}
	return &List{Elems: out}
}

func (t DictOf) String() string { return "{" + typeText(t.Key) + ":" + typeText(t.Value) + "}" }
func (t DictOf) check(v Value, _ bool) bool {
	d, ok := v.(*Dict)
	if !ok {
		return IsNothing(v)
	}
	if t.Value == nil || t.Value == AnyType {
		return true
	}
	for _, e := range d.Entries() {
		if !t.Value.check(e.Value, false) {
			return false
		}
	}
	return true
}
func (t DictOf) convert(r *Run, v Value) Value {
	d, ok := v.(*Dict)
	if !ok || t.Value == nil || !converts(t.Value) {
		return v
	}
	out := d.Copy()
	for i := range out.entries {
		out.entries[i].Value = convertCollection(r, t.Value, out.entries[i].Value)
	}
	return out
}

func typeText(t Type) string {
	if t == nil {
		return ""
	}
	return t.String()
}

// converts reports whether convert may do anything.
func converts(t Type) bool {
	switch t := t.(type) {
	case ListOf:
		return t.Elem != nil && converts(t.Elem)
	case DictOf:
		return t.Value != nil && converts(t.Value)
	case OneOf:
		for _, m := range t {
			if converts(m) {
				return true
			}
		}
	case SchemaType:
		return true
	}
	return false
}

func convertCollection(r *Run, t Type, v Value) Value {
	switch v.(type) {
	case *List, *Dict:
		return t.convert(r, v)
	}
	return v
}

func (t OneOf) String() string {
	parts := make([]string, len(t))
	for i, m := range t {
		parts[i] = m.String()
	}
	return strings.Join(parts, " | ")
}
func (t OneOf) check(v Value, strict bool) bool {
	for _, m := range t {
		if m.check(v, strict) {
			return true
		}
	}
	return IsNothing(v)
}
func (t OneOf) convert(r *Run, v Value) Value {
	for _, m := range t {
		if c := convertCollection(r, m, v); m.check(c, false) {
			return c
		}
	}
	return v
}

func (t Literal) String() string {
	switch v := t.Value.(type) {
	case Str:
		return strconv.Quote(string(v))
	case Bool:
		if v {
			return "True"
		}
		return "False"
	case noneValue:
		return "None"
	}
	return Text(t.Value)
}
func (t Literal) check(v Value, _ bool) bool  { return IsNothing(v) || sameLiteral(t.Value, v) }
func (Literal) convert(_ *Run, v Value) Value { return v }

func sameLiteral(a, b Value) bool {
	if x, ok := a.(*Unit); ok {
		y, ok := b.(*Unit)
		return ok && x.Raw == y.Raw && x.Suffix == y.Suffix
	}
	return a == b
}

func (t SchemaType) String() string {
	if t.Local {
		return t.Schema.Name
	}
	return t.Schema.Path()
}
func (t SchemaType) check(v Value, strict bool) bool {
	inst, ok := v.(*Instance)
	if !ok {
		return IsNothing(v)
	}
	return !strict || inst.Type == t.Schema
}
func (t SchemaType) convert(r *Run, v Value) Value {
	d, ok := v.(*Dict)
	if !ok || !t.fits(d) {
		return v
	}
	return r.NewInstance(t.Schema, d, nil, nil, r.pos)
}

// fits reports whether the schema has an attribute for every entry of d.
func (t SchemaType) fits(d *Dict) bool {
	if t.Schema.Index != nil {
		return true
	}
	l := t.Schema.Layout()
	for _, e := range d.Entries() {
		if l.Attr(e.Key) == nil && !strings.HasPrefix(e.Key, "_") {
			return false
		}
	}
	return true
}

func (t FuncOf) String() string              { return t.Text }
func (FuncOf) convert(_ *Run, v Value) Value { return v }
func (FuncOf) check(v Value, _ bool) bool {
	_, ok := v.(*Func)
	return ok || IsNothing(v)
}
