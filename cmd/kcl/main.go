// Command kcl runs KCL programs; see kcl --help.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/kcl-sidecar/kcl-sidecar/internal/cli"
)

// version is set when the program is built.
var version = "dev"

func main() {
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "kcl:", err)
		os.Exit(1)
	}
	os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Env{
		Dir: dir, Stdout: os.Stdout, Stderr: os.Stderr, Version: version,
	}))
}
