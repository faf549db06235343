package main

// This file keeps the list of known failures.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// A knownList is the list of known failures: the id of a check a line, with
// a reason after a '#', sorted. Lines that start with '#' are the head of
// the file.
type knownList struct {
	head    []string
	reasons map[string]string
}

// readKnown reads the list; create says whether it need not exist yet.
func readKnown(name string, create bool) (*knownList, error) {
	b, err := os.ReadFile(name)
	if err != nil && !(create && errors.Is(err, fs.ErrNotExist)) {
		return nil, fmt.Errorf("the list of known failures: %w; -update makes one", err)
	}
	k := &knownList{reasons: map[string]string{}}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "#") {
			k.head = append(k.head, line)
			continue
		}
		id, reason, _ := strings.Cut(line, "#")
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if _, ok := k.reasons[id]; ok {
			return nil, fmt.Errorf("%s: %s is there twice", name, id)
		}
		k.reasons[id] = strings.TrimSpace(reason)
	}
	return k, nil
}

// update writes the list of what fails now. Reasons stay, and so do the
// checks that did not run.
func (k *knownList) update(name string, r *report) error {
	for _, id := range r.stale {
		delete(k.reasons, id)
	}
	for _, c := range r.fixed {
		delete(k.reasons, c.id())
	}
	for _, c := range r.broken {
		k.reasons[c.id()] = ""
	}
	var lines []string
	for id, reason := range k.reasons {
		if reason != "" {
			id += " # " + reason
		}
		lines = append(lines, id)
	}
	slices.Sort(lines)
	text := strings.Join(append(k.head, lines...), "\n") + "\n"
	return os.WriteFile(name, []byte(text), 0o644)
}
