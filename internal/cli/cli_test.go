package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree makes a folder of "path: text" pairs.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// command runs a kcl command line in dir; DIR in the outputs stands for it.
func command(dir, line string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = Main(context.Background(), strings.Fields(line), Env{Dir: dir, Stdout: &out, Stderr: &errs, Version: "v1"})
	return code, strings.ReplaceAll(out.String(), dir, "DIR"), strings.ReplaceAll(errs.String(), dir, "DIR")
}

func TestRun(t *testing.T) {
	tests := []struct {
		name   string
		files  map[string]string
		dir    string
		line   string
		code   int
		stdout string
		stderr string
	}{
		{
			name:   "print comes before the result",
			files:  map[string]string{"main.k": "a = 1\nprint('hello')\nb = None\n"},
			line:   "run main.k",
			stdout: "hello\na: 1\nb: null\n",
		},
		{
			name:   "several files and flags",
			files:  map[string]string{"main.k": "b = 1\n_c = 2\nd = None\n", "x.k": "a = b\n"},
			line:   "run -nkH main.k x.k",
			stdout: "_c: 2\na: 1\nb: 1\n",
		},
		{
			name:   "more than there is memory for",
			files:  map[string]string{"main.k": "a = 'a' * 10 ** 12\n"},
			line:   "run main.k",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\n --> DIR/main.k:1:1\n  |\n1 | a = 'a' * 10 ** 12\n  |  the program built more than 4294967296 bytes of values\n  |\n",
		},
		{
			name:   "a package",
			files:  map[string]string{"kcl.mod": "", "app/main.k": "import lib\na = lib.x\n", "lib/l.k": "x = 5\n"},
			line:   "run app/main.k",
			stdout: "a: 5\n",
		},
		{
			name:   "an external package",
			files:  map[string]string{"main.k": "import lib.l\na = l.x\n", "far/l.k": "x = 5\n"},
			line:   "run main.k -E lib=far",
			stdout: "a: 5\n",
		},
		{
			name:   "arguments: the last one counts",
			files:  map[string]string{"main.k": "a = option('k')\n"},
			line:   "run main.k -Dk=1 -D k=2 --argument=k=3 --argument k=[4]",
			stdout: "a:\n- 4\n",
		},
		{
			name:   "JSON",
			files:  map[string]string{"main.k": "[{a = 1}, {b = [True]}]\n"},
			line:   "run main.k -o json",
			stdout: "{\"a\": 1}\n{\"b\": [true]}\n",
		},
		{
			name:   "documents",
			files:  map[string]string{"main.k": "[{a = 1}, {b = 2}]\n"},
			line:   "run main.k --format yaml",
			stdout: "a: 1\n---\nb: 2\n",
		},
		{
			name:   "a selected value",
			files:  map[string]string{"main.k": "a = {b = [1, {c = 2}]}\n"},
			line:   "run main.k -S a.b.1",
			stdout: "c: 2\n",
		},
		{
			name:   "selected values, in place of those of the settings",
			files:  map[string]string{"main.k": "a = {b = {c = 2}}\nd = {e = 1}\n", "kcl.yaml": "kcl_cli_configs: {path_selector: [a]}"},
			line:   "run main.k -S a.b -S d",
			stdout: "c: 2\n---\ne: 1\n",
		},
		{
			name:   "nothing to select",
			files:  map[string]string{"main.k": "a = {b = 1}\n"},
			line:   "run main.k -S a.0",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\n --> DIR/main.k:1:1\n  |\n1 | a = {b = 1}\n  |  invalid path select operand a.0, value not found\n  |\n",
		},
		{
			name: "settings files in order, then flags",
			files: map[string]string{
				"main.k": "a = option('a')\nb = option('b')\nc = option('c')\nd = None\n",
				"1.yaml": "kcl_options: [{key: a, value: 1}, {key: b, value: 1}, {key: c, value: 1}]\n",
				"2.yaml": "kcl_cli_configs: {disable_none: true, files: [none.k]}\nkcl_options: [{key: b, value: 2}, {key: c, value: 2}]\n",
			},
			line:   "run -D c=3 -Y 1.yaml 2.yaml main.k",
			stdout: "a: 1\nb: 2\nc: 3\n",
		},
		{
			name:   "kcl.yaml is there by itself",
			files:  map[string]string{"d/kcl.yaml": "kcl_cli_configs: {file: [../x.k]}\n", "x.k": "a = 1\n"},
			dir:    "d",
			line:   "run",
			stdout: "a: 1\n",
		},
		{
			name:   "the files of a settings file start from its folder",
			files:  map[string]string{"d/s.yaml": "kcl_cli_configs: {file: [x.k]}\n", "d/x.k": "a = 1\n"},
			line:   "run -Y d/s.yaml",
			stdout: "a: 1\n",
		},
		{
			name: "the profile of kcl.mod",
			files: map[string]string{
				"kcl.mod": "[profile]\nentries = ['x.k']\nsort_keys = true\noptions = ['o=7']\n",
				"x.k":     "b = option('o')\na = 1\n", "y.k": "c = 1\n", "d/e.txt": "",
			},
			dir:    "d",
			line:   "run",
			stdout: "a: 1\nb: 7\n",
		},
		{
			name:   "no file: the working directory",
			files:  map[string]string{"x.k": "a = 1\n", "y.k": "b = a\n"},
			line:   "run",
			stdout: "a: 1\nb: 1\n",
		},
		{
			name:   "all syntax errors and that of an import, of which nothing runs",
			files:  map[string]string{"main.k": "import no\na = = 1\nprint('never')\n"},
			line:   "run main.k",
			code:   1,
			stderr: "error[E1001]: InvalidSyntax\n --> DIR/main.k:2:5\n  |\n2 | a = = 1\n  |     ^ ",
		},
		{
			name:   "a run-time error comes after what was printed",
			files:  map[string]string{"main.k": "print('before')\nassert False, 'no'\n"},
			line:   "run main.k",
			code:   1,
			stdout: "before\n",
			stderr: "error[E3M38]: EvaluationError\n --> DIR/main.k:2:1\n  |\n2 | assert False, 'no'\n  |  no\n  |\n",
		},
		{
			name:   "a cycle",
			files:  map[string]string{"main.k": "import main\n"},
			line:   "run main.k",
			code:   1,
			stderr: "error[E3M38]: error[E1001]: RecursiveLoad\nCould not compiles due to cyclic import statements\n- DIR/main.k\n",
		},
		{
			name:   "no such file",
			line:   "run none.k",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\nCannot find the kcl file, please check the file path DIR/none.k\n",
		},
		{
			name:   "a wrong argument",
			files:  map[string]string{"main.k": "a = 1\n"},
			line:   "run main.k -D k=",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\nInvalid value for top level arguments: 'k=' is not of the form key=value\n",
		},
		{
			name:   "a wrong settings file",
			files:  map[string]string{"main.k": "a = 1\n", "s.yaml": "1"},
			line:   "run main.k -Y s.yaml",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\nFailed to load 's.yaml', invalid setting file format: line 1: expected a mapping\n",
		},
		{
			name:   "overrides of the settings, and more of them",
			files:  map[string]string{"main.k": "a = 1\nb = {c = 1}\n", "kcl.yaml": "kcl_cli_configs: {overrides: [a=2]}"},
			line:   "run main.k -O b.d=3 --overrides=b.c-",
			stdout: "a: 2\nb:\n  d: 3\n",
		},
		{
			name:   "an override that is none",
			files:  map[string]string{"main.k": "a = 1\n"},
			line:   "run main.k -O a",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\nInvalid spec format 'a', expected ",
		},
		{
			name:   "a settings file that is not there",
			line:   "run main.k -Y s.yaml",
			code:   1,
			stderr: "error[E3M38]: EvaluationError\nFailed to load 's.yaml', no such file or directory\n",
		},
		{
			name:   "parse: no error, and imports do not count",
			files:  map[string]string{"main.k": "import no\n"},
			line:   "parse main.k",
			stdout: "",
		},
		{
			name:   "parse: the errors of all files",
			files:  map[string]string{"a.k": "a = = 1\n", "b.k": "b = = 1\n"},
			line:   "parse a.k b.k",
			code:   1,
			stderr: "error[E1001]: InvalidSyntax\n --> DIR/a.k:1:5\n",
		},
		{name: "version", line: "version", stdout: "kcl v1\n"},
		{name: "no command", line: "walk", code: 2, stderr: "kcl: 'walk' is no command; see kcl --help\n"},
		{name: "no flag", line: "run --walk", code: 2, stderr: "kcl: there is no flag '--walk'; see kcl --help\n"},
		{name: "no switch", line: "run -nz", code: 2, stderr: "kcl: there is no flag '-z'; see kcl --help\n"},
		{name: "no value", line: "run main.k -D", code: 2, stderr: "kcl: the flag '-D' needs a value: KEY=VALUE; see kcl --help\n"},
		{name: "a value too much", line: "run --debug=1", code: 2, stderr: "kcl: the flag '--debug' has no value; see kcl --help\n"},
		{name: "a wrong format", line: "run -f xml", code: 2, stderr: "kcl: Invalid format 'xml', expected 'yaml' or 'json'; see kcl --help\n"},
		{name: "parse what?", line: "parse", code: 2, stderr: "kcl: which file shall be parsed?; see kcl --help\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := tree(t, tt.files)
			code, stdout, stderr := command(filepath.Join(dir, tt.dir), tt.line)
			stderr = strings.ReplaceAll(stderr, dir, "DIR")
			if code != tt.code || stdout != tt.stdout || !strings.HasPrefix(stderr, tt.stderr) || (tt.stderr == "") != (stderr == "") {
				t.Errorf("exit code %d\n--- stdout\n%s\n--- stderr\n%s", code, stdout, stderr)
			}
		})
	}
}

