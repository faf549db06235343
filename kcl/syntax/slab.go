package syntax

// This file allocates the nodes that a tree has most of.

// A slab hands out values of T from arrays, which costs less than one
// allocation each. The nodes of a tree live and die together, so nothing is
// kept longer for it.
type slab[T any] struct {
	free []T
	size int // of the last array
}

const (
	minSlab = 8
	maxSlab = 256
)

// new returns a pointer to a copy of v.
func (s *slab[T]) new(v T) *T {
	if len(s.free) == 0 {
		s.size = min(max(2*s.size, minSlab), maxSlab)
		s.free = make([]T, s.size)
	}
	n := &s.free[0]
	s.free = s.free[1:]
	*n = v
	return n
}

// slabs holds the slabs of a parser.
type slabs struct {
	names     slab[Name]
	idents    slab[NameExpr]
	selectors slab[SelectorExpr]
	numbers   slab[NumberLit]
	strings   slab[StringLit]
	binaries  slab[BinaryExpr]
	calls     slab[CallExpr]
	entries   slab[ConfigEntry]
	dotted    slab[DottedName]
	targets   slab[Target]
}
