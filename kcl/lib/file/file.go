// Package file is KCL's system module file: it reads, writes and lists files,
// and reads the environment, as far as the host of the program allows it.
package file

import (
	"syscall"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "abs", Body: abs},
	{Name: "append", Body: appendFunc},
	{Name: "cp", Body: cp},
	{Name: "current", Body: func(c *eval.Call) eval.Value { return eval.Str(c.File()) }},
	{Name: "delete", Body: deleteFunc},
	{Name: "exists", Body: exists},
	{Name: "glob", Body: glob},
	{Name: "mkdir", Body: mkdir},
	{Name: "modpath", Body: func(c *eval.Call) eval.Value { return eval.Str(c.Capabilities().ModPath) }},
	{Name: "mv", Body: mv},
	{Name: "read", Body: read},
	{Name: "read_env", Body: readEnv},
	{Name: "size", Body: size},
	{Name: "workdir", Body: func(c *eval.Call) eval.Value { return eval.Str(c.Capabilities().WorkDir) }},
	{Name: "write", Body: write},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("file", funcs[:]) }

// read(filepath): the text of a file
func read(c *eval.Call) eval.Value {
	name := c.NeedStr(0, "filepath")
	data, err := c.Files("file").ReadFile(name)
	if err != nil {
		eval.Fail("failed to access the file '%s': %s", name, eval.FileError(err))
	}
	if !utf8.Valid(data) {
		eval.Fail("failed to access the file '%s': stream did not contain valid UTF-8", name)
	}
	c.Run.Grow(int64(len(data)))
	return eval.Str(data)
}

// exists(filepath): whether a file or folder is there
func exists(c *eval.Call) eval.Value {
	_, err := c.Files("file").Stat(c.NeedStr(0, "filepath"))
	return eval.Bool(err == nil)
}

// size(filepath): in bytes
func size(c *eval.Call) eval.Value {
	name := c.NeedStr(0, "filepath")
	info, err := c.Files("file").Stat(name)
	if err != nil {
		eval.Fail("failed to get size of '%s': %s", name, eval.FileError(err))
	}
	return eval.NewInt(info.Size())
}

// abs(filepath): the absolute path of what exists, without symbolic links
func abs(c *eval.Call) eval.Value {
	name := c.NeedStr(0, "filepath")
	path, err := c.Files("file").Abs(name)
	if err != nil {
		eval.Fail("Could not get the absolute path of %s", name)
	}
	return eval.Str(path)
}

// glob(pattern): the names that match, in order
func glob(c *eval.Call) eval.Value {
	pattern := c.NeedStr(0, "pattern")
	names, err := c.Files("file").Glob(pattern)
	if err != nil {
		eval.Fail("Failed to read glob pattern '%s': %s", pattern, eval.FileError(err))
	}
	list := eval.NewList()
	for _, name := range names {
		c.Run.Step(1)
		c.Run.Grow(int64(len(name)))
		list.Elems = append(list.Elems, eval.Str(name))
	}
	return list
}

// write(filepath, content): creates a file or replaces what it has
func write(c *eval.Call) eval.Value {
	name, content := c.NeedStr(0, "filepath"), c.NeedStr(1, "content")
	if err := c.Files("file").WriteFile(name, []byte(content)); err != nil {
		eval.Fail("Failed to create file '%s': %s", name, eval.FileError(err))
	}
	return eval.None
}

// append(filepath, content): creates a file or adds to it
func appendFunc(c *eval.Call) eval.Value {
	name, content := c.NeedStr(0, "filepath"), c.NeedStr(1, "content")
	if err := c.Files("file").AppendFile(name, []byte(content)); err != nil {
		eval.Fail("Failed to open or create file '%s': %s", name, eval.FileError(err))
	}
	return eval.None
}

// mkdir(directory, exists=False): creates a folder and those above it; one
// that exists is no error, and with exists neither is a file of that name
func mkdir(c *eval.Call) eval.Value {
	name := c.NeedStr(0, "directory")
	files := c.Files("file")
	if info, err := files.Stat(name); err == nil {
		if !info.IsDir() && !c.ArgBool(1, "exists", false) {
			failMkdir(name, syscall.EEXIST)
		}
		return eval.None
	}
	if err := files.MkdirAll(name); err != nil {
		failMkdir(name, err)
	}
	return eval.None
}

func failMkdir(name string, err error) {
	eval.Fail("Failed to create directory '%s': %s", name, eval.FileError(err))
}

// delete(filepath): a file or an empty folder
func deleteFunc(c *eval.Call) eval.Value {
	name := c.NeedStr(0, "filepath")
	if err := c.Files("file").Remove(name); err != nil {
		eval.Fail("failed to delete '%s': %s", name, eval.FileError(err))
	}
	return eval.None
}

// cp(src, dest): a file, or a folder with all in it
func cp(c *eval.Call) eval.Value {
	src, dest := c.NeedStr(0, "src"), c.NeedStr(1, "dest")
	if err := c.Files("file").Copy(src, dest); err != nil {
		eval.Fail("Failed to copy from '%s' to '%s': %s", src, dest, eval.FileError(err))
	}
	return eval.None
}

// mv(src, dest)
func mv(c *eval.Call) eval.Value {
	src, dest := c.NeedStr(0, "src"), c.NeedStr(1, "dest")
	if err := c.Files("file").Rename(src, dest); err != nil {
		eval.Fail("Failed to move '%s' to '%s': %s", src, dest, eval.FileError(err))
	}
	return eval.None
}

// read_env(key): an environment variable; Undefined where it is not set
func readEnv(c *eval.Call) eval.Value {
	env := c.Capabilities().Env
	c.Grant(env != nil, "file", "the environment")
	if v, ok := env(c.NeedStr(0, "key")); ok {
		return eval.Str(v)
	}
	return eval.Undefined
}
