package main

// This file runs the checks of all cases.

import (
	"context"
	"fmt"
	"strings"
	"sync"
)

// The kinds of checks.
const (
	onStdout = "stdout"
	onStderr = "stderr"
	onParse  = "parse"
)

// A check is one thing that a case asserts, and whether it holds.
type check struct {
	kind   string
	tested *testCase
	fault  string // what is wrong; "" where it passes
}

// id is what the list of known failures calls the check.
func (c *check) id() string {
	if c.kind == onParse {
		return "parse:" + c.tested.name
	}
	return c.tested.name
}

// runAll runs the checks of all cases, in the order of the cases.
func runAll(ctx context.Context, cases []*testCase, c *config) ([]*check, error) {
	results := make([][]*check, len(cases))
	next := make(chan int)
	errs := make(chan error, c.jobs)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for range c.jobs {
		wg.Go(func() {
			w := &worker{timeout: c.timeout}
			defer w.stop()
			for i := range next {
				var err error
				if results[i], err = runCase(ctx, w, cases[i]); err != nil {
					errs <- fmt.Errorf("%s: %w", cases[i].name, err)
					cancel()
					return
				}
			}
		})
	}
	for i := range cases {
		select {
		case next <- i:
		case <-ctx.Done():
		}
	}
	close(next)
	wg.Wait()
	select {
	case err := <-errs:
		return nil, err
	default:
	}
	var all []*check
	for _, r := range results {
		all = append(all, r...)
	}
	return all, ctx.Err()
}

// runCase runs the checks of one case.
func runCase(ctx context.Context, w *worker, c *testCase) ([]*check, error) {
	parsed, err := w.run(ctx, command{c.dir, []string{"parse", "main.k"}})
	if err != nil {
		return nil, err
	}
	checks := []*check{{kind: onParse, tested: c, fault: judgeParse(c, parsed)}}
	if c.stdout == nil && c.stderr == nil {
		return checks, nil
	}
	ran, err := w.run(ctx, command{c.dir, append([]string{"run", "main.k"}, c.args...)})
	if err != nil {
		return nil, err
	}
	if c.stdout != nil {
		checks = append(checks, &check{onStdout, c, judgeStdout(*c.stdout, ran)})
	}
	if c.stderr != nil {
		checks = append(checks, &check{onStderr, c, judgeStderr(*c.stderr, c.dir, ran)})
	}
	return checks, nil
}

// isSyntaxError reports whether a golden is what the parser says.
func isSyntaxError(golden string) bool {
	return strings.Contains(golden, "InvalidSyntax") ||
		strings.Contains(golden, "is an illegal expression for assignment")
}

func judgeParse(c *testCase, o outcome) string {
	refuse := c.stderr != nil && isSyntaxError(*c.stderr)
	switch {
	case o.Crash != "":
		return o.Crash
	case refuse && o.Code == 0:
		return "the parser accepts it, it should not: " + *c.stderr
	case !refuse && o.Code != 0:
		return "the parser refuses it, it should not: " + o.Stderr
	}
	return ""
}

func judgeStdout(golden string, o outcome) string {
	switch {
	case o.Crash != "":
		return o.Crash
	case o.Code != 0:
		return fmt.Sprintf("exit code %d: %s", o.Code, o.Stderr)
	case o.Stdout != "" && !strings.HasSuffix(o.Stdout, "\n"):
		return "the output does not end in a newline"
	}
	if err := sameDocuments(o.Stdout, golden); err != nil {
		return fmt.Sprintf("%v\n--- golden\n%s\n--- output\n%s", err, golden, o.Stdout)
	}
	return ""
}

func judgeStderr(golden, dir string, o outcome) string {
	switch {
	case o.Crash != "":
		return o.Crash
	case o.Code == 0:
		return fmt.Sprintf("exit code 0\n--- golden\n%s\n--- output\n%s", golden, o.Stdout)
	}
	want := strings.ReplaceAll(plain(golden), "${CWD}", dir)
	if got := plain(o.Stderr); !strings.Contains(got, want) {
		return fmt.Sprintf("the golden is no part of the errors\n--- golden\n%s\n--- errors\n%s", want, got)
	}
	return ""
}
