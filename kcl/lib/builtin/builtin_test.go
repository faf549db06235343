package builtin

import (
	"bytes"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's, but for dict of a
// list of pairs, which it gets wrong, and powers, which it computes as floats.
func TestFunctions(t *testing.T) {
	libtest.Run(t, eval.NewModule("builtin", funcs[:]), `
abs [-1] => 1
abs [-1.5] => 1.5
abs ["a"] => Undefined
abs [-9223372036854775808] => 9223372036854775808: A 64 bit integer overflow
abs [] => abs() takes exactly one argument (0 given)
all_true [[]] => true
all_true [[1, 0]] => false
all_true [{"a": 1}] => true
all_true ["a"] => false
any_true [[0, 1]] => true
any_true [[]] => false
any_true [1] => false
bin [-255] => "-0b11111111"
oct [255] => "0o377"
hex [255] => "0xff"
hex [-9223372036854775808] => "-0x8000000000000000"
hex ["a"] => Undefined
bool [""] => false
bool [] => bool() takes exactly one argument (0 given)
dict [] => {}
dict [{"a": {"y": 1}}] ** {"a": {"z": 2}, "b": 3} => {"a": {"y": 1, "z": 2}, "b": 3}
dict [] ** {"x": 1, "y": 2} => {"x": 1, "y": 2}
dict [[["a", 1], ["b", 2]]] => {"a": 1, "b": 2}
dict [[[1, 2, 3]]] => dictionary update sequence element #0 has length 3; 2 is required
dict ["ab"] => dictionary update sequence element #0 has length 1; 2 is required
dict [1] => 'int' object is not iterable
float ["1e3"] => 1000.0
float [] => float() takes exactly one argument (0 given)
int ["10"] ** {"base": 2} => 2
int ["0x1f", 16] => 31
int [1.9] => 1
int ["zz"] => invalid literal for int() with base 10: 'zz'
isnullish [null] => true
isnullish [0] => false
isunique [[1, 1.0]] => false
isunique [[1, true, "1", null, [1], {"a": 1}]] => true
isunique [[[1], [1]]] => false
isunique [["a", "b", "a"]] => false
isunique [1] => false
len ["é"] => 2
len [[1, 2]] => 2
len [{"a": 1}] => 1
len [null] => object of type 'NoneType' has no len()
len [] => len() takes exactly one argument (0 given)
list [] => []
list ["héy"] => ["h", "é", "y"]
list [{"a": 1}] => ["a"]
list [1] => 'int' object is not iterable
max [1, 2.5] => 2.5
max ["abc"] => "c"
max [{"a": 1, "b": 2}] => "b"
max [] => max() takes exactly one argument (0 given)
max [[]] => arg is an empty list
max [1] => int object is not iterable
min [1, 2.0, true] => 1
min [""] => arg is an empty str
min [{}] => arg is an empty dict
min [[1, "a"]] => '<' not supported between instances of 'str' and 'int'
multiplyof [4, 2] => true
multiplyof [4, 3] => false
multiplyof [-9223372036854775808, -1] => true
multiplyof [4, 0] => attempt to calculate the remainder with a divisor of zero
multiplyof [4] => multiplyof() takes exactly two argument (1 given)
ord ["é"] => 233
ord ["ab"] =>  ord() expected string of length 1, but string of length 2 found
pow [2, -1] => 0.5
pow [2.0, 3] => 8.0
pow [2, 1.5] => 2.8284271247461903
pow [3, 39] => 4052555153018976267
pow [2, 64] => 18446744073709551616: A 64 bit integer overflow
pow [-2, 3, 5] => -3
pow [2, 3, -5] => 3
pow [141592653589793, 238462643383279, 502884197169399] => 182523810312617
pow [2, 0, 1] => 1
pow [2, 3, 0] => pow() 3rd argument cannot be 0
pow [2.0, 3, 1] => pow() 3rd argument not allowed unless all arguments are integers
pow [2, -3, 1] => pow() 2nd argument cannot be negative when 3rd argument specified
pow ["a", 1] => Undefined
range [3] => [0, 1, 2]
range [1, 5] => [1, 2, 3, 4]
range [5, 1, -2] => [5, 3]
range [1, 2, 100] => [1]
range [] ** {"start": 1, "stop": 3} => [1, 2]
range [9223372036854775806, 9223372036854775807, 9] => [9223372036854775806]
range [1, 2, 0] => range() step argument must not be zero
range ["a"] => Undefined
round [1] => 1
round [2.5] => 3
round [-1.5] => -2
round [1.5555, 2] => 1.56
round [2.675, 2] => 2.68
round [1234.5, -2] => 1200.0
round [5, 1] => 5.0
round [2.5, 0] => 3.0
round [0.25, 1] => 0.2
round [1e300, 400] => 1e+300
round ["a"] => Undefined
sorted [["b", "a", "B", "é"]] => ["B", "a", "b", "é"]
sorted [[1.0, 1, 1.0, 0]] => [0, 1.0, 1, 1.0]
sorted [[3, 1, 2]] ** {"reverse": true} => [3, 2, 1]
sorted ["hello"] => ["e", "h", "l", "l", "o"]
sorted [{"b": 1, "a": 2}] => ["a", "b"]
sorted [[[2], [1]]] => cannot compare list and list
sorted [1] => sorted only for str|list|dict type
str [] => ""
str [[1, "a"]] => "[1, a]"
sum [[1, 2.5]] => 3.5
sum [[[1], [2]], []] => [1, 2]
sum [[1, 2], 10] => 13
sum [["a"], ""] => sum() can't sum strings
sum ["a"] => Undefined
typeof [null] => "None"
typeof [1.0] => "float"
typeof [{}] => "dict"
typeof [] => typeof() missing 1 required positional argument: 'x'
zip [[1, 2, 3], "ab", {"x": 1, "y": 2}] => [[1, "a", "x"], [2, "b", "y"]]
zip [] => []
zip [[], [1]] => []
zip [1, 2] => 'int' object is not iterable
`)
}

func TestTypeOf(t *testing.T) {
	inst := &eval.Instance{Type: &eval.Schema{Name: "A", Pkg: &eval.Package{Path: "pkg"}}, Attrs: eval.NewDict(0)}
	for _, c := range []struct {
		v    eval.Value
		full bool
		want string
	}{
		{inst, false, "A"},
		{inst, true, "pkg.A"},
		{inst.Type, false, "type"},
		{&eval.Unit{Value: 1024, Raw: 1, Suffix: "Ki"}, false, "number_multiplier(1Ki)"},
		{eval.Undefined, false, "UndefinedType"},
		{Lookup("print"), false, "function"},
	} {
		f := Lookup("typeof")
		got := (&eval.Run{}).Call(f, []eval.Value{c.v}, []eval.NamedArg{{Name: "full_name", Value: eval.Bool(c.full)}})
		if got != eval.Str(c.want) {
			t.Errorf("got %v, want %s", got, c.want)
		}
	}
}

func TestPrint(t *testing.T) {
	var out bytes.Buffer
	r := &eval.Run{Print: &out}
	libtest.Call(t, r, Lookup("print"), `["a", 1, null, [1, "x"]]`, `{"end": ""}`)
	libtest.Call(t, r, Lookup("print"), `["b"]`, ``)
	libtest.Call(t, r, Lookup("print"), `[]`, ``)
	libtest.Call(t, r, Lookup("print"), `[]`, `{"end": "x\n"}`)
	if want := "a 1 None [1, x]b\n\nx\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	if got := libtest.Call(t, &eval.Run{}, Lookup("print"), `["a"]`, ``); got != "None" {
		t.Errorf("without a writer: %s", got)
	}
}

