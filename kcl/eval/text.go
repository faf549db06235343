package eval

// This file defines how values are written as text: by str(), print() and
// string interpolation.

import (
	"math"
	"strconv"
	"strings"
)

// MaxNesting is how deeply the lists, dicts and instances of a value may be
// nested where the value is printed or compared.
const MaxNesting = 10_000

// FailNesting ends the run because a value is nested deeper than MaxNesting.
func FailNesting() { Fail("values are nested deeper than %d levels", MaxNesting) }

// Text is v as str() writes it: True, None, 1.0, 1Ki, [1, a], {'k': 'v'}.
// Strings are bare, also in lists; as keys and values of a dict they are
// quoted, without escapes. It counts what it builds.
func (r *Run) Text(v Value) string {
	switch v := v.(type) {
	case Str:
		return string(v)
	case Int:
		return strconv.FormatInt(int64(v), 10)
	}
	w := textWriter{run: r}
	w.value(v, 0)
	w.count()
	return string(w.buf)
}

// Text is Run.Text outside of a run, for scalars in messages.
func Text(v Value) string { return (*Run)(nil).Text(v) }

type textWriter struct {
	run     *Run // nil does not count
	buf     []byte
	counted int // of buf's bytes
}

// count tells the run how much was built since the last call. Values share
// their parts, so that a small one may have a text of any size.
func (w *textWriter) count() {
	if w.run != nil {
		w.run.Grow(int64(len(w.buf) - w.counted))
		w.run.Step(1)
	}
	w.counted = len(w.buf)
}

func (w *textWriter) value(v Value, depth int) {
	if depth > MaxNesting {
		FailNesting()
	}
	switch v := v.(type) {
	case undefinedValue:
		w.buf = append(w.buf, "Undefined"...)
	case noneValue:
		w.buf = append(w.buf, "None"...)
	case Bool:
		if v {
			w.buf = append(w.buf, "True"...)
		} else {
			w.buf = append(w.buf, "False"...)
		}
	case Int:
		w.buf = strconv.AppendInt(w.buf, int64(v), 10)
	case Float:
		w.buf = AppendFloat(w.buf, float64(v))
	case *Unit:
		w.buf = strconv.AppendInt(w.buf, v.Raw, 10)
		w.buf = append(w.buf, v.Suffix...)
	case Str:
		w.buf = append(w.buf, v...)
	case *List:
		w.list(v, depth)
	case *Dict:
		w.dict(v, depth)
	case *Instance:
		w.dict(v.Attrs, depth)
	default:
		w.buf = append(w.buf, "function"...)
	}
}

func (w *textWriter) list(l *List, depth int) {
	w.buf = append(w.buf, '[')
	for i, e := range l.Items() {
		if i > 0 {
			w.buf = append(w.buf, ", "...)
		}
		w.value(e, depth+1)
		w.count()
	}
	w.buf = append(w.buf, ']')
}

func (w *textWriter) dict(d *Dict, depth int) {
	w.buf = append(w.buf, '{')
	for i, e := range d.Entries() {
		if i > 0 {
			w.buf = append(w.buf, ", "...)
		}
		w.quoted(e.Key)
		w.buf = append(w.buf, ": "...)
		if s, ok := e.Value.(Str); ok {
			w.quoted(string(s))
		} else {
			w.value(e.Value, depth+1)
		}
		w.count()
	}
	w.buf = append(w.buf, '}')
}

// quoted writes s in single quotes or, where it contains double quotes, in
// double ones, which are then escaped only where s has both kinds.
func (w *textWriter) quoted(s string) {
	quote := byte('\'')
	if strings.Contains(s, `"`) {
		quote = '"'
		if strings.Contains(s, "'") {
			s = strings.ReplaceAll(s, `"`, `\"`)
		}
	}
	w.buf = append(append(append(w.buf, quote), s...), quote)
}

// AppendFloat appends f as str() writes it: the shortest digits that give f
// again, never with an exponent, always with a point. What is not finite is
// inf, -inf or nan, which float() reads.
func AppendFloat(b []byte, f float64) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(b, "inf"...)
	case math.IsInf(f, -1):
		return append(b, "-inf"...)
	case math.IsNaN(f):
		return append(b, "nan"...)
	}
	b = strconv.AppendFloat(b, f, 'f', -1, 64)
	if f == math.Trunc(f) {
		b = append(b, ".0"...)
	}
	return b
}

// FullName is the name of s with its package: `pkg.Name`, and `Name` in the
// main package.
func (s *Schema) FullName() string {
	if s.Pkg == nil || s.Pkg.Path == "" || s.Pkg.Path == "__main__" {
		return s.Name
	}
	return strings.TrimPrefix(s.Pkg.Path, "@") + "." + s.Name
}
