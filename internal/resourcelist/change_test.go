package resourcelist

import (
	"bytes"
	"strings"
	"testing"
)

// forms are forms of some items, in the forms in which they are written. NEW is
// where a new item comes to stand.
var forms = map[string]string{
	"block":            preamble + "items:\n- a: 1\n- b: 2\nNEWfunctionConfig: {}\n",
	"indented":         preamble + "items:\n  # first\n  - a: 1\n\n  # second\n  - b: 2 # two\n\nNEW# the end\nfunctionConfig: {}\n",
	"last":             preamble + "items:\n- a: 1\n- b: 2\nNEW",
	"open":             preamble + "items:\n- a: 1\n- b: 2NEW",
	"CRLF":             strings.ReplaceAll(preamble+"items:\n- a: 1\n- b: 2NEW", "\n", "\r\n"),
	"literal":          preamble + "items:\n- a: 1\n- b: |+\n    x\n\n\nNEWfunctionConfig: {}\n",
	"null":             preamble + "items:\n- a: 1\n-\nNEWfunctionConfig: {}\n",
	"quote in comment": preamble + "items:\n- a: 1\n- b: 2\n# don't\nNEWfunctionConfig: {}\n",
	"whole":            preamble + "items:\n- &a {a: 1}\n- *a\nNEWfunctionConfig: {}\n",
	"flow":             preamble + "items: [{a: 1}, {b: 2}NEW ]\nfunctionConfig: {}\n",
	"flow, comments":   preamble + "items: [\n  {a: 1}, # one\n  {b: 2} # two\nNEW]\n",
	"JSON":             `{"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": [{"a": 1},{"b": 2}NEW` + "\n]}\n",
}

const preamble = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

func written(t *testing.T, l *List) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Write(&b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t *testing.T, text string) *List {
	t.Helper()
	l, err := Read([]byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if err := l.Each(func(int, Doc) {}); err != nil {
		if l, err = ReadWhole([]byte(text)); err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
	}
	return l
}

// newItem is the text of an item for a list.
func newItem(l *List, name string) []byte {
	if l.isFlow() {
		return []byte(`{"new": "` + name + `"}`)
	}
	return []byte(strings.Repeat(" ", l.Items[0].pad+1) + "new: " + name + l.newline())
}

// TestAppendAndRemove adds two items, and removes them again.
func TestAppendAndRemove(t *testing.T) {
	for name, text := range forms {
		t.Run(name, func(t *testing.T) {
			before := strings.Replace(text, "NEW", "", 1)
			l := read(t, before)
			l.Append(newItem(l, "x"))
			l.Append(newItem(l, "y"))
			after := written(t, l)
			l = read(t, after)
			if len(l.Items) != 4 {
				t.Fatalf("%d items in\n%s", len(l.Items), after)
			}
			at := strings.Index(text, "NEW")
			if !strings.HasPrefix(after, text[:at]) || !strings.HasSuffix(after, text[at+len("NEW"):]) {
				t.Errorf("something else has changed:\n%s", after)
			}
			for _, it := range l.Items[2:] {
				d, err := it.Load()
				if err != nil || d.Root.Content[0].Value != "new" {
					t.Errorf("%v in %q", err, d.Text)
				}
				it.Remove()
			}
			if got := written(t, l); got != before {
				t.Errorf("it was\n%s\nand is\n%s", before, got)
			}
		})
	}
}

// TestRemove removes every choice of items, and adds one or none.
func TestRemove(t *testing.T) {
	for name, text := range forms {
		text = strings.Replace(text, "NEW", "", 1)
		for choice := range 4 {
			for _, add := range []bool{false, true} {
				l := read(t, text)
				want := 2
				for i, it := range l.Items {
					if choice>>i&1 == 1 {
						it.Remove()
						want--
					}
				}
				if add {
					l.Append(newItem(l, "x"))
					want++
				}
				if name == "whole" && choice == 1 {
					continue // what the alias stands for is gone; its item gets a text of its own
				}
				if got := written(t, l); len(read(t, got).Items) != want {
					t.Errorf("%s, %02b, %v: not %d items:\n%s", name, choice, add, want, got)
				}
			}
		}
	}
}

// TestChangeAndRemove changes an item beside those that are removed and added.
func TestChangeAndRemove(t *testing.T) {
	for name, text := range forms {
		l := read(t, strings.Replace(text, "NEW", "", 1))
		d, err := l.Items[0].Load()
		if err != nil {
			t.Fatal(err)
		}
		l.Items[0].SetText(bytes.Replace(d.Text, []byte("1"), []byte("11"), 1))
		l.Items[1].Remove()
		l.Append(newItem(l, "x"))
		got := written(t, l)
		if l = read(t, got); len(l.Items) != 2 || !strings.Contains(got, "11") || !strings.Contains(got, "new") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}
