// Package casefile reads files of test cases, and tests what is in them.
//
// What stands before the first case says what the file is about. A case begins
// with a line `=== name`, each of its sections with a line `-- name --`. The
// section item is what the case is about; a case without one has that of the
// case before it.
package casefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A Case is one of a file.
type Case struct {
	Name     string
	Item     string
	Sections map[string]string

	order []string // of the sections
}

// Test runs each case of the files in testdata, and compares what run returns
// with the section result; or writes that section anew.
func Test(t *testing.T, result string, update bool, run func(t *testing.T, c Case) string) {
	for _, file := range Files(t) {
		about, cases := read(t, file)
		for i := range cases {
			c := &cases[i]
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.Name, func(t *testing.T) {
				got := run(t, *c)
				if update {
					c.set(result, got)
				} else if got != c.Sections[result] {
					t.Errorf("got\n%swant\n%s", got, c.Sections[result])
				}
			})
		}
		if update {
			if err := os.WriteFile(file, []byte(written(about, cases)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Files are the files in testdata.
func Files(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

// Read returns the cases of a file.
func Read(t testing.TB, file string) []Case {
	t.Helper()
	_, cases := read(t, file)
	return cases
}

func read(t testing.TB, file string) (about string, cases []Case) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	section := ""
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "=== "); ok {
			cases = append(cases, Case{Name: strings.TrimSpace(name), Sections: map[string]string{}})
		} else if len(cases) == 0 {
			about += line
		} else if c := &cases[len(cases)-1]; strings.HasPrefix(line, "-- ") {
			section = strings.TrimSuffix(line[len("-- "):], " --\n")
			c.set(section, "")
		} else {
			c.Sections[section] += line
		}
	}
	for i := range cases {
		c := &cases[i]
		if c.Item = c.Sections["item"]; c.Item == "" && i > 0 {
			c.Item = cases[i-1].Item
		}
	}
	return about, cases
}

// written is the text of a file.
func written(about string, cases []Case) string {
	var b strings.Builder
	b.WriteString(about)
	for _, c := range cases {
		b.WriteString("=== " + c.Name + "\n")
		for _, name := range c.order {
			b.WriteString("-- " + name + " --\n" + c.Sections[name])
		}
	}
	return b.String()
}

func (c *Case) set(section, text string) {
	if _, ok := c.Sections[section]; !ok {
		c.order = append(c.order, section)
	}
	c.Sections[section] = text
}
