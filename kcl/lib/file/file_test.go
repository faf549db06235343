package file

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// rooted are the files below a folder: real ones, for the texts of their
// errors.
type rooted struct{ *os.Root }

func (r rooted) Glob(pattern string) ([]string, error)    { return fs.Glob(r.FS(), pattern) }
func (r rooted) MkdirAll(name string) error               { return r.Root.MkdirAll(name, 0o755) }
func (r rooted) WriteFile(name string, data []byte) error { return r.Root.WriteFile(name, data, 0o644) }

func (r rooted) Abs(name string) (string, error) {
	_, err := r.Stat(name)
	return path.Join("/root", name), err
}

func (r rooted) AppendFile(name string, data []byte) error {
	f, err := r.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (r rooted) Copy(from, to string) error {
	data, err := r.ReadFile(from)
	if err != nil {
		return err
	}
	return r.WriteFile(to, data)
}

func capabilities(t *testing.T) *eval.Capabilities {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	files := rooted{root}
	err = errors.Join(
		files.MkdirAll("folder"), files.MkdirAll("full/inner"),
		files.WriteFile("a.txt", []byte("héllo")), files.WriteFile("b.txt", nil),
		files.WriteFile("binary", []byte("\xff")),
	)
	if err != nil {
		t.Fatal(err)
	}
	env := func(name string) (string, bool) { return "/home/me", name == "HOME" }
	return &eval.Capabilities{Files: files, Env: env, ModPath: "/mod", WorkDir: "/work"}
}

// The calls work on the same files, one after the other. The wanted results
// are the reference implementation's, but for delete of a folder, which it
// documents and cannot do, and the text about a broken pattern.
const calls = `
read ["a.txt"] => "héllo"
read [] ** {"filepath": "a.txt"} => "héllo"
read ["none"] => failed to access the file 'none': No such file or directory (os error 2)
read ["folder"] => failed to access the file 'folder': Is a directory (os error 21)
read ["binary"] => failed to access the file 'binary': stream did not contain valid UTF-8
read [1] => read() argument 'filepath' must be a string, got int
read [] => read() missing 1 required positional argument: 'filepath'
exists ["a.txt"] => true
exists ["folder"] => true
exists ["none"] => false
size ["a.txt"] => 6
size ["none"] => failed to get size of 'none': No such file or directory (os error 2)
abs ["folder"] => "/root/folder"
abs ["none"] => Could not get the absolute path of none
glob ["*.txt"] => ["a.txt", "b.txt"]
glob ["none/*"] => []
glob ["["] => Failed to read glob pattern '[': syntax error in pattern
write ["new", "one"] => None
append ["new", " two"] => None
read ["new"] => "one two"
write ["new", "three"] => None
read ["new"] => "three"
append ["newer", "x"] => None
read ["newer"] => "x"
write ["folder", "x"] => Failed to create file 'folder': Is a directory (os error 21)
write ["none/x", "x"] => Failed to create file 'none/x': No such file or directory (os error 2)
append ["folder", "x"] => Failed to open or create file 'folder': Is a directory (os error 21)
write ["new"] => write() missing 1 required positional argument: 'content'
mkdir ["x/y/z"] => None
mkdir ["x/y/z"] => None
exists ["x/y"] => true
mkdir ["a.txt"] => Failed to create directory 'a.txt': File exists (os error 17)
mkdir ["a.txt", true] => None
mkdir ["a.txt"] ** {"exists": true} => None
mkdir ["a.txt/x", true] => Failed to create directory 'a.txt/x': Not a directory (os error 20)
cp ["a.txt", "copy.txt"] => None
read ["copy.txt"] => "héllo"
cp ["none", "copy.txt"] => Failed to copy from 'none' to 'copy.txt': No such file or directory (os error 2)
mv ["copy.txt", "moved.txt"] => None
exists ["copy.txt"] => false
read ["moved.txt"] => "héllo"
mv [] ** {"src": "none", "dest": "x"} => Failed to move 'none' to 'x': No such file or directory (os error 2)
delete ["moved.txt"] => None
exists ["moved.txt"] => false
delete ["folder"] => None
delete ["full"] => failed to delete 'full': Directory not empty (os error 39)
delete ["none"] => failed to delete 'none': No such file or directory (os error 2)
modpath [] => "/mod"
workdir [] => "/work"
read_env ["HOME"] => "/home/me"
read_env ["NONE"] => Undefined
`

func TestFunctions(t *testing.T) {
	libtest.RunWith(t, capabilities(t), Module(), calls)
}

func TestWithoutCapabilities(t *testing.T) {
	for name := range Module().Members {
		switch name {
		case "current": // says no more than errors do
			continue
		case "modpath", "workdir":
			if got := libtest.Member(t, &eval.Run{}, Module(), name, "[]", ""); got != `""` {
				t.Errorf("%s: %s", name, got)
			}
			continue
		}
		what := "files"
		if name == "read_env" {
			what = "the environment"
		}
		want := "file." + name + " needs access to " + what + ", which this program was not given"
		for _, r := range []*eval.Run{{}, {Caps: &eval.Capabilities{}}} {
			if got := libtest.Member(t, r, Module(), name, `["a", "b"]`, ""); got != want {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

func TestReadIsLimited(t *testing.T) {
	r := &eval.Run{Caps: capabilities(t), Limits: eval.Limits{Bytes: 5}}
	if got := libtest.Member(t, r, Module(), "read", `["a.txt"]`, ""); !strings.Contains(got, "more than 5 bytes") {
		t.Error(got)
	}
}
