package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestHostFiles(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "one"})
	h := hostFiles{Env{Dir: dir}}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	holds := func(name, want string) {
		t.Helper()
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
	check(h.AppendFile("a.txt", []byte(" two")))
	check(h.AppendFile("new.txt", []byte("x")))
	check(h.MkdirAll("d/e"))
	check(h.WriteFile("d/e/f.txt", []byte("deep")))
	check(h.Copy("a.txt", "d/b.txt"))
	check(h.Copy("d", "c"))
	check(h.Copy("d", "d/within"))
	check(h.Rename("c/e", "moved"))
	check(h.Remove("new.txt"))
	holds("a.txt", "one two")
	holds("c/b.txt", "one two")
	holds("moved/f.txt", "deep")
	holds("d/within/e/f.txt", "deep")
	if b, err := h.ReadFile("a.txt"); err != nil || string(b) != "one two" {
		t.Errorf("read %q, %v", b, err)
	}
	if _, err := h.Stat("new.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("new.txt: %v", err)
	}
	if err := h.Copy("none", "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
	if got, err := h.Abs("d/../a.txt"); err != nil || got != filepath.Join(dir, "a.txt") {
		t.Errorf("abs %q, %v", got, err)
	}
	if _, err := h.Abs("none"); err == nil {
		t.Error("what does not exist has a path")
	}
}

func TestGlob(t *testing.T) {
	dir := tree(t, map[string]string{"b.k": "", "a.k": "", "x.txt": "", "d/c.k": "", "d/e/c.k": ""})
	h := hostFiles{Env{Dir: dir}}
	for pattern, want := range map[string][]string{
		"*.k":          {"a.k", "b.k"},
		"./*.k":        {"a.k", "b.k"},
		"[!a].k":       {"b.k"},
		"**/*.k":       {"a.k", "b.k", "d/c.k", "d/e/c.k"},
		"**/c.k":       {"d/c.k", "d/e/c.k"},
		"d/*":          {"d/c.k", "d/e"},
		"a.k":          {"a.k"},
		"none":         nil,
		"none/*":       nil,
		dir + "/a.*":   {dir + "/a.k"},
		dir + "/*/c.k": {dir + "/d/c.k"},
	} {
		if got, err := h.Glob(pattern); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v, want %v", pattern, got, err, want)
		}
	}
	if _, err := h.Glob("a["); err == nil {
		t.Error("a wrong pattern is no error")
	}
}

func TestFullName(t *testing.T) {
	if name, err := fullName("name.invalid"); err != nil || name != "name.invalid" {
		t.Errorf("got %q, %v", name, err)
	}
}

func TestEmptyNameIsNoFile(t *testing.T) {
	h := hostFiles{env: Env{Dir: t.TempDir()}}
	if _, err := h.Stat(""); err == nil {
		t.Error("Stat found a file without a name")
	}
	if _, err := h.Abs(""); err == nil {
		t.Error("Abs found a file without a name")
	}
	if found, err := h.Glob(""); err != nil || len(found) > 0 {
		t.Errorf("Glob found %q, %v", found, err)
	}
	if err := h.Remove(""); err == nil {
		t.Error("Remove removed what has no name")
	}
}
