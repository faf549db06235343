package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// tree makes a file system of "name: text" pairs.
func tree(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[strings.TrimPrefix(name, "/")] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// show prints a program in its order: each package with its files and what
// their imports mean.
func show(p *Program) string {
	var b strings.Builder
	for _, pkg := range p.Order {
		fmt.Fprintf(&b, "%s\n", pkg.Path)
		for _, f := range pkg.Files {
			fmt.Fprintf(&b, "  %s\n", f.File.Name)
			for _, imp := range f.Imports {
				to := "nothing"
				if imp.System != "" {
					to = "system " + imp.System
				} else if imp.Package != nil {
					to = imp.Package.Path
				}
				fmt.Fprintf(&b, "    %s = %s\n", imp.Name, to)
			}
		}
	}
	return b.String()
}

func equal(t *testing.T, got, want string) {
	t.Helper()
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestFiles(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		paths string
		o     Options
		root  string
		want  string
	}{
		{
			name: "one file with absolute, relative and system imports",
			files: map[string]string{
				"/p/kcl.mod":          "",
				"/p/app/main.k":       "import math\nimport lib.a as b\nimport .sub\nimport ..lib.c\n",
				"/p/lib/a/1.k":        "import ..c\n",
				"/p/lib/a/2.k":        "",
				"/p/lib/a/2_test.k":   "import nowhere\n",
				"/p/lib/a/_hidden.k":  "import nowhere\n",
				"/p/lib/a/readme.txt": "",
				"/p/lib/c.k":          "import json as j\n",
				"/p/app/sub/s.k":      "",
			},
			paths: "app/main.k",
			o:     Options{WorkDir: "/p"},
			root:  "/p",
			want: `
lib.c
  /p/lib/c.k
    j = system json
lib.a
  /p/lib/a/1.k
    c = lib.c
  /p/lib/a/2.k
app.sub
  /p/app/sub/s.k
__main__
  /p/app/main.k
    math = system math
    b = lib.a
    sub = app.sub
    c = lib.c
`,
		},
		{
			name:  "without kcl.mod the root is the folder of the file",
			files: map[string]string{"/p/d/main.k": "import a\n", "/p/d/a.k": "", "/p/a.k": ""},
			paths: "/p/d/main.k",
			root:  "/p/d",
			want:  "a\n  /p/d/a.k\n__main__\n  /p/d/main.k\n    a = a\n",
		},
		{
			name:  "a folder stands for its files, each file counts once",
			files: map[string]string{"/p/b.k": "", "/p/a.k": "", "/p/_c.k": "", "/p/a_test.k": "", "/p/d/d.k": ""},
			paths: "b.k . b.k",
			o:     Options{WorkDir: "/p"},
			root:  "/p",
			want:  "__main__\n  /p/b.k\n  /p/a.k\n",
		},
		{
			name:  "KCL_MOD is the root of the other paths",
			files: map[string]string{"/p/kcl.mod": "", "/p/x/main.k": "", "/p/y/y.k": ""},
			paths: "main.k ${KCL_MOD}/y/y.k",
			o:     Options{WorkDir: "/p/x"},
			root:  "/p",
			want:  "__main__\n  /p/x/main.k\n  /p/y/y.k\n",
		},
		{
			name:  "KCL_MOD alone is the root of the working directory",
			files: map[string]string{"/p/kcl.mod": "", "/p/x/main.k": "", "/p/y/y.k": ""},
			paths: "${KCL_MOD}/y",
			o:     Options{WorkDir: "/p/x"},
			root:  "/p",
			want:  "__main__\n  /p/y/y.k\n",
		},
		{
			name:  "KCL_MOD of a named package",
			files: map[string]string{"/p/main.k": "", "/q/y.k": ""},
			paths: "${q:KCL_MOD}/y.k",
			o:     Options{WorkDir: "/p", Packages: map[string]string{"q": "../q"}},
			root:  "/q",
			want:  "__main__\n  /q/y.k\n",
		},
		{
			name:  "patterns",
			files: map[string]string{"/p/a1.k": "", "/p/a2.k": "", "/p/b.k": ""},
			paths: "a*.k",
			o:     Options{WorkDir: "/p"},
			root:  "/p",
			want:  "__main__\n  /p/a1.k\n  /p/a2.k\n",
		},
		{
			name: "no path: the entries of kcl.mod",
			files: map[string]string{
				"/p/kcl.mod": "[profile]\nentries = [\"x/1.k\", \"${KCL_MOD}/2.k\"]\n",
				"/p/x/1.k":   "", "/p/2.k": "", "/p/3.k": "",
			},
			o:    Options{WorkDir: "/p/x"},
			root: "/p",
			want: "__main__\n  /p/x/1.k\n  /p/2.k\n",
		},
		{
			name:  "no path and no entries: the working directory",
			files: map[string]string{"/p/kcl.mod": "", "/p/x/1.k": "", "/p/2.k": ""},
			o:     Options{WorkDir: "/p/x"},
			root:  "/p",
			want:  "__main__\n  /p/x/1.k\n",
		},
		{
			name: "packages outside the root: by option, and by kcl.mod of each module",
			files: map[string]string{
				"/p/kcl.mod":  "[dependencies]\nmy-lib = { path = \"../my-lib\" }\nfar = \"1.0\"\n",
				"/p/main.k":   "import my_lib\nimport my_lib.sub as s\nimport ext.x\nimport own\n",
				"/p/own.k":    "",
				"/my-lib/m.k": "import sub\nimport inner\n", "/my-lib/sub/s.k": "import .t\n", "/my-lib/sub/t/t.k": "",
				"/my-lib/kcl.mod": "dependencies.inner.path = 'deps/inner'\n", "/my-lib/deps/inner/i.k": "",
				"/e/x.k": "",
			},
			paths: "main.k",
			o:     Options{WorkDir: "/p", Packages: map[string]string{"ext": "/e"}},
			root:  "/p",
			want: `
my_lib.sub.t
  /my-lib/sub/t/t.k
my_lib.sub
  /my-lib/sub/s.k
    t = my_lib.sub.t
inner
  /my-lib/deps/inner/i.k
my_lib
  /my-lib/m.k
    sub = my_lib.sub
    inner = inner
ext.x
  /e/x.k
own
  /p/own.k
__main__
  /p/main.k
    my_lib = my_lib
    s = my_lib.sub
    x = ext.x
    own = own
`,
		},
		{
			name:  "a folder without KCL files is an empty package, unless a file has its name",
			files: map[string]string{"/p/main.k": "import a\nimport b\n", "/p/a/x.txt": "", "/p/b/x.txt": "", "/p/b.k": ""},
			paths: "/p/main.k",
			root:  "/p",
			want:  "a\nb\n  /p/b.k\n__main__\n  /p/main.k\n    a = a\n    b = b\n",
		},
		{
			name: "imports of each main file start from its own root",
			files: map[string]string{
				"/p/kcl.mod": "", "/p/main.k": "import x\n", "/p/x.k": "",
				"/q/kcl.mod": "", "/q/main.k": "import y\n", "/q/y.k": "",
			},
			paths: "/p/main.k /q/main.k",
			o:     Options{WorkDir: "/w"},
			root:  "/w",
			want: `
x
  /p/x.k
y
  /q/y.k
__main__
  /p/main.k
    x = x
  /q/main.k
    y = y
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.o.FS = tree(tt.files)
			p, errs := Files(strings.Fields(tt.paths), tt.o)
			if err := errs.Err(); err != nil {
				t.Fatal(err)
			}
			equal(t, show(p), tt.want)
			if p.Root != tt.root {
				t.Errorf("root %s, want %s", p.Root, tt.root)
			}
			for path, pkg := range p.Packages {
				if pkg.Path != path || !slices.Contains(p.Order, pkg) {
					t.Errorf("package %s stands under %s, or is not in the order", pkg.Path, path)
				}
			}
		})
	}
}

// In these, "main.k" in the folder /p is loaded.
func TestErrors(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		o     Options
		want  string
	}{
		{
			name:  "missing package",
			files: map[string]string{"/p/main.k": "\nimport .some.pkg as x\n"},
			want: `
error[E2F04]: CannotFindModule
 --> /p/main.k:2:1
  |
2 | import .some.pkg as x
  | ^ Cannot find the module .some.pkg from /p/some/pkg
  |
suggestion: try 'kcl mod add some' to download the missing package
suggestion: browse more packages at 'https://artifacthub.io'
`,
		},
		{
			name:  "above the root",
			files: map[string]string{"/p/main.k": "import ..pkg\n"},
			want: `
error[E2F04]: CannotFindModule
 --> /p/main.k:1:1
  |
1 | import ..pkg
  | ^ Failed to import the module ..pkg from /p/. No KCL files found in the specified folder
  |
`,
		},
		{
			name:  "plugin",
			files: map[string]string{"/p/main.k": "import kcl_plugin.hello\n"},
			want: `
error[E2F04]: CannotFindModule
 --> /p/main.k:1:1
  |
1 | import kcl_plugin.hello
  | ^ the plugin package ` + "`kcl_plugin.hello`" + ` is not found, please confirm if plugin mode is enabled
  |
`,
		},
		{
			name:  "one name for two packages",
			files: map[string]string{"/p/main.k": "import a.v as x\nimport b.v as x\nimport a.v as x\n", "/p/a/v.k": "", "/p/b/v.k": ""},
			want: `
error[E2L23]: CompileError
 --> /p/main.k:2:1
  |
2 | import b.v as x
  | ^ the name 'x' is defined multiple times, 'x' must be defined only once
  |
`,
		},
		{
			name:  "a package inside and outside",
			files: map[string]string{"/p/main.k": "import a\n", "/p/a/v.k": "", "/q/v.k": ""},
			o:     Options{Packages: map[string]string{"a": "/q"}},
			want: `
error[E2F04]: CannotFindModule
 --> /p/main.k:1:1
  |
1 | import a
  | ^ the ` + "`a`" + ` is found multiple times in the current package and vendor package
  |
`,
		},
		{
			name: "a name for two folders",
			files: map[string]string{
				"/p/main.k": "import a\nimport b\n", "/p/kcl.mod": "dependencies.a.path = '/a'\ndependencies.b.path = '/b'\n",
				"/a/a.k": "", "/b/b.k": "import a\n", "/b/kcl.mod": "dependencies.a.path = '/other'\n", "/other/a.k": "",
			},
			want: `
error[E2F04]: CannotFindModule
 --> /b/b.k:1:1
  |
1 | import a
  | ^ the package ` + "`a`" + ` is both in /a and in /other
  |
`,
		},
		{
			name:  "a file that imports itself",
			files: map[string]string{"/p/main.k": "import main\n"},
			want: `
error[E1001]: RecursiveLoad
Could not compiles due to cyclic import statements
- /p/main.k
`,
		},
		{
			name: "a cycle of packages",
			files: map[string]string{
				"/p/main.k": "import a\n", "/p/a/1.k": "\nimport b\n", "/p/a/2.k": "", "/p/b/b.k": "import math\nimport c\n", "/p/c.k": "import a\n",
			},
			want: `
error[E1001]: RecursiveLoad
Could not compiles due to cyclic import statements
- /p/a/1.k
- /p/b/b.k
- /p/c.k
error[E2L23]: CompileError
 --> /p/a/1.k:2:1
  |
2 | import b
  | ^ There is a circular reference between modules a, b, c
  |
error[E2L23]: CompileError
 --> /p/b/b.k:2:1
  |
2 | import c
  | ^ There is a circular reference between modules a, b, c
  |
error[E2L23]: CompileError
 --> /p/c.k:1:1
  |
1 | import a
  | ^ There is a circular reference between modules a, b, c
  |
`,
		},
		{
			name:  "no such file",
			files: map[string]string{"/p/other.k": ""},
			want: `
error[E3M38]: EvaluationError
Cannot find the kcl file, please check the file path /p/main.k
`,
		},
		{
			name:  "broken kcl.mod",
			files: map[string]string{"/p/main.k": "", "/p/kcl.mod": "[package]\nname = \n"},
			want: `
error[E3M38]: EvaluationError
cannot read '/p/kcl.mod': line 2: expected a value
`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.o.FS = tree(tt.files)
			tt.o.WorkDir = "/p"
			_, errs := Files([]string{"main.k"}, tt.o)
			equal(t, errs.Error(), tt.want)
		})
	}
}

func TestFilesWithoutAny(t *testing.T) {
	for paths, want := range map[string]string{
		".":              "No input KCL files in the folder /p",
		"${x:KCL_MOD}/a": "The package 'x' of the path '${x:KCL_MOD}/a' is not among the external packages",
	} {
		p, errs := Files([]string{paths}, Options{FS: tree(map[string]string{"/p/a.txt": ""}), WorkDir: "/p"})
		if p != nil || !strings.Contains(errs.Error(), want) {
			t.Errorf("%s: got %v and %q, want %q", paths, p, errs.Error(), want)
		}
	}
}

func TestSources(t *testing.T) {
	fsys := tree(map[string]string{"/given/lib/l.k": "import .x\n", "/given/lib/x.k": ""})
	o := Options{FS: fsys, WorkDir: "/work", Packages: map[string]string{"lib": "/given/lib"}}
	p, errs := Sources([]Source{{"main.k", "import lib\n"}, {"sub/two.k", "import math as m\n"}}, o)
	if err := errs.Err(); err != nil {
		t.Fatal(err)
	}
	equal(t, show(p), `
lib.x
  /given/lib/x.k
lib
  /given/lib/l.k
    x = lib.x
  /given/lib/x.k
__main__
  main.k
    lib = lib
  sub/two.k
    m = system math
`)
}

func TestSourcesWithoutFiles(t *testing.T) {
	_, errs := Sources([]Source{{"main.k", "import lib\n"}}, Options{})
	if got := errs.Error(); !strings.Contains(got, "--> main.k:1:1\n") || !strings.Contains(got, "Cannot find the module lib: there are base32, ") {
		t.Errorf("got %s", got)
	}
}

func TestAbsolute(t *testing.T) {
	for _, tt := range []struct{ root, dir, imp, want string }{
		{"/r", "/r/path/to/app", "path.to.sub", "path.to.sub"},
		{"/r", "/r/path/to/app", ".sub", "path.to.app.sub"},
		{"/r", "/r/path/to/app", "..sub", "path.to.sub"},
		{"/r", "/r/path/to/app", "...sub", "path.sub"},
		{"/r", "/r/path/to/app", "....sub.x", "sub.x"},
		{"/r", "/r/path/to/app", ".....sub", ""},
		{"/r", "/r", ".sub", "sub"},
		{"/r", "/r", "..sub", ""},
		{"/", "/a", ".sub", "a.sub"},
		{"/", "/", ".sub", "sub"},
	} {
		if got := absolute(tt.root, tt.dir, tt.imp); got != tt.want {
			t.Errorf("absolute(%q, %q, %q) = %q, want %q", tt.root, tt.dir, tt.imp, got, tt.want)
		}
	}
}

func TestSharedModule(t *testing.T) {
	fsys := tree(map[string]string{"/main.k": "import a\n", "/a.k": "import b\nimport main\n", "/b.k": ""})
	p, _ := Files([]string{"main.k"}, Options{FS: fsys})
	if p.Main.Files[0].Module != p.Packages["main"].Files[0].Module {
		t.Error("the main file was parsed twice")
	}
}
