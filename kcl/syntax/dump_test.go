package syntax

import (
	"fmt"
	"reflect"
	"strings"
)

// dump returns a tree as text: a line a node, with its type, its place and
// the fields that are not nodes; fields that are nodes are indented below.
func dump(m *Module) string {
	d := dumper{file: m.File}
	if m.Doc != "" {
		fmt.Fprintf(&d.b, "Doc %q\n", m.Doc)
	}
	for _, s := range m.Body {
		d.node("", reflect.ValueOf(s), 0)
	}
	return d.b.String()
}

// dumpExpr returns an expression as text.
func dumpExpr(f *File, x Expr) string {
	d := dumper{file: f}
	d.node("", reflect.ValueOf(x), 0)
	return d.b.String()
}

type dumper struct {
	file *File
	b    strings.Builder
}

// node writes the node v, a pointer to a struct.
func (d *dumper) node(label string, v reflect.Value, depth int) {
	v = reflect.Indirect(v)
	d.b.WriteString(strings.Repeat("  ", depth) + label + v.Type().Name())
	var parts []int
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case f.Type() == reflect.TypeFor[Span]():
			fmt.Fprintf(&d.b, " %s", d.span(f.Interface().(Span)))
		case f.IsZero():
		case isNode(f.Type()):
			parts = append(parts, i)
		default:
			d.scalar(v.Type().Field(i).Name, f)
		}
	}
	d.b.WriteByte('\n')
	for _, i := range parts {
		d.field(v.Type().Field(i).Name+": ", v.Field(i), depth+1)
	}
}

// field writes a field that is a node or a slice of nodes.
func (d *dumper) field(label string, f reflect.Value, depth int) {
	if f.Kind() == reflect.Interface {
		f = f.Elem()
	}
	if f.Kind() != reflect.Slice {
		d.node(label, f, depth)
		return
	}
	for i := range f.Len() {
		x := f.Index(i)
		if x.Kind() == reflect.Interface {
			x = x.Elem()
		}
		d.node(label, x, depth)
	}
}

// scalar writes a field that is no node.
func (d *dumper) scalar(name string, f reflect.Value) {
	switch x := f.Interface().(type) {
	case Token:
		fmt.Fprintf(&d.b, " %s=%s", name, x)
	case Span:
		fmt.Fprintf(&d.b, " %s=%s", name, d.span(x))
	case bool:
		fmt.Fprintf(&d.b, " %s", name)
	case string:
		fmt.Fprintf(&d.b, " %s=%q", name, x)
	default:
		fmt.Fprintf(&d.b, " %s=%v", name, x)
	}
}

func (d *dumper) span(s Span) string {
	p, q := d.file.Position(s.Pos), d.file.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", p.Line, p.Col, q.Line, q.Col)
}

// isNode tells whether a field of type t holds nodes.
func isNode(t reflect.Type) bool {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface || t == reflect.TypeFor[Step]()
}
