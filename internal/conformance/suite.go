package main

// This file finds the cases of the suite, in a temporary copy of it.

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A suite is a temporary copy of the grammar suite.
type suite struct {
	temp string
	root string // the folder of the categories
}

// A testCase is a folder with a main.k.
type testCase struct {
	name   string // its path below the suite's root
	dir    string
	args   []string // of "kcl run" after main.k
	stdout *string  // nil where there is no stdout.golden
	stderr *string  // nil where there is no stderr.golden
}

// category is the first part of the case's path.
func (c *testCase) category() string {
	name, _, _ := strings.Cut(c.name, "/")
	return name
}

func openSuite(from string) (s *suite, err error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, err
	}
	s = &suite{}
	if s.temp, err = os.MkdirTemp("", "kcl-conformance-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	// Goldens hold absolute paths; the engine does not see symbolic links.
	if s.temp, err = filepath.EvalSymlinks(s.temp); err != nil {
		return nil, err
	}
	if info.IsDir() {
		err = os.CopyFS(s.temp, os.DirFS(grammarFolder(from)))
		s.root = s.temp
	} else {
		err = extract(from, s.temp)
		s.root = grammarFolder(s.temp)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	return s, nil
}

func (s *suite) close() { os.RemoveAll(s.temp) }

// grammarFolder is the folder of the suite in a checkout or an archive.
func grammarFolder(dir string) string {
	for _, sub := range []string{"tests/grammar", "grammar"} {
		if info, err := os.Stat(filepath.Join(dir, sub)); err == nil && info.IsDir() {
			return filepath.Join(dir, sub)
		}
	}
	return dir
}

// extract unpacks the files of a .tar.gz into a folder.
func extract(archive, dir string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if !filepath.IsLocal(h.Name) {
			return fmt.Errorf("the archive has the path %q", h.Name)
		}
		if err := writeFile(filepath.Join(dir, h.Name), r); err != nil {
			return err
		}
	}
}

func writeFile(name string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// cases lists the cases whose path matches filter, by path.
func (s *suite) cases(filter *regexp.Regexp) ([]*testCase, error) {
	var cases []*testCase
	err := filepath.WalkDir(s.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != "main.k" || e.IsDir() {
			return err
		}
		dir := filepath.Dir(path)
		name, err := filepath.Rel(s.root, dir)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); !filter.MatchString(name) {
			return nil
		}
		c, err := readCase(name, dir)
		cases = append(cases, c)
		return err
	})
	return cases, err
}

func readCase(name, dir string) (*testCase, error) {
	c := &testCase{name: name, dir: dir}
	var err error
	if c.stdout, err = golden(dir, "stdout.golden"); err != nil {
		return nil, err
	}
	if c.stderr, err = golden(dir, "stderr.golden"); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, "settings.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	var settings struct {
		Options string `yaml:"kcl_options"`
	}
	if err := yaml.Unmarshal(text, &settings); err != nil {
		return nil, fmt.Errorf("%s/settings.yaml: %w", name, err)
	}
	c.args = strings.Fields(settings.Options)
	return c, nil
}

// golden reads a golden file; nil stands for none.
func golden(dir, name string) (*string, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	text := string(b)
	return &text, err
}
