package main

// This file says how a run went.

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// A report holds results against the list of known failures.
type report struct {
	checks []*check
	known  int      // checks that fail as the list says
	broken []*check // that fail and are not on the list
	fixed  []*check // that pass and are on the list
	stale  []string // on the list, but no check
}

// newReport sorts out the results; whole is whether all cases ran.
func newReport(checks []*check, k *knownList, whole bool) *report {
	r := &report{checks: checks}
	ran := map[string]bool{}
	for _, c := range checks {
		_, listed := k.reasons[c.id()]
		ran[c.id()] = true
		switch {
		case c.fault != "" && listed:
			r.known++
		case c.fault != "":
			r.broken = append(r.broken, c)
		case listed:
			r.fixed = append(r.fixed, c)
		}
	}
	if whole {
		for _, id := range slices.Sorted(maps.Keys(k.reasons)) {
			if !ran[id] {
				r.stale = append(r.stale, id)
			}
		}
	}
	return r
}

// unexpected counts the results that are not as the list says.
func (r *report) unexpected() int { return len(r.broken) + len(r.fixed) + len(r.stale) }

func (r *report) print(w io.Writer, verbose bool) {
	for _, c := range r.checks {
		if c.fault != "" && verbose {
			fmt.Fprintf(w, "=== %s (%s)\n%s\n\n", c.id(), c.kind, strings.TrimRight(c.fault, "\n"))
		}
	}
	r.printTable(w)
	for _, c := range r.broken {
		first, _, _ := strings.Cut(c.fault, "\n")
		fmt.Fprintf(w, "fails: %s (%s: %s)\n", c.id(), c.kind, first)
	}
	for _, c := range r.fixed {
		fmt.Fprintf(w, "passes now, strike it from the list: %s\n", c.id())
	}
	for _, id := range r.stale {
		fmt.Fprintf(w, "no such case, strike it from the list: %s\n", id)
	}
	fmt.Fprintf(w, "known failures: %d\n", r.known)
	fmt.Fprintf(w, "conformance: %d passed, %d failed\n", len(r.checks)-r.known-len(r.broken), r.unexpected())
}

// A score counts checks.
type score struct{ passed, total int }

func (s score) String() string {
	if s.total == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", s.passed, s.total)
}

// printTable prints the checks passed of all, by category and kind.
func (r *report) printTable(w io.Writer) {
	kinds := []string{onStdout, onStderr, onParse}
	scores := map[string]map[string]score{}
	add := func(category string, c *check) {
		if scores[category] == nil {
			scores[category] = map[string]score{}
		}
		s := scores[category][c.kind]
		s.total++
		if c.fault == "" {
			s.passed++
		}
		scores[category][c.kind] = s
	}
	for _, c := range r.checks {
		add(c.tested.category(), c)
	}
	categories := slices.Sorted(maps.Keys(scores))
	for _, c := range r.checks {
		add("total", c)
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "category\t%s\t\n", strings.Join(kinds, "\t"))
	for _, category := range append(categories, "total") {
		fmt.Fprintf(t, "%s\t", category)
		for _, k := range kinds {
			fmt.Fprintf(t, "%v\t", scores[category][k])
		}
		fmt.Fprintln(t)
	}
	t.Flush()
}
