package cli

// This file lets a program use the machine: its files, and the names of
// hosts.

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// hostFiles are the files of this machine; relative names start from the
// working directory.
type hostFiles struct{ env Env }

func (h hostFiles) ReadFile(name string) ([]byte, error)  { return os.ReadFile(h.env.abs(name)) }
func (h hostFiles) Stat(name string) (fs.FileInfo, error) { return os.Stat(h.env.abs(name)) }
func (h hostFiles) MkdirAll(name string) error            { return os.MkdirAll(h.env.abs(name), 0o755) }
func (h hostFiles) Rename(from, to string) error          { return os.Rename(h.env.abs(from), h.env.abs(to)) }
func (h hostFiles) Remove(name string) error              { return os.Remove(h.env.abs(name)) }

// Abs is the absolute path of what exists, with symbolic links resolved.
func (h hostFiles) Abs(name string) (string, error) {
	if name == "" {
		return "", &fs.PathError{Op: "abs", Path: name, Err: fs.ErrNotExist}
	}
	return filepath.EvalSymlinks(h.env.abs(name))
}

func (h hostFiles) WriteFile(name string, data []byte) error {
	return os.WriteFile(h.env.abs(name), data, 0o644)
}

func (h hostFiles) AppendFile(name string, data []byte) error {
	f, err := os.OpenFile(h.env.abs(name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// Copy copies a file, or the files and folders in a folder.
func (h hostFiles) Copy(from, to string) error {
	return copyAll(h.env.abs(from), h.env.abs(to))
}

func copyAll(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, info.Mode().Perm())
	}
	entries, err := os.ReadDir(from) // before the copy exists, which may lie within
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() && !e.Type().IsRegular() {
			continue
		}
		if err := copyAll(path.Join(from, e.Name()), path.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// Glob lists the names that match a pattern of path.Match, in order; "**"
// is any number of folders. They are relative where the pattern is.
func (h hostFiles) Glob(pattern string) ([]string, error) {
	if pattern == "" {
		return nil, nil
	}
	pattern = strings.ReplaceAll(path.Clean(pattern), "[!", "[^")
	root := "."
	if path.IsAbs(pattern) {
		root, pattern = "/", pattern[1:]
	}
	parts := strings.Split(pattern, "/")
	for _, p := range parts {
		if _, err := path.Match(p, ""); err != nil {
			return nil, err
		}
	}
	found := h.glob(root, parts)
	slices.Sort(found)
	return slices.Compact(found), nil
}

// glob lists what matches the parts of a pattern below dir.
func (h hostFiles) glob(dir string, parts []string) []string {
	if len(parts) == 0 {
		return []string{dir}
	}
	if !strings.ContainsAny(parts[0], `*?[\`) {
		name := path.Join(dir, parts[0])
		if _, err := h.Stat(name); err != nil {
			return nil
		}
		return h.glob(name, parts[1:])
	}
	entries, err := os.ReadDir(h.env.abs(dir))
	if err != nil {
		return nil // as a folder that is empty
	}
	var found []string
	if parts[0] == "**" {
		found = h.glob(dir, parts[1:])
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if parts[0] == "**" {
			if e.IsDir() {
				found = append(found, h.glob(name, parts)...)
			}
		} else if ok, _ := path.Match(parts[0], e.Name()); ok {
			found = append(found, h.glob(name, parts[1:])...)
		}
	}
	return found
}

// fullName is the full name of a host, by its first address; "" stands for
// this machine. A host without one keeps its name.
func fullName(host string) (string, error) {
	if host == "" {
		name, err := os.Hostname()
		if err != nil {
			return "", err
		}
		host = name
	}
	addrs, err := net.LookupHost(host)
	if err != nil || len(addrs) == 0 {
		return host, nil
	}
	names, err := net.LookupAddr(addrs[0])
	if err != nil || len(names) == 0 {
		return host, nil
	}
	return strings.TrimSuffix(names[0], "."), nil
}
