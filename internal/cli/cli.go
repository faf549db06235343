// Package cli is the kcl command: it reads arguments and settings, hands
// the program to the engine, and prints what comes back.
//
// The command is a function of its arguments and an Env, so that tests and
// the conformance runner call exactly what a shell calls.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// An Env is what the command sees of its process.
type Env struct {
	Dir            string // the working directory, absolute
	Stdout, Stderr io.Writer
	Version        string
}

// Exit codes of Main.
const (
	exitOK     = 0
	exitFailed = 1 // the program has an error
	exitUsage  = 2 // the command line has one
)

// Main runs the command with args, which do not include its own name, and
// returns its exit code.
func Main(ctx context.Context, args []string, env Env) int {
	env.Dir = filepath.ToSlash(env.Dir)
	if len(args) == 0 {
		fmt.Fprint(env.Stderr, usage())
		return exitUsage
	}
	switch args[0] {
	case "run":
		return run(ctx, args[1:], env)
	case "parse":
		return parse(args[1:], env)
	case "version", "--version":
		fmt.Fprintf(env.Stdout, "kcl %s\n", env.Version)
		return exitOK
	case "help", "--help", "-h":
		fmt.Fprint(env.Stdout, usage())
		return exitOK
	}
	return misused(env, fmt.Errorf("'%s' is no command", args[0]))
}

// misused reports an error of the command line.
func misused(env Env, err error) int {
	fmt.Fprintf(env.Stderr, "kcl: %v; see kcl --help\n", err)
	return exitUsage
}

// fail prints what is wrong with a program or its settings. An error that
// has no place in a program is shown as one of the evaluation.
func fail(env Env, err error) int {
	var list diag.List
	var e *kcl.Error
	switch {
	case errors.As(err, &e):
		list = e.Diagnostics
	case !errors.As(err, &list):
		list = diag.List{{Kind: diag.EvaluationError, Messages: []diag.Message{{Text: err.Error()}}}}
	}
	text := list.Error()
	if first := list[0]; first.Kind == diag.RecursiveLoad {
		text = fmt.Sprintf("error[%s]: %s", diag.EvaluationError.Code(), text)
	}
	fmt.Fprint(env.Stderr, text)
	return exitFailed
}
