package syntax

import "testing"

func TestPosition(t *testing.T) {
	f := NewFile("a.k", "ab\né日x\n\nlast\n")
	tests := []struct {
		off       int32
		line, col int
		text      string
	}{
		{0, 1, 1, "ab"},
		{2, 1, 3, "ab"},
		{3, 2, 1, "é日x"},
		{5, 2, 2, "é日x"},
		{8, 2, 3, "é日x"},
		{10, 3, 1, ""},
		{11, 4, 1, "last"},
		{16, 4, 6, "last"}, // the end of the text belongs to the last line
	}
	for _, test := range tests {
		p := f.Position(test.off)
		if want := (Position{"a.k", test.line, test.col}); p != want {
			t.Errorf("Position(%d) = %v, want %v", test.off, p, want)
		}
		if n := f.LineOf(test.off); n != test.line {
			t.Errorf("LineOf(%d) = %d, want %d", test.off, n, test.line)
		}
		if s := f.Line(p.Line); s != test.text {
			t.Errorf("Line(%d) = %q, want %q", p.Line, s, test.text)
		}
	}
	for _, n := range []int{0, 5} {
		if s := f.Line(n); s != "" {
			t.Errorf("Line(%d) = %q", n, s)
		}
	}
	if p := NewFile("a.k", "").Position(0); p != (Position{"a.k", 1, 1}) {
		t.Errorf("an empty file starts at %v", p)
	}
}

func TestMessage(t *testing.T) {
	m := NewFile("a.k", "a\n  b\n").Message(4, "text")
	if m.File != "a.k" || m.Line != 2 || m.Col != 3 || m.Source != "  b" || m.Text != "text" || m.LineOnly {
		t.Errorf("got %+v", m)
	}
}