func TestAllErrors(t *testing.T) {
	dir := tree(t, map[string]string{"a.k": "a = = 1\nimport no\n", "b.k": "b = = 1\n"})
	_, _, stderr := command(dir, "parse a.k b.k")
	if n := strings.Count(stderr, "InvalidSyntax"); n != 2 {
		t.Errorf("parse tells %d of 2 errors: %s", n, stderr)
	}
	_, _, stderr = command(dir, "run a.k b.k")
	if strings.Count(stderr, "InvalidSyntax") != 2 || strings.Count(stderr, "Cannot find the module no from DIR/no") != 1 {
		t.Errorf("run tells %s", stderr)
	}
}

func TestOutputFile(t *testing.T) {
	dir := tree(t, map[string]string{"main.k": "a = 1\n"})
	code, stdout, stderr := command(dir, "run main.k -o out.yaml")
	text, err := os.ReadFile(filepath.Join(dir, "out.yaml"))
	if code != 0 || stdout+stderr != "" || err != nil || string(text) != "a: 1\n" {
		t.Errorf("%d %s %s %q %v", code, stdout, stderr, text, err)
	}
	code, _, stderr = command(dir, "run main.k -o no/out.yaml")
	if code != 1 || !strings.Contains(stderr, "no/out.yaml: no such file or directory") {
		t.Errorf("%d %s", code, stderr)
	}
}

func TestHelp(t *testing.T) {
	for _, line := range []string{"--help", "help", "run --help", "parse -h"} {
		code, stdout, stderr := command(t.TempDir(), line)
		if code != 0 || stderr != "" || !strings.Contains(stdout, "-D, --argument KEY=VALUE") {
			t.Errorf("%s: %d %s%s", line, code, stdout, stderr)
		}
	}
	if code, stdout, stderr := command(t.TempDir(), ""); code != 2 || stdout != "" || stderr != usage() {
		t.Errorf("no argument: %d %s%s", code, stdout, stderr)
	}
}

func FuzzParseFlags(f *testing.F) {
	f.Add("main.k -Dk=1 -Y a.yaml b.yml -nrS a.b --format json -- -x.k")
	f.Add("--argument k=v -o out --output=json -")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Fields(line)
		o, err := parseFlags(args, runFlags)
		if err == nil && len(o.files)+len(o.settings)+len(o.apply) > 0 && len(args) == 0 {
			t.Fatalf("%q gives %+v", line, o)
		}
		if err == nil && o.format != "yaml" && o.format != "json" {
			t.Fatalf("%q gives the format %q", line, o.format)
		}
	})
}
