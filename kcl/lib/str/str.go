// Package str is the methods of KCL's strings.
//
// As in the reference implementation, positions are in bytes (find, index,
// count and their like), while what a string is made of are characters
// (chars, split without a separator, the tests isalpha ...), by the tables
// of Unicode.
package str

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Method returns the method of a name, which is called with the string that
// it is a method of; nil where there is none.
func Method(name string) func(c *eval.Call, s string) eval.Value {
	switch name {
	case "capitalize":
		return text(capitalize)
	case "chars":
		return chars
	case "count":
		return count
	case "endswith":
		return endsWith
	case "find":
		return find
	case "format":
		return format
	case "index":
		return index
	case "isalnum":
		return test(isAlnum)
	case "isalpha":
		return test(isAlpha)
	case "isdigit":
		return test(isDigit)
	case "islower":
		return test(isLower)
	case "isspace":
		return test(isSpace)
	case "istitle":
		return test(isTitle)
	case "isupper":
		return test(isUpper)
	case "join":
		return join
	case "lower":
		return text(lower)
	case "lstrip":
		return lstrip
	case "removeprefix":
		return removePrefix
	case "removesuffix":
		return removeSuffix
	case "replace":
		return replace
	case "rfind":
		return rfind
	case "rindex":
		return rindex
	case "rsplit":
		return rsplit
	case "rstrip":
		return rstrip
	case "split":
		return split
	case "splitlines":
		return splitLines
	case "startswith":
		return startsWith
	case "strip":
		return strip
	case "title":
		return text(title)
	case "upper":
		return text(upper)
	}
	return nil
}

// test makes a method of a test that takes no arguments.
func test(f func(string) bool) func(*eval.Call, string) eval.Value {
	return func(_ *eval.Call, s string) eval.Value { return eval.Bool(f(s)) }
}

// text makes a method of a function on strings that takes no arguments.
func text(f func(string) string) func(*eval.Call, string) eval.Value {
	return func(c *eval.Call, s string) eval.Value {
		c.Run.Grow(int64(len(s)))
		return eval.Str(f(s))
	}
}

// join(iter): the texts of the elements with the string between them
func join(c *eval.Call, s string) eval.Value {
	var b strings.Builder
	first := true
	eval.Iterate(c.Run, c.Need(0, "iter"), func(item, _, _ eval.Value) bool {
		part := c.Run.Text(item)
		c.Run.Grow(int64(len(s) + len(part)))
		if !first {
			b.WriteString(s)
		}
		b.WriteString(part)
		first = false
		return true
	})
	return eval.Str(b.String())
}

// replace(old, new, count=-1)
func replace(c *eval.Call, s string) eval.Value {
	old, repl := c.NeedStr(0, "old"), c.NeedStr(1, "new")
	max := int(c.ArgInt(2, "count", -1))
	n := strings.Count(s, old)
	if max >= 0 {
		n = min(n, max)
	}
	c.Run.Grow(int64(len(s)) + int64(n)*int64(len(repl)))
	return eval.Str(strings.Replace(s, old, repl, n))
}

// removeprefix(prefix)
func removePrefix(c *eval.Call, s string) eval.Value {
	return eval.Str(strings.TrimPrefix(s, c.NeedStr(0, "prefix")))
}

// removesuffix(suffix)
func removeSuffix(c *eval.Call, s string) eval.Value {
	return eval.Str(strings.TrimSuffix(s, c.NeedStr(0, "suffix")))
}

// strip(chars=whitespace), lstrip, rstrip: without the characters at the
// ends that are among chars
func strip(c *eval.Call, s string) eval.Value {
	return eval.Str(strings.TrimFunc(s, stripped(c)))
}

func lstrip(c *eval.Call, s string) eval.Value {
	return eval.Str(strings.TrimLeftFunc(s, stripped(c)))
}

func rstrip(c *eval.Call, s string) eval.Value {
	return eval.Str(strings.TrimRightFunc(s, stripped(c)))
}
