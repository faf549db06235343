// Package base64 is KCL's system module base64.
package base64

import (
	stdbase64 "encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "encode", Body: encode},
	{Name: "decode", Body: decode},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("base64", funcs[:]) }

// encode(value): with padding. The signature's second argument, encoding,
// has no effect: text is UTF-8.
func encode(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "value")
	c.Run.Grow(int64(stdbase64.StdEncoding.EncodedLen(len(s))))
	return eval.Str(stdbase64.StdEncoding.EncodeToString([]byte(s)))
}

// decode(value): with or without padding
func decode(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "value")
	c.Run.Grow(int64(len(s)))
	if at := strings.IndexAny(s, "\r\n"); at >= 0 { // which the decoder would skip
		eval.Fail("decode() argument 'value' is not base64: a line break at byte %d", at)
	}
	enc := stdbase64.StdEncoding
	if len(s)%4 != 0 {
		enc = stdbase64.RawStdEncoding
	}
	b, err := enc.Strict().DecodeString(s)
	if err != nil {
		eval.Fail("decode() argument 'value' is not base64: %v", err)
	}
	if !utf8.Valid(b) {
		eval.Fail("decode() argument 'value' is no UTF-8 text in base64")
	}
	return eval.Str(b)
}
