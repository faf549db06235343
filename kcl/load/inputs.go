package load

// This file finds the main files of a program.

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"sync"
)

// An input is one main file.
type input struct {
	name string  // as diagnostics show it
	path string  // absolute
	root string  // of the module that it belongs to
	text *string // nil where it is to be read
}

// modPrefix is "${KCL_MOD}/" or "${name:KCL_MOD}/".
var modPrefix = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\$\{(?:([A-Za-z0-9_-]+):)?KCL_MOD\}(?:/|$)`)
})

// abs is p as an absolute path.
func (l *loader) abs(p string) string {
	if path.IsAbs(p) {
		return path.Clean(p)
	}
	return path.Join("/", l.o.WorkDir, p)
}

// inputs finds the files that paths name, in order and each once.
func (l *loader) inputs(paths []string) ([]input, error) {
	paths, err := l.orEntries(paths)
	if err != nil {
		return nil, err
	}
	paths, err = l.expand(paths)
	if err != nil {
		return nil, err
	}
	var inputs []input
	seen := map[string]bool{}
	for _, p := range paths {
		files := []string{p}
		if l.fsys.isDir(p) {
			if files = l.fsys.programs(p); len(files) == 0 {
				return nil, fmt.Errorf("No input KCL files in the folder %s", p)
			}
		} else if !l.fsys.isFile(p) {
			return nil, fmt.Errorf("Cannot find the kcl file, please check the file path %s", p)
		}
		for _, f := range files {
			if !seen[f] {
				seen[f] = true
				inputs = append(inputs, input{name: f, path: f, root: l.fsys.root(path.Dir(f))})
			}
		}
	}
	return inputs, nil
}

// orEntries is paths or, where there are none, what stands for them.
func (l *loader) orEntries(paths []string) ([]string, error) {
	if len(paths) > 0 {
		return paths, nil
	}
	root, ok := l.fsys.modRoot(l.abs("."))
	if !ok {
		return []string{"."}, nil
	}
	mod, err := ReadMod(l.fsys.FS, root)
	if err != nil {
		return nil, err
	}
	for _, e := range mod.Profile.Entries {
		if !modPrefix().MatchString(e) && !path.IsAbs(e) {
			e = path.Join(root, e)
		}
		paths = append(paths, e)
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	return paths, nil
}

// expand makes paths absolute: it replaces their "${KCL_MOD}" and patterns.
func (l *loader) expand(paths []string) ([]string, error) {
	root := ""
	var out []string
	for _, p := range paths {
		m := modPrefix().FindStringSubmatch(p)
		switch {
		case m == nil:
			p = l.abs(p)
		case m[1] == "":
			if root == "" {
				root = l.mainRoot(paths)
			}
			p = path.Join(root, p[len(m[0]):])
		default:
			dir, ok := l.o.Packages[m[1]]
			if !ok {
				return nil, fmt.Errorf("The package '%s' of the path '%s' is not among the external packages", m[1], p)
			}
			p = path.Join(l.abs(dir), p[len(m[0]):])
		}
		if strings.ContainsAny(p, "*?[") && !l.fsys.isFile(p) {
			if found := l.fsys.glob(p); len(found) > 0 {
				out = append(out, found...)
				continue
			}
		}
		out = append(out, p)
	}
	if len(out) == 0 {
		return nil, errors.New("No input KCL files or paths")
	}
	return out, nil
}

// mainRoot is what "${KCL_MOD}" means among paths: the root of all other
// paths where they agree on one, else that of the working directory.
func (l *loader) mainRoot(paths []string) string {
	roots := map[string]bool{}
	var root string
	for _, p := range paths {
		if modPrefix().MatchString(p) {
			continue
		}
		p = l.abs(p)
		if !l.fsys.isDir(p) {
			p = path.Dir(p)
		}
		root = l.fsys.root(p)
		roots[root] = true
	}
	if len(roots) == 1 {
		return root
	}
	return l.fsys.root(l.abs("."))
}
