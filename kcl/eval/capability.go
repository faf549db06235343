package eval

// This file defines what of the machine a host may let a program use.
// Without it a program is a closed box, and the calls that need more fail.

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"time"
)

// Capabilities are what of the machine a program may use. What is nil or
// empty it may not.
type Capabilities struct {
	Files   FileSystem                                 // file.*, crypto.filesha*, *.dump_to_file
	Clock   func() time.Time                           // datetime.now, today, ticks, date
	Random  io.Reader                                  // crypto.uuid
	Env     func(name string) (string, bool)           // file.read_env
	Resolve func(host string) (name string, err error) // net.fqdn: the full name of a host; "" is this one

	ModPath string // what file.modpath returns: the root of the program's module
	WorkDir string // what file.workdir returns
}

// A FileSystem is the files that a program may use. Names are as the
// program wrote them, relative ones relative to its working directory.
type FileSystem interface {
	ReadFile(name string) ([]byte, error)
	Stat(name string) (fs.FileInfo, error)
	Glob(pattern string) ([]string, error) // matches in order; `**` is any folders
	Abs(name string) (string, error)       // of what exists, symbolic links resolved

	WriteFile(name string, data []byte) error  // creates or truncates
	AppendFile(name string, data []byte) error // creates or appends
	MkdirAll(name string) error
	Copy(from, to string) error // a file, or a folder with all in it
	Rename(from, to string) error
	Remove(name string) error // a file or an empty folder
}

// Capabilities are those of the run; none where it was given none.
func (c *Call) Capabilities() Capabilities {
	if c.Run.Caps == nil {
		return Capabilities{}
	}
	return *c.Run.Caps
}

// File is the name of the file that c is called in, as errors say it.
func (c *Call) File() string {
	return c.Run.message(c.Run.pos, "").File
}

// Grant ends the run where ok is false: the call, of a function of module,
// needs what the host has not given to the program.
func (c *Call) Grant(ok bool, module, what string) {
	if !ok {
		Fail("%s.%s needs access to %s, which this program was not given", module, c.Name, what)
	}
}

// Files is the file system for a call of a function of module.
func (c *Call) Files(module string) FileSystem {
	f := c.Capabilities().Files
	c.Grant(f != nil, module, "files")
	return f
}

// FileError is the text of an error of a file system, without the name of
// the file: `No such file or directory (os error 2)`.
func FileError(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		text := number.Error()
		return fmt.Sprintf("%s%s (os error %d)", strings.ToUpper(text[:1]), text[1:], int(number))
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
