package cli

// This file reads the command line.

import (
	"fmt"
	"path"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/settings"
)

// options are what the arguments of a command say.
type options struct {
	files    []string
	settings []string // settings files
	selected []string // paths of the values to print
	format   string   // "yaml", "json"
	help     bool
	apply    []func(*settings.Settings) error // the flags, in order
}

// A flag is one entry of the table of flags.
type flag struct {
	short byte // 0 where there is none
	long  string
	value string // the name of its value; "" where it has none
	help  string
	set   func(o *options, value string) error
}

// onSettings is a flag's set that changes the settings of the run.
func onSettings(f func(s *settings.Settings, value string) error) func(*options, string) error {
	return func(o *options, value string) error {
		o.apply = append(o.apply, func(s *settings.Settings) error { return f(s, value) })
		return nil
	}
}

// onSwitch is onSettings for a flag without a value.
func onSwitch(of func(s *settings.Settings) *bool) func(*options, string) error {
	return onSettings(func(s *settings.Settings, _ string) error {
		*of(s) = true
		return nil
	})
}

var helpFlag = flag{'h', "help", "", "print this text", func(o *options, _ string) error {
	o.help = true
	return nil
}}

var runFlags = []flag{
	{'D', "argument", "KEY=VALUE", "what option(KEY) reads: JSON, a KCL constant, or else a string", onSettings((*settings.Settings).AddOption)},
	{'Y', "setting", "FILE", "a settings file; more may follow. Without it, kcl.yaml counts", func(o *options, v string) error {
		o.settings = append(o.settings, v)
		return nil
	}},
	{'S', "path_selector", "PATH", "print only the value at PATH, such as a.b.0", func(o *options, v string) error {
		o.selected = append(o.selected, v)
		return nil
	}},
	{'O', "overrides", "SPEC", "change a config: path=value, path:value, path+=value or path-", onSettings(func(s *settings.Settings, v string) error {
		s.Overrides = append(s.Overrides, v)
		return nil
	})},
	{'E', "external", "NAME=PATH", "the folder of an external package", onSettings((*settings.Settings).AddPackage)},
	{'n', "disable_none", "", "leave None out of the output", onSwitch(func(s *settings.Settings) *bool { return &s.DisableNone })},
	{'k', "sort_keys", "", "sort the keys of the output", onSwitch(func(s *settings.Settings) *bool { return &s.SortKeys })},
	{'H', "show_hidden", "", "print private variables and attributes", onSwitch(func(s *settings.Settings) *bool { return &s.ShowHidden })},
	{'r', "strict_range_check", "", "numbers must fit 32 bits", onSwitch(func(s *settings.Settings) *bool { return &s.Strict })},
	{'d', "debug", "", "errors tell the calls that led to them", onSwitch(func(s *settings.Settings) *bool { return &s.Debug })},
	{'f', "format", "FORMAT", "yaml or json", func(o *options, v string) error { return o.setFormat(v) }},
	{'o', "output", "FORMAT|FILE", "yaml or json, or the file to write", func(o *options, v string) error {
		if o.setFormat(v) == nil {
			return nil
		}
		return onSettings(func(s *settings.Settings, v string) error {
			s.Output = v
			return nil
		})(o, v)
	}},
	helpFlag,
}

func (o *options) setFormat(format string) error {
	if format != "yaml" && format != "json" {
		return fmt.Errorf("Invalid format '%s', expected 'yaml' or 'json'", format)
	}
	o.format = format
	return nil
}

// parseFlags reads args by a table of flags: "-n", "-nr", "-Dk=v", "-D k=v",
// "--argument=k=v" and "--argument k=v". What is no flag is a file, except
// that settings files may follow one another.
func parseFlags(args []string, table []flag) (*options, error) {
	o := &options{format: "yaml"}
	settingsFollow := false
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			o.files = append(o.files, args[i+1:]...)
			return o, nil
		case len(arg) < 2 || arg[0] != '-':
			if settingsFollow && isYAML(arg) {
				o.settings = append(o.settings, arg)
			} else {
				o.files = append(o.files, arg)
				settingsFollow = false
			}
		default:
			known := len(o.settings)
			used, err := o.flag(arg, args[i+1:], table)
			if err != nil {
				return nil, err
			}
			i += used
			settingsFollow = len(o.settings) > known
		}
	}
	return o, nil
}

func isYAML(name string) bool {
	ext := path.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// flag reads the flag, or the switches, of arg and returns how many of the
// arguments after it are its value.
func (o *options) flag(arg string, rest []string, table []flag) (used int, err error) {
	if name, ok := strings.CutPrefix(arg, "--"); ok {
		name, value, attached := strings.Cut(name, "=")
		for _, f := range table {
			if f.long == name {
				return o.set(f, "--"+name, value, attached, rest)
			}
		}
		return 0, fmt.Errorf("there is no flag '--%s'", name)
	}
	for n := 1; n < len(arg); n++ {
		f := byShort(table, arg[n])
		switch {
		case f == nil:
			return 0, fmt.Errorf("there is no flag '-%c'", arg[n])
		case f.value != "":
			return o.set(*f, "-"+arg[n:n+1], arg[n+1:], n+1 < len(arg), rest)
		}
		if err := f.set(o, ""); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

func byShort(table []flag, short byte) *flag {
	for i := range table {
		if table[i].short == short {
			return &table[i]
		}
	}
	return nil
}

func (o *options) set(f flag, name, value string, attached bool, rest []string) (used int, err error) {
	switch {
	case f.value == "" && attached:
		return 0, fmt.Errorf("the flag '%s' has no value", name)
	case f.value != "" && !attached && len(rest) == 0:
		return 0, fmt.Errorf("the flag '%s' needs a value: %s", name, f.value)
	case f.value != "" && !attached:
		value, used = rest[0], 1
	}
	return used, f.set(o, value)
}

// usage is the help text.
func usage() string {
	var b strings.Builder
	b.WriteString(`kcl runs KCL programs.

  kcl run [flags] [FILE or FOLDER ...]   run a program and print its result
  kcl parse FILE ...                     report the syntax errors of files
  kcl version                            print the version

Without a file, "kcl run" takes those of the settings file, or the entries of
kcl.mod, or the working directory. "${KCL_MOD}/FILE" is relative to the
folder of kcl.mod. The exit code is 1 where the program has an error and 2
where the command line has one.

Flags of "kcl run":
`)
	for _, f := range runFlags {
		left := fmt.Sprintf("  -%c, --%s %s", f.short, f.long, f.value)
		fmt.Fprintf(&b, "%-34s %s\n", left, f.help)
	}
	return b.String()
}
