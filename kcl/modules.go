package kcl

// This file lets programs import modules that need no files.

import (
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// A Module is a module of texts; its files are read when a program imports
// one of its packages. See package schemas for those of this repository.
type Module = load.Module

// NewModule makes a module of the texts of its files, by path from its root:
// "proxy.k" belongs to the package `name`, "net/proxy.k" to `name.net`. In
// diagnostics the name of the module stands before the path. The error says
// which name is none, or that there is no file.
func NewModule(name string, files map[string]string) (*Module, error) {
	return load.NewModule(name, files)
}

// SourceOptions say what a program of sources can import beside the system
// modules.
type SourceOptions struct {
	// Modules can import each other and the built-in ones. No two may have
	// the same name.
	Modules []*Module
	// Builtin are the modules of the host; none of Modules may be called
	// like one of them.
	Builtin []*Module
	// Plugins are what they and these modules import as kcl_plugin.NAME.
	Plugins []*Plugin
}

// CompileSources is Compile with modules to import.
func CompileSources(sources []Source, o SourceOptions) (*Program, error) {
	texts := make([]load.Source, len(sources))
	for i, s := range sources {
		texts[i] = load.Source(s)
	}
	src, diags := load.Sources(texts, load.Options{Modules: o.Modules, Builtin: o.Builtin, Plugins: pluginNames(o.Plugins)})
	return compileLoaded(src, diags, o.Plugins)
}

// A Plugin is functions of the host, and constants: see NewPlugin.
type Plugin = eval.Module

// NewPlugin makes the module that programs import as kcl_plugin.NAME. A
// function reads its arguments from the Call, and may make instances of the
// program's schemas and read its options through the Run of the call. It ends
// the run with an error at the place of the call by calling eval.Fail. Where
// programs run at once, it is called at once. A plugin is for what KCL cannot
// say; what it can belongs into a Module.
func NewPlugin(name string, funcs ...eval.Func) *Plugin { return eval.NewModule(name, funcs) }

func pluginNames(plugins []*Plugin) []string {
	names := make([]string, len(plugins))
	for i, p := range plugins {
		names[i] = p.Name
	}
	return names
}

// WithModules adds modules that count where the program has none of the
// name. kcl-go has no such option.
func WithModules(mods ...*Module) Option {
	return option(func(c *config) { c.modules = append(c.modules, mods...) })
}

// WithPlugins adds what programs import as kcl_plugin.NAME. kcl-go has a
// registry instead.
func WithPlugins(plugins ...*Plugin) Option {
	return option(func(c *config) { c.plugins = append(c.plugins, plugins...) })
}