// The wanted texts are the reference implementation's but for `float` of a
// string that is no number, which it takes for 0.0.
func TestOption(t *testing.T) {
	r := &eval.Run{Options: map[string]eval.Value{
		"i": eval.Int(1), "f": eval.Float(1.9), "one": eval.Float(1), "b": eval.Bool(true), "n": eval.None,
		"s": eval.Str("12"), "word": eval.Str("abc"), "true": eval.Str("True"), "l": eval.NewList(eval.Int(1)), "d": eval.NewDict(0),
	}}
	for _, c := range []struct{ args, kw, want string }{
		{`["i"]`, ``, "1"},
		{`[]`, `{"key": "i"}`, "1"},
		{`["missing"]`, ``, "None"},
		{`["missing"]`, `{"type": "int"}`, "None"},
		{`["missing"]`, `{"default": 7}`, "7"},
		{`["missing"]`, `{"default": "5", "type": "int"}`, "5"},
		{`["missing", "int", false, null]`, ``, "cannot use 'None' as type 'int'"},
		{`["missing"]`, `{"required": true}`, "option('missing') must be initialized, try '-D missing=?' argument"},
		{`["missing"]`, `{"required": true, "default": 1}`, "1"},
		{`["s", "int"]`, ``, "12"},
		{`["f", "int"]`, ``, "1"},
		{`["b", "int"]`, ``, "1"},
		{`["word", "int"]`, ``, "cannot use 'abc' as type 'int'"},
		{`["l", "int"]`, ``, "cannot use '[1]' as type 'int'"},
		{`["s", "float"]`, ``, "12.0"},
		{`["i", "float"]`, ``, "1.0"},
		{`["word", "float"]`, ``, "cannot use 'abc' as type 'float'"},
		{`["one", "str"]`, ``, `"1"`},
		{`["f", "str"]`, ``, `"1.9"`},
		{`["b", "str"]`, ``, `"true"`},
		{`["n", "str"]`, ``, "cannot use 'None' as type 'str'"},
		{`["true", "bool"]`, ``, "true"},
		{`["word", "bool"]`, ``, "false"},
		{`["f", "bool"]`, ``, "true"},
		{`["l", "bool"]`, ``, "Undefined"},
		{`["l", "list"]`, ``, "[1]"},
		{`["d", "list"]`, ``, "cannot use '{}' as type 'list'"},
		{`["d", "dict"]`, ``, "{}"},
		{`["i", "dict"]`, ``, "cannot use '1' as type 'dict'"},
		{`["i", "foo"]`, ``, "unknown type 'foo'"},
	} {
		if got := libtest.Call(t, r, Lookup("option"), c.args, c.kw); got != c.want {
			t.Errorf("option(%s %s): got %q, want %q", c.args, c.kw, got, c.want)
		}
	}
}

