package merge

// This file merges scalars.

import (
	"math"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// scalar puts v in the place of old.
func (m *merger) scalar(old *yaml.Node, v eval.Value, t *Type) *yaml.Node {
	if u, ok := v.(*eval.Unit); ok && t.kind == quantityKind {
		v = eval.Str(quantity(u))
	}
	if !fits(v, t.kind) {
		m.fail("must be %s %s, not %s%s", article(t.name), t.name, yamlvalue.Describe(v), remedy(v, t.kind))
		return nil
	}
	if t.kind != anyKind && !m.shape(old, yaml.ScalarNode) {
		return nil
	}
	n, err := yamlvalue.ToNode(v)
	if err != nil {
		e := err.(*yamlvalue.Error)
		m.path = append(m.path, e.Path...)
		m.fail("%s", e.Msg)
		m.path = m.path[:len(m.path)-len(e.Path)]
		return nil
	}
	if old != nil {
		if yamlvalue.Equal(old, n) {
			return old
		}
		n.HeadComment, n.LineComment, n.FootComment = old.HeadComment, old.LineComment, old.FootComment
	}
	return n
}

// fits reports whether v is what Kubernetes reads into a field of kind k.
func fits(v eval.Value, k kind) bool {
	switch v := v.(type) {
	case eval.Str:
		return k == stringKind || k == intOrStringKind || k == quantityKind || k == anyKind
	case eval.Bool:
		return k == boolKind || k == anyKind
	case eval.Int:
		return k == intKind || k == intOrStringKind || k == quantityKind || k == anyKind
	case eval.Float:
		return k == quantityKind || k == anyKind
	case *eval.Unit:
		return k == anyKind || (k == intKind || k == intOrStringKind) && v.Value == math.Trunc(v.Value)
	}
	return k == anyKind
}

// quantity is the unit u as Kubernetes writes it (the package comment of
// k8s.io/apimachinery/pkg/api/resource): KCL's K is its k.
func quantity(u *eval.Unit) string {
	suffix := u.Suffix
	if suffix == "K" {
		suffix = "k"
	}
	return strconv.FormatInt(u.Raw, 10) + suffix
}

// remedy says what to write instead, where that is plain.
func remedy(v eval.Value, k kind) string {
	switch v := v.(type) {
	case eval.Bool, eval.Int, eval.Float, *eval.Unit:
		if k == stringKind {
			return "; write it in quotes, or str(...)"
		}
		if v.Kind() == eval.KindFloat && (k == intKind || k == intOrStringKind) {
			return "; write int(...)"
		}
	case eval.Str:
		_, err := strconv.ParseInt(string(v), 10, 64)
		if k == intKind && err == nil {
			return "; write it without quotes, or int(...)"
		}
		if k == boolKind && (v == "true" || v == "false") {
			return "; write True or False, without quotes"
		}
	}
	return ""
}
