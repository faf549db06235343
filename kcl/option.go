package kcl

// This file has the options of Run, in kcl-go's shape.

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/settings"
)

// An Option configures Run. Several are merged in their order.
type Option struct {
	// Err is what is wrong with the option itself; Run returns it.
	Err   error
	apply func(*config)
}

// A config is what options make.
type config struct {
	settings.Settings
	codes        []string // in place of the files, or after them
	workDir      string
	modules      []*Module
	plugins      []*Plugin
	logger       io.Writer
	capabilities *Capabilities
	limits       Limits
}

// NewOption returns an option that says nothing, to merge others into.
func NewOption() *Option { return &Option{} }

// Merge adds options to p and returns it.
func (p *Option) Merge(opts ...Option) *Option {
	for _, o := range opts {
		if o.Err != nil && p.Err == nil {
			p.Err = o.Err
		}
		before, after := p.apply, o.apply
		switch {
		case after == nil:
		case before == nil:
			p.apply = after
		default:
			p.apply = func(c *config) { before(c); after(c) }
		}
	}
	return p
}

func option(apply func(*config)) Option { return Option{apply: apply} }

// WithKFilenames adds main files and folders.
func WithKFilenames(filenames ...string) Option {
	return option(func(c *config) { c.Files = append(c.Files, filenames...) })
}

// WithCode gives the texts of the main files, which then are not read: the
// first text is that of the first file, and so on.
func WithCode(codes ...string) Option {
	return option(func(c *config) { c.codes = append(c.codes, codes...) })
}

// WithWorkDir sets the folder that relative paths start from; without it,
// that is the working directory.
func WithWorkDir(dir string) Option { return option(func(c *config) { c.workDir = dir }) }

// WithOptions adds arguments "key=value", as `kcl run -D`.
func WithOptions(keyValues ...string) Option {
	s := settings.New()
	for _, kv := range keyValues {
		if err := s.AddOption(kv); err != nil {
			return Option{Err: fmt.Errorf("kcl.WithOptions(%q): %w", kv, err)}
		}
	}
	return option(func(c *config) { maps.Copy(c.Options, s.Options) })
}

// WithSettings adds a settings file, as `kcl run -Y`. "" adds nothing.
func WithSettings(filename string) Option {
	if filename == "" {
		return Option{}
	}
	text, err := os.ReadFile(filename)
	if err == nil {
		err = settings.New().AddFile(filename, filepath.Dir(filename), text)
	}
	if err != nil {
		return Option{Err: fmt.Errorf("kcl.WithSettings(%q): %w", filename, err)}
	}
	return option(func(c *config) {
		// The text has been read without an error above.
		_ = c.AddFile(filename, filepath.Dir(filename), text)
	})
}

// WithSelectors adds paths of the values to return, as `kcl run -S`.
func WithSelectors(selectors ...string) Option {
	return option(func(c *config) { c.Selectors = append(c.Selectors, selectors...) })
}

// WithOverrides adds overrides "path=value", "path:value", "path+=value" and
// "path-", as `kcl run -O`; see package override.
func WithOverrides(overrides ...string) Option {
	return option(func(c *config) { c.Overrides = append(c.Overrides, overrides...) })
}

// WithExternalPkgs adds packages "name=path" outside the program's root.
func WithExternalPkgs(pkgs ...string) Option {
	s := settings.New()
	for _, p := range pkgs {
		if err := s.AddPackage(p); err != nil {
			return Option{Err: fmt.Errorf("kcl.WithExternalPkgs(%q): %w", p, err)}
		}
	}
	return option(func(c *config) { maps.Copy(c.Packages, s.Packages) })
}

// WithExternalPkgAndPath adds a package outside the program's root.
func WithExternalPkgAndPath(name, path string) Option {
	return option(func(c *config) { c.Packages[name] = path })
}

// WithDisableNone leaves None out of the result.
func WithDisableNone(on bool) Option { return option(func(c *config) { c.DisableNone = on }) }

// WithSortKeys sorts the keys of the result.
func WithSortKeys(on bool) Option { return option(func(c *config) { c.SortKeys = on }) }

// WithShowHidden keeps private variables and attributes in the result.
func WithShowHidden(on bool) Option { return option(func(c *config) { c.ShowHidden = on }) }

// WithIncludeSchemaTypePath adds to each instance the name of its schema, as
// "_type".
func WithIncludeSchemaTypePath(on bool) Option { return option(func(c *config) { c.TypePath = on }) }

// WithFullTypePath is WithIncludeSchemaTypePath: the names have their
// packages.
func WithFullTypePath(on bool) Option { return WithIncludeSchemaTypePath(on) }

// WithLogger says where print() writes; without it, what is printed is lost.
func WithLogger(w io.Writer) Option { return option(func(c *config) { c.logger = w }) }

// WithCapabilities lets the program use parts of the machine; without it, it
// may use none. kcl-go has no such option: there a program may use all.
func WithCapabilities(caps *Capabilities) Option {
	return option(func(c *config) { c.capabilities = caps })
}

// WithLimits bounds the run; without it, DefaultLimits do.
func WithLimits(l Limits) Option { return option(func(c *config) { c.limits = l }) }
