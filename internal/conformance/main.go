// Command conformance runs the grammar suite of the KCL language
// (tests/grammar of github.com/kcl-lang/kcl) and compares what happens with
// its golden files and with a list of known failures:
//
//	go run ./internal/conformance -suite kcl-grammar-suite.tar.gz
//	go run ./internal/conformance -suite ~/src/kcl -filter ^schema/ -v
//
// A case is a folder with a main.k. Its "stdout" check passes where `kcl
// run` prints the documents of stdout.golden, its "stderr" check where the
// command fails and stderr.golden is a part of what it says, and its
// "parse" check where `kcl parse` refuses main.k exactly if stderr.golden is
// a syntax error.
//
// The suite is copied to a temporary folder (suite.go); worker processes
// run the cases there (worker.go), so that each case has its own working
// directory, a time limit, and no way to take the run down with it. The
// results are judged by the suite's own rule (compare.go) and held against
// known_failures.txt (known.go).
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"time"
)

func main() {
	if len(os.Args) == 2 && os.Args[1] == workerArg {
		work(os.Stdin, os.Stdout)
		return
	}
	code, err := mainWith(os.Args[1:], os.Stdout, os.Stderr)
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
	}
	os.Exit(code)
}

// A config is what the command line says.
type config struct {
	suite   string
	known   string
	filter  *regexp.Regexp
	verbose bool
	update  bool
	jobs    int
	timeout time.Duration
}

func parseArgs(args []string, stderr io.Writer) (*config, error) {
	c := &config{}
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, "usage: go run ./internal/conformance -suite PATH [flags]\n\n")
		flags.PrintDefaults()
	}
	flags.StringVar(&c.suite, "suite", "", "the suite: a .tar.gz, or the folder of a checkout")
	flags.StringVar(&c.known, "known", "internal/conformance/known_failures.txt", "the list of known failures")
	filter := flags.String("filter", "", "run only the cases whose path matches this regular expression")
	flags.BoolVar(&c.verbose, "v", false, "show what each failed case printed and should have")
	flags.BoolVar(&c.update, "update", false, "rewrite the list of known failures")
	flags.IntVar(&c.jobs, "j", runtime.NumCPU(), "how many cases run at once")
	flags.DurationVar(&c.timeout, "timeout", 10*time.Second, "how long a case may take")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	var err error
	c.filter, err = regexp.Compile(*filter)
	switch {
	case err != nil:
	case c.suite == "" || flags.NArg() > 0:
		flags.Usage()
		err = flag.ErrHelp
	case c.jobs < 1:
		err = fmt.Errorf("-j %d: at least one case must run", c.jobs)
	}
	return c, err
}

// mainWith runs the command: its exit code is 0 where all results are the
// expected ones, 1 where they are not, and 2 where there are none.
func mainWith(args []string, stdout, stderr io.Writer) (int, error) {
	c, err := parseArgs(args, stderr)
	if err == flag.ErrHelp {
		return 2, nil
	} else if err != nil {
		return 2, err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	known, err := readKnown(c.known, c.update)
	if err != nil {
		return 2, err
	}
	checks, err := runSuite(ctx, c)
	if err != nil {
		return 2, err
	}
	r := newReport(checks, known, c.filter.String() == "")
	r.print(stdout, c.verbose)
	if c.update {
		return 0, known.update(c.known, r)
	}
	if r.unexpected() > 0 {
		return 1, nil
	}
	return 0, nil
}

// runSuite runs the checks of the suite in a temporary copy of it.
func runSuite(ctx context.Context, c *config) ([]*check, error) {
	s, err := openSuite(c.suite)
	if err != nil {
		return nil, err
	}
	defer s.close()
	cases, err := s.cases(c.filter)
	if err != nil {
		return nil, err
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("%s: no case matches", c.suite)
	}
	return runAll(ctx, cases, c)
}
