package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/internal/cli"
)

// TestMain makes the test's own program a worker, as main does.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == workerArg {
		work(os.Stdin, os.Stdout)
		return
	}
	os.Exit(m.Run())
}

func TestSameDocuments(t *testing.T) {
	same := [][2]string{
		{"a: 1024.0\nb: x\n", "b: 'x'\na: 1024\n"},
		{"a: [1, 2]\n", "a:\n- 1\n- 2"},
		{"a: ~\n", "a: null"},
		{"a: True\nb: 0\n", "a: 1\nb: false\n"}, // as Python compares
		{"---\n{}\n---\na: 1\n---\n[]\n---\n''\n---\n0\n---\n", "a: 1"},
		{"a: 1\n---\nb: 2\n", "---\na: 1\n---\nb: 2\n"},
		{"a: 0x1F\n", "a: 31"},
		{"a: 1_000\n", "a: 1000"},
		{"a: 0o17\n", "a: 15"},
		{"a: 010\n", "a: 10"},
		{"a: 1e3\n", "a: 1000"},
		{"a: .inf\n", "a: +.INF"},
		{"a: 12345678901234567890\n", "a: 12345678901234567890"},
		{"a: |\n  x\n  y\n", "a: \"x\\ny\\n\""},
		{"a: &x [1]\nb: *x\n", "a: [1]\nb: [1]"},
		{"yes: on\n", "'yes': 'on'"},
		{"", "{}"},
	}
	for _, s := range same {
		if err := sameDocuments(s[0], s[1]); err != nil {
			t.Errorf("%q and %q: %v", s[0], s[1], err)
		}
	}
	different := [][3]string{
		{"a: 1\n", "a: '1'", "the documents differ"},
		{"a: [1, 2]\n", "a: [2, 1]", "the documents differ"},
		{"a: 1\n", "a: 1\n---\nb: 1", "1 documents instead of 2"},
		{"a: {}\n", "a:", "the documents differ"},
		{"a: 2024-01-01\n", "a: '2024-01-01'", "the documents differ"},
		{"a: 9007199254740993\n", "a: 9007199254740992.0", "the documents differ"},
		{"a: 1\na: 1\n", "a: 1", `the output is no YAML: line 2: the key "a" is there twice`},
		{"a: b: c\n", "a: 1", "the output is no YAML: yaml: mapping values are not allowed in this context"},
		{"a: 1\n", "a: [", "the golden is no YAML: yaml: line 1: did not find expected node content"},
	}
	for _, d := range different {
		if err := sameDocuments(d[0], d[1]); err == nil || err.Error() != d[2] {
			t.Errorf("%q and %q: got %v, want %s", d[0], d[1], err, d[2])
		}
	}
}

func TestPlain(t *testing.T) {
	if got, want := plain("\x1b[1;38;5;12m-->\x1b[0m a\r\n\n \t\n  b\n"), "--> a\n  b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJudgeStderr(t *testing.T) {
	const golden = "error\n\n --> ${CWD}/main.k:1:1\n"
	for _, tt := range []struct {
		o    outcome
		want string
	}{
		{outcome{Code: 1, Stderr: "prefix: error\n --> /d/main.k:1:1\nmore"}, ""},
		{outcome{Code: 0, Stderr: "error\n --> /d/main.k:1:1\n"}, "exit code 0"},
		{outcome{Code: 1, Stderr: "error\n --> /e/main.k:1:1\n"}, "the golden is no part of the errors"},
		{outcome{Crash: "panic: x\nstack"}, "panic: x"},
	} {
		got, _, _ := strings.Cut(judgeStderr(golden, "/d", tt.o), "\n")
		if got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.o, got, tt.want)
		}
	}
}

func TestJudgeStdout(t *testing.T) {
	for _, tt := range []struct {
		o    outcome
		want string
	}{
		{outcome{Stdout: "a: 1\n"}, ""},
		{outcome{Stdout: "a: 1"}, "the output does not end in a newline"},
		{outcome{Stdout: "a: 2\n"}, "the documents differ"},
		{outcome{Code: 1, Stderr: "why"}, "exit code 1: why"},
	} {
		got, _, _ := strings.Cut(judgeStdout("a: 1.0\n", tt.o), "\n")
		if got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.o, got, tt.want)
		}
	}
}

// writeTree makes a folder of "path: text" pairs.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := writeFile(filepath.Join(dir, name), strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// small is a suite: two cases that pass, one that fails in two ways, one
// without a golden, and a folder that is no case.
var small = map[string]string{
	"cat/pass/main.k":          "a = option('k')\n",
	"cat/pass/settings.yaml":   "kcl_options: -D k=v -n\n",
	"cat/pass/stdout.golden":   "a: v",
	"cat/refuse/main.k":        "a = = 1\n",
	"cat/refuse/stderr.golden": "error[E1001]: InvalidSyntax\n --> ${CWD}/main.k:1:",
	"dog/fail/main.k":          "a = 1\n",
	"dog/fail/stdout.golden":   "a: 2",
	"dog/fail/stderr.golden":   "InvalidSyntax",
	"dog/none/main.k":          "a = 1\n",
	"dog/off/_main.k":          "a = 1\n",
}

