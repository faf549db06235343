package main

// This file runs cases in worker processes: copies of this program that
// read a command from their standard input, run it, and answer on their
// standard output. A worker that crashes or takes too long is replaced.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/internal/cli"
)

// workerArg makes this program a worker.
const workerArg = "worker"

// maxMemory ends a worker whose program grows beyond it.
const maxMemory = 2 << 30

// A command is a kcl command line and the folder that it runs in.
type command struct {
	Dir  string
	Args []string
}

// An outcome is what a command did.
type outcome struct {
	Stdout, Stderr string
	Code           int
	Crash          string // why there is no exit code, or ""
}

// work is the main function of a worker.
func work(in io.Reader, out io.Writer) {
	go watchMemory()
	commands, outcomes := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var c command
		if err := commands.Decode(&c); err != nil {
			return
		}
		if err := outcomes.Encode(execute(c, cli.Main)); err != nil {
			return
		}
	}
}

func watchMemory() {
	var m runtime.MemStats
	for range time.Tick(200 * time.Millisecond) {
		if runtime.ReadMemStats(&m); m.HeapAlloc > maxMemory {
			fmt.Fprintf(os.Stderr, "more than %d bytes of memory\n", maxMemory)
			os.Exit(3)
		}
	}
}

// execute runs a command by the main function of kcl; a panic is an
// outcome, too.
func execute(c command, kcl func(context.Context, []string, cli.Env) int) (o outcome) {
	var stdout, stderr bytes.Buffer
	defer func() {
		o.Stdout, o.Stderr = stdout.String(), stderr.String()
		if r := recover(); r != nil {
			o.Crash = fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	if err := os.Chdir(c.Dir); err != nil {
		return outcome{Crash: err.Error()}
	}
	o.Code = kcl(context.Background(), c.Args, cli.Env{Dir: c.Dir, Stdout: &stdout, Stderr: &stderr})
	return o
}

// A worker is a worker process, started when it is first needed.
type worker struct {
	timeout time.Duration
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *json.Decoder
	errs    *bytes.Buffer
}

func (w *worker) start() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	w.cmd = exec.Command(self, workerArg)
	w.errs = &bytes.Buffer{}
	w.cmd.Stderr = w.errs
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	w.out = json.NewDecoder(out)
	return w.cmd.Start()
}

// stop ends the process.
func (w *worker) stop() {
	if w.cmd != nil {
		w.in.Close()
		w.cmd.Process.Kill()
		w.cmd.Wait()
		w.cmd = nil
	}
}

// run runs a command. The error is one of running workers, not of the case.
func (w *worker) run(ctx context.Context, c command) (outcome, error) {
	if w.cmd == nil {
		if err := w.start(); err != nil {
			return outcome{}, err
		}
	}
	answer := make(chan error, 1)
	var o outcome
	go func() {
		err := json.NewEncoder(w.in).Encode(c)
		if err == nil {
			err = w.out.Decode(&o)
		}
		answer <- err
	}()
	limit := time.NewTimer(w.timeout)
	defer limit.Stop()
	select {
	case err := <-answer:
		if err == nil {
			return o, nil
		}
		w.stop()
		return outcome{Crash: "the process died: " + head(w.errs.String(), 40)}, nil
	case <-limit.C:
		w.stop()
		<-answer
		return outcome{Crash: fmt.Sprintf("it took longer than %v", w.timeout)}, nil
	case <-ctx.Done():
		w.stop()
		<-answer
		return outcome{}, errors.New("interrupted")
	}
}

// head is the first n lines of text.
func head(text string, n int) string {
	at := 0
	for i := range text {
		if text[i] == '\n' {
			if at++; at == n {
				return text[:i]
			}
		}
	}
	return text
}
