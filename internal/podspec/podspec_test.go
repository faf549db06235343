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

	"github.com/kcl-sidecar/kcl-sidecar/internal/casefile"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

var update = flag.Bool("update", false, "write the problems in testdata anew")

// TestCheck runs the cases in testdata. Their sections:
//
//	item      the resource before the injection
//	patch     the strategic merge patch that is the injection
//	after     the resource after it, where no patch can make that
//	owner     lines of a path from the template and the name of its owner
//	intended  lines of paths from the template
//	problems  what Check finds
func TestCheck(t *testing.T) {
	casefile.Test(t, "problems", *update, func(t *testing.T, c casefile.Case) string {
		problems := describe(Check(inputOf(t, c)))
		testProperties(t, c, problems)
		return problems
	})
}

// testProperties tests what holds for every input.
func testProperties(t *testing.T, c casefile.Case, problems string) {
	in := inputOf(t, c)
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

// inputOf is the input of a case.
func inputOf(t testing.TB, c casefile.Case) Input {
	t.Helper()
	before := parse(t, c.Item)
	found := podtemplate.Find(before, nil)
	if len(found) == 0 {
		t.Fatal("no template in the item")
	}
	tm := found[0]
	if tm.Err != nil || tm.Skip != "" {
		t.Fatal(tm.Err, tm.Skip)
	}
	after := before
	if text := c.Sections["after"]; text != "" {
		after = parse(t, text)
	} else {
		var err error
		if after, err = merge.Apply(before, tm.Path, yamlvalue.FromNode(parse(t, c.Sections["patch"]))); err != nil {
			t.Fatal(err)
		}
	}
	in := Input{
		Resource: after, APIVersion: tm.Resource.APIVersion, Kind: tm.Resource.Kind, At: tm.Path,
		Before: follow(before, tm.Path), After: follow(after, tm.Path), Inline: tm.Inline, Constraints: tm.Constraints,
	}
	if owners := c.Sections["owner"]; owners != "" {
		in.Owner = func(p yamlvalue.Path) string {
			for line := range strings.Lines(owners) {
				if path, name, _ := strings.Cut(strings.TrimSpace(line), " "); path == p.String() {
					return name
				}
			}
			return ""
		}
	}
	if paths := c.Sections["intended"]; paths != "" {
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
	var shown strings.Builder
	for _, file := range casefile.Files(t) {
		for _, c := range casefile.Read(t, file) {
			shown.WriteString(c.Sections["problems"])
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
