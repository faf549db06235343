package main

// This file knows the differences that stay. known.md explains each in a
// section of its own, with a program that shows it.

import (
	_ "embed"
	"fmt"
	"os"
	"regexp"
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

// An explanation is a section that explains a difference wherever it arises:
// where the texts of both outcomes match. The text of an outcome is its last
// message, or "passes".
type explanation struct {
	section     string
	here, there *regexp.Regexp
}

func explains(section, here, there string) explanation {
	return explanation{section, regexp.MustCompile("(?s)" + here), regexp.MustCompile("(?s)" + there)}
}

var explanations = []explanation{
	explains("Messages of the Rust runtime", `^`, `^(RefCell already|called .(Option|Result)::|capacity overflow|start byte index|from_ascii_radix|attempt to calculate the remainder)`),
	explains("Overflows", `A 64 bit integer overflow$|^negative shift count|^passes$`, `A (64|32) bit integer overflow$`),
	explains("Overflows", `A 64 bit integer overflow$`, `^passes$`),
	explains("An integer added to a float that 32 bits cannot hold", `^passes$`, `A 32-bit floating point number overflow$`),
	explains("A call of what is no function", `object is not callable$`, `^passes$`),
	explains("Arguments of other types", `argument '.*' must be|^slice indices must be|^int\(\) base must be`, `^`),
	explains("Texts that are no numbers", `^invalid literal for int\(\)`, `^`),
	explains("The complement of what is no integer", `^bad operand type for unary ~`, `^passes$`),
	explains("Indices that 32 bits cannot hold", `index out of range: \d{10,}$`, `^passes$|^index out of bounds`),
}

func (o outcome) text() string {
	if o.status == passed || len(o.errors) == 0 {
		return string(o.status)
	}
	return o.errors[len(o.errors)-1].text
}

// excuse is the title of the section that explains a difference, or that
// names the program; "" where there is none.
func excuse(p *program, d difference, got, want outcome) string {
	switch {
	case d == otherLine:
		return "The line of a run-time error"
	case d == otherError && strings.ReplaceAll(got.text(), `"`, "") == strings.ReplaceAll(want.text(), `"`, ""):
		return "Quotes in the message of a union"
	}
	for _, e := range explanations {
		if d != otherData && e.here.MatchString(got.text()) && e.there.MatchString(want.text()) {
			return e.section
		}
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
