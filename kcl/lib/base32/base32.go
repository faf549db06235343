// Package base32 is KCL's system module base32 (RFC 4648).
package base32

import (
	stdbase32 "encoding/base32"
	"strings"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "encode", Body: encode},
	{Name: "decode", Body: decode},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("base32", funcs[:]) }

// encode(value): with padding
func encode(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "value")
	c.Run.Grow(int64(stdbase32.StdEncoding.EncodedLen(len(s))))
	return eval.Str(stdbase32.StdEncoding.EncodeToString([]byte(s)))
}

// decode(value): in upper or lower case, with or without padding. None where
// it is no UTF-8 text.
func decode(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "value")
	c.Run.Grow(int64(len(s)))
	if at := strings.IndexAny(s, "\r\n"); at >= 0 { // which the decoder would skip
		eval.Fail("decode() argument 'value' is not base32: a line break at byte %d", at)
	}
	digits := strings.ToUpper(strings.TrimRight(s, "="))
	b, err := stdbase32.StdEncoding.WithPadding(stdbase32.NoPadding).DecodeString(digits)
	if err != nil {
		eval.Fail("decode() argument 'value' is not base32: %v", err)
	}
	if !utf8.Valid(b) {
		return eval.None
	}
	return eval.Str(b)
}
