package main

// This file knows the differences that stay. known.md explains each in a
// section of its own, with a program that shows it.

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
)

//go:embed known.md
var knownText string

// A section is a section of known.md: fenced texts are the program, what
// comes of it here, and what comes of it by the reference.
type section struct {
	title, text          string
	program, here, there string
}

// excuse is the title of the section that explains a difference: one that
// explains all of this kind, or one that names the program. It is "" where
// there is none.
func excuse(p *program, d difference) string {
	if d == otherLine {
		return "The line of a run-time error"
	}
	for _, s := range sections(knownText) {
		if strings.Contains(s.text, "`"+p.name+"`") {
			return s.title
		}
	}
	return ""
}

// sections reads known.md.
func sections(text string) []section {
	var out []section
	for _, part := range strings.Split(text, "\n## ")[1:] {
		title, body, _ := strings.Cut(part, "\n")
		out = append(out, section{
			title: title, text: body,
			program: fenced(body, "kcl"), here: fenced(body, "here"), there: fenced(body, "reference"),
		})
	}
	return out
}

// fenced is the text between "```info" and "```".
func fenced(text, info string) string {
	_, rest, _ := strings.Cut(text, "\n```"+info+"\n")
	inner, _, _ := strings.Cut(rest, "```")
	return inner
}

// known checks that the programs of known.md still show what it says.
func (t *checker) known() error {
	for _, s := range sections(knownText) {
		here, there, err := t.results(s)
		if err != nil {
			return err
		}
		if here != s.here || there != s.there {
			t.unexplained++
			fmt.Fprintf(t.out, "=== known.md: %s: not as written\n--- this engine\n%s--- the reference\n%s", s.title, here, there)
		}
	}
	return nil
}

func (t *checker) results(s section) (here, there string, err error) {
	p := &program{name: s.title, text: s.program}
	want, err := t.ref.run(p)
	return p.run().brief(), want.brief(), err
}

// updateKnown writes known.md with what its programs show now.
func (t *checker) updateKnown(file string) error {
	text := knownText
	for _, s := range sections(knownText) {
		here, there, err := t.results(s)
		if err != nil {
			return err
		}
		head, tail, _ := strings.Cut(s.text, s.program+"```\n")
		if i := strings.LastIndex(tail, "```\n"); i >= 0 {
			tail = tail[i+len("```\n"):]
		}
		text = strings.Replace(text, s.text, head+s.program+"```\n\n```here\n"+here+"```\n\n```reference\n"+there+"```\n"+tail, 1)
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

// brief is an outcome as known.md has it.
func (o outcome) brief() string {
	if o.status == passed {
		return o.log + o.yaml + "\n"
	}
	if o.status == crashed {
		return "crashes\n"
	}
	var b strings.Builder
	for _, p := range o.errors {
		if p.line > 0 {
			fmt.Fprintf(&b, "line %d: %s\n", p.line, p.text)
		}
	}
	return b.String()
}
