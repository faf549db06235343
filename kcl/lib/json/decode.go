package json

// This file reads JSON into values.

import (
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Decode reads one JSON value, counting what it builds in r. Keys keep their
// order, and of equal ones the last counts; numbers of 64 bits without
// fraction and exponent are ints, all others floats. The error says where
// in text it is.
func Decode(r *eval.Run, text string) (eval.Value, error) {
	d := decoder{r: r, text: text, Decoder: stdjson.NewDecoder(strings.NewReader(text))}
	d.UseNumber()
	r.Grow(int64(len(text)))
	v, err := d.value(0)
	if err != nil {
		return nil, d.locate(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, d.locate(err)
	}
	return v, nil
}

type decoder struct {
	*stdjson.Decoder
	r    *eval.Run
	text string
}

// locate says what is wrong with the text, and where: behind the byte that
// cannot be there.
func (d *decoder) locate(err error) error {
	at := d.InputOffset()
	var syntax *stdjson.SyntaxError
	if errors.As(stdjson.Unmarshal([]byte(d.text), new(stdjson.RawMessage)), &syntax) {
		at, err = syntax.Offset, syntax
		switch {
		case at == int64(len(d.text)) && strings.HasPrefix(syntax.Error(), "unexpected end"):
			err = errors.New("EOF while parsing a value")
		case strings.HasSuffix(syntax.Error(), "after top-level value"):
			err = errors.New("trailing characters")
		}
	}
	before := d.text[:min(at, int64(len(d.text)))]
	line := 1 + strings.Count(before, "\n")
	col := len(before) - 1 - strings.LastIndex(before, "\n")
	return fmt.Errorf("%w at line %d column %d", err, line, col)
}

func (d *decoder) value(depth int) (eval.Value, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	return d.from(t, depth)
}

// from reads the value that begins with the token t.
func (d *decoder) from(t stdjson.Token, depth int) (eval.Value, error) {
	if depth > eval.MaxNesting {
		return nil, errors.New("recursion limit exceeded")
	}
	d.r.Step(1)
	d.r.Grow(16)
	switch t := t.(type) {
	case stdjson.Delim:
		if t == '[' {
			return d.list(depth)
		}
		return d.dict(depth)
	case bool:
		return eval.Bool(t), nil
	case string:
		return eval.Str(t), nil
	case stdjson.Number:
		return number(string(t))
	}
	return eval.None, nil
}

func (d *decoder) list(depth int) (eval.Value, error) {
	l := eval.NewList()
	for d.More() {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		l.Elems = append(l.Elems, v)
	}
	_, err := d.Token()
	return l, err
}

func (d *decoder) dict(depth int) (eval.Value, error) {
	out := eval.NewDict(0)
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out.Set(key.(string), v)
	}
	_, err := d.Token()
	return out, err
}

func number(s string) (eval.Value, error) {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil && s != "-0" {
		return eval.NewInt(i), nil
	}
	f, _ := strconv.ParseFloat(s, 64)
	if math.IsInf(f, 0) {
		return nil, errors.New("number out of range")
	}
	return eval.Float(f), nil
}
