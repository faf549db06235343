// Command difftest compares the engine of this module with the reference
// implementation of KCL, PyPI's kcl-lib:
//
//	go run ./difftest -python venv/bin/python -n 20000
//	go run ./difftest -python venv/bin/python -n 0 -suite kcl-grammar-suite
//	go run ./difftest -python venv/bin/python -n 1 -seed 4711 -v
//
// Both run the same programs: those of package gen, which are random, a
// matrix of operators and values, the programs of this module's tests and
// examples, the examples of known.md, and where -suite is given those of the
// grammar suite. Their output must be
// the same text, or else they must fail with the same message at the same
// line. What the reference refuses at compile time is counted and left out.
//
// A difference is made small and printed, and makes the command fail, unless
// known.md explains it.
//
//	program.go     programs, and what comes of them here
//	reference.go   what comes of them there, by reference.py
//	compare.go     how two outcomes differ
//	known.go       the differences that known.md explains
//	check.go       running, comparing, counting
//	minimise.go    making programs small
//	sources.go     programs of this repository
//	matrix.go      programs of operators and values
//	suite.go       programs of the grammar suite
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kcl-sidecar/kcl-sidecar/difftest/gen"
)

func main() {
	code, err := mainWith(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "difftest:", err)
	}
	os.Exit(code)
}

// A config is what the command line says.
type config struct {
	python  string
	n       int
	seed    uint64
	size    int
	stop    int
	root    string
	suite   string
	matrix  bool
	print   bool
	update  bool
	verbose bool
}

func parseArgs(args []string, out io.Writer) (*config, error) {
	c := &config{}
	flags := flag.NewFlagSet("difftest", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&c.python, "python", "python3", "a Python interpreter that has kcl_lib")
	flags.IntVar(&c.n, "n", 20000, "how many programs to generate")
	flags.Uint64Var(&c.seed, "seed", 1, "the seed of the first")
	flags.IntVar(&c.size, "size", 8, "about how many definitions a program has")
	flags.IntVar(&c.stop, "stop", 20, "end after so many differences")
	flags.StringVar(&c.root, "root", ".", "the folder of this repository; \"\" leaves its programs out")
	flags.StringVar(&c.suite, "suite", "", "the folder of the grammar suite, or of a checkout that has it")
	flags.BoolVar(&c.matrix, "matrix", true, "try each operator and function on values of all types")
	flags.BoolVar(&c.print, "print", false, "print the program of the seed and do nothing else")
	flags.BoolVar(&c.update, "update", false, "rewrite the results in known.md and do nothing else")
	flags.BoolVar(&c.verbose, "v", false, "print what the reference refuses, and each explained difference")
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("what is %q?", flags.Arg(0))
	}
	return c, err
}

// mainWith runs the command: its exit code is 0 where both engines agree, 1
// where they do not, and 2 where they could not be compared.
func mainWith(args []string, out io.Writer) (int, error) {
	c, err := parseArgs(args, out)
	if err == flag.ErrHelp {
		return 2, nil
	} else if err != nil {
		return 2, err
	}
	if c.print {
		fmt.Fprint(out, gen.Program(c.seed, c.size))
		return 0, nil
	}
	ref := &reference{python: c.python}
	defer ref.stop()
	t := &checker{ref: ref, out: out, stop: c.stop, verbose: c.verbose}
	if c.update {
		return 0, t.updateKnown(filepath.Join(c.root, "difftest/known.md"))
	}
	if err := t.all(c); err != nil && err != errStopped {
		return 2, err
	}
	t.report()
	if t.unexplained > 0 {
		return 1, nil
	}
	return 0, nil
}

// all checks all programs.
func (t *checker) all(c *config) error {
	if c.root != "" {
		if err := t.known(); err != nil {
			return err
		}
		programs, err := repositoryPrograms(c.root)
		if err != nil {
			return err
		}
		for _, p := range programs {
			if err := t.check(p); err != nil {
				return err
			}
		}
	}
	if c.matrix {
		if err := matrix(t.check); err != nil {
			return err
		}
	}
	if c.suite != "" {
		if err := t.suite(c.suite); err != nil {
			return err
		}
	}
	for s := c.seed; s < c.seed+uint64(c.n); s++ {
		p := &program{name: fmt.Sprintf("seed %d", s), text: gen.Program(s, c.size)}
		if err := t.check(p); err != nil {
			return err
		}
	}
	return nil
}
