package kcl

// This file runs files, in kcl-go's shape.

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/settings"
)

// Run compiles and runs the program of a file or folder.
func Run(path string, opts ...Option) (*KCLResultList, error) {
	return RunFiles([]string{path}, opts...)
}

// MustRun is Run that panics on an error.
func MustRun(path string, opts ...Option) *KCLResultList {
	res, err := Run(path, opts...)
	if err != nil {
		panic(err)
	}
	return res
}

// RunWithOpts is Run with the files among the options.
func RunWithOpts(opts ...Option) (*KCLResultList, error) { return RunFiles(nil, opts...) }

// RunFiles compiles and runs the program of several files and folders.
func RunFiles(paths []string, opts ...Option) (*KCLResultList, error) {
	o := NewOption().Merge(opts...).Merge(WithKFilenames(paths...))
	if o.Err != nil {
		return nil, o.Err
	}
	c := &config{Settings: *settings.New()}
	o.apply(c)
	prog, err := c.compile()
	if err != nil {
		return nil, err
	}
	options := make(map[string]any, len(c.Options))
	for name, v := range c.Options {
		options[name] = v
	}
	res, err := prog.Run(context.Background(), RunOptions{
		Options: options, Print: c.logger, Limits: c.limits, Capabilities: c.capabilities,
		Debug: c.Debug, Strict: c.Strict,
	})
	if err != nil {
		return nil, err
	}
	return newResultList(res, OutputOptions{
		SortKeys: c.SortKeys, DisableNone: c.DisableNone, ShowHidden: c.ShowHidden,
		TypePath: c.TypePath, Select: c.Selectors,
	})
}

func (c *config) compile() (*Program, error) {
	if len(c.Files) == 0 {
		return nil, errors.New("kcl.Run: no kcl file")
	}
	dir, err := filepath.Abs(c.workDir)
	if err != nil {
		return nil, err
	}
	o := FileOptions{FS: os.DirFS("/"), WorkDir: filepath.ToSlash(dir), Packages: c.Packages, Overrides: c.Overrides, Builtin: c.modules, Plugins: c.plugins}
	if len(c.codes) == 0 {
		return CompileFiles(c.Files, o)
	}
	sources := make([]load.Source, len(c.codes))
	for i, code := range c.codes {
		sources[i] = load.Source{Name: c.Files[min(i, len(c.Files)-1)], Text: code}
	}
	src, diags := load.Sources(sources, o.load())
	return o.compile(src, diags)
}
