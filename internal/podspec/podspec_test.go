package podspec

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

var update = flag.Bool("update", false, "write the problems in testdata anew")

// A testCase is a case of a file in testdata. Cases begin with a line
// `=== name`, their sections with a line `-- name --`:
//
//	item      the resource before the injection; that of the case before it, if missing
//	patch     the strategic merge patch that is the injection
//	after     the resource after it, where no patch can make that
//	owner     lines of a path from the template and the name of its owner
//	intended  lines of paths from the template
//	problems  what Check finds
type testCase struct {
	name     string
	sections map[string]string
}

// order is that of the sections.
var order = []string{"item", "patch", "after", "owner", "intended", "problems"}

func readCases(t testing.TB, file string) (about string, cases []testCase) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	section := ""
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "=== "); ok {
			cases = append(cases, testCase{strings.TrimSpace(name), map[string]string{}})
		} else if name, ok := strings.CutPrefix(line, "-- "); ok && len(cases) > 0 {
			section = strings.TrimSuffix(name, " --\n")
			cases[len(cases)-1].sections[section] = ""
		} else if len(cases) == 0 {
			about += line
		} else {
			cases[len(cases)-1].sections[section] += line
		}
	}
	return about, cases
}

// TestCheck runs the cases in testdata.
func TestCheck(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		about, cases := readCases(t, file)
		item := ""
		for _, c := range cases {
			if c.sections["item"] != "" {
				item = c.sections["item"]
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				got := describe(Check(c.input(t, item)))
				if *update {
					c.sections["problems"] = got
				} else if got != c.sections["problems"] {
					t.Errorf("got\n%swant\n%s", got, c.sections["problems"])
				}
				c.properties(t, item, got)
			})
		}
		if *update {
			if err := os.WriteFile(file, []byte(unread(about, cases)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// properties checks what holds for every input.
func (c testCase) properties(t *testing.T, item, problems string) {
	in := c.input(t, item)
	in.After = reread(t, in.After)
	if got := describe(Check(in)); got != problems {
		t.Errorf("with nodes of its own, the template after the injection has other problems:\n%s", got)
	}
	for _, n := range []*yaml.Node{in.Before, in.After} {
		in := in
		in.Before, in.After = n, reread(t, n)
		if got := describe(Check(in)); got != "" {
			t.Errorf("a template that does not change has problems:\n%s", got)
		}
	}
}

// input is the input of a case.
func (c testCase) input(t testing.TB, item string) Input {
	t.Helper()
	before := parse(t, item)
	found := podtemplate.Find(before, nil)
	if len(found) == 0 {
		t.Fatal("no template in the item")
	}
	tm := found[0]
	if tm.Err != nil || tm.Skip != "" {
		t.Fatal(tm.Err, tm.Skip)
	}
	after := before
	if text := c.sections["after"]; text != "" {
		after = parse(t, text)
	} else {
		var err error
		if after, err = merge.Apply(before, tm.Path, yamlvalue.FromNode(parse(t, c.sections["patch"]))); err != nil {
			t.Fatal(err)
		}
	}
	in := Input{
		Resource: after, APIVersion: tm.Resource.APIVersion, Kind: tm.Resource.Kind, At: tm.Path,
		Before: follow(before, tm.Path), After: follow(after, tm.Path), Inline: tm.Inline, Constraints: tm.Constraints,
	}
	if owners := c.sections["owner"]; owners != "" {
		in.Owner = func(p yamlvalue.Path) string {
			for line := range strings.Lines(owners) {
				if path, name, _ := strings.Cut(strings.TrimSpace(line), " "); path == p.String() {
					return name
				}
			}
			return ""
		}
	}
	if paths := c.sections["intended"]; paths != "" {
		in.Intended = func(p yamlvalue.Path) bool { return strings.Contains("\n"+paths, "\n"+p.String()+"\n") }
	}
	return in
}

// describe is problems as the cases have them.
func describe(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s %s %s", p.Severity, p.Rule, p.Path)
		if p.Conflict {
			b.WriteString(" (conflict)")
		}
		fmt.Fprintf(&b, "\n  %s\n", p.Message)
		for _, v := range []struct {
			what string
			n    *yaml.Node
		}{{"current", p.Current}, {"proposed", p.Proposed}} {
			if v.n != nil {
				fmt.Fprintf(&b, "  %s %s\n", v.what, oneLine(v.n))
			}
		}
	}
	return b.String()
}

// oneLine is a node on one line, shortened.
func oneLine(n *yaml.Node) string {
	n = yamlvalue.Copy(n)
	n.Style = yaml.FlowStyle
	text, err := yaml.Marshal(n)
	if err != nil {
		return err.Error()
	}
	s := strings.Join(strings.Fields(string(text)), " ")
	if len(s) > 100 {
		s = s[:100] + "…"
	}
	return s
}

func unread(about string, cases []testCase) string {
	var b strings.Builder
	b.WriteString(about)
	for _, c := range cases {
		fmt.Fprintf(&b, "=== %s\n", c.name)
		for _, s := range order {
			if text, ok := c.sections[s]; ok {
				fmt.Fprintf(&b, "-- %s --\n%s", s, text)
			}
		}
	}
	return b.String()
}

func parse(t testing.TB, text string) *yaml.Node {
	t.Helper()
	return yamlvalue.Resolve(yamltest.Parse(t, text))
}

// reread is n, written and read again.
func reread(t testing.TB, n *yaml.Node) *yaml.Node {
	t.Helper()
	text, err := yaml.Marshal(yamlvalue.Copy(n))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(text))
}

// TestEveryRule: the cases in testdata show a problem of every rule.
func TestEveryRule(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for _, file := range files {
		_, cases := readCases(t, file)
		for _, c := range cases {
			shown.WriteString(c.sections["problems"])
		}
	}
	rules := 0
	call := regexp.MustCompile(`\.add\((Error|Warning|Info), "([a-z-]+)"`)
	for _, file := range sources {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			rules++
			if problem := strings.ToLower(m[1]) + " " + m[2] + " "; !strings.Contains("\n"+shown.String(), "\n"+problem) {
				t.Errorf("%s: no case shows %s", file, problem)
			}
		}
	}
	if rules < 50 {
		t.Errorf("found only %d rules in the sources", rules)
	}
}
