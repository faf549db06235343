package str

// This file defines format(): templates with fields such as {}, {0.x[1]} or
// {name:>8.2f}.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// format(*args, **kwargs)
func format(c *eval.Call, s string) eval.Value {
	f := formatter{call: c}
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			f.write(s)
			break
		}
		f.write(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}") {
			f.write(s[:1])
			s = s[2:]
			continue
		}
		end := fieldEnd(s)
		f.field(s[1:end])
		s = s[end+1:]
	}
	return eval.Str(f.out)
}

// fieldEnd is where the brace that ends the field at the begin of s is. A
// field may have one pair of braces in it.
func fieldEnd(s string) int {
	if s[0] == '{' {
		nested := false
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '{' && nested:
				failFormat()
			case s[i] == '{':
				nested = true
			case s[i] == '}' && !nested:
				return i
			case s[i] == '}':
				nested = false
			}
		}
	}
	failFormat()
	return 0
}

func failFormat() { eval.Fail("format error") }

type formatter struct {
	call *eval.Call
	out  []byte
	auto int // how many fields without a name there were
}

func (f *formatter) write(s string) {
	f.call.Run.Grow(int64(len(s)))
	f.out = append(f.out, s...)
}

// field writes the field of a text such as `0.x[1]!r:>8`. A conversion
// (`!r`) has no effect.
func (f *formatter) field(text string) {
	name, spec, _ := strings.Cut(text, ":")
	name, _, _ = strings.Cut(name, "!")
	first, path := name, ""
	if i := strings.IndexAny(name, ".["); i >= 0 {
		first, path = name[:i], name[i:]
	}
	v := f.argument(first)
	for path != "" {
		v, path = step(v, path)
	}
	switch v := v.(type) {
	case eval.Int:
		f.write(parseSpec(f.call.Run, spec).formatInt(int64(v)))
	case eval.Float:
		f.write(parseSpec(f.call.Run, spec).formatFloat(float64(v)))
	default:
		f.write(f.call.Run.Text(v))
	}
}

// argument is the argument that the name of a field means: the next one, or
// that of a position or name.
func (f *formatter) argument(name string) eval.Value {
	i, err := strconv.ParseUint(name, 10, 31)
	switch {
	case name == "":
		i = uint64(f.auto)
		f.auto++
	case err != nil:
		at := slices.IndexFunc(f.call.Kw, func(a eval.NamedArg) bool { return a.Name == name })
		if at < 0 {
			eval.Fail("keyword argument '%s' not found", name)
		}
		return f.call.Kw[at].Value
	case f.auto > 0:
		eval.Fail("cannot switch from automatic field numbering to manual field specification")
	}
	if i >= uint64(len(f.call.Args)) {
		eval.Fail("argument tuple index out of range")
	}
	return f.call.Args[i]
}

// step follows the first `.name`, `[name]` or `[1]` of a path, and returns
// what is left of the path.
func step(v eval.Value, path string) (eval.Value, string) {
	if path[0] == '.' {
		name := path[1:]
		rest := ""
		if i := strings.IndexAny(name, ".["); i >= 0 {
			name, rest = name[:i], name[i:]
		}
		return entry(v, name), rest
	}
	name, rest, ok := strings.Cut(path[1:], "]")
	if path[0] != '[' || !ok {
		failFormat()
	}
	l, isList := v.(*eval.List)
	if !isList {
		return entry(v, name), rest
	}
	i, err := strconv.ParseUint(name, 10, 63)
	if err != nil || i >= uint64(l.Len()) {
		eval.Fail("list index out of range: %s", name)
	}
	return l.Items()[i], rest
}

// entry is the value of a key of a dict or instance.
func entry(v eval.Value, key string) eval.Value {
	if key == "" {
		failFormat()
	}
	var x eval.Value
	ok := false
	switch v := v.(type) {
	case *eval.Dict:
		x, ok = v.Get(key)
	case *eval.Instance:
		x, ok = v.Attrs.Get(key)
	}
	if !ok {
		eval.Fail("format() found no '%s' in a value of type %s", key, eval.OperandType(v))
	}
	return x
}