func TestRun(t *testing.T) {
	dir := writeTree(t, small)
	known := filepath.Join(t.TempDir(), "known.txt")
	if err := os.WriteFile(known, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		code, err := mainWith(append([]string{"-suite", dir, "-known", known}, args...), &out, &errs)
		if err != nil {
			t.Fatal(err)
		}
		return code, out.String() + errs.String()
	}
	expect := func(code int, out string, wantCode int, want ...string) {
		t.Helper()
		if code != wantCode {
			t.Errorf("exit code %d, want %d", code, wantCode)
		}
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("no %q in\n%s", w, out)
			}
		}
	}

	code, out := run()
	expect(code, out, 1,
		"category  stdout  stderr  parse\n", "cat     1/1     1/1    2/2\n", "total     1/2     1/2    3/4\n",
		"fails: dog/fail (stdout: the documents differ)\n", "fails: parse:dog/fail (parse: the parser accepts it",
		"conformance: 5 passed, 3 failed\n")

	code, out = run("-update")
	expect(code, out, 0)
	code, out = run()
	expect(code, out, 0, "known failures: 3\nconformance: 5 passed, 0 failed\n")
	code, out = run("-v")
	expect(code, out, 0, "=== dog/fail (stdout)\nthe documents differ\n--- golden\na: 2\n--- output\na: 1\n")
	code, out = run("-filter", "^cat/")
	expect(code, out, 0, "conformance: 4 passed, 0 failed\n")

	if err := os.WriteFile(known, []byte("# head\ndog/fail # why\nparse:dog/fail\ncat/pass\ngone/case\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out = run()
	expect(code, out, 1, "passes now, strike it from the list: cat/pass\n", "no such case, strike it from the list: gone/case\n", "5 passed, 2 failed\n")
	code, out = run("-update")
	expect(code, out, 0)
	if b, _ := os.ReadFile(known); string(b) != "# head\ndog/fail # why\nparse:dog/fail\n" {
		t.Errorf("the updated list is %q", b)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"-suite", "x", "y"}, {"-help"}, {"-suite", "x", "-filter", "("}, {"-suite", "x", "-j", "0"}, {"-suite", "/none"}} {
		var out, errs bytes.Buffer
		if code, _ := mainWith(args, &out, &errs); code != 2 {
			t.Errorf("%v: exit code %d", args, code)
		}
	}
}

func TestArchive(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, name := range []string{"grammar/cat/one/main.k", "grammar/cat/one/stdout.golden"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: 2, Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("{}"))
	}
	w.Close()
	z.Close()
	archive := filepath.Join(t.TempDir(), "suite.tar.gz")
	if err := os.WriteFile(archive, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := openSuite(archive)
	if err != nil {
		t.Fatal(err)
	}
	cases, err := s.cases(regexp.MustCompile(""))
	if err != nil || len(cases) != 1 || cases[0].name != "cat/one" || *cases[0].stdout != "{}" || cases[0].stderr != nil {
		t.Errorf("got %v, %v", cases, err)
	}
	s.close()
	if _, err := os.Stat(s.temp); err == nil {
		t.Error("the temporary copy is still there")
	}
}

func TestCheckout(t *testing.T) {
	dir := writeTree(t, map[string]string{"tests/grammar/cat/one/main.k": "", "other/main.k": ""})
	s, err := openSuite(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	cases, err := s.cases(regexp.MustCompile(""))
	if err != nil || len(cases) != 1 || cases[0].name != "cat/one" {
		t.Errorf("got %v, %v", cases, err)
	}
}

func TestReadKnown(t *testing.T) {
	name := filepath.Join(t.TempDir(), "known.txt")
	if _, err := readKnown(name, false); err == nil {
		t.Error("a missing list is no error")
	}
	if k, err := readKnown(name, true); err != nil || len(k.reasons) != 0 {
		t.Errorf("got %v, %v", k, err)
	}
	os.WriteFile(name, []byte("a\nb\na # again\n"), 0o644)
	if _, err := readKnown(name, false); err == nil || !strings.Contains(err.Error(), "a is there twice") {
		t.Errorf("got %v", err)
	}
}

func TestWorker(t *testing.T) {
	dir := writeTree(t, map[string]string{"main.k": "a = 1\n"})
	parse := command{dir, []string{"parse", "main.k"}}
	w := &worker{timeout: time.Minute}
	defer w.stop()
	o, err := w.run(context.Background(), parse)
	if err != nil || o.Code != 0 || o.Crash != "" {
		t.Fatalf("got %+v, %v", o, err)
	}
	process := w.cmd.Process
	if _, err = w.run(context.Background(), parse); err != nil || w.cmd.Process != process {
		t.Errorf("the worker was not used again: %v", err)
	}
	o, err = w.run(context.Background(), command{dir + "/none", nil})
	if err != nil || !strings.Contains(o.Crash, "no such file") {
		t.Errorf("got %+v, %v", o, err)
	}
	process.Kill()
	o, err = w.run(context.Background(), parse)
	if err != nil || !strings.HasPrefix(o.Crash, "the process died") {
		t.Errorf("got %+v, %v", o, err)
	}
	o, err = w.run(context.Background(), parse)
	if err != nil || o.Crash != "" {
		t.Errorf("there is no new worker: %+v, %v", o, err)
	}
	w.timeout = time.Nanosecond
	o, err = w.run(context.Background(), parse)
	if err != nil || o.Crash != "it took longer than 1ns" {
		t.Errorf("got %+v, %v", o, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w.timeout = time.Minute
	if _, err = w.run(ctx, parse); err == nil {
		t.Error("an interrupted run is no error")
	}
}

func TestExecutePanic(t *testing.T) {
	o := execute(command{t.TempDir(), nil}, func(_ context.Context, _ []string, env cli.Env) int {
		fmt.Fprint(env.Stdout, "before")
		panic("a defect")
	})
	if o.Stdout != "before" || !strings.HasPrefix(o.Crash, "panic: a defect\n") || !strings.Contains(o.Crash, "conformance_test.go") {
		t.Errorf("got %+v", o)
	}
}

func TestHead(t *testing.T) {
	got := []string{head("a\nb\nc", 2), head("a", 2), head("", 1)}
	if !slices.Equal(got, []string{"a\nb", "a", ""}) {
		t.Errorf("got %q", got)
	}
}
