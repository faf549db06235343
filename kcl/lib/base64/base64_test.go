package base64

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
encode ["0.3.0"] => "MC4zLjA="
encode ["é"] ** {"encoding": "latin1"} => "w6k="
encode [""] => ""
encode [1] => encode() argument 'value' must be a string, got int
decode ["MC4zLjA="] => "0.3.0"
decode ["YQ=="] => "a"
decode ["YQ"] => "a"
decode [""] => ""
decode ["YQ==\n"] => decode() argument 'value' is not base64: a line break at byte 4
decode ["YR=="] => decode() argument 'value' is not base64: illegal base64 data at input byte 2
decode ["a b="] => decode() argument 'value' is not base64: illegal base64 data at input byte 1
decode ["////"] => decode() argument 'value' is no UTF-8 text in base64
decode [] => decode() missing 1 required positional argument: 'value'
`)
}
