package resourcelist

// This file defines results and writes them.

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Severity says how bad a result is.
type Severity string

// The severities of the specification.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// A Result is an element of `results`. Fields that are nil or empty are not
// written.
type Result struct {
	Message     string
	Severity    Severity
	ResourceRef *ResourceRef
	Field       *Field
	File        *File
	Tags        map[string]string
}

// A ResourceRef names a resource.
type ResourceRef struct{ APIVersion, Kind, Name, Namespace string }

// A Field is a field of the resource that the result's ResourceRef names.
// The values are as one writes them in YAML; "" stands for none.
type Field struct{ Path, CurrentValue, ProposedValue string }

// A File is where a resource came from: a path with slashes, and the index
// of its document.
type File struct {
	Path  string
	Index int
}

// A writer writes results as YAML: elements of a block sequence or, in flow
// style, JSON.
type writer struct {
	buf    []byte
	flow   bool
	indent int
	depth  int
	first  bool // the next key is the first of its mapping
}

func (w *writer) result(r *Result, more bool) {
	if w.flow {
		if more {
			w.buf = append(w.buf, ", "...)
		}
	} else {
		w.buf = append(w.buf, strings.Repeat(" ", w.indent)+"- "...)
	}
	w.open()
	w.str("message", r.Message)
	w.str("severity", string(r.Severity))
	if ref := r.ResourceRef; ref != nil {
		w.key("resourceRef")
		w.open()
		w.str("apiVersion", ref.APIVersion)
		w.str("kind", ref.Kind)
		w.str("name", ref.Name)
		w.opt("namespace", ref.Namespace)
		w.close()
	}
	if f := r.Field; f != nil {
		w.key("field")
		w.open()
		w.str("path", f.Path)
		w.opt("currentValue", f.CurrentValue)
		w.opt("proposedValue", f.ProposedValue)
		w.close()
	}
	if f := r.File; f != nil {
		w.key("file")
		w.open()
		w.str("path", f.Path)
		w.key("index")
		w.scalar(strconv.Itoa(f.Index))
		w.close()
	}
	if len(r.Tags) > 0 {
		w.key("tags")
		w.open()
		for _, k := range slices.Sorted(maps.Keys(r.Tags)) {
			w.str(k, r.Tags[k])
		}
		w.close()
	}
	w.close()
}

// open begins a mapping, close ends it.
func (w *writer) open() {
	w.depth++
	w.first = true
	switch {
	case w.flow && w.depth > 1:
		w.buf = append(w.buf, " {"...)
	case w.flow:
		w.buf = append(w.buf, '{')
	case w.depth > 1:
		w.buf = append(w.buf, '\n')
	}
}

func (w *writer) close() {
	w.depth--
	w.first = false
	if w.flow {
		w.buf = append(w.buf, '}')
	}
}

// margin is the column of the keys of the mapping that is open.
func (w *writer) margin() int { return w.indent + 2*w.depth }

func (w *writer) key(key string) {
	switch {
	case w.flow && !w.first:
		w.buf = append(w.buf, ", "...)
	case !w.flow && (w.depth > 1 || !w.first):
		w.buf = append(w.buf, strings.Repeat(" ", w.margin())...)
	}
	w.first = false
	w.buf = append(w.text(key), ':')
}

// scalar writes a value as it is.
func (w *writer) scalar(text string) {
	w.buf = append(w.buf, ' ')
	w.buf = append(w.buf, text...)
	if !w.flow {
		w.buf = append(w.buf, '\n')
	}
}

func (w *writer) opt(key, value string) {
	if value != "" {
		w.str(key, value)
	}
}

func (w *writer) str(key, value string) {
	value = strings.ToValidUTF8(value, "\uFFFD")
	w.key(key)
	if !w.flow && yamlvalue.LiteralText(value) && !strings.HasSuffix(value, "\n") {
		w.literal(value)
		return
	}
	w.buf = append(w.buf, ' ')
	if w.buf = w.text(value); !w.flow {
		w.buf = append(w.buf, '\n')
	}
}

// text appends s on one line.
func (w *writer) text(s string) []byte {
	in := yamlvalue.Block
	if w.flow {
		in = yamlvalue.JSON
	}
	return yamlvalue.AppendScalar(w.buf, yamlvalue.Text(s), in)
}

// literal writes lines of text as a literal block scalar.
func (w *writer) literal(s string) {
	w.buf = append(w.buf, " |-\n"...)
	margin := strings.Repeat(" ", w.margin()+2)
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			w.buf = append(w.buf, margin...)
			w.buf = append(w.buf, line...)
		}
		w.buf = append(w.buf, '\n')
	}
}
