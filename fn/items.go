package fn

// This file shows the items to programs: as they came in, without what this
// injection, and those above it, have made of them, so that a program sees the
// same in every run.

import (
	"sync"
	"sync/atomic"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// items are the items of the list as programs see them, parsed and converted
// where a program looks.
type items struct {
	list  []*resourcelist.Item
	name  string       // of this injection
	shown func() []int // the numbers of the items that are no companions of it
	roots []atomic.Pointer[yaml.Node]
}

func newItems(list []*resourcelist.Item, name string) *items {
	s := &items{list: list, name: name, roots: make([]atomic.Pointer[yaml.Node], len(list))}
	s.shown = sync.OnceValue(s.find)
	return s
}

// find finds the items that are shown.
func (s *items) find() []int {
	shown := make([]int, 0, len(s.list))
	for i, it := range s.list {
		if !it.MayContain(record.Annotation) || s.root(i) != nil {
			shown = append(shown, i)
		}
	}
	return shown
}

func (s *items) Len() int { return len(s.shown()) }

func (s *items) At(k int) any { return yamlvalue.FromNode(s.root(s.shown()[k])) }

// root is the root of an item; nil for a companion.
func (s *items) root(i int) *yaml.Node {
	root := s.roots[i].Load()
	if root == nil {
		root = &yaml.Node{} // null, also for what cannot be read, which is reported elsewhere
		if d, err := s.list[i].Load(); err == nil && d.Root != nil && yamlvalue.Check(d.Root) == nil {
			if root = beneath(d.Root, s.name); root == nil {
				return nil
			}
		}
		s.roots[i].Store(root)
	}
	return root
}

// beneath is an item as an injection sees it: without its layers and those
// above; nil for one that it has made itself.
func beneath(root *yaml.Node, name string) *yaml.Node {
	tree := merge.NewTree(root)
	for _, r := range podtemplate.Resources(root) {
		if !record.Has(r.Node) {
			continue
		}
		stack, err := record.Open(r.Node)
		switch {
		case err != nil: // it is reported elsewhere
		case len(r.Path) == 0 && len(stack.Makers()) > 0 && stack.Makers()[0] == name:
			return nil
		case len(r.Path) > 0 && stack.Made(name): // somebody has put it into a list
		default:
			below, _ := stack.Below(name)
			tree.Replace(r.Path, below)
		}
	}
	return tree.Current()
}
