package main

// This file packs a package for the binary.
//
// A packed package is one compressed text: of each file a line with its
// name, and then its lines. What is documentation is an empty line there, so
// that every declaration stands at its place in the readable file.

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

func pack(name string, p *kclPackage) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, s := range p.schemas {
		if _, err := fmt.Fprintf(w, "-- %s\n", s.file()); err != nil {
			return err
		}
		if _, err := io.WriteString(w, undocumented(s)); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.Close()
}

// undocumented is the text of a schema with empty lines in place of
// comments and documentation. A schema without attributes keeps its own.
func undocumented(s *schema) string {
	text := s.text()
	if len(s.attrs) == 0 {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	inside := false
	for i, l := range lines {
		quotes := strings.Contains(l, `"""`)
		if inside || quotes || strings.HasPrefix(l, "#") {
			lines[i] = "\n"
		}
		if quotes {
			inside = !inside
		}
	}
	return strings.Join(lines, "")
}
