// Command kcl-sidecar is a KRM function that injects sidecars, or whatever
// else a KCL program returns, into the Pod templates of Kubernetes resources.
// It reads a ResourceList from standard input and writes it to standard
// output; package fn is the function itself.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

// version is set by the linker (-X main.version=v1.2.3).
var version string

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run runs the command with its arguments and returns the exit code: 0, 1
// where the function failed, 2 where the arguments are wrong.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return fn.Run(stdin, stdout, stderr)
	}
	if len(args) == 1 {
		switch args[0] {
		case "--help", "-help", "-h", "help":
			fmt.Fprint(stdout, fn.Help)
			return 0
		case "--version", "-version", "version":
			fmt.Fprintln(stdout, "kcl-sidecar", versionText())
			return 0
		}
	}
	fmt.Fprintf(stderr, "kcl-sidecar: unknown arguments %q: it reads a ResourceList from standard input and takes "+
		"no arguments but --help and --version\n", args)
	return 2
}

// versionText is the version that the linker was told or, for a program that
// `go install` built, that of the module.
func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown version)"
}
