package main

// This file tests what needs no reference implementation.

import (
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/difftest/gen"
)

// The programs of known.md show here what it says.
func TestKnown(t *testing.T) {
	list := sections(knownText)
	if len(list) < 10 {
		t.Fatalf("known.md has %d sections", len(list))
	}
	for _, s := range list {
		if s.program == "" || s.here == "" || s.there == "" || s.here == s.there {
			t.Errorf("%s: known.md shows no difference", s.title)
		}
		if got := (&program{text: s.program}).run().brief(); got != s.here {
			t.Errorf("%s: got\n%swant\n%s", s.title, got, s.here)
		}
	}
}

// What excuses a difference is a section of known.md.
func TestExcuse(t *testing.T) {
	titles := map[string]bool{}
	for _, s := range sections(knownText) {
		titles[s.title] = true
	}
	for _, e := range explanations {
		if !titles[e.section] {
			t.Errorf("known.md has no section %q", e.section)
		}
	}
	for _, c := range []struct {
		name    string
		d       difference
		excused bool
	}{
		{"seed 1", otherLine, true},
		{"kcl/testdata/lang/order.k", otherData, true},
		{"plugin/fail_0", otherStatus, true},
		{"seed 1", otherData, false},
		{"kcl/testdata/lang/values.k", otherText, false},
	} {
		title := excuse(&program{name: c.name}, c.d, outcome{}, outcome{})
		if (title != "") != c.excused || c.excused && !titles[title] {
			t.Errorf("%s, %s: excused by %q", c.name, c.d, title)
		}
	}
}

func TestCompare(t *testing.T) {
	pass := func(yaml, log string) outcome { return outcome{status: passed, yaml: yaml, log: log} }
	fail := func(line int, text string) outcome {
		return outcome{status: failed, errors: []place{{text: "EvaluationError"}, {line, text}}}
	}
	for _, c := range []struct {
		got, want outcome
		d         difference
	}{
		{pass("a: 1", ""), pass("a: 1", ""), same},
		{pass("a: 1", ""), pass("a: 2", ""), otherData},
		{pass("a: 1\nb: 2", ""), pass("b: 2\na: 1", ""), otherOrder},
		{pass("a: x", ""), pass("a: 'x'", ""), otherText},
		{pass("a: 1", ""), pass("a: '1'", ""), otherData},
		{pass("a: 1.5", ""), pass("a: 1.50", ""), otherData},
		{pass("a: 1", "x\n"), pass("a: 1", "y\n"), otherLog},
		{pass("- 1\n- 2", ""), pass("- 2\n- 1", ""), otherData},
		{pass("", ""), fail(1, "x"), otherStatus},
		{fail(1, "x "), fail(1, "x"), same},
		{fail(1, "x"), fail(2, "x"), otherLine},
		{fail(1, "x"), fail(1, "y"), otherError},
	} {
		if d := compare(c.got, c.want); d != c.d {
			t.Errorf("%v and %v: got %q, want %q", c.got, c.want, d, c.d)
		}
	}
}

func TestPlaces(t *testing.T) {
	got := places("EvaluationError\n---> File main.k:6:5: Instance check failed\n\n---> File main.k:4: too\nlarge\n\n")
	want := []place{{0, "EvaluationError"}, {6, "Instance check failed"}, {4, "too\nlarge"}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}

func TestMinimise(t *testing.T) {
	text := `
schema Server:
    name: str
    port: int = 80
    check:
        port > 0, "positive"

a = Server {name = "a", port = 1}
b = [1, 2, 1 // 0 if a.port else 3]
c = {
    x = 1
    y = b
}
`
	stays := func(text string) bool {
		o := (&program{text: text}).run()
		return o.status == failed && strings.Contains(o.errors[1].text, "zero")
	}
	if !stays(text) {
		t.Fatal("the program does not fail")
	}
	got := minimise(text, stays)
	if !stays(got) || strings.Count(got, "\n") > 3 || len(got) > 20 {
		t.Errorf("got:\n%s", got)
	}
}

// A seed is a program, which parses, and is run without a defect.
func TestGenerated(t *testing.T) {
	all := ""
	for seed := range uint64(300) {
		text := gen.Program(seed, 8)
		if text != gen.Program(seed, 8) {
			t.Fatalf("seed %d makes two programs", seed)
		}
		if parse(text) == nil {
			t.Errorf("seed %d is no program:\n%s", seed, text)
		}
		if o := (&program{text: text}).run(); o.status == crashed {
			t.Errorf("seed %d: %v", seed, o)
		}
		all += text
	}
	for _, feature := range []string{
		"schema ", "mixin [", "check:", "?: ", "[...str]", "(lambda ", " -> ", "+= ", "if ", "elif ", "else:", "**", "${", ": #json", "?.", " or ",
		"filter ", "map ", "all ", "any ", " for ", "[::-1]", "assert ", "print(", " | ", "1Ki", ".format(", " not in ", "typeof(",
	} {
		if !strings.Contains(all, feature) {
			t.Errorf("no program has %q", feature)
		}
	}
}
