package syntax

// This file defines source files and positions in them.

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A File is one KCL source text. Positions in it are byte offsets; lines
// and columns are computed only where somebody reads them.
type File struct {
	Name  string // as shown in diagnostics
	Src   string
	lines []int32 // offset of the first byte of each line
}

// NewFile returns the File of a source text. A newline at the very end
// starts no line: the end of the text belongs to the line before it.
func NewFile(name, src string) *File {
	lines := make([]int32, 1, strings.Count(src, "\n")+1)
	for i := range len(src) - 1 {
		if src[i] == '\n' {
			lines = append(lines, int32(i+1))
		}
	}
	return &File{Name: name, Src: src, lines: lines}
}

// Position is a place in a File: line and column count from 1, the column
// in characters (Unicode code points). Line 0 means that no place is known.
type Position struct {
	File      string
	Line, Col int
}

// Position returns the line and column of the byte offset off.
func (f *File) Position(off int32) Position {
	n := f.lineIndex(off)
	start := f.lines[n]
	end := min(int(off), len(f.Src))
	return Position{
		File: f.Name,
		Line: n + 1,
		Col:  utf8.RuneCountInString(f.Src[start:end]) + 1,
	}
}

// LineOf returns the number of the line that holds the byte offset off.
func (f *File) LineOf(off int32) int { return f.lineIndex(off) + 1 }

func (f *File) lineIndex(off int32) int {
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > off }) - 1
}

// Line returns the text of line n (from 1) without its line end, and ""
// where there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	s := f.Src[f.lines[n-1]:]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s, "\r")
}

// A Span is the part of a File that a node was read from: the byte offsets
// of its first byte and of the byte after its last.
type Span struct{ Pos, End int32 }

// Range returns the span itself; embedding Span makes a Node of a struct.
func (s Span) Range() Span { return s }
