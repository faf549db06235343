package kcl_test

// This file measures what a program costs that imports a big package of
// schemas, such as the models of Kubernetes.

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// schemaPackage is a package of about n bytes in files of some 20 kB, each
// with schemas that have docstrings, refer to each other, and mostly derive
// from one of them.
func schemaPackage(n int) fstest.MapFS {
	files := fstest.MapFS{
		"kcl.mod": {Data: []byte("[package]\nname = \"bench\"\n")},
		"main.k":  {Data: []byte("import models\n\nweb = models.Model7 {name = \"web\", ref = {name = \"other\"}}\n")},
	}
	for i, size := 0, 0; size < n; {
		var b strings.Builder
		for ; b.Len() < 20_000; i++ {
			base := ""
			if i%10 > 0 {
				base = fmt.Sprintf("(Model%d)", i/10*10)
			}
			fmt.Fprintf(&b, `schema Model%[1]d%[2]s:
    """
    Model%[1]d is a selection of what the objects of an API are made of. It
    says which of the fields that users write are required.

    Attributes
    ----------
    name : str, default is Undefined, optional
        name must be unique within a namespace. It cannot be updated.
    field%[1]d : {str:str}, default is Undefined, optional
        an unstructured map that is set by external tools
    """
    name?: str
    field%[1]d?: {str:str}
    ports%[1]d?: [int]
    mode%[1]d: "Always" | "Never" = "Always"
    ref?: Model%[3]d

    check:
        len(name) < 64 if name, "the name of a Model%[1]d is too long"

`, i, base, i/10*10)
		}
		size += b.Len()
		files[fmt.Sprintf("models/file%d.k", len(files))] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return files
}

// BenchmarkSchemaPackage compiles and runs a program that imports 2 MB of
// schemas. Aim: at most 150 ms.
func BenchmarkSchemaPackage(b *testing.B) {
	files := schemaPackage(2 << 20)
	size := 0
	for _, f := range files {
		size += len(f.Data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		prog, err := kcl.CompileFiles([]string{"main.k"}, kcl.FileOptions{FS: files})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := prog.Run(context.Background(), kcl.RunOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
