package encode

// This file prints JSON.

import (
	"strconv"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// JSON prints v as JSON without a newline at its end. Without an indent it
// is one line with a space after each comma and colon.
func JSON(v eval.Value, o Options) string {
	w := jsonWriter{Options: o}
	w.value(v, 0)
	return string(w.buf)
}

// JSONLines prints documents as JSON, one after the other, each on a line
// of its own where there is no indent.
func JSONLines(docs []eval.Value, o Options) string {
	w := jsonWriter{Options: o}
	for i, d := range docs {
		if i > 0 {
			w.buf = append(w.buf, '\n')
		}
		w.value(d, 0)
	}
	return string(w.buf)
}

type jsonWriter struct {
	Options
	buf []byte
}

func (w *jsonWriter) value(v eval.Value, depth int) {
	w.enter(depth)
	switch v := v.(type) {
	case *eval.List:
		w.buf = append(w.buf, '[')
		any := false
		for e := range w.elements(v) {
			w.next(any, depth+1)
			w.value(e, depth+1)
			any = true
		}
		w.close(any, depth, ']')
	case *eval.Dict, *eval.Instance:
		w.buf = append(w.buf, '{')
		fields := w.fields(v)
		for i, f := range fields {
			w.next(i > 0, depth+1)
			w.str(f.Key)
			w.buf = append(w.buf, ": "...)
			w.value(f.Value, depth+1)
		}
		w.close(len(fields) > 0, depth, '}')
	case eval.Bool:
		w.buf = strconv.AppendBool(w.buf, bool(v))
	case eval.Int:
		w.buf = strconv.AppendInt(w.buf, int64(v), 10)
	case eval.Float:
		w.buf = appendFloat(w.buf, float64(v), true)
	case *eval.Unit:
		w.buf = appendFloat(w.buf, v.Value, true)
	case eval.Str:
		w.str(string(v))
	default:
		w.buf = append(w.buf, "null"...)
	}
}

// next separates an element from what stands before it.
func (w *jsonWriter) next(comma bool, depth int) {
	if comma {
		w.buf = append(w.buf, ',')
		if w.Indent <= 0 {
			w.buf = append(w.buf, ' ')
		}
	}
	w.line(depth)
}

func (w *jsonWriter) close(any bool, depth int, bracket byte) {
	if any {
		w.line(depth)
	}
	w.buf = append(w.buf, bracket)
}

// line begins a new line where there is an indent.
func (w *jsonWriter) line(depth int) {
	if w.Indent <= 0 {
		return
	}
	n := depth * w.Indent
	if w.Run != nil {
		w.Run.Grow(int64(n))
	}
	w.buf = append(w.buf, '\n')
	w.buf = appendSpaces(w.buf, n)
}

func appendSpaces(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}

func (w *jsonWriter) str(s string) {
	if w.Run != nil {
		w.Run.Grow(int64(len(s)))
	}
	w.buf = append(w.buf, '"')
	start := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.buf = append(w.buf, s[start:i]...)
		w.buf = appendJSONEscape(w.buf, c)
		start = i + 1
	}
	w.buf = append(append(w.buf, s[start:]...), '"')
}

func appendJSONEscape(b []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch c {
	case '\b':
		c = 'b'
	case '\f':
		c = 'f'
	case '\n':
		c = 'n'
	case '\r':
		c = 'r'
	case '\t':
		c = 't'
	case '"', '\\':
	default:
		return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	}
	return append(b, '\\', c)
}
