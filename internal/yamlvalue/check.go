package yamlvalue

// This file finds nodes that cannot be read as data.

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// How far aliases may blow up an item.
const (
	maxNodes = 1 << 20
	maxDepth = 1000
)

// An Unreadable is a tree that cannot be read as data, and why.
type Unreadable struct {
	// Line is where, counted as the lines of the tree are, from 1; of what
	// aliases bring in, the line of the first alias on the way.
	Line int
	Msg  string
}

func (e *Unreadable) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// Check returns an error, of type *Unreadable, if n cannot be read as data: an
// anchor whose value contains itself, aliases that stand for more than a
// million nodes, or nesting deeper than a thousand levels.
func Check(n *yaml.Node) error {
	c := checker{}
	return c.check(n, 0)
}

type checker struct {
	open  []*yaml.Node // targets of the aliases that are being followed
	line  int          // of the first of these aliases
	nodes int
}

func (c *checker) check(n *yaml.Node, depth int) error {
	if n == nil {
		return nil
	}
	if len(c.open) == 0 {
		c.line = n.Line
	}
	if c.nodes++; len(c.open) > 0 && c.nodes > maxNodes {
		return &Unreadable{c.line, fmt.Sprintf("aliases stand for more than %d nodes; write the values out", maxNodes)}
	}
	if depth > maxDepth {
		return &Unreadable{c.line, fmt.Sprintf("nested deeper than %d levels", maxDepth)}
	}
	if n.Kind == yaml.AliasNode {
		if slices.Contains(c.open, n.Alias) {
			return &Unreadable{c.line, fmt.Sprintf("the value of anchor %q contains itself", n.Value)}
		}
		c.open = append(c.open, n.Alias)
		err := c.check(n.Alias, depth+1)
		c.open = c.open[:len(c.open)-1]
		return err
	}
	for _, child := range n.Content {
		if err := c.check(child, depth+1); err != nil {
			return err
		}
	}
	return nil
}
