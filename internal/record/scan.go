package record

// This file reads the words of a line, and paths.

import (
	"errors"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A scanner reads a line.
type scanner struct{ rest string }

var (
	errPath   = errors.New("the path cannot be read")
	errWord   = errors.New("a word, or text in quotes, is missing")
	errDigest = errors.New("eight hexadecimal digits are missing")
)

// path reads a path.
func (s *scanner) path() (path, error) {
	steps := 1
	for i := 0; i < len(s.rest) && s.rest[i] != ' '; i++ {
		if s.rest[i] == '.' || s.rest[i] == '[' {
			steps++
		}
	}
	p := make(path, 0, steps)
	for s.rest != "" && s.rest[0] != ' ' {
		if !s.accept(".") && len(p) > 0 && s.rest[0] != '[' {
			return nil, errPath
		}
		st, err := s.step()
		if err != nil {
			return nil, err
		}
		p = append(p, st)
	}
	if len(p) == 0 {
		return nil, errPath
	}
	return p, nil
}

// step reads a step.
func (s *scanner) step() (step, error) {
	if !s.accept("[") {
		name := s.while(func(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' })
		if !isName(name) {
			return step{}, errPath
		}
		return toEntry(name), nil
	}
	var st step
	var err error
	switch {
	case s.next() == '"':
		st.key, err = s.quoted()
	case isDigit(s.next()):
		st.kind = toIndex
		st.index, err = s.number()
	default:
		st, err = s.keys()
	}
	if err == nil && !s.accept("]") {
		err = errPath
	}
	return st, err
}

// keys reads what tells an element from others: name=value,name=value#2.
func (s *scanner) keys() (step, error) {
	st := step{kind: byKeys}
	for len(st.names) < len(st.keys) {
		name := s.while(func(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' })
		if !isName(name) || !s.accept("=") {
			return st, errPath
		}
		v, err := s.key()
		if err != nil {
			return st, err
		}
		st.keys[len(st.names)] = v
		st.names = append(st.names, name)
		if !s.accept(",") {
			break
		}
	}
	if s.accept("#") {
		n, err := s.number()
		if err != nil || n < 2 {
			return st, errPath
		}
		st.index = n - 1
	}
	return st, nil
}

// key reads what an element has as its key.
func (s *scanner) key() (eval.Value, error) {
	if c := s.next(); c == '-' || isDigit(c) {
		i, err := strconv.ParseInt(s.while(func(c byte) bool { return isDigit(c) || c == '-' }), 10, 64)
		return eval.NewInt(i), err
	}
	w, err := s.word()
	return eval.Str(w), err
}

// accept passes text if it comes next.
func (s *scanner) accept(text string) bool {
	rest, ok := strings.CutPrefix(s.rest, text)
	s.rest = rest
	return ok
}

// next is the next byte, 0 at the end of the line.
func (s *scanner) next() byte {
	if s.rest == "" {
		return 0
	}
	return s.rest[0]
}

// while passes the bytes that are of a sort.
func (s *scanner) while(is func(byte) bool) string {
	i := 0
	for i < len(s.rest) && is(s.rest[i]) {
		i++
	}
	text := s.rest[:i]
	s.rest = s.rest[i:]
	return text
}

// word reads a word, or text in quotes.
func (s *scanner) word() (string, error) {
	if s.next() == '"' {
		return s.quoted()
	}
	w := s.while(func(c byte) bool { return isLetter(c) || isDigit(c) || strings.IndexByte("/.-:", c) >= 0 })
	if !isWord(w) {
		return "", errWord
	}
	return w, nil
}

// quoted reads text in quotes.
func (s *scanner) quoted() (string, error) {
	q, err := strconv.QuotedPrefix(s.rest)
	if err != nil {
		return "", errWord
	}
	s.rest = s.rest[len(q):]
	return strconv.Unquote(q)
}

// number reads a number of digits.
func (s *scanner) number() (int, error) {
	return strconv.Atoi(s.while(isDigit))
}

// hex reads eight hexadecimal digits.
func (s *scanner) hex() (uint32, error) {
	text := s.while(func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' })
	if len(text) != 8 {
		return 0, errDigest
	}
	n, err := strconv.ParseUint(text, 16, 32)
	return uint32(n), err
}
