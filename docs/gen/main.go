// Command gen writes the tables of the documentation.
//
// In each page of the folder docs, which it runs in, it replaces what stands
// between two lines
//
//	<!-- table NAME -->
//	<!-- end -->
//
// NAME is a path in the functionConfig, such as spec.selectors[], whose fields
// are listed (config.go); or sidecar, for all schemas and functions of that
// KCL module (module.go).
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	pages, err := filepath.Glob("*.md")
	if err != nil || len(pages) == 0 {
		log.Fatalf("there are no pages (%v)", err)
	}
	for _, page := range pages {
		old, text, err := generate(page)
		if err == nil && !bytes.Equal(old, text) {
			err = os.WriteFile(page, text, 0o644)
		}
		if err != nil {
			log.Fatalf("%s: %v", page, err)
		}
	}
}

var table = regexp.MustCompile(`(?ms)^<!-- table (\S+) -->\n.*?^<!-- end -->$`)

// generate is a page, as it is and with its tables made anew.
func generate(page string) (old, text []byte, err error) {
	if old, err = os.ReadFile(page); err != nil {
		return nil, nil, err
	}
	root := filepath.Join(filepath.Dir(page), "..")
	text = table.ReplaceAllFunc(old, func(block []byte) []byte {
		name := string(table.FindSubmatch(block)[1])
		var body string
		var e error
		if name == "sidecar" {
			body, e = moduleText(filepath.Join(root, "schemas", "sidecar"))
		} else {
			body, e = configTable(filepath.Join(root, "schemas", "sidecarinjection.json"), name)
		}
		if e != nil {
			err = e
		}
		return fmt.Appendf(nil, "<!-- table %s -->\n%s<!-- end -->", name, body)
	})
	return old, text, err
}

// A row is one of a table: a field or attribute.
type row struct{ name, typ, fallback, text string }

// rows are a table in Markdown.
func rows(head row, list []row) string {
	var b strings.Builder
	line := func(r row) {
		fmt.Fprintf(&b, "|")
		for _, cell := range []string{r.name, r.typ, r.fallback, r.text} {
			cell = strings.ReplaceAll(strings.ReplaceAll(cell, "|", `\|`), "\n", " ")
			fmt.Fprintf(&b, " %s |", cell)
		}
		b.WriteByte('\n')
	}
	line(head)
	b.WriteString("|---|---|---|---|\n")
	for _, r := range list {
		line(r)
	}
	return b.String()
}

// code is a text in backticks.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
