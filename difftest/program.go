package main

// This file defines programs and what comes of running them, and runs them
// by the engine of this module.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/json"
)

// A program is what both engines run: one text, and options.
type program struct {
	name    string // of what it was made of, for reports
	text    string
	options map[string]string // JSON by name
	small   bool              // as small as can be, or no text at all
}

func (p *program) request() request {
	return request{Files: []string{"main.k"}, Codes: []string{p.text}, Args: p.options}
}

type status string

const (
	passed  status = "passes"
	failed  status = "fails"      // with an error at run time
	refused status = "is refused" // at compile time
	crashed status = "crashes"
)

// An outcome is what comes of a run.
type outcome struct {
	status status
	log    string  // what print wrote
	yaml   string  // of a program that passes
	errors []place // of one that does not: the kind, then the messages
}

// A place is a message with its line, which is 0 where it has none.
type place struct {
	line int
	text string
}

func (o outcome) String() string {
	text := string(o.status) + "\n"
	if o.log != "" {
		text += "--- printed\n" + o.log
	}
	if o.status == passed {
		return text + o.yaml + "\n"
	}
	for _, p := range o.errors {
		text += fmt.Sprintf("line %d: %s\n", p.line, p.text)
	}
	return text
}

// run runs a program by the engine of this module.
func (p *program) run() (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			o = outcome{status: crashed, errors: []place{{text: fmt.Sprintf("%v\n%s", r, debug.Stack())}}}
		}
	}()
	prog, err := kcl.Compile(kcl.Source{Name: "main.k", Text: p.text})
	if err != nil {
		return outcome{status: refused, errors: messages(err)}
	}
	options := map[string]any{}
	for name, text := range p.options {
		if options[name], err = json.Decode(&eval.Run{}, text); err != nil {
			panic(fmt.Sprintf("option %s: %v", name, err))
		}
	}
	var log bytes.Buffer
	res, err := prog.Run(context.Background(), kcl.RunOptions{Options: options, Print: &log})
	var yaml string
	if err == nil {
		yaml, err = res.YAML(kcl.OutputOptions{})
	}
	if err != nil {
		return outcome{status: failed, log: log.String(), errors: messages(err)}
	}
	return outcome{status: passed, log: log.String(), yaml: yaml[:len(yaml)-1]}
}

// messages are the messages of the first diagnostic of an error.
func messages(err error) []place {
	var e *kcl.Error
	if !errors.As(err, &e) || len(e.Diagnostics) == 0 {
		return []place{{text: err.Error()}}
	}
	return diagnosed(e.Diagnostics[0])
}

func diagnosed(d *diag.Diagnostic) []place {
	out := []place{{text: string(d.Kind)}}
	for _, m := range d.Messages {
		out = append(out, place{m.Line, m.Text})
	}
	return out
}
