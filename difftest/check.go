package main

// This file runs programs by both engines, compares what comes of them, and
// counts.

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A checker compares the engines on one program after the other.
type checker struct {
	ref     *reference
	out     io.Writer
	stop    int
	verbose bool

	programs, agreeing, failing int // failing: the agreeing ones that fail
	refused, alone              int // by the reference; alone: not here
	crashed                     int // the reference
	explained                   map[string]int
	unexplained                 int
}

var errStopped = errors.New("stopped after too many differences")

// check compares the engines on a program. An error is one of the reference
// itself, or errStopped.
func (t *checker) check(p *program) error {
	want, err := t.ref.run(p)
	if err != nil {
		return err
	}
	return t.judge(p, p.run(), want)
}

// judge counts a program, and reports how the outcomes differ.
func (t *checker) judge(p *program, got, want outcome) error {
	t.programs++
	switch want.status {
	case refused:
		if t.refused++; got.status != refused {
			t.alone++
		}
		if t.verbose {
			fmt.Fprintf(t.out, "=== %s is refused: %s\n", p.name, want.errors[min(1, len(want.errors)-1)].text)
		}
		return nil
	case crashed:
		t.crashed++
		if t.verbose {
			fmt.Fprintf(t.out, "=== %s crashes the reference\n", p.name)
		}
		return nil
	}
	d := compare(got, want)
	if d == same {
		t.agreeing++
		if got.status == failed {
			t.failing++
		}
		return nil
	}
	if section := excuse(p, d, got, want); section != "" {
		t.explain(section)
		if t.verbose {
			return t.show(p, d, got, want)
		}
		return nil
	}
	if err := t.show(p, d, got, want); err != nil {
		return err
	}
	if t.unexplained++; t.unexplained >= t.stop {
		return errStopped
	}
	return nil
}

func (t *checker) explain(section string) {
	if t.explained == nil {
		t.explained = map[string]int{}
	}
	t.explained[section]++
}

// show prints a difference, made small.
func (t *checker) show(p *program, d difference, got, want outcome) error {
	small := *p
	if !p.small {
		kind := signature(d, got, want)
		small.text = minimise(p.text, func(text string) bool {
			q := *p
			q.text = text
			g, w, err := t.both(&q)
			return err == nil && signature(compare(g, w), g, w) == kind
		})
		var err error
		if got, want, err = t.both(&small); err != nil {
			return err
		}
	}
	fmt.Fprintf(t.out, "=== %s: %s\n%s--- this engine %s--- the reference %s", p.name, d, small.text, got, want)
	return nil
}

// both runs a program by both engines; the reference only where this engine
// does not refuse it.
func (t *checker) both(p *program) (got, want outcome, err error) {
	if got = p.run(); got.status == refused && parse(p.text) == nil {
		return got, outcome{}, errors.New("no program")
	}
	want, err = t.ref.run(p)
	return got, want, err
}

// signature says of which kind a difference is, so that a program that is
// made small still shows the same one.
func signature(d difference, got, want outcome) string {
	parts := []string{string(d), string(got.status), string(want.status)}
	var a, b yaml.Node
	if yaml.Unmarshal([]byte(got.yaml), &a) == nil && yaml.Unmarshal([]byte(want.yaml), &b) == nil {
		parts = append(parts, firstDifference(&a, &b))
	}
	for _, p := range append(slices.Clone(got.errors), want.errors...) {
		text, _, _ := strings.Cut(p.text, "\n")
		parts = append(parts, strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, text))
	}
	return strings.Join(parts, "|")
}

func (t *checker) report() {
	fmt.Fprintf(t.out, "%d programs: %d agree, of which %d fail; the reference refuses %d (%.1f %%), of which %d only it, and crashes on %d\n",
		t.programs, t.agreeing, t.failing, t.refused, 100*float64(t.refused)/float64(max(1, t.programs)), t.alone, t.crashed)
	for _, section := range slices.Sorted(maps.Keys(t.explained)) {
		fmt.Fprintf(t.out, "%d differ as known.md explains: %s\n", t.explained[section], section)
	}
	fmt.Fprintf(t.out, "%d differ otherwise\n", t.unexplained)
}
