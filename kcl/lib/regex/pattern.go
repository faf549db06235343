package regex

// This file compiles patterns. They are written for Rust's regex, whose
// classes \d and \w are those of Unicode; Go's are those of ASCII. For a text
// of ASCII they are the same; for any other the classes are spelled out. Word
// boundaries (\b) are those of ASCII.

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"sync"
)

// An unsupported pattern is one that the reference implementation has and
// this package has not.
type unsupported struct{ pattern, what string }

func (e *unsupported) Error() string {
	return fmt.Sprintf("the regular expression '%s' has %s, which is not supported", e.pattern, e.what)
}

type key struct {
	pattern string
	ascii   bool
}

type result struct {
	re  *regexp.Regexp
	err error
}

// cache holds patterns that were compiled: a program uses few, many times.
var cache struct {
	sync.Mutex
	m map[key]result
}

const maxCached = 500

// compiled is the pattern for texts that are of ASCII or not.
func compiled(pattern string, ascii bool) (*regexp.Regexp, error) {
	k := key{pattern, ascii}
	cache.Lock()
	r, ok := cache.m[k]
	cache.Unlock()
	if ok {
		return r.re, r.err
	}
	r.re, r.err = newRegexp(pattern, ascii)
	cache.Lock()
	defer cache.Unlock()
	if cache.m == nil || len(cache.m) >= maxCached {
		cache.m = map[key]result{}
	}
	cache.m[k] = r
	return r.re, r.err
}

func newRegexp(pattern string, ascii bool) (*regexp.Regexp, error) {
	text, what := translate(pattern, ascii)
	if what != "" {
		return nil, &unsupported{pattern, what}
	}
	re, err := regexp.Compile(text)
	var bad *syntax.Error
	if errors.As(err, &bad) {
		return nil, fmt.Errorf("'%s' is no regular expression: %s: %s", pattern, bad.Code, bad.Expr)
	}
	return re, err
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
