package podtemplate

// This file reads paths with wildcards, and follows those without.

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

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

// parsePath reads a path; a dot at its beginning means nothing.
func parsePath(path string) ([]step, error) {
	if path == "" {
		return nil, nil
	}
	path = strings.TrimPrefix(path, ".")
	steps := make([]step, 0, strings.Count(path, ".")+strings.Count(path, "[")+1)
	for part := range strings.SplitSeq(path, ".") {
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

// has reports whether a resource has the field at the end of steps to keys.
func has(n *yaml.Node, steps []step) bool {
	for _, s := range steps {
		n = yamlvalue.Lookup(n, s.key)
	}
	return !yamlvalue.IsNull(n)
}

// along is the path of steps, with the indices and keys of at as far as the
// two rows went the same way, and by keys from there.
func along(at yamlvalue.Path, row, steps []step) yamlvalue.Path {
	path := make(yamlvalue.Path, 0, len(steps))
	for i, s := range steps {
		if i < len(row) && row[i] == s {
			path = append(path, at[i])
		} else {
			path = append(path, yamlvalue.Key(s.key))
		}
	}
	return path
}

// nodeAt is the node to which a path leads, nil where there is none.
func nodeAt(n *yaml.Node, path yamlvalue.Path) *yaml.Node {
	n = yamlvalue.Resolve(n)
	for _, s := range path {
		switch {
		case s.Index < 0:
			n = yamlvalue.Resolve(yamlvalue.Lookup(n, s.Key))
		case n != nil && n.Kind == yaml.SequenceNode && s.Index < len(n.Content):
			n = yamlvalue.Resolve(n.Content[s.Index])
		default:
			return nil
		}
	}
	return n
}

// join is a path with more steps, which shares nothing with it.
func join(p yamlvalue.Path, steps ...yamlvalue.Step) yamlvalue.Path {
	return append(append(make(yamlvalue.Path, 0, len(p)+len(steps)), p...), steps...)
}
