package collection

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestUnionAll(t *testing.T) {
	libtest.Run(t, Module(), `
union_all [[{"a": 1}, {"b": {"c": 2}}, {"b": {"d": 3}}]] => {"a": 1, "b": {"c": 2, "d": 3}}
union_all [[{"a": 1}, null]] => {"a": 1}
union_all [[1, 2]] => 3
union_all [[]] => {}
union_all [null] => {}
union_all [] => union_all() missing 1 required positional argument: 'num'
`)
}