func TestReduce(t *testing.T) {
	join := &eval.Func{Body: func(c *eval.Call) eval.Value { return c.Run.Add(c.Args[0], c.Args[1]) }}
	ints := func(n ...int64) eval.Value {
		l := eval.NewList()
		for _, i := range n {
			l.Elems = append(l.Elems, eval.Int(i))
		}
		return l
	}
	for _, c := range []struct {
		args []eval.Value
		want string
	}{
		{[]eval.Value{join, ints(1, 2, 3)}, "6"},
		{[]eval.Value{join, ints(1, 2, 3), eval.Int(10)}, "16"},
		{[]eval.Value{join, ints()}, "None"},
		{[]eval.Value{join, ints(), eval.Int(5)}, "5"},
		{[]eval.Value{join, ints(42)}, "42"},
		{[]eval.Value{eval.None, ints()}, "reduce() argument 'reducer' must be a function"},
		{[]eval.Value{join, eval.Str("ab")}, "reduce() argument 'list' must be a list, got str"},
	} {
		var got string
		r := &eval.Run{}
		if msg, ok := r.Catch(func() { got = eval.Text(r.Call(Lookup("reduce"), c.args, nil)) }); !ok {
			got = msg
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// What is as large as an argument says is counted before it is built.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		limits     eval.Limits
		args, want string
	}{
		{eval.Limits{Bytes: 1 << 20}, `[1000000000]`, "the program built more than 1048576 bytes of values"},
		{eval.Limits{Steps: 1 << 20}, `[1000000000]`, "the program took more than 1048576 evaluation steps"},
		{eval.Limits{}, `[1000000000000]`, "range() of 1000000000000 numbers is too long"},
		{eval.Limits{}, `[-9223372036854775808, 9223372036854775807]`, "range() of 18446744073709551615 numbers is too long"},
		{eval.Limits{}, `[9223372036854775807, -9223372036854775808, -1]`, "range() of 18446744073709551615 numbers is too long"},
	} {
		if got := libtest.Call(t, &eval.Run{Limits: c.limits}, Lookup("range"), c.args, ``); got != c.want {
			t.Errorf("range(%s): got %q, want %q", c.args, got, c.want)
		}
	}
}

func TestLookup(t *testing.T) {
	if Lookup("none") != nil {
		t.Error("found a function that is not there")
	}
	if f := Lookup("zip"); f == nil || f != Lookup("zip") {
		t.Error("zip is not there, or not the same each time")
	}
}
