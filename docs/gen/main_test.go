package main

import (
	"path/filepath"
	"testing"
)

func TestTablesAreCurrent(t *testing.T) {
	pages, err := filepath.Glob("../*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("there are no pages: ", err)
	}
	tables := 0
	for _, page := range pages {
		old, text, err := generate(page)
		if err != nil {
			t.Fatal(err)
		}
		if string(old) != string(text) {
			t.Errorf("the tables of %s are not what the function goes by: run make generate", page)
		}
		tables += len(table.FindAll(old, -1))
	}
	if tables == 0 {
		t.Error("no page has a table")
	}
}
