package cli

// This file is "kcl run".

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/settings"
	"github.com/kcl-sidecar/kcl-sidecar/schemas"
)

// limits bound a run. Who types a command can stop one that takes long, but
// not one that has taken the memory of the machine.
var limits = kcl.Limits{Depth: kcl.DefaultLimits.Depth, Bytes: 4 << 30}

// run compiles and runs a program and prints its result.
func run(ctx context.Context, args []string, env Env) int {
	o, err := parseFlags(args, runFlags)
	if err != nil {
		return misused(env, err)
	}
	if o.help {
		fmt.Fprint(env.Stdout, usage())
		return exitOK
	}
	s, err := o.resolve(env)
	if err != nil {
		return fail(env, err)
	}
	text, err := evaluate(ctx, s, o.format, env)
	if err != nil {
		return fail(env, err)
	}
	if s.Output != "" {
		err = os.WriteFile(env.abs(s.Output), []byte(text), 0o644)
	} else {
		_, err = fmt.Fprint(env.Stdout, text)
	}
	if err != nil {
		return fail(env, err)
	}
	return exitOK
}

// resolve merges the settings of a run: where no file is named, those of
// kcl.mod; then settings files; then flags.
func (o *options) resolve(env Env) (*settings.Settings, error) {
	s := settings.New()
	files := o.settings
	if len(files) == 0 && exists(env.abs(settings.DefaultFile)) {
		files = []string{settings.DefaultFile}
	}
	if len(o.files) == 0 {
		if err := addMod(s, env); err != nil {
			return nil, err
		}
	}
	for _, name := range files {
		text, err := os.ReadFile(env.abs(name))
		if err != nil {
			return nil, fmt.Errorf("Failed to load '%s', %s", name, reason(err))
		}
		if err := s.AddFile(name, path.Dir(name), text); err != nil {
			return nil, err
		}
	}
	for _, apply := range o.apply {
		if err := apply(s); err != nil {
			return nil, err
		}
	}
	if len(o.files) > 0 {
		s.Files, s.WorkDir = o.files, ""
	}
	if len(o.selected) > 0 {
		s.Selectors = o.selected
	}
	return s, nil
}

// addMod adds the settings of the kcl.mod at or above the working directory.
func addMod(s *settings.Settings, env Env) error {
	for dir := env.Dir; ; dir = path.Dir(dir) {
		if exists(path.Join(dir, load.ModFile)) {
			m, err := load.ReadMod(os.DirFS("/"), dir)
			if err != nil {
				return err
			}
			return s.AddMod(m)
		}
		if dir == path.Dir(dir) {
			return nil
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// reason is why a file cannot be read, without its name.
func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "no such file or directory"
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// abs is name as an absolute path; the empty name, which names nothing,
// stays.
func (env Env) abs(name string) string {
	if name == "" || path.IsAbs(name) {
		return name
	}
	return path.Join(env.Dir, name)
}

// evaluate returns the text that a run prints.
func evaluate(ctx context.Context, s *settings.Settings, format string, env Env) (string, error) {
	files := kcl.FileOptions{
		FS: os.DirFS("/"), WorkDir: env.Dir, Packages: s.Packages, Overrides: s.Overrides, Builtin: schemas.Modules(), Plugins: schemas.Plugins(),
	}
	program, err := kcl.CompileFiles(s.Files, files)
	if err != nil {
		return "", err
	}
	given := map[string]any{}
	for name, v := range s.Options {
		given[name] = v
	}
	result, err := program.Run(ctx, kcl.RunOptions{
		Options: given,
		Limits:  limits,
		Print:   env.Stdout,
		Debug:   s.Debug,
		Strict:  s.Strict,
		Capabilities: &kcl.Capabilities{
			Files:   hostFiles{env},
			Clock:   time.Now,
			Random:  rand.Reader,
			Env:     os.LookupEnv,
			Resolve: fullName,
			WorkDir: s.WorkDir,
			ModPath: program.Root(),
		},
	})
	if err != nil {
		return "", err
	}
	o := kcl.OutputOptions{SortKeys: s.SortKeys, DisableNone: s.DisableNone, ShowHidden: s.ShowHidden, TypePath: s.TypePath, Select: s.Selectors}
	form := result.YAML
	if format == "json" {
		form = result.JSON
	}
	return form(o)
}
