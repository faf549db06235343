package template

// This file defines the tree of a template.

import (
	"fmt"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A body is a template or the part of one within a block.
type body struct{ nodes []node }

// A node is a part of a body: *text, *output, *block, *partial or *inline.
type node interface{ render(s *scope) }

// A text stands for itself.
type text struct{ s string }

// An output is {{call}}, or {{{call}}}, which writes no entities.
type output struct {
	call   call
	escape bool
}

// A block is {{#call}}body{{else}}inverse{{/name}}. The inverse is nil where
// there is no else.
type block struct {
	call          call
	names         []string // of |names|: block parameters
	body, inverse *body
}

// A partial is {{> call}}, or {{#> call}}body{{/name}}.
type partial struct {
	call   call
	body   *body // nil for the first form
	indent string
}

// An inline is {{#*inline name}}body{{/inline}}: it defines a partial.
type inline struct {
	call call
	body *body
}

// A call is a name with arguments: a helper or, without arguments, a path.
// The name may be an expression in parentheses instead.
type call struct {
	off    int // where its tag begins
	name   string
	sub    *call
	path   *path // nil where the name is no path
	params []param
	hash   []named
}

// A named is an argument that has a name.
type named struct {
	name  string
	value param
}

// A param is an argument: one of a literal, a path and a call in
// parentheses.
type param struct {
	literal eval.Value
	path    *path
	sub     *call
}

// A path leads to a value: from the root or from the value of a block, the
// current one or that up levels above, on by keys and indices. A local path
// is a name of what the block itself defines: @index.
type path struct {
	up    int
	root  bool
	local bool
	keys  []string
}

// A problem is an error in a template.
type problem struct {
	source string
	off    int
	msg    string
}

func (e *problem) Error() string {
	before := e.source[:e.off]
	line := 1 + strings.Count(before, "\n")
	col := 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	return fmt.Sprintf("the template fails at line %d, column %d: %s", line, col, e.msg)
}
