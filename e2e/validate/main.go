// Command validate checks workloads, and the Services, ConfigMaps and so on that
// go with them, as a Kubernetes API server does when it is asked to create
// them: the manifests are decoded strictly (an unknown or a duplicate field is
// an error), defaulted, and passed to the validation functions of
// k8s.io/kubernetes.
//
//	validate [FILE...]
//
// Each file, or standard input, is a stream of YAML documents. The findings
// go to standard output, one a line; warnings are findings that do not count.
// The exit code is 0 if all objects are valid, 1 if not, and 2 if a file
// cannot be read.
//
// It is a module of its own, since a module that requires k8s.io/kubernetes
// has to replace some thirty others.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	valid, err := run(os.Args[1:], os.Stdin, os.Stdout)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "validate:", err)
		os.Exit(2)
	case !valid:
		os.Exit(1)
	}
}

// run checks the named files, or stdin where there are none, and reports
// whether every object in them is valid.
func run(files []string, stdin io.Reader, out io.Writer) (bool, error) {
	if len(files) == 0 {
		return checkStream("stdin", stdin, out)
	}
	valid := true
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return false, err
		}
		ok, err := checkStream(name, f, out)
		f.Close()
		if err != nil {
			return false, err
		}
		valid = valid && ok
	}
	return valid, nil
}

// checkStream checks each YAML document of a stream. A stream without
// one is an error: it would pass whatever it was meant to show.
func checkStream(name string, r io.Reader, out io.Writer) (bool, error) {
	docs := yaml.NewYAMLReader(bufio.NewReader(r))
	valid, count := true, 0
	for {
		doc, err := docs.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, fmt.Errorf("%s: %w", name, err)
		}
		count++
		r := check(doc)
		for _, w := range r.warnings {
			fmt.Fprintf(out, "%s: %s: warning: %s\n", name, r.object, w)
		}
		for _, e := range r.errors {
			fmt.Fprintf(out, "%s: %s: %s\n", name, r.object, e)
			valid = false
		}
	}
	if count == 0 {
		return false, fmt.Errorf("%s: holds no object", name)
	}
	return valid, nil
}
