package podtemplate

// This file reads rows: those of the table of known kinds, and those that
// users give.

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Row says where resources of a kind have Pod templates.
type Row struct {
	APIVersion string // a glob
	Kind       string // a glob
	Path       string // see the package comment
	Inline     bool   // Path leads to Pod specs, not to Pod templates

	steps       []step
	metadata    []step // if Inline, to the mapping with labels and annotations; nil: the kind has none
	unless      []step // to a field whose resources the row is not about
	constraints Constraints
	skip        string // why nothing can be injected
}

// Compile checks the path of a row that a user gave, and makes it ready for
// Find. Its templates are optional.
func Compile(r Row) (Row, error) {
	steps, err := parsePath(r.Path)
	if err == nil && len(steps) == 0 {
		err = errors.New("must name the field that holds the Pod template, such as spec.template")
	}
	r.steps = steps
	return r, err
}

//go:embed table.tsv
var tableText string

// kindRows are the rows about a kind. Most runs meet few kinds: their lines
// are found once, and parsed when the first resource of the kind comes.
type kindRows struct {
	lines []string
	parse sync.Once
	rows  []Row
}

// table is the table by kind.
var table = sync.OnceValue(func() map[string]*kindRows { return index(tableText) })

// index finds the lines about each kind.
func index(text string) map[string]*kindRows {
	byKind := make(map[string]*kindRows, 128)
	for line := range strings.Lines(text) {
		_, kinds, ok := cut2(line)
		if !ok || line[0] == '#' {
			continue
		}
		for kind := range strings.SplitSeq(kinds, ",") {
			k := byKind[kind]
			if k == nil {
				k = &kindRows{}
				byKind[kind] = k
			}
			k.lines = append(k.lines, line)
		}
	}
	return byKind
}

// cut2 is the second and the third column of a line.
func cut2(line string) (second, third string, ok bool) {
	_, rest, _ := strings.Cut(line, "\t")
	second, rest, _ = strings.Cut(rest, "\t")
	third, _, ok = strings.Cut(rest, "\t")
	return second, third, ok
}

// rowsOf are the rows of the table about a kind.
func rowsOf(kind string) []Row {
	k := table()[kind]
	if k == nil {
		return nil
	}
	k.parse.Do(func() {
		for _, line := range k.lines {
			row, err := parseRow(line, kind)
			if err != nil {
				panic(fmt.Sprintf("table.tsv: %v in %q", err, line)) // a test parses all rows
			}
			k.rows = append(k.rows, row)
		}
	})
	return k.rows
}

// parseRow reads a line of the table, as a row about one of its kinds.
func parseRow(line, kind string) (r Row, err error) {
	columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
	if len(columns) != 9 {
		return r, fmt.Errorf("%d columns, not 9,", len(columns))
	}
	for i, c := range columns {
		if c == "-" {
			columns[i] = ""
		}
	}
	use, metadata, unless, note := columns[0], columns[4], columns[5], columns[7]
	r = Row{APIVersion: columns[1], Kind: kind, Path: columns[3], Inline: use == "inline"}
	if use == "none" {
		r.skip = note
	}
	if use == "none" == (r.skip == "") || metadata != "" && !r.Inline || !slices.Contains([]string{"template", "inline", "none"}, use) {
		return r, fmt.Errorf("the use %q does not go with its columns", use)
	}
	var errs [4]error
	r.steps, errs[0] = parseTablePath(r.Path)
	r.metadata, errs[1] = parseTablePath(metadata)
	r.unless, errs[2] = parseTablePath(unless)
	r.constraints, errs[3] = parseConstraints(columns[6])
	return r, errors.Join(errs[:]...)
}

// parseTablePath reads a path of the table; "." is the resource itself.
func parseTablePath(path string) ([]step, error) {
	if path == "." {
		return nil, nil
	}
	return parsePath(path)
}
