package file_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// file.current is the file of the call, wherever the caller is; it needs no
// capability.
func TestCurrent(t *testing.T) {
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	p, err := kcl.CompileFiles([]string{"main.k"}, kcl.FileOptions{WorkDir: "/w", FS: fstest.MapFS{
		"w/kcl.mod": text(""),
		"w/main.k":  text("import p\nimport file\na = p.x\nb = p.f()\nc = file.current()\n"),
		"w/p/p.k":   text("import file\nx = file.current()\nf = lambda { file.current() }\n"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	res, err := p.Run(context.Background(), kcl.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := res.YAML(kcl.OutputOptions{})
	if want := "a: /w/p/p.k\nb: /w/p/p.k\nc: /w/main.k\n"; got != want || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
