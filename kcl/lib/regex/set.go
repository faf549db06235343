package regex

// This file has sets of characters: what a class in brackets stands for.

import (
	"errors"
	"regexp/syntax"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A set is a set of characters: ranges from an even element to the next one,
// in order.
type set struct {
	ranges []rune
	ascii  [2]uint64 // its characters below 0x80
}

func newSet(ranges []rune) *set {
	s := &set{ranges: ranges}
	for i := 0; i < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1] && r < utf8.RuneSelf; r++ {
			s.ascii[r>>6] |= 1 << (r & 63)
		}
	}
	return s
}

func (s *set) has(r rune) bool {
	if r < utf8.RuneSelf {
		return s.ascii[r>>6]>>(r&63)&1 == 1
	}
	return s.search(r)
}

func (s *set) search(r rune) bool {
	i := sort.Search(len(s.ranges)/2, func(i int) bool { return s.ranges[2*i+1] >= r })
	return 2*i < len(s.ranges) && s.ranges[2*i] <= r
}

// parseSet is the set of what is one character in Go's syntax.
func parseSet(text string, fold bool) (*set, error) {
	flags := syntax.Perl
	if fold {
		flags |= syntax.FoldCase
	}
	re, err := syntax.Parse(text, flags)
	var bad *syntax.Error
	if errors.As(err, &bad) {
		return nil, errors.New(bad.Code.String() + ": " + bad.Expr)
	}
	switch {
	case re.Op == syntax.OpCharClass:
		return newSet(re.Rune), nil
	case re.Op == syntax.OpLiteral && len(re.Rune) == 1:
		return newSet(folded(re.Rune[0], re.Flags&syntax.FoldCase != 0)), nil
	case re.Op == syntax.OpAnyChar:
		return newSet([]rune{0, unicode.MaxRune}), nil
	case re.Op == syntax.OpAnyCharNotNL:
		return newSet([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}), nil
	case re.Op == syntax.OpNoMatch:
		return newSet(nil), nil
	}
	return nil, errors.New(text + " is not one character")
}

// folded are the ranges of r and, where fold is set, of r in other cases.
func folded(r rune, fold bool) []rune {
	out := []rune{r}
	for f := unicode.SimpleFold(r); fold && f != r; f = unicode.SimpleFold(f) {
		out = append(out, f)
	}
	slices.Sort(out)
	var ranges []rune
	for _, f := range out {
		ranges = append(ranges, f, f)
	}
	return ranges
}

// combine is the set of the characters that keep says are in it, by whether
// they are in a and in b.
func combine(a, b []rune, keep func(inA, inB bool) bool) []rune {
	// Where a set begins or ends is where membership may change.
	var at []rune
	for _, ranges := range [][]rune{a, b} {
		for i := 0; i < len(ranges); i += 2 {
			at = append(at, ranges[i], ranges[i+1]+1)
		}
	}
	at = append(at, 0)
	slices.Sort(at)
	at = slices.Compact(at)
	setA, setB := set{ranges: a}, set{ranges: b}
	var out []rune
	for i, from := range at {
		to := rune(unicode.MaxRune)
		if i+1 < len(at) {
			to = at[i+1] - 1
		}
		if from > to || !keep(setA.search(from), setB.search(from)) {
			continue
		}
		if n := len(out); n > 0 && out[n-1] == from-1 {
			out[n-1] = to
		} else {
			out = append(out, from, to)
		}
	}
	return out
}

func union(a, b []rune) []rune {
	return combine(a, b, func(a, b bool) bool { return a || b })
}

// class parses a class in brackets, in which classes and operators may be.
func (p *parser) class() *set {
	if p.depth++; p.depth > maxNesting {
		p.fail("brackets are nested deeper than %d levels", maxNesting)
	}
	defer func() { p.depth-- }()
	p.rest = p.rest[1:]
	not := p.eat("^")
	var all []rune // of the operands before the last operator
	apply := union
	operand := p.items(true)
	for {
		all = apply(all, operand)
		switch {
		case p.eat("&&"):
			apply = func(a, b []rune) []rune { return combine(a, b, func(a, b bool) bool { return a && b }) }
		case p.eat("--"):
			apply = func(a, b []rune) []rune { return combine(a, b, func(a, b bool) bool { return a && !b }) }
		case p.eat("~~"):
			apply = func(a, b []rune) []rune { return combine(a, b, func(a, b bool) bool { return a != b }) }
		case p.eat("]"):
			if not {
				all = combine(all, nil, func(a, _ bool) bool { return !a })
			}
			return newSet(all)
		default:
			p.fail("a bracket has no end")
		}
		operand = p.items(false)
	}
}

// items parses what stands up to an operator or the end of the class. In the
// begin of a class a closing bracket is a character.
func (p *parser) items(first bool) []rune {
	var all []rune
	plain := "" // what has no classes in it, in Rust's syntax
	for first && strings.HasPrefix(p.rest, "-") || first && plain == "" && strings.HasPrefix(p.rest, "]") {
		plain += `\` + p.rest[:1]
		p.rest = p.rest[1:]
	}
	for p.rest != "" && p.rest[0] != ']' && !strings.HasPrefix(p.rest, "&&") &&
		!strings.HasPrefix(p.rest, "--") && !strings.HasPrefix(p.rest, "~~") {
		switch {
		case namedClass(p.rest) > 0:
			n := namedClass(p.rest)
			plain += p.rest[:n]
			p.rest = p.rest[n:]
		case p.rest[0] == '[':
			all = union(all, p.class().ranges)
		case p.rest[0] == '\\' && len(p.rest) > 1:
			plain += p.escaped()
		default:
			_, size := utf8.DecodeRuneInString(p.rest)
			plain += p.rest[:size]
			p.rest = p.rest[size:]
		}
	}
	if plain == "" {
		return all
	}
	text, ok := translate("["+plain+"]", false)
	if !ok {
		p.fail("[%s] is no class", plain)
	}
	return union(all, p.leaf(text).set.ranges)
}
