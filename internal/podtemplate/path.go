package podtemplate

// This file reads paths and follows them.

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/glob"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A step of a path goes to a key, and from there to every element, or to
// every value.
type step struct {
	kind stepKind
	key  string
}

type stepKind uint8

const (
	toKey     stepKind = iota // to the value of key
	toElement                 // []
	toValue                   // .*
)

// Compile checks the path of a row that a user gave, and makes it ready for
// Find. Its templates are optional.
func Compile(r Row) (Row, error) {
	steps, err := parsePath(r.Path)
	if err == nil && len(steps) == 0 {
		err = errors.New("must name the field that holds the Pod template, such as spec.template")
	}
	r.steps = steps
	return r, err
}

// parsePath reads a path; a dot at its beginning means nothing.
func parsePath(path string) ([]step, error) {
	if path == "" {
		return nil, nil
	}
	var steps []step
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "."), ".") {
		key, lists := part, 0
		for strings.HasSuffix(key, "[]") {
			key, lists = key[:len(key)-2], lists+1
		}
		switch {
		case key == "" || strings.ContainsAny(key, "[]"):
			return nil, fmt.Errorf("%q is no path: it must be keys with dots between them, such as spec.groups[].template; "+
				"[] stands for every element of a list, .* for every value of a mapping", path)
		case key == "*":
			steps = append(steps, step{kind: toValue})
		default:
			steps = append(steps, step{toKey, key})
		}
		for range lists {
			steps = append(steps, step{kind: toElement})
		}
	}
	return steps, nil
}

// A walker follows the paths of rows through a resource.
type walker struct {
	resource *Resource
	row      *Row
	found    []Template
}

// follow looks for templates where a row says, if it is about the resource.
func (w *walker) follow(row *Row) {
	if r := w.resource; glob.Match(row.APIVersion, r.APIVersion) && glob.Match(row.Kind, r.Kind) {
		w.row = row
		w.walk(r.Node, r.Path, row.steps)
	}
}

func (w *walker) walk(n *yaml.Node, at yamlvalue.Path, steps []step) {
	n = yamlvalue.Resolve(n)
	if len(steps) == 0 {
		w.template(n, at)
		return
	}
	kind := yaml.MappingNode
	if steps[0].kind == toElement {
		kind = yaml.SequenceNode
	}
	if !w.expect(n, at, kind, w.row.required) {
		return
	}
	switch rest := steps[1:]; steps[0].kind {
	case toKey:
		w.walk(yamlvalue.Lookup(n, steps[0].key), join(at, yamlvalue.Key(steps[0].key)), rest)
	case toElement:
		for i, c := range n.Content {
			w.walk(c, join(at, yamlvalue.Index(i)), rest)
		}
	case toValue:
		pairs := yamlvalue.Pairs(n)
		for i := 0; i+1 < len(pairs); i += 2 {
			w.walk(pairs[i+1], join(at, yamlvalue.Key(yamlvalue.Resolve(pairs[i]).Value)), rest)
		}
	}
}

// template adds the template n.
func (w *walker) template(n *yaml.Node, at yamlvalue.Path) {
	if !w.expect(n, at, yaml.MappingNode, w.row.required) {
		return
	}
	if slices.ContainsFunc(w.found, func(t Template) bool { return slices.Equal(t.Path, at) }) {
		return // by another row
	}
	for _, key := range []string{"metadata", "spec"} {
		value := yamlvalue.Lookup(n, key)
		required := key == "spec" && w.row.required
		if (required || !yamlvalue.IsNull(value)) && !w.expect(value, join(at, yamlvalue.Key(key)), yaml.MappingNode, required) {
			return
		}
	}
	spec := yamlvalue.Lookup(n, "spec")
	for _, key := range []string{"containers", "initContainers", "volumes"} {
		at := join(at, yamlvalue.Key("spec"), yamlvalue.Key(key))
		list := yamlvalue.Resolve(yamlvalue.Lookup(spec, key))
		if yamlvalue.IsNull(list) {
			continue
		}
		if !w.expect(list, at, yaml.SequenceNode, true) {
			return
		}
		for i, c := range list.Content {
			if !w.expect(c, join(at, yamlvalue.Index(i)), yaml.MappingNode, true) {
				return
			}
		}
	}
	w.found = append(w.found, Template{Resource: w.resource, Node: n, Path: at})
}

// expect reports whether n is of a kind. If not, and it is required or
// something else, that is a template with an error.
func (w *walker) expect(n *yaml.Node, at yamlvalue.Path, kind yaml.Kind, required bool) bool {
	n = yamlvalue.Resolve(n)
	if n != nil && n.Kind == kind {
		return true
	}
	if !yamlvalue.IsNull(n) || required {
		err := fmt.Errorf("%s; it must be %s", is(n), kindName(kind))
		w.found = append(w.found, Template{Resource: w.resource, Path: at, Err: err})
	}
	return false
}

// is says what n is, in words that follow on a path.
func is(n *yaml.Node) string {
	switch {
	case n == nil:
		return "is missing"
	case yamlvalue.IsNull(n):
		return "is null"
	}
	return "is " + kindName(n.Kind)
}

func kindName(k yaml.Kind) string {
	switch k {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a scalar"
}
