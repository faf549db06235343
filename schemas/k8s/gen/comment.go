package main

// This file turns Go comments into documentation.

import (
	"go/ast"
	"strings"
)

// hasMarker reports whether a comment has the line "+name".
func hasMarker(c *ast.CommentGroup, name string) bool {
	if c == nil {
		return false
	}
	for _, line := range strings.Split(c.Text(), "\n") {
		if strings.TrimSpace(line) == "+"+name {
			return true
		}
	}
	return false
}

// documentation is the lines of a comment for readers of the API: without
// markers, notes to do, and what stands below a line "---".
func documentation(c *ast.CommentGroup) []string {
	if c == nil {
		return nil
	}
	var lines []string
	for _, line := range strings.Split(c.Text(), "\n") {
		line = strings.TrimRight(line, " \t")
		text := strings.TrimSpace(line)
		if text == "---" {
			break
		}
		if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "TODO") {
			continue
		}
		if text == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, strings.ReplaceAll(strings.ReplaceAll(line, "\t", "    "), `"""`, `'''`))
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
