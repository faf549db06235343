package regex

// This file makes patterns of their text. Go's regexp takes those that it can
// take: its time is linear in the length of the text. The others become
// programs of the machine in machine.go.

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A pattern is compiled.
type pattern struct {
	text string
	re   *regexp.Regexp // where prog is set, one that has the same groups

	prog  program
	slots int
}

type key struct {
	pattern string
	ascii   bool
}

type result struct {
	p   *pattern
	err error
}

// cache holds patterns that were compiled: a program uses few, many times.
var cache struct {
	sync.Mutex
	m map[key]result
}

const maxCached = 500

// maxPattern bounds the bytes of a pattern: compiled, it takes more than a
// hundred times as many.
const maxPattern = 64 << 10

// compiled is the pattern for texts that are of ASCII or not.
func compiled(text string, ascii bool) (*pattern, error) {
	if len(text) > maxPattern {
		return nil, fmt.Errorf("a regular expression of %d bytes is too long: it may have %d", len(text), maxPattern)
	}
	k := key{text, ascii}
	cache.Lock()
	r, ok := cache.m[k]
	cache.Unlock()
	if ok {
		return r.p, r.err
	}
	r.p, r.err = newPattern(text, ascii)
	cache.Lock()
	defer cache.Unlock()
	if cache.m == nil || len(cache.m) >= maxCached {
		cache.m = map[key]result{}
	}
	cache.m[k] = r
	return r.p, r.err
}

func newPattern(text string, ascii bool) (*pattern, error) {
	translated, ok := translate(text, ascii)
	if ok {
		if re, err := regexp.Compile(translated); err == nil {
			return &pattern{text: text, re: re}, nil
		}
	}
	p, err := newMachinePattern(text)
	if err != nil {
		return nil, fmt.Errorf("'%s' is no regular expression: %v", text, explain(translated, ok, err))
	}
	return p, nil
}

// explain is what is wrong with a pattern: what Go says where it knows all
// that is in it.
func explain(translated string, ok bool, err error) error {
	_, goErr := syntax.Parse(translated, syntax.Perl)
	var bad *syntax.Error
	if ok && errors.As(goErr, &bad) {
		return fmt.Errorf("%s: %s", bad.Code, bad.Expr)
	}
	return err
}

func newMachinePattern(text string) (*pattern, error) {
	tree, names, err := parsePattern(text)
	if err != nil {
		return nil, err
	}
	p := &pattern{text: text}
	p.prog, p.slots, err = compileTree(tree, len(names))
	if err != nil {
		return nil, err
	}
	var groups strings.Builder
	for _, name := range names[1:] {
		if name == "" {
			groups.WriteString("()")
		} else {
			groups.WriteString("(?P<" + name + ">)")
		}
	}
	p.re, err = regexp.Compile(groups.String())
	return p, err
}

// matches reports whether the pattern matches somewhere in s.
func (p *pattern) matches(r *eval.Run, s string) bool {
	if p.prog == nil {
		return p.re.MatchString(s)
	}
	return p.machine(r, s).search(p.prog, 0, 1) != nil
}

// all are the places of the matches in s and of their groups, at most limit
// of them unless that is negative. An empty match does not stand where
// another one ends.
func (p *pattern) all(r *eval.Run, s string, limit int) [][]int {
	if p.prog == nil {
		return p.allSimple(r, s, limit)
	}
	m := p.machine(r, s)
	var out [][]int
	for at, end := 0, -1; at <= len(s) && (limit < 0 || len(out) < limit); {
		found := m.search(p.prog, at, p.re.NumSubexp()+1)
		if found == nil {
			break
		}
		if found[0] != found[1] || found[0] != end {
			r.Grow(24 + 8*int64(len(found)))
			out = append(out, found)
		}
		end = found[1]
		if at = end; found[0] == end {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += max(size, 1)
		}
	}
	return out
}

// allSimple is all for a pattern that package regexp knows. That package
// finds all matches at once; so that they are counted before they take much
// memory, it is asked for few and, where there are more, again for many.
func (p *pattern) allSimple(r *eval.Run, s string, limit int) [][]int {
	for n := 1000; ; n *= 4 {
		if limit >= 0 {
			n = min(n, limit)
		}
		out := p.re.FindAllStringSubmatchIndex(s, n)
		r.Step(int64(len(s)/16 + len(out)))
		r.Grow(int64(len(out)) * int64(24+16*(p.re.NumSubexp()+1)))
		if len(out) < n || n == limit {
			return out
		}
	}
}

func (p *pattern) machine(r *eval.Run, s string) *machine {
	return &machine{run: r, pattern: p.text, text: s, slots: make([]int, p.slots)}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
