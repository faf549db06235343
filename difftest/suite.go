package main

// This file runs the programs of the grammar suite by both engines. The
// conformance runner judges their goldens; here their output is compared as
// text.

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/cli"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/settings"
	"go.yaml.in/yaml/v3"
)

// suite compares the engines on the programs of the suite, each in a
// temporary copy of its own, since some write files.
func (t *checker) suite(from string) error {
	for _, sub := range []string{"tests/grammar", "grammar"} {
		if info, err := os.Stat(filepath.Join(from, sub)); err == nil && info.IsDir() {
			from = filepath.Join(from, sub)
			break
		}
	}
	var dirs [2]string
	for i := range dirs {
		dir, err := os.MkdirTemp("", "difftest-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if dirs[i], err = filepath.EvalSymlinks(dir); err != nil {
			return err
		}
		if err := os.CopyFS(dirs[i], os.DirFS(from)); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dirs[0], func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "main.k" || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dirs[0], filepath.Dir(path))
		if err != nil {
			return err
		}
		return t.suiteCase(name, filepath.Dir(path), filepath.Join(dirs[1], name))
	})
}

// suiteCase compares the engines on the case called name, whose folder is
// here for this engine and there for the reference.
func (t *checker) suiteCase(name, here, there string) error {
	args, err := suiteArgs(here)
	if err != nil {
		return err
	}
	req, ok := suiteRequest(there, args)
	if !ok {
		return nil
	}
	want, err := t.ref.ask(req)
	if err != nil {
		return err
	}
	want = want.below(there)
	// What print writes and the YAML are one text on the standard output.
	want.yaml, want.log = want.log+want.yaml, ""
	return t.judge(&program{name: filepath.ToSlash(name), small: true}, runCommand(here, args).below(here), want)
}

// suiteArgs are the arguments of a case's command after "kcl run".
func suiteArgs(dir string) ([]string, error) {
	args := []string{"main.k"}
	text, err := os.ReadFile(filepath.Join(dir, "settings.yaml"))
	if err != nil {
		return args, nil
	}
	var settings struct {
		Options string `yaml:"kcl_options"`
	}
	err = yaml.Unmarshal(text, &settings)
	return append(args, strings.Fields(settings.Options)...), err
}

// suiteRequest is what the command means for the reference. It reports
// false where the command reads settings, which are no part of the library,
// or has an invalid argument.
func suiteRequest(dir string, args []string) (request, bool) {
	r := request{Dir: dir, Args: map[string]string{}}
	if _, err := os.Stat(filepath.Join(dir, "kcl.yaml")); err == nil {
		return r, false
	}
	options := settings.New()
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "-n":
			r.DisableNone = true
		case arg == "-r":
			r.Strict = true
		case arg == "-d":
			r.Debug = true
		case arg == "--sort_keys":
			r.SortKeys = true
		case arg == "--show_hidden":
			r.ShowHidden = true
		case arg == "-S" && len(args) > 0:
			r.PathSelector, args = append(r.PathSelector, args[0]), args[1:]
		case arg == "-D" && len(args) > 0:
			if options.AddOption(args[0]) != nil {
				return r, false
			}
			args = args[1:]
		case strings.HasPrefix(arg, "-"):
			return r, false
		default:
			r.Files = append(r.Files, filepath.Join(dir, strings.TrimPrefix(arg, "${KCL_MOD}")))
		}
	}
	for name, v := range options.Options {
		r.Args[name] = encode.JSON(v, encode.Options{Run: &eval.Run{}})
	}
	return r, true
}

// runCommand runs the kcl command of this module in a folder. Of an error
// only that there is one is told.
func runCommand(dir string, args []string) outcome {
	var out, errs bytes.Buffer
	code := cli.Main(context.Background(), append([]string{"run"}, args...), cli.Env{Dir: dir, Stdout: &out, Stderr: &errs})
	if code != 0 {
		return outcome{status: failed, errors: []place{{text: errs.String()}}}
	}
	return outcome{status: passed, yaml: strings.TrimSuffix(out.String(), "\n")}
}

// below is an outcome without the path of the folder that it ran in; of an
// error only that there is one.
func (o outcome) below(dir string) outcome {
	o.yaml = strings.ReplaceAll(o.yaml, dir, "${CWD}")
	o.log = strings.ReplaceAll(o.log, dir, "${CWD}")
	if o.status == failed {
		o.errors, o.log = nil, ""
	}
	return o
}
