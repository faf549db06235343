package cli

// This file is "kcl parse".

import (
	"errors"
	"fmt"
	"os"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/load"
)

// parse reports all syntax errors of the given files; it follows no imports.
func parse(args []string, env Env) int {
	o, err := parseFlags(args, []flag{helpFlag})
	if err == nil && !o.help && len(o.files) == 0 {
		err = errors.New("which file shall be parsed?")
	}
	if err != nil {
		return misused(env, err)
	}
	if o.help {
		fmt.Fprint(env.Stdout, usage())
		return exitOK
	}
	_, errs := load.Parse(o.files, load.Options{FS: os.DirFS("/"), WorkDir: env.Dir})
	if len(errs) > 0 {
		return fail(env, errs)
	}
	return exitOK
}
