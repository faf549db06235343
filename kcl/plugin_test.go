package kcl_test

import (
	"context"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// attributes is a function that KCL has no other way to write: it tells what
// a schema consists of.
func attributes(c *eval.Call) eval.Value {
	schema, ok := c.Need(0, "schema").(*eval.Schema)
	if !ok {
		eval.Fail("%s() needs a schema", c.Name)
	}
	var names []eval.Value
	for _, a := range schema.Layout().Attrs {
		names = append(names, eval.Str(a.Name))
	}
	return eval.NewList(names...)
}

func TestPlugins(t *testing.T) {
	library, err := kcl.NewModule("library", map[string]string{
		"all.k": "import kcl_plugin.reflect as plugin\nattributes = plugin.attributes\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	options := kcl.SourceOptions{
		Builtin: []*kcl.Module{library},
		Plugins: []*kcl.Plugin{kcl.NewPlugin("reflect", eval.Func{Name: "attributes", Body: attributes})},
	}
	for _, tt := range []struct{ name, text, want, err string }{
		{
			name: "called with a schema",
			text: "import kcl_plugin.reflect\nschema S:\n    a: int\n    b?: str\nx = reflect.attributes(S)\n",
			want: "x:\n- a\n- b\n",
		},
		{
			name: "handed on by a module",
			text: "import library\nschema S:\n    a: int\nx = library.attributes(schema = S)\n",
			want: "x:\n- a\n",
		},
		{
			name: "fails at the call",
			text: "import library\n\nx = library.attributes(1)\n",
			err:  "main.k:3",
		},
		{
			name: "no such function",
			text: "import kcl_plugin.reflect\nx = reflect.methods\n",
			err:  "attribute 'methods' not found in 'module 'kcl_plugin.reflect''",
		},
		{
			name: "no such plugin",
			text: "import kcl_plugin.other\n",
			err:  "the plugin package `kcl_plugin.other` is not found",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := runSources(tt.text, options)
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Fatalf("error %v, want %q", err, tt.err)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func runSources(text string, o kcl.SourceOptions) (string, error) {
	prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}}, o)
	if err != nil {
		return "", err
	}
	res, err := prog.Run(context.Background(), kcl.RunOptions{})
	if err != nil {
		return "", err
	}
	return res.YAML(kcl.OutputOptions{})
}
