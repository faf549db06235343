package load

import (
	"slices"
	"strings"
	"testing"
)

// newModule makes a module of texts, which must be right.
func newModule(t *testing.T, name string, files map[string]string) *Module {
	t.Helper()
	m, err := NewModule(name, files)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModules(t *testing.T) {
	team := map[string]string{
		"team.k":         "import .web\nimport team.web.proxy as p\nimport base\nimport math\n",
		"second.k":       "",
		"web/proxy.k":    "import ..logs\n",
		"web/y.k":        "",
		"web/y_test.k":   "import nowhere\n",
		"web/_hidden.k":  "import nowhere\n",
		"logs/writer.k":  "",
		"logs/deep/er.k": "",
	}
	base := map[string]string{"base.k": "import sub.x\n", "sub/x/1.k": ""}
	o := Options{Modules: []*Module{newModule(t, "team", team), newModule(t, "base", base)}}
	p, errs := Sources([]Source{{"main.k", "import team\nimport team.logs.deep\n"}}, o)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	equal(t, show(p), `
team.logs
  team/logs/writer.k
team.web
  team/web/proxy.k
    logs = team.logs
  team/web/y.k
team.web.proxy
  team/web/proxy.k
    logs = team.logs
base.sub.x
  base/sub/x/1.k
base
  base/base.k
    x = base.sub.x
team
  team/second.k
  team/team.k
    web = team.web
    p = team.web.proxy
    base = base
    math = system math
team.logs.deep
  team/logs/deep/er.k
__main__
  main.k
    team = team
    deep = team.logs.deep
`)
}

func TestModuleErrorsNameTheirFile(t *testing.T) {
	o := Options{Modules: []*Module{newModule(t, "team", map[string]string{"web/x.k": "a = 1\nb = = 2\nimport no\n"})}}
	_, errs := Sources([]Source{{"main.k", "import team.web\n"}}, o)
	for _, want := range []string{"--> team/web/x.k:2:5\n", "--> team/web/x.k:3:1\n"} {
		if !strings.Contains(errs.Error(), want) {
			t.Errorf("%q is not in:\n%s", want, errs)
		}
	}
}

func TestNewModule(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"", "x.k", "'' cannot be the name of a module: it consists of letters"},
		{"my-team", "x.k", "'my-team' cannot be the name of a module: it consists of letters"},
		{"math", "x.k", "'math' cannot be the name of a module: it is that of a system module"},
		{"team", "", "the module 'team' has no files"},
		{"team", "x.yaml", "'x.yaml' cannot be a file of the module 'team'"},
		{"team", "/x.k", "'/x.k' cannot be a file of the module 'team'"},
		{"team", "../x.k", "'../x.k' cannot be a file of the module 'team'"},
		{"team", "a//x.k", "'a//x.k' cannot be a file of the module 'team'"},
		{"team", "a.b/x.k", "'a.b/x.k' cannot be a file of the module 'team'"},
	} {
		files := map[string]string{}
		if tt.file != "" {
			files[tt.file] = ""
		}
		if _, err := NewModule(tt.name, files); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q, %q: %v, want %s", tt.name, tt.file, err, tt.want)
		}
	}
}

func TestModulesOfOneName(t *testing.T) {
	x := map[string]string{"x.k": ""}
	one, two, built := newModule(t, "one", x), newModule(t, "one", x), newModule(t, "built", x)
	for _, tt := range []struct {
		o    Options
		want string
	}{
		{Options{Modules: []*Module{one, two}}, "there are two modules called 'one'"},
		{Options{Modules: []*Module{newModule(t, "built", x)}, Builtin: []*Module{built}}, "the module 'built' has the name of a built-in one: give it another"},
	} {
		if _, errs := Sources([]Source{{"main.k", ""}}, tt.o); len(errs) != 1 || errs[0].Messages[0].Text != tt.want {
			t.Errorf("%v, want %s", errs, tt.want)
		}
	}
}

func TestBuiltinStandsBehindFiles(t *testing.T) {
	built := newModule(t, "lib", map[string]string{"a/built.k": "", "b/built.k": ""})
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"alone", nil, "lib/a/built.k"},
		{"a folder below the root", map[string]string{"/lib/a/own.k": ""}, "/lib/a/own.k"},
		{"another folder below the root", map[string]string{"/lib/c/own.k": ""}, "lib/a/built.k"},
		{"a dependency", map[string]string{"/kcl.mod": "[dependencies]\nlib = {path = \"v\"}\n", "/v/a/vendored.k": ""}, "/v/a/vendored.k"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{FS: tree(tt.files), Builtin: []*Module{built}}
			p, errs := Sources([]Source{{"main.k", "import lib.a\n"}}, o)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if got := p.Packages["lib.a"].Files[0].File.Name; got != tt.want {
				t.Errorf("%s was loaded, want %s", got, tt.want)
			}
		})
	}
	o := Options{FS: tree(map[string]string{"/v/a/x.k": ""}), Packages: map[string]string{"lib": "/v"}, Builtin: []*Module{built}}
	if _, errs := Sources([]Source{{"main.k", "import lib.b\n"}}, o); len(errs) == 0 {
		t.Error("a package that the program's own lib has not came from the built-in lib")
	}
}

