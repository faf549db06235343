package merge

// This file says what is wrong.

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// An Error is one thing that is wrong with a patch, or with a resource at a
// place to which the patch wants to go.
type Error struct {
	Path yamlvalue.Path // from the root of the item
	Msg  string
}

func (e *Error) Error() string {
	if len(e.Path) == 0 {
		return e.Msg
	}
	return e.Path.String() + ": " + e.Msg
}

// Errors are all that is wrong, a line each.
type Errors []*Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find a single one.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

func (m *merger) fail(format string, args ...any) {
	m.errs = append(m.errs, &Error{slices.Clone(m.path), fmt.Sprintf(format, args...)})
}

// shape reports whether n is absent, null or of the kind that belongs there;
// if not, that is an error of the resource.
func (m *merger) shape(n *yaml.Node, kind yaml.Kind) bool {
	if yamlvalue.IsNull(n) || yamlvalue.Resolve(n).Kind == kind {
		return true
	}
	m.fail("the resource has %s here, where %s belongs; correct the resource", yamlvalue.KindName(yamlvalue.Resolve(n).Kind), yamlvalue.KindName(kind))
	return false
}

// unknownField reports a field that an object of type t does not have.
func (m *merger) unknownField(name string, t *Type) {
	hint := ""
	if s := suggest.Name(name, slices.Collect(maps.Keys(t.fields))); s != "" {
		hint = fmt.Sprintf("; did you mean %q?", s)
	}
	m.fail("%s %s has no field %q%s", article(t.name), t.name, name, hint)
}

func article(name string) string {
	if strings.ContainsRune("AEIOUaeiou", rune(name[0])) {
		return "an"
	}
	return "a"
}
