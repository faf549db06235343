package load

// This file looks at the file system, by absolute slash-separated paths.

import (
	"io/fs"
	"path"
	"strings"
)

// A fileSystem is an fs.FS that may be nil, addressed by absolute paths.
type fileSystem struct{ fs.FS }

// rel is the name of an absolute path within the fs.FS.
func rel(name string) string {
	if name = strings.Trim(path.Clean(name), "/"); name != "" {
		return name
	}
	return "."
}

func (f fileSystem) read(name string) ([]byte, error) {
	if f.FS == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(f.FS, rel(name))
}

func (f fileSystem) stat(name string) fs.FileInfo {
	if f.FS == nil {
		return nil
	}
	info, err := fs.Stat(f.FS, rel(name))
	if err != nil {
		return nil
	}
	return info
}

func (f fileSystem) isDir(name string) bool {
	info := f.stat(name)
	return info != nil && info.IsDir()
}

func (f fileSystem) isFile(name string) bool {
	info := f.stat(name)
	return info != nil && !info.IsDir()
}

// isProgram reports whether a file of that name belongs to the package of its
// folder: not tests ("x_test.k"), and not what is hidden ("_x.k").
func isProgram(name string) bool {
	return strings.HasSuffix(name, ".k") && !strings.HasSuffix(name, "_test.k") && !strings.HasPrefix(name, "_")
}

// programs lists the KCL files of a folder that belong to its package, by
// name.
func (f fileSystem) programs(dir string) []string {
	if f.FS == nil {
		return nil
	}
	entries, err := fs.ReadDir(f.FS, rel(dir))
	if err != nil {
		return nil
	}
	var files []string
	for _, e := range entries {
		if isProgram(e.Name()) && !e.IsDir() {
			files = append(files, path.Join(dir, e.Name()))
		}
	}
	return files
}

// glob lists the files that match a pattern of path.Match.
func (f fileSystem) glob(pattern string) []string {
	if f.FS == nil {
		return nil
	}
	names, err := fs.Glob(f.FS, rel(pattern))
	if err != nil {
		return nil
	}
	for i, n := range names {
		names[i] = "/" + n
	}
	return names
}

// root is the nearest folder at or above dir that holds a kcl.mod, and dir
// itself where there is none.
func (f fileSystem) root(dir string) string {
	if r, ok := f.modRoot(dir); ok {
		return r
	}
	return dir
}

func (f fileSystem) modRoot(dir string) (string, bool) {
	for d := dir; ; d = path.Dir(d) {
		if f.isFile(path.Join(d, ModFile)) {
			return d, true
		}
		if d == path.Dir(d) {
			return "", false
		}
	}
}