func TestModuleAndFolderOfOneName(t *testing.T) {
	o := Options{FS: tree(map[string]string{"/lib/x.k": ""}), Modules: []*Module{newModule(t, "lib", map[string]string{"x.k": ""})}}
	_, errs := Sources([]Source{{"main.k", "import lib\n"}}, o)
	if !strings.Contains(errs.Error(), "the `lib` is found multiple times") {
		t.Errorf("got %s", errs)
	}
}

func TestMissingPackage(t *testing.T) {
	x := map[string]string{"api/core/v1/x.k": "", "api/apps/v1/x.k": "", "util/x.k": ""}
	o := Options{Builtin: []*Module{newModule(t, "k8s", x)}, Modules: []*Module{newModule(t, "team", map[string]string{"x.k": ""})}}
	for imp, want := range map[string]string{
		"k8s.api.cor.v1":       "did you mean 'k8s.api.core.v1'? k8s.api has apps, core",
		"k8s.api.apps.v1beta1": "k8s.api.apps has v1",
		"k8s":                  "k8s has api, util",
		"taem":                 "did you mean 'team'? there are base32, ",
		"something_else":       "there are base32, ",
	} {
		_, errs := Sources([]Source{{"main.k", "import " + imp + "\n"}}, o)
		if len(errs) != 1 || !strings.Contains(errs[0].Messages[0].Text, want) {
			t.Errorf("%s: %v, want %s", imp, errs, want)
		}
	}
}

func TestMissingPackageOfTheModule(t *testing.T) {
	o := Options{Modules: []*Module{newModule(t, "team", map[string]string{"x.k": "import .nams\n", "names/x.k": ""})}}
	_, errs := Sources([]Source{{"main.k", "import team\n"}}, o)
	if want := "Cannot find the module .nams: did you mean 'team.names'? team has names"; len(errs) != 1 || errs[0].Messages[0].Text != want {
		t.Errorf("%v, want %s", errs, want)
	}
}

func TestLazyModule(t *testing.T) {
	files := map[string]string{
		"a/one.k":   "schema One:\n    two?: Two\n    x?: other.Far\n",
		"a/two.k":   "import b as other\nschema Two(Base):\n    f?: other.Far\n",
		"a/base.k":  "schema Base:\n    n?: int\n",
		"a/three.k": "schema Three[n: int]:\n    n?: int\n\nschema Four:\n    n?: int\n",
		"a/cyclic.k": `schema Cyclic:
    next?: Cyclic
`,
		"b/far.k":  "schema Far:\n    n?: int\n",
		"b/away.k": "schema Away:\n    n?: int\n",
	}
	lazy := newModule(t, "lib", files)
	lazy.Lazy = true
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"unused", "import lib.a\n", nil},
		{"a schema expression", "import lib.a\nx = a.Base {}\n", []string{"a/base.k"}},
		{"a type, by an alias", "import lib.a as q\nx: q.Cyclic = {}\n", []string{"a/cyclic.k"}},
		{"what it refers to", "import lib.a\nx: [a.One] = []\n", []string{"a/base.k", "a/one.k", "a/two.k", "b/far.k"}},
		{"a base", "import lib.a\nschema S(a.Base):\n    x: int\n", []string{"a/base.k"}},
		{"two in one file", "import lib.a\nx = a.Four {}\n", []string{"a/three.k"}},
		{"within a string", "import lib.a\nx = \"${a.Base {}}\"\n", []string{"a/base.k"}},
		{"a name that is not there", "import lib.a\nx = a.Nothing\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, _ := Sources([]Source{{"main.k", tt.text}}, Options{Builtin: []*Module{lazy}})
			var got []string
			for _, pkg := range []string{"lib.a", "lib.b"} {
				if pkg := p.Packages[pkg]; pkg != nil {
					for _, f := range pkg.Files {
						got = append(got, strings.TrimPrefix(f.File.Name, "lib/"))
					}
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("loaded %v, want %v", got, tt.want)
			}
		})
	}
	p, _ := Sources([]Source{{"main.k", "import lib.a\n"}}, Options{Builtin: []*Module{lazy}})
	if got := p.Packages["lib.a"].Defines; strings.Join(got, " ") != "Base Cyclic One Three Four Two" {
		t.Errorf("the package defines %v", got)
	}
}

// An alias holds in all files of a package, whichever binds it.
func TestLazyModuleNamedByAnAliasOfAnotherFile(t *testing.T) {
	lazy := newModule(t, "lib", map[string]string{"x.k": "schema X:\n    n?: int\n"})
	lazy.Lazy = true
	p, _ := Sources([]Source{{"a.k", "x = lib.X {}\n"}, {"b.k", "import lib\n"}}, Options{Builtin: []*Module{lazy}})
	if len(p.Packages["lib"].Files) != 1 {
		t.Error("the schema is not loaded")
	}
}
