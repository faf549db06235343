package crypto

import (
	"bytes"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's.
func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
md5 ["ABCDEF"] => "8827a41122a5028b9808c7bf84b9fcf6"
md5 ["é"] => "66ddcd97cfdeabb2f6fb8a999b4bc76f"
md5 ["é"] ** {"encoding": "UTF-8"} => "66ddcd97cfdeabb2f6fb8a999b4bc76f"
md5 ["é", "latin1"] => "3406877694691ddd1dfb0aca54681407"
md5 ["€", "ascii"] => "8d39dd7eef115ea6975446ef4082951f"
md5 ["日", "ascii"] => encoding errors occurred while encoding to ascii
md5 ["x", "foo"] => unknown encoding foo
sha1 ["a"] => "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
sha1 ["a"] ** {"encoding": "utf-16le"} => "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
sha224 ["x"] => "54a2f7f92a5f975d8096af77a126edda7da60c5aa872ef1b871701ae"
sha256 [""] => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
sha384 ["x"] => "d752c2c51fba0e29aa190570a9d4253e44077a058d3297fa3a5630d5bd012622f97c28acaed313b5c83bb990caa7da85"
sha512 ["x"] => "a4abd4448c49562d828115d13a1fccea927f52b4d5459297f8b43e42da89238bc13626e43dcb38ddb082488927ec904fb42057443983e88585179d50551afe62"
blake3 [""] => "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
blake3 ["abc"] => "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
blake3 ["é", "latin1"] => "30252bfece19c59dddf392335f0308e6c23271280d828925fb6e9d3a96f9cd17"
blake3 [] => blake3() missing 1 required positional argument: 'value'
sha256 [] => sha256() missing 1 required positional argument: 'value'
filesha256 ["x"] => crypto.filesha256 needs access to files, which this program was not given
uuid [] => crypto.uuid needs access to random numbers, which this program was not given
`)
}

func TestCapabilities(t *testing.T) {
	fs := &libtest.Files{}
	if err := fs.WriteFile("empty", nil); err != nil {
		t.Fatal(err)
	}
	r := &eval.Run{Caps: &eval.Capabilities{Files: fs, Random: bytes.NewReader(bytes.Repeat([]byte{0xFF}, 20))}}
	m := Module()
	for _, c := range []struct{ name, args, want string }{
		{"filesha256", `["empty"]`, `"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`},
		{"fileblake3", `["empty"]`, `"af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"`},
		{"filesha512", `["empty"]`, `"cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"`},
		{"filesha256", `["none"]`, "failed to access file 'none': No such file or directory (os error 2)"},
		{"uuid", `[]`, `"ffffffff-ffff-4fff-bfff-ffffffffffff"`},
		{"uuid", `[]`, "uuid() got no random numbers: unexpected EOF"},
	} {
		if got := libtest.Member(t, r, m, c.name, c.args, ""); got != c.want {
			t.Errorf("%s%s: got %s, want %s", c.name, c.args, got, c.want)
		}
	}
}
