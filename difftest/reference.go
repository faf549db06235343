package main

// This file runs programs by the reference implementation, in a process of
// its own.

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

//go:embed reference.py
var referenceScript string

const (
	// The native library does not give back all memory of a run.
	runsPerProcess = 3000
	// A program may take so long; one that takes longer has crashed.
	referenceTimeout = 30 * time.Second
)

// A reference is the reference implementation.
type reference struct {
	python string // an interpreter that has kcl_lib
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	runs   int
	works  bool // it has answered once
}

// A request is what reference.py reads.
type request struct {
	Dir          string            `json:"dir,omitempty"` // the working directory
	Files        []string          `json:"k_filename_list"`
	Codes        []string          `json:"k_code_list,omitempty"`
	Args         map[string]string `json:"args,omitempty"`
	DisableNone  bool              `json:"disable_none,omitempty"`
	SortKeys     bool              `json:"sort_keys,omitempty"`
	ShowHidden   bool              `json:"show_hidden,omitempty"`
	Strict       bool              `json:"strict_range_check,omitempty"`
	Debug        bool              `json:"debug,omitempty"`
	PathSelector []string          `json:"path_selector,omitempty"`
}

// An answer is what reference.py writes.
type answer struct {
	YAML, Log, Error, Refused string
}

func (r *reference) start() error {
	r.cmd = exec.Command(r.python, "-c", referenceScript)
	var err error
	if r.in, err = r.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	r.out = bufio.NewReader(out)
	r.runs = 0
	return r.cmd.Start()
}

func (r *reference) stop() {
	if r.cmd != nil {
		r.in.Close()
		r.cmd.Process.Kill()
		r.cmd.Wait()
		r.cmd = nil
	}
}

// run runs a program. An error is one of the process, not of the program.
func (r *reference) run(p *program) (outcome, error) { return r.ask(p.request()) }

// ask runs the program of a request.
func (r *reference) ask(req request) (outcome, error) {
	if r.cmd != nil && r.runs >= runsPerProcess {
		r.stop()
	}
	if r.cmd == nil {
		if err := r.start(); err != nil {
			return outcome{}, fmt.Errorf("%s: %w", r.python, err)
		}
	}
	r.runs++
	line, err := json.Marshal(req)
	if err != nil {
		return outcome{}, err
	}
	kill := time.AfterFunc(referenceTimeout, func() { r.cmd.Process.Kill() })
	_, err = r.in.Write(append(line, '\n'))
	var text string
	if err == nil {
		text, err = r.out.ReadString('\n')
	}
	kill.Stop()
	if err != nil {
		err = r.cmd.Wait()
		r.cmd = nil
		if !r.works {
			return outcome{}, fmt.Errorf("%s does not run kcl_lib: %v", r.python, err)
		}
		return outcome{status: crashed, errors: []place{{text: fmt.Sprint(err)}}}, nil
	}
	r.works = true
	var a answer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return outcome{}, err
	}
	return a.outcome(), nil
}

func (a answer) outcome() outcome {
	switch {
	case a.Refused != "":
		return outcome{status: refused, errors: places(a.Refused)}
	case a.Error != "":
		return outcome{status: failed, log: a.Log, errors: places(a.Error)}
	}
	return outcome{status: passed, log: a.Log, yaml: a.YAML}
}

// places reads an error as the library words it: a kind, and messages that
// begin with "---> File main.k:6:5: ".
func places(text string) []place {
	kind, rest, _ := strings.Cut(text, "\n---> File ")
	if rest == "" {
		return []place{{text: strings.TrimSpace(text)}}
	}
	out := []place{{text: strings.TrimSpace(kind)}}
	for _, m := range strings.Split(rest, "\n---> File ") {
		at, message, _ := strings.Cut(m, ": ")
		parts := strings.Split(at, ":")
		p := place{text: strings.TrimSpace(message)}
		if len(parts) > 1 {
			fmt.Sscan(parts[1], &p.line)
		}
		out = append(out, p)
	}
	return out
}
