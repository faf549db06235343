package podtemplate

// This file compares what is found in resources of each family of kinds with
// golden files.

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var update = flag.Bool("update", false, "write the golden files in testdata anew")

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			got := report(t, file)
			golden := strings.TrimSuffix(file, ".yaml") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// report describes what is found in the documents of a file.
func report(t *testing.T, file string) string {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for docs := yaml.NewDecoder(f); ; {
		var doc yaml.Node
		if err := docs.Decode(&doc); errors.Is(err, io.EOF) {
			return b.String()
		} else if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", text(&doc, "apiVersion"), text(&doc, "kind"))
		for _, found := range Find(&doc, nil) {
			fmt.Fprintf(&b, "  %s\n", describeFully(&found))
		}
	}
}

// describeFully is all that is known about a template.
func describeFully(t *Template) string {
	path := t.Path.String()
	if path == "" {
		path = "."
	}
	switch {
	case t.Err != nil:
		return fmt.Sprintf("%s: error: %v", path, t.Err)
	case t.Skip != "":
		return fmt.Sprintf("%s: skip: %s", path, t.Skip)
	}
	form := "template"
	if t.Inline {
		form = "inline without metadata"
		if p := t.MetadataPath(); p != nil {
			form = "inline with metadata at " + p.String()
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", path, form, t.Constraints))
}
