package main

// This file writes the schemas of package sidecar that are made from types of
// Kubernetes: what is laid over an object that exists already. There nothing
// is required, and a schema of KCL cannot say so of attributes that it
// inherits.

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A patch is a schema of package sidecar made from one of package core/v1.
type patch struct {
	of, doc string
	without []string // the fields for which package sidecar has attributes of its own
	own     []attr   // what the patch says beside fields
}

var patches = []patch{
	{of: "Container", without: []string{"name"}, own: []attr{{name: "takeOver", typ: "bool", doc: comment(`// True: where these fields differ from what somebody else wrote (the value of
// a variable, the name of a port, a mount, the image), theirs is replaced on
// purpose. Without it, that is a conflict.`)}},
		doc: `// The fields of a container that are laid over one that exists. None is
// required; None as a value takes a field away. What is new, and each element
// of a list, needs what Kubernetes requires of it.`},
	{of: "PodSpec", without: []string{"containers", "ephemeralContainers", "hostAliases", "imagePullSecrets", "initContainers", "volumes"},
		doc: `// The fields of a Pod's spec that are laid over those it has, but for those
// for which Injection has attributes. None is required; None as a value takes
// a field away.`},
}

// writePatches writes the patches into the folder dir.
func (m *model) writePatches(dir string) error {
	p, err := m.source.read(apiModule + "/core/v1")
	if err != nil {
		return err
	}
	for _, patch := range patches {
		t := p.types[patch.of]
		if t == nil {
			return fmt.Errorf("%s has no type %s", p.path, patch.of)
		}
		described := *t
		described.doc = comment(patch.doc)
		s := &schema{goType: &described, imports: map[string]string{}}
		if err := m.addFields(s, t); err != nil {
			return err
		}
		s.attrs = slices.DeleteFunc(s.attrs, func(a attr) bool { return slices.Contains(patch.without, a.name) })
		s.attrs = append(s.attrs, patch.own...)
		slices.SortFunc(s.attrs, func(a, b attr) int { return strings.Compare(a.name, b.name) })
		for i := range s.attrs {
			s.attrs[i].required = false
		}
		for alias, pkg := range s.imports {
			s.imports[alias] = "k8s." + pkg
		}
		text := strings.Replace(s.text(), "schema "+patch.of+":", "schema "+patch.of+"Patch:", 1)
		file := strings.Replace(s.file(), ".k", "_patch.k", 1)
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// comment is a comment of the lines of a text.
func comment(text string) *ast.CommentGroup {
	c := &ast.CommentGroup{}
	for line := range strings.SplitSeq(text, "\n") {
		c.List = append(c.List, &ast.Comment{Text: line})
	}
	return c
}
