package main

// This file lists the schemas and functions of a KCL module.

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// first are the schemas that readers need first; the others come in the order
// of their files.
var first = []string{"Injection", "Sidecar", "TransferredEnv", "Skip"}

// A definition is a schema or a function with its documentation. They come in
// the order of their ranks.
type definition struct {
	text string
	rank int
}

// The ranks of functions, and of schemas that are not among the first.
const (
	function = 101
	schema   = 100
)

// moduleText documents the module in a folder.
func moduleText(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.k"))
	if err != nil || len(files) == 0 {
		return "", fmt.Errorf("%s has no KCL files (%v)", dir, err)
	}
	var found []definition
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		m, diags := syntax.Parse(file, string(text))
		if len(diags) > 0 {
			return "", fmt.Errorf("%s: %v", file, diags)
		}
		for _, stmt := range m.Body {
			if s, ok := stmt.(*syntax.SchemaStmt); ok {
				found = append(found, schemaText(s, m.File.Src))
			}
		}
		found = append(found, functionTexts(string(text))...)
	}
	slices.SortStableFunc(found, func(a, b definition) int { return cmp.Compare(a.rank, b.rank) })
	var b strings.Builder
	for i, d := range found {
		switch {
		case i == 0:
			b.WriteString("\n## Schemas\n")
		case d.rank == function && found[i-1].rank < function:
			b.WriteString("\n## Functions\n")
		}
		b.WriteString("\n" + d.text)
	}
	return b.String() + "\n", nil
}

// schemaText documents a schema: what its docstring says, and its attributes.
func schemaText(s *syntax.SchemaStmt, src string) definition {
	var b strings.Builder
	fmt.Fprintf(&b, "### sidecar.%s\n\n%s\n", s.Name.Text, about(s.Doc))
	if s.Base != nil {
		base := src[s.Base.Pos:s.Base.End]
		fmt.Fprintf(&b, "\nIt has the attributes of `%s`, too.\n", base)
	}
	made := strings.HasPrefix(src, "# Made from the Go type ")
	var list []row
	for _, stmt := range s.Body {
		a, ok := stmt.(*syntax.AttrStmt)
		if !ok || strings.HasPrefix(a.Name.Text, "_") {
			continue
		}
		t := a.Type.Range()
		r := row{code(a.Name.Text), code(src[t.Pos:t.End]), "", a.Doc}
		switch {
		case a.Value != nil:
			v := a.Value.Range()
			r.fallback = code(src[v.Pos:v.End])
		case !a.Optional:
			r.fallback = "required"
		}
		if made {
			r.text = sentence(r.text)
		}
		list = append(list, r)
	}
	b.WriteString("\n" + rows(row{"attribute", "type", "default", ""}, list))
	rank := slices.Index(first, s.Name.Text)
	if rank < 0 {
		rank = schema
	}
	return definition{b.String(), rank}
}

// about is what a docstring says before its first section.
func about(doc string) string {
	text, _, _ := strings.Cut(doc, "Attributes\n")
	var lines []string
	for line := range strings.Lines(strings.Trim(text, `r"`)) {
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// sentence is the first of a text.
func sentence(text string) string {
	for _, end := range []string{".\n", ". "} {
		if i := strings.Index(text, end); i >= 0 {
			text = text[:i+1]
		}
	}
	return text
}

var (
	commented = regexp.MustCompile(`(?m)((?:^#.*\n)+)(?:^(?:import .*)?\n)*^([a-zA-Z]\w*) = (?:lambda|plugin\.)`)
	hash      = regexp.MustCompile(`(?m)^# ?`)
)

// functionTexts documents the functions of a file that have a comment. It begins
// with the call, or has it behind what the file is about. What is indented in
// it is code.
func functionTexts(text string) (found []definition) {
	for _, m := range commented.FindAllStringSubmatch(text, -1) {
		comment := hash.ReplaceAllString(m[1], "")
		comment = comment[max(0, strings.Index(comment, m[2]+"(")):]
		call, rest, _ := strings.Cut(comment, ")")
		found = append(found, definition{fmt.Sprintf("### sidecar.%s)\n\n`%s)`%s", call, call, rest), function})
	}
	return found
}
