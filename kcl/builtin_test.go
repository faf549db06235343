package kcl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
)

// What goes wrong in a built-in module is said at the line of the program
// that led to it, and then at that of the module.
func TestErrorsInBuiltinModules(t *testing.T) {
	lib, err := kcl.NewModule("lib", map[string]string{"lib.k": `
schema Part:
    size: int

schema Whole:
    parts: [Part] = []
    first?: Part
    count: int = len(parts)
    total: int = sum([p.size for p in parts])
    check:
        count < 3, "${count} parts are too many"

half = lambda n: int -> int {
    assert n % 2 == 0, "${n} is odd"
    n // 2
}
quarter = lambda n {
    half(half(n))
}
part = lambda size {
    Part {size = size}
}
`})
	require.NoError(t, err)
	for _, tt := range []struct{ name, text, want string }{
		{"a type", "import lib\n_s = \"s\"\na = lib.Whole {\n    parts = [\n        {size = _s}\n    ]\n}\n",
			"5:9 attribute 'size' of Part: expect int, got str, lib 3"},
		{"a name", "import lib\n_p = {\n    sise = 1\n}\na = lib.Whole {first = _p}\n",
			"2:6 No attribute named 'sise' in the schema 'Part', did you mean 'size'?, lib 2"},
		{"a missing attribute", "import lib\na = lib.Whole {\n    first = {}\n}\n",
			"2:15 attribute 'first' of Whole: expect lib.Part, got dict. For details:\nSchema lib.Part's attribute size is missing, lib 7"},
		{"a check", "import lib\na = lib.Whole {\n    parts = [{size = n} for n in range(3)]\n}\n",
			"2:5 Instance check failed, lib 11"},
		{"a function", "import lib\na = 1\nb = lib.half(3)\n", "3:5 3 is odd, lib 14"},
		{"a function called by another", "import lib\n\nb = lib.quarter(2)\n", "3:5 1 is odd, lib 14"},
		{"an argument", "import lib\n_x = \"x\"\nb = 1 + lib.half(_x)\n", "3:9 expect int, got str"},
		{"an instance that a function makes", "import lib\n_x = \"x\"\nb = lib.part(_x)\n",
			"3:5 attribute 'size' of Part: expect int, got str, lib 3"},
		{"a function in a config", "import lib\na = lib.Whole {\n    parts = [{size = lib.half(5)}]\n}\n", "3:22 5 is odd, lib 14"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: tt.text}}, kcl.SourceOptions{Builtin: []*kcl.Module{lib}})
			require.NoError(t, err)
			_, err = prog.Run(context.Background(), kcl.RunOptions{})
			var e *kcl.Error
			require.True(t, errors.As(err, &e), "no error")
			require.Equal(t, tt.want, places(e.Diagnostics[0]))
		})
	}
}

// places is the first message of a diagnostic with its place, and the lines
// of the others, which are in the file of the module.
func places(d *diag.Diagnostic) string {
	m := d.Messages[0]
	text := fmt.Sprintf("%s:%d:%d %s", m.File, m.Line, m.Col, m.Text)
	for _, m := range d.Messages[1:] {
		text += fmt.Sprintf(", %s:%d", m.File, m.Line)
	}
	return strings.NewReplacer("main.k:", "", "lib/lib.k:", "lib ").Replace(text)
}
