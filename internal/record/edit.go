package record

// This file changes trees by entries: it takes a layer off, and puts it back.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// change returns the tree n with what f makes of the node at the end of a
// path; n itself where there is no such node, or f returns it as it is.
func change(n *yaml.Node, p path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	if len(p) == 0 {
		return f(n)
	}
	old := p[0].child(n)
	if old == nil {
		return n
	}
	child := change(old, p[1:], f)
	if child == old {
		return n
	}
	return p[0].put(n, child, nil, nil)
}

// set returns the tree n with v at the end of a path, if there is something
// that v can be in. What is new in it stands behind after, else before next.
func set(n *yaml.Node, p path, v *yaml.Node, after, next *step) *yaml.Node {
	return change(n, p[:len(p)-1], func(parent *yaml.Node) *yaml.Node {
		return p.last().put(parent, v, after, next)
	})
}

// remove returns the tree n without what stands at the end of a path.
func remove(n *yaml.Node, p path) *yaml.Node {
	s := p.last()
	return change(n, p[:len(p)-1], func(parent *yaml.Node) *yaml.Node {
		if s.kind == toKey {
			d := draft.New(parent)
			d.Remove(s.key)
			return d.Result()
		}
		i := s.find(parent)
		content := slices.Clone(yamlvalue.Resolve(parent).Content)
		return draft.WithContent(parent, yaml.SequenceNode, slices.Delete(content, i, i+1))
	})
}

// put returns the collection n with v where s leads to.
func (s step) put(n, v *yaml.Node, after, next *step) *yaml.Node {
	c := yamlvalue.Resolve(n)
	switch {
	case s.kind == toKey && c.Kind == yaml.MappingNode:
		d := draft.New(n)
		before := ""
		if after != nil {
			before = after.key
		}
		d.Insert(s.key, v, before)
		return d.Result()
	case s.kind == toKey || c.Kind != yaml.SequenceNode:
		return n
	}
	content := slices.Clone(c.Content)
	if i := s.find(n); i >= 0 {
		content[i] = v
	} else {
		content = slices.Insert(content, place(n, after, next), v)
	}
	return draft.WithContent(n, yaml.SequenceNode, content)
}

// place is the index in the list n behind the element after, else before next;
// at the end where there is neither, at the beginning where none was.
func place(n *yaml.Node, after, next *step) int {
	if after != nil {
		if i := after.find(n); i >= 0 {
			return i + 1
		}
	}
	if next != nil {
		if i := next.find(n); i >= 0 {
			return i
		}
	}
	if after == nil {
		return 0
	}
	return len(yamlvalue.Resolve(n).Content)
}

// A Drift is a place where a resource is not as an injection has left it.
type Drift struct {
	path    path
	Present *yaml.Node // what stands there now; nil: nothing
}

// In is what a tree has at this place; nil: nothing.
func (d Drift) In(tree *yaml.Node) *yaml.Node { return d.path.lookup(tree) }

// Path is this place as a path into a tree.
func (d Drift) Path(tree *yaml.Node) yamlvalue.Path { return d.path.in(tree) }

// undo returns the tree n without what a layer has changed, what has drifted,
// and whether every entry was found as it was left. What was added goes and
// what was changed comes back from the last to the first; then what was
// removed, from the first to the last.
func undo(n *yaml.Node, entries []entry) (without *yaml.Node, drift []Drift, clean bool) {
	clean = true
	for _, e := range slices.Backward(entries) {
		if e.kind == removed {
			continue
		}
		present := e.path.lookup(n)
		if e.open {
			if present != nil && isEmpty(present) {
				n = e.revert(n, present)
			}
			continue
		}
		if present == nil || digest(present) != e.digest {
			clean = false
			drift = append(drift, Drift{e.path, present})
		}
		n = e.revert(n, present)
	}
	slices.Reverse(drift)
	for _, e := range entries {
		if e.kind != removed {
			continue
		}
		if present := e.path.lookup(n); present != nil {
			clean = false
			drift = append(drift, Drift{e.path, present})
		} else if e.path[:len(e.path)-1].lookup(n) == nil {
			clean = false
		} else {
			n = set(n, e.path, e.old, e.after, nil)
		}
	}
	return n, drift, clean
}

// revert returns the tree n with what was there before an addition or change.
func (e *entry) revert(n, present *yaml.Node) *yaml.Node {
	switch {
	case e.kind == changed:
		return set(n, e.path, withComments(e.old, present), nil, nil)
	case present != nil:
		return remove(n, e.path)
	}
	return n
}

// withComments returns n with the comments that beside has. They are in the
// text where n comes to stand.
func withComments(n, beside *yaml.Node) *yaml.Node {
	if beside == nil || beside.Kind == yaml.AliasNode {
		return n
	}
	c := *n
	c.HeadComment, c.LineComment, c.FootComment = beside.HeadComment, beside.LineComment, beside.FootComment
	return &c
}

func isEmpty(n *yaml.Node) bool {
	n = yamlvalue.Resolve(n)
	return yamlvalue.IsNull(n) || n.Kind != yaml.ScalarNode && len(n.Content) == 0
}

// redo returns the tree n with what entries of diff say: what was removed goes,
// from the last to the first; then the others, from the first to the last.
func redo(n *yaml.Node, entries []entry) *yaml.Node {
	for _, e := range slices.Backward(entries) {
		if e.kind == removed && e.path.lookup(n) != nil {
			n = remove(n, e.path)
		}
	}
	for _, e := range entries {
		switch {
		case e.kind == removed:
		case !e.open:
			n = set(n, e.path, e.new, e.after, e.next)
		case yamlvalue.IsNull(e.path.lookup(n)):
			shell := draft.WithContent(e.new, yamlvalue.Resolve(e.new).Kind, nil)
			n = set(n, e.path, shell, e.after, nil)
		}
	}
	return n
}
