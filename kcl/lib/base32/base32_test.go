package base32

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
encode ["0.3.0"] => "GAXDGLRQ"
encode ["é"] => "YOUQ===="
decode ["GAXDGLRQ"] => "0.3.0"
decode ["mfra===="] => "ab"
decode ["MFRA"] => "ab"
decode ["77777777"] => None
decode ["1"] => decode() argument 'value' is not base32: illegal base32 data at input byte 0
decode ["MFRA\n"] => decode() argument 'value' is not base32: a line break at byte 4
decode [] => decode() missing 1 required positional argument: 'value'
`)
}
