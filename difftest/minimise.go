package main

// This file makes a program small that shows a difference.

import (
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// minimise removes from a program what can go while stays holds of it:
// statements, entries, elements; then it puts simpler expressions in the
// place of others.
func minimise(text string, stays func(string) bool) string {
	for {
		smaller := text
		for _, edits := range []func(*syntax.Module) []edit{removals, replacements} {
			smaller = apply(smaller, edits, stays)
		}
		if smaller == text {
			return text
		}
		text = smaller
	}
}

// An edit puts text in the place of a part of a program.
type edit struct {
	syntax.Span
	text string
}

// apply tries the edits of a program one after the other, and keeps those
// after which stays holds.
func apply(text string, edits func(*syntax.Module) []edit, stays func(string) bool) string {
	m := parse(text)
	if m == nil {
		return text
	}
	list := edits(m)
	for i := 0; i < len(list); i++ {
		e := list[i]
		candidate := text[:e.Pos] + e.text + text[e.End:]
		if candidate == text || !stays(candidate) {
			continue
		}
		text = candidate
		if m = parse(text); m == nil {
			return text
		}
		list = edits(m)
		i-- // what stands in the place of this edit now
		i = min(i, len(list)-1)
	}
	return text
}

func parse(text string) *syntax.Module {
	m, errs := syntax.Parse("main.k", text)
	if len(errs) > 0 {
		return nil
	}
	return m
}

// removals are the parts of a program that may be left out.
func removals(m *syntax.Module) []edit {
	var out []edit
	cut := func(s syntax.Span) { out = append(out, edit{Span: wide(m.File.Src, s)}) }
	syntax.Walk(m, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ConfigEntry, syntax.Stmt, *syntax.IndexSignature, *syntax.CheckExpr, *syntax.Decorator, *syntax.Param:
			cut(n.Range())
		case *syntax.ListExpr:
			for _, e := range n.Elems {
				cut(e.Range())
			}
		case *syntax.CallExpr:
			for _, e := range n.Args {
				cut(e.Range())
			}
		}
		return true
	})
	return out
}

// wide is s with a comma beside it, or with its line where it has the line
// for itself.
func wide(src string, s syntax.Span) syntax.Span {
	start, end := int(s.Pos), int(s.End)
	for start > 0 && src[start-1] == ' ' {
		start--
	}
	for end < len(src) && src[end] == ' ' {
		end++
	}
	switch {
	case end < len(src) && src[end] == ',':
		end++
	case start > 0 && src[start-1] == ',':
		start--
	case (start == 0 || src[start-1] == '\n') && end < len(src) && src[end] == '\n':
		end++
	default:
		return s
	}
	return syntax.Span{Pos: int32(start), End: int32(end)}
}

// replacements are simpler expressions for those of a program: parts of
// them, and constants.
func replacements(m *syntax.Module) []edit {
	var out []edit
	src := m.File.Src
	keys := map[syntax.Expr]bool{}
	syntax.Walk(m, func(n syntax.Node) bool {
		if e, ok := n.(*syntax.ConfigEntry); ok && e.Key != nil {
			keys[e.Key] = true
		}
		if e, ok := n.(*syntax.SchemaExpr); ok {
			keys[e.Name] = true
		}
		x, ok := n.(syntax.Expr)
		if !ok || keys[x] {
			return !ok
		}
		text := src[x.Range().Pos:x.Range().End]
		for _, simple := range simpler(src, x) {
			if len(simple) < len(text) {
				out = append(out, edit{x.Range(), simple})
			}
		}
		return true
	})
	return out
}

var constants = []string{"1", `"s"`, "True", "None", "[]", "{}", "1.5", "[1]"}

func simpler(src string, x syntax.Expr) []string {
	out := slices.Clone(constants)
	syntax.Walk(x, func(n syntax.Node) bool {
		if n == syntax.Node(x) {
			return true
		}
		if sub, ok := n.(syntax.Expr); ok {
			text := src[sub.Range().Pos:sub.Range().End]
			if !strings.Contains(text, "\n") {
				out = append(out, text)
			}
		}
		return true
	})
	return out
}
