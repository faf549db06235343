// Package crypto is KCL's system module crypto: hashes of text and of files,
// and random UUIDs.
package crypto

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "md5", Body: func(c *eval.Call) eval.Value { return text(c, md5.New()) }},
	{Name: "sha1", Body: func(c *eval.Call) eval.Value { return text(c, sha1.New()) }},
	{Name: "sha224", Body: func(c *eval.Call) eval.Value { return text(c, sha256.New224()) }},
	{Name: "sha256", Body: func(c *eval.Call) eval.Value { return text(c, sha256.New()) }},
	{Name: "sha384", Body: func(c *eval.Call) eval.Value { return text(c, sha512.New384()) }},
	{Name: "sha512", Body: func(c *eval.Call) eval.Value { return text(c, sha512.New()) }},
	{Name: "blake3", Body: func(c *eval.Call) eval.Value { return text(c, newBlake3()) }},
	{Name: "filesha256", Body: func(c *eval.Call) eval.Value { return file(c, sha256.New()) }},
	{Name: "filesha512", Body: func(c *eval.Call) eval.Value { return file(c, sha512.New()) }},
	{Name: "fileblake3", Body: func(c *eval.Call) eval.Value { return file(c, newBlake3()) }},
	{Name: "uuid", Body: uuid},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("crypto", funcs[:]) }

// md5(value, encoding="utf-8"), ...: the hash of the text in an encoding, in
// hexadecimal
func text(c *eval.Call, h hash.Hash) eval.Value {
	s := c.NeedStr(0, "value")
	c.Run.Step(1 + int64(len(s))/64)
	return sum(h, encodeText(s, c.ArgStr(1, "encoding", "utf-8")))
}

// filesha256(filepath), filesha512(filepath), fileblake3(filepath)
func file(c *eval.Call, h hash.Hash) eval.Value {
	name := c.NeedStr(0, "filepath")
	b, err := c.Files("crypto").ReadFile(name)
	if err != nil {
		eval.Fail("failed to access file '%s': %s", name, eval.FileError(err))
	}
	c.Run.Step(1 + int64(len(b))/64)
	return sum(h, b)
}

func sum(h hash.Hash, b []byte) eval.Value {
	h.Write(b)
	return eval.Str(hex.EncodeToString(h.Sum(nil)))
}

// uuid(): a random one (version 4)
func uuid(c *eval.Call) eval.Value {
	random := c.Capabilities().Random
	c.Grant(random != nil, "crypto", "random numbers")
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		eval.Fail("uuid() got no random numbers: %v", err)
	}
	b[6] = b[6]&0x0F | 0x40
	b[8] = b[8]&0x3F | 0x80
	return eval.Str(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]))
}
