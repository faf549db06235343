package libtest

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"syscall"
	"testing/fstest"
)

// Files is a file system in memory for the tests of what needs one. Its only
// folders are those that MkdirAll made.
type Files struct{ files fstest.MapFS }

// Text is the content of a file.
func (f *Files) Text(name string) string {
	if file := f.files[path.Clean(name)]; file != nil {
		return string(file.Data)
	}
	return ""
}

func (f *Files) fail(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

func (f *Files) find(op, name string) (*fstest.MapFile, error) {
	if file := f.files[path.Clean(name)]; file != nil {
		return file, nil
	}
	return nil, f.fail(op, name, syscall.ENOENT)
}

func (f *Files) ReadFile(name string) ([]byte, error) {
	file, err := f.find("open", name)
	if err != nil {
		return nil, err
	}
	return bytes.Clone(file.Data), nil
}

func (f *Files) Stat(name string) (fs.FileInfo, error) {
	if _, err := f.find("stat", name); err != nil {
		return nil, err
	}
	return f.files.Stat(path.Clean(name))
}

func (f *Files) Glob(pattern string) ([]string, error) {
	names := slices.Sorted(maps.Keys(f.files))
	var out []string
	for _, n := range names {
		ok, err := path.Match(path.Clean(pattern), n)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, n)
		}
	}
	return out, nil
}

func (f *Files) Abs(name string) (string, error) {
	if _, err := f.find("stat", name); err != nil {
		return "", err
	}
	return "/root/" + path.Clean(name), nil
}

func (f *Files) write(name string, data []byte) error {
	if dir := path.Dir(path.Clean(name)); dir != "." && f.files[dir] == nil {
		return f.fail("open", name, syscall.ENOENT)
	}
	if f.files == nil {
		f.files = fstest.MapFS{}
	}
	f.files[path.Clean(name)] = &fstest.MapFile{Data: data}
	return nil
}

func (f *Files) WriteFile(name string, data []byte) error { return f.write(name, bytes.Clone(data)) }

func (f *Files) AppendFile(name string, data []byte) error {
	return f.write(name, append([]byte(f.Text(name)), data...))
}

func (f *Files) MkdirAll(name string) error {
	if file := f.files[path.Clean(name)]; file != nil && !file.Mode.IsDir() {
		return f.fail("mkdir", name, syscall.EEXIST)
	}
	if f.files == nil {
		f.files = fstest.MapFS{}
	}
	f.files[path.Clean(name)] = &fstest.MapFile{Mode: fs.ModeDir}
	return nil
}

func (f *Files) Copy(from, to string) error {
	file, err := f.find("open", from)
	if err != nil {
		return err
	}
	return f.write(to, bytes.Clone(file.Data))
}

func (f *Files) Rename(from, to string) error {
	file, err := f.find("rename", from)
	if err != nil {
		return err
	}
	delete(f.files, path.Clean(from))
	return f.write(to, file.Data)
}

func (f *Files) Remove(name string) error {
	if _, err := f.find("remove", name); err != nil {
		return err
	}
	dir := path.Clean(name) + "/"
	for n := range f.files {
		if strings.HasPrefix(n, dir) {
			return f.fail("remove", name, syscall.ENOTEMPTY)
		}
	}
	delete(f.files, path.Clean(name))
	return nil
}
