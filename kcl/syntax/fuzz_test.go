package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParse checks that any text gives a well-formed tree.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.k")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
		for stmt := range strings.SplitSeq(string(src), "\n") {
			f.Add(stmt)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		m, diags := Parse("fuzz.k", src)
		checkTree(t, m, len(diags) > 0)
		for _, d := range diags {
			if msg := d.Messages[0]; msg.Line < 1 || msg.Col < 1 || msg.Text == "" {
				t.Errorf("bad message %+v", msg)
			}
		}
		x, diags := ParseExpr("fuzz.k", src)
		if x == nil {
			t.Error("no expression")
		}
		if _, bad := x.(*BadExpr); bad && len(diags) == 0 {
			t.Error("no expression and no error")
		}
	})
}

// checkTree checks that each node of a tree lies in its parent, in the
// order of the text, and that only a tree with errors has a BadExpr.
func checkTree(t *testing.T, m *Module, errors bool) {
	t.Helper()
	var check func(parent Node)
	check = func(parent Node) {
		outer, last := parent.Range(), parent.Range().Pos
		Walk(parent, func(n Node) bool {
			if n == parent {
				return true
			}
			s := n.Range()
			switch {
			case s.Pos > s.End || s.Pos < outer.Pos || s.End > outer.End:
				t.Errorf("%T %v in %T %v", n, s, parent, outer)
			case s.Pos < last:
				t.Errorf("%T %v in %T %v after offset %d", n, s, parent, outer, last)
			}
			if _, bad := n.(*BadExpr); bad && !errors {
				t.Errorf("%T %v without an error", n, s)
			}
			last = s.Pos
			check(n)
			return false
		})
	}
	check(m)
}
