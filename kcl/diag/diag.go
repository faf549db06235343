// Package diag defines a diagnostic as a value and renders it.
//
// A Diagnostic is what a phase of the engine says about a program: an error
// kind with its code, and one or more messages, each with a place. Phases
// make diagnostics; only Render turns them into text, in the layout of the
// reference implementation:
//
//	error[E1001]: InvalidSyntax
//	 --> main.k:1:2
//	  |
//	1 | a, b = 1, 2
//	  |  ^ unexpected token ','
//	  |
package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kind is the kind of an error, as its first line names it.
type Kind string

// The kinds of errors that the engine reports.
const (
	InvalidSyntax    Kind = "InvalidSyntax"
	TypeError        Kind = "TypeError"
	CompileError     Kind = "CompileError"
	EvaluationError  Kind = "EvaluationError"
	CannotFindModule Kind = "CannotFindModule"
	RecursiveLoad    Kind = "RecursiveLoad"
)

// codes are those of the kinds that have one of their own.
var codes = map[Kind]string{
	TypeError:        "E2G22",
	CompileError:     "E2L23",
	EvaluationError:  "E3M38",
	CannotFindModule: "E2F04",
}

// Code is the code of the kind; E1001 for one without its own.
func (k Kind) Code() string {
	if c, ok := codes[k]; ok {
		return c
	}
	return "E1001"
}

// A Message is one text of a diagnostic with its place.
type Message struct {
	File   string // as shown; "" where the message has no place
	Line   int    // from 1
	Col    int    // from 1, in characters
	Source string // the text of the line
	Text   string
	Note   string // a line after the block, or ""
	// LineOnly: the reference knows only the line of such an error, so
	// Render shows column 1 and no caret. RenderFull shows Col.
	LineOnly bool
}

// A Diagnostic is one error.
type Diagnostic struct {
	Kind     Kind
	Messages []Message
	// Bare: the reference prints this error without header and place.
	Bare bool
	// Backtrace lines, printed after the block where debugging is on.
	Backtrace []string
}

// Error is the rendered diagnostic.
func (d *Diagnostic) Error() string { return Render(d) }

// A List is what a phase found, in the order in which it found it.
type List []*Diagnostic

// Error is the rendered list.
func (l List) Error() string {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(Render(d))
	}
	return b.String()
}

// Err is the list as an error, and nil where it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Render renders a diagnostic as the reference implementation does.
func Render(d *Diagnostic) string { return render(d, false) }

// RenderFull renders a diagnostic with every column that is known, also
// where the reference implementation knows the line only.
func RenderFull(d *Diagnostic) string { return render(d, true) }

func render(d *Diagnostic, full bool) string {
	var b strings.Builder
	if d.Bare {
		for _, m := range d.Messages {
			b.WriteString(m.Text)
			b.WriteByte('\n')
		}
		return b.String()
	}
	fmt.Fprintf(&b, "error[%s]: %s\n", d.Kind.Code(), d.Kind)
	for i := range d.Messages {
		renderMessage(&b, &d.Messages[i], full)
	}
	if len(d.Backtrace) > 0 {
		b.WriteString("note: backtrace:\n")
		for _, l := range d.Backtrace {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func renderMessage(b *strings.Builder, m *Message, full bool) {
	if m.File == "" {
		b.WriteString(m.Text)
		b.WriteByte('\n')
		return
	}
	num := fmt.Sprint(m.Line)
	pad := strings.Repeat(" ", len(num))
	// A place after the end of its line is shown at the last character.
	col, caret := min(m.Col, utf8.RuneCountInString(m.Source)), "^"
	if col < 1 || m.LineOnly && !full {
		col, caret = 1, ""
	}
	fmt.Fprintf(b, "%s--> %s:%d:%d\n", pad, m.File, m.Line, col)
	fmt.Fprintf(b, "%s |\n", pad)
	fmt.Fprintf(b, "%s | %s\n", num, m.Source)
	if m.Text != "" || caret != "" {
		caret += " "
	}
	fmt.Fprintf(b, "%s | %*s%s%s\n", pad, width(m.Source, col-1), "", caret, m.Text)
	fmt.Fprintf(b, "%s |\n", pad)
	if m.Note != "" {
		fmt.Fprintf(b, "note: %s\n", m.Note)
	}
}
