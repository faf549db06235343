package textlist

import (
	"slices"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

func values(texts ...string) []eval.Value {
	vs := make([]eval.Value, len(texts))
	for i, s := range texts {
		vs[i] = eval.Str(s)
	}
	return vs
}

func TestAppend(t *testing.T) {
	named := eval.NewDict(1)
	named.Set("name", eval.Str("x"))
	for _, tt := range []struct {
		text, form string
		values     []eval.Value
		want       string
		added      int
		err        string
	}{
		{"", "", values("x", "y"), "x,y", 2, ""},
		{"", "json", values("x"), `["x"]`, 1, ""},
		{"", "csv", values("x"), "x", 1, ""},
		{"", "", []eval.Value{named}, `[{"name": "x"}]`, 1, ""},
		{"a", "json", values("x"), "a,x", 1, ""},
		{"a, b", "", values("b", "x"), "a, b, x", 1, ""},
		{"a,b,", "", values("x"), "a,b,x", 1, ""},
		{"a", "", values("a", "a"), "a", 0, ""},
		{"a", "", values("x", "x"), "a,x", 1, ""},
		{"a", "", values("x,y"), "", 0, `"x,y" cannot be one value`},
		{"a", "", values(" x"), "", 0, `" x" cannot be one value`},
		{"", "", values("[x"), "", 0, `"[x" cannot be one value`}, // the list would be read as JSON
		{"a", "", values("[x"), "a,[x", 1, ""},
		{"a", "", []eval.Value{named}, "", 0, "a mapping cannot be appended"},
		{"[]", "csv", values("x"), `["x"]`, 1, ""},
		{`["a","b"]`, "", values("x"), `["a","b","x"]`, 1, ""},
		{`["a", "b"]`, "", values("b", "x"), `["a", "b", "x"]`, 1, ""},
		{"[\n  \"a\"\n]\n", "", values("x", "y"), "[\n  \"a\",\n  \"x\",\n  \"y\"\n]\n", 2, ""},
		{`[{"name":"x"}]`, "", []eval.Value{named}, `[{"name":"x"}]`, 0, ""},
		{"[a", "", values("x"), "", 0, "begins like a list in JSON and is none"},
		{`["a",]`, "", values("x"), "", 0, "begins like a list in JSON and is none"},
	} {
		got, added, err := Append(tt.text, tt.values, tt.form)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%q: error %v, want %q", tt.text, err, tt.err)
			}
			continue
		}
		if err != nil || got != tt.want || len(added) != tt.added {
			t.Errorf("%q: got %q, %d added, %v; want %q, %d", tt.text, got, len(added), err, tt.want, tt.added)
		}
	}
}

// FuzzAppend: appended values are in the list, once; what was in it stays, before
// them; and to take them off gives back what was there.
func FuzzAppend(f *testing.F) {
	for _, seed := range []string{"", "a", "a, b", "a,b,", " x ,", "[]", "[ ]", `["a"]`, "[\n  1\n]", `[{"a": 1}, "b"]`, "[", "[a", `["a",]`, "[a]\n"} {
		f.Add(seed, "x")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		once, added, err := Append(text, values(value), "")
		if err != nil {
			return
		}
		if len(added) == 0 && once != text {
			t.Fatalf("%q became %q, and nothing was added", text, once)
		}
		twice, again, err := Append(once, values(value), "")
		if err != nil || len(again) != 0 || twice != once {
			t.Fatalf("%q with %q is %q, then %q, %v", text, value, once, twice, err)
		}
		had, has := elements(t, text), elements(t, once)
		if len(has) != len(had)+len(added) || !slices.Equal(has[:len(had)], had) {
			t.Fatalf("%q with %q is %q: of %q became %q", text, value, once, had, has)
		}
		if back := elements(t, Remove(once, added)); !slices.Equal(back, had) {
			t.Fatalf("%q with %q is %q, and without it has %q", text, value, once, back)
		}
	})
}

// elements are the texts of the elements of a list.
func elements(t *testing.T, list string) (texts []string) {
	if !strings.HasPrefix(strings.TrimSpace(list), "[") {
		list = strings.TrimRight(list, ", \t\r\n")
		for part := range strings.SplitSeq(list, ",") {
			texts = append(texts, strings.TrimSpace(part))
		}
		if list == "" {
			return nil
		}
		return texts
	}
	have, err := readJSON(list)
	if err != nil {
		t.Fatalf("%q: %v", list, err)
	}
	for _, e := range have {
		texts = append(texts, e.text)
	}
	return texts
}

func TestRemove(t *testing.T) {
	for _, tt := range []struct {
		text   string
		values []eval.Value
		want   string
	}{
		{"a,x", values("x"), "a"},
		{"x, a", values("x"), "a"},
		{"a, x, b", values("x"), "a, b"},
		{"a,x,b,y", values("x", "y"), "a,b"},
		{"x", values("x"), ""},
		{"a", values("x"), "a"},
		{"xx", values("x"), "xx"},
		{`["a", "x", "b"]`, values("x"), `["a", "b"]`},
		{`["x", "a"]`, values("x"), `["a"]`},
		{`[ "x" ]`, values("x"), "[  ]"},
		{"[\n  \"a\",\n  \"x\"\n]", values("x"), "[\n  \"a\"\n]"},
		{`["xx", {"x": 1}]`, values("x"), `["xx", {"x": 1}]`},
		{`["a"`, values("a"), `["a"`},
	} {
		if got := Remove(tt.text, tt.values); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
