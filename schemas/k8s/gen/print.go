package main

// This file prints schemas as KCL.

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// keywords cannot be names in KCL unless a `$` stands before them.
var keywords = strings.Fields(`all and any as assert check elif else filter for if import in is
	lambda map mixin not or protocol relaxed rule schema type False None True Undefined`)

// file is the name of the schema's file: its own name, in snake case.
func (s *schema) file() string {
	var b strings.Builder
	name := []rune(s.goType.name)
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) &&
			(!unicode.IsUpper(name[i-1]) || i+1 < len(name) && unicode.IsLower(name[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String() + ".k"
}

// text is the file of the schema.
func (s *schema) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made from the Go type %s.%s by \"make generate\"; do not edit.\n", s.goType.pkg.path, s.goType.name)
	for _, alias := range slices.Sorted(maps.Keys(s.imports)) {
		fmt.Fprintf(&b, "import %s as %s\n", s.imports[alias], alias)
	}
	fmt.Fprintf(&b, "\nschema %s:\n    r\"\"\"\n", s.goType.name)
	doc := documentation(s.goType.doc)
	if len(doc) == 0 {
		doc = []string{s.goType.name + " of the Kubernetes API."}
	}
	writeLines(&b, "    ", doc)
	if len(s.attrs) > 0 {
		b.WriteString("\n    Attributes\n    ----------\n")
	}
	for _, a := range s.attrs {
		a.document(&b)
	}
	b.WriteString("    \"\"\"\n")
	for _, a := range s.attrs {
		a.declare(&b)
	}
	return b.String()
}

// document writes the attribute's part of the schema's documentation.
func (a *attr) document(b *strings.Builder) {
	value, need := "Undefined", "optional"
	if a.required {
		need = "required"
	}
	if a.value != "" {
		value = strconv.Quote(a.value)
	}
	fmt.Fprintf(b, "    %s : %s, default is %s, %s\n", a.key(), a.typ, value, need)
	writeLines(b, "        ", documentation(a.doc))
}

// declare writes the attribute's declaration.
func (a *attr) declare(b *strings.Builder) {
	mark := "?"
	if a.required {
		mark = ""
	}
	typ := a.typ
	if a.value != "" {
		typ = fmt.Sprintf("%q = %[1]q", a.value)
	}
	fmt.Fprintf(b, "    %s%s: %s\n", a.key(), mark, typ)
}

// key is the attribute's name as KCL writes it.
func (a *attr) key() string {
	switch {
	case slices.Contains(keywords, a.name):
		return "$" + a.name
	case strings.ContainsFunc(a.name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' }):
		return strconv.Quote(a.name)
	}
	return a.name
}

func writeLines(b *strings.Builder, indent string, lines []string) {
	for _, l := range lines {
		b.WriteString(strings.TrimRight(indent+l, " ") + "\n")
	}
}
