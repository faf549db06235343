package load

// This file says what is wrong with an import of a package that is nowhere,
// and which packages there are.

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/syntax"
)

// missing reports an import of a package that is nowhere. With files, the
// reference implementation says where it looked.
func (l *loader) missing(p pending, stmt *syntax.ImportStmt, imp string) {
	f, hints := p.file, l.hints(imp)
	if p.mod.text != nil && strings.HasPrefix(stmt.Path, ".") {
		hints = l.hints(p.mod.name + "." + imp)
	}
	if l.fsys.FS == nil {
		l.fail(f, stmt, "Cannot find the module %s: %s", stmt.Path, strings.Join(hints, " "))
		return
	}
	at := l.prog.Root + "/" + strings.ReplaceAll(imp, ".", "/")
	if l.fsys.stat(at) != nil {
		l.fail(f, stmt, "Failed to import the module %s from %s. No KCL files found in the specified folder", stmt.Path, at)
		return
	}
	if l.faulty[stmt] {
		return
	}
	l.fail(f, stmt, "Cannot find the module %s from %s", stmt.Path, at)
	name, _, _ := strings.Cut(imp, ".")
	suggestions := append([]string{
		fmt.Sprintf("try 'kcl mod add %s' to download the missing package", name),
		"browse more packages at 'https://artifacthub.io'",
	}, hints...)
	for _, s := range suggestions {
		l.imports = append(l.imports, &diag.Diagnostic{Bare: true, Messages: []diag.Message{{Text: "suggestion: " + s}}})
	}
}

// hints say which of the packages that need no file might be meant, and
// which there are beside it.
func (l *loader) hints(imp string) []string {
	all := l.known()
	var hints []string
	if like := suggest.Name(imp, all); like != "" {
		hints = append(hints, fmt.Sprintf("did you mean '%s'?", like))
	}
	// The part of the path that exists, and what it can go on with.
	known, rest := "", imp
	for {
		part, more, _ := strings.Cut(rest, ".")
		next := children(all, known+part+".")
		if len(next) == 0 {
			break
		}
		known, rest = known+part+".", more
	}
	if known == "" && len(l.o.Modules)+len(l.o.Builtin) == 0 && l.fsys.FS != nil {
		return nil // files alone: the reference implementation names none
	}
	in := "there are"
	if known != "" {
		in = strings.TrimSuffix(known, ".") + " has"
	}
	return append(hints, in+" "+strings.Join(children(all, known), ", "))
}

// known lists the packages that need no file, system modules among them.
func (l *loader) known() []string {
	all := slices.Collect(maps.Keys(systemModules))
	for _, m := range slices.Concat(l.o.Modules, l.o.Builtin) {
		for _, p := range m.Packages {
			all = append(all, strings.TrimSuffix(m.Name+"."+p, "."))
		}
	}
	return all
}

// children lists the names that follow a prefix in paths, sorted.
func children(paths []string, prefix string) []string {
	found := map[string]bool{}
	for _, p := range paths {
		if rest, ok := strings.CutPrefix(p, prefix); ok {
			name, _, _ := strings.Cut(rest, ".")
			found[name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
