// Package settings reads what a run of a program is configured with: the
// [profile] of kcl.mod, settings files ("kcl.yaml", or "-Y"), and arguments
// ("-D key=value").
//
// Each source is added to one Settings and overwrites what it names, so the
// order in which they are added is their order of precedence.
package settings

import (
	"errors"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// DefaultFile is the settings file that counts where none is named.
const DefaultFile = "kcl.yaml"

// Settings are the settings of a run.
type Settings struct {
	Files     []string              // the main files and folders
	WorkDir   string                // the folder of the settings file that named Files, or ""
	Packages  map[string]string     // folders of external packages, by name
	Options   map[string]eval.Value // what option() reads
	Selectors []string              // paths of the values to print
	Overrides []string              // "path=value"
	Output    string                // the file to write; "" is the standard output

	DisableNone bool // leave None out of the output
	SortKeys    bool // sort the keys of the output
	ShowHidden  bool // print private variables and attributes
	TypePath    bool // print the schema of each instance
	Strict      bool // numbers must fit 32 bits
	Debug       bool // errors of a run tell the calls that led to them
}

// New returns settings that nothing has been added to.
func New() *Settings {
	return &Settings{Packages: map[string]string{}, Options: map[string]eval.Value{}}
}

// AddMod adds the [profile] of a kcl.mod. Its entries are left to package
// load, which knows where they start from.
func (s *Settings) AddMod(m *load.Mod) error {
	p := &m.Profile
	s.DisableNone = s.DisableNone || p.DisableNone
	s.SortKeys = s.SortKeys || p.SortKeys
	s.Selectors = append(s.Selectors, p.Selectors...)
	s.Overrides = append(s.Overrides, p.Overrides...)
	for _, o := range p.Options {
		if err := s.AddOption(o); err != nil {
			return err
		}
	}
	return nil
}

var errArgument = errors.New("Invalid value for top level arguments")

// AddOption adds an argument "key=value". The value is JSON where it is
// valid JSON, else one of the constants True, False, None and Undefined,
// else the text itself; a number with an exponent is a text.
func (s *Settings) AddOption(spec string) error {
	key, text, err := split(spec)
	if err != nil {
		return err
	}
	s.Options[key] = argument(text)
	return nil
}

// AddPackage adds an external package "name=path".
func (s *Settings) AddPackage(spec string) error {
	name, path, err := split(spec)
	if err != nil {
		return err
	}
	s.Packages[name] = path
	return nil
}
