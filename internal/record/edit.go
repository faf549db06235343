package record

// This file changes trees by entries: it takes a layer off, and puts it back.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// An editor changes a tree in several steps. What it has copied is its own, and
// is changed where it is.
type editor struct {
	root *yaml.Node
	own  []*yaml.Node
}

// change puts what f makes of the node at the end of a path in its place, if
// there is such a node.
func (e *editor) change(p path, f func(*yaml.Node) *yaml.Node) {
	e.root = e.descend(e.root, p, f)
}

func (e *editor) descend(n *yaml.Node, p path, f func(*yaml.Node) *yaml.Node) *yaml.Node {
	if len(p) == 0 {
		return f(n)
	}
	old := p[0].child(n)
	if old == nil {
		return n
	}
	child := e.descend(old, p[1:], f)
	if child == old {
		return n
	}
	return e.put(n, p[0], child, nil, nil)
}

// set puts v at the end of a path, if there is something that it can be in.
// What is new in it stands behind after, else before next.
func (e *editor) set(p path, v *yaml.Node, after, next *step) {
	e.change(p[:len(p)-1], func(parent *yaml.Node) *yaml.Node {
		return e.put(parent, p.last(), v, after, next)
	})
}

// remove removes what stands at the end of a path.
func (e *editor) remove(p path) {
	s := p.last()
	e.change(p[:len(p)-1], func(parent *yaml.Node) *yaml.Node {
		if s.kind == toKey {
			d := draft.New(parent)
			d.Remove(s.key)
			if n := d.Result(); n != parent {
				return e.owned(n)
			}
			return parent
		}
		i := s.find(parent)
		if slices.Contains(e.own, parent) {
			parent.Content = slices.Delete(parent.Content, i, i+1)
			return parent
		}
		content := slices.Clone(yamlvalue.Resolve(parent).Content)
		return e.owned(draft.WithContent(parent, yaml.SequenceNode, slices.Delete(content, i, i+1)))
	})
}

// put returns the collection n with v where s leads to.
func (e *editor) put(n *yaml.Node, s step, v *yaml.Node, after, next *step) *yaml.Node {
	c := yamlvalue.Resolve(n)
	switch {
	case s.kind == toKey && c.Kind == yaml.MappingNode:
		if i := draft.Find(c.Content, s.key); i >= 0 {
			if slices.Contains(e.own, n) {
				n.Content[i+1] = v
				return n
			}
			content := slices.Clone(c.Content)
			content[i+1] = v
			return e.owned(draft.WithContent(n, yaml.MappingNode, content))
		}
		d := draft.New(n)
		before := ""
		if after != nil {
			before = after.key
		}
		d.Insert(s.key, v, before)
		return e.owned(d.Result())
	case s.kind == toKey || c.Kind != yaml.SequenceNode:
		return n
	}
	i := s.find(n)
	if i >= 0 && slices.Contains(e.own, n) {
		n.Content[i] = v
		return n
	}
	content := slices.Clone(c.Content)
	if i >= 0 {
		content[i] = v
	} else {
		content = slices.Insert(content, place(n, after, next), v)
	}
	return e.owned(draft.WithContent(n, yaml.SequenceNode, content))
}

// owned makes a collection that was copied the editor's own.
func (e *editor) owned(n *yaml.Node) *yaml.Node {
	if e.own == nil {
		e.own = make([]*yaml.Node, 0, 16)
	}
	e.own = append(e.own, n)
	return n
}

// set returns the tree n with v at the end of a path: see editor.
func set(n *yaml.Node, p path, v *yaml.Node, after, next *step) *yaml.Node {
	e := &editor{root: n}
	e.set(p, v, after, next)
	return e.root
}

// remove returns the tree n without what stands at the end of a path.
func remove(n *yaml.Node, p path) *yaml.Node {
	e := &editor{root: n}
	e.remove(p)
	return e.root
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
	tree := &editor{root: n}
	clean = true
	for _, e := range slices.Backward(entries) {
		if e.kind == removed {
			continue
		}
		present := e.path.lookup(tree.root)
		if e.open {
			if present != nil && isEmpty(present) {
				tree.revert(&e, present)
			}
			continue
		}
		if present == nil || digest(present) != e.digest {
			clean = false
			if rest, ok := e.without(present); ok {
				if rest == nil {
					tree.remove(e.path)
				} else {
					tree.set(e.path, rest, nil, nil)
				}
				continue
			}
			drift = append(drift, Drift{e.path, present})
		}
		tree.revert(&e, present)
	}
	slices.Reverse(drift)
	for _, e := range entries {
		if e.kind != removed {
			continue
		}
		if present := e.path.lookup(tree.root); present != nil {
			clean = false
			drift = append(drift, Drift{e.path, present})
		} else if e.path[:len(e.path)-1].lookup(tree.root) == nil {
			clean = false
		} else {
			tree.set(e.path, e.old, e.after, nil)
		}
	}
	return tree.root, drift, clean
}

// revert puts back what was there before an addition or change.
func (e *editor) revert(was *entry, present *yaml.Node) {
	if was.kind == changed {
		e.set(was.path, withComments(was.old, present), nil, nil)
	} else if present != nil {
		e.remove(was.path)
	}
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
	tree := &editor{root: n}
	for _, e := range slices.Backward(entries) {
		if e.kind == removed && e.path.lookup(tree.root) != nil {
			tree.remove(e.path)
		}
	}
	for _, e := range entries {
		switch {
		case e.kind == removed:
		case !e.open:
			tree.set(e.path, e.with(e.path.lookup(tree.root)), e.after, e.next)
		case yamlvalue.IsNull(e.path.lookup(tree.root)):
			shell := draft.WithContent(e.new, yamlvalue.Resolve(e.new).Kind, nil)
			tree.set(e.path, shell, e.after, nil)
		}
	}
	return tree.root
}
