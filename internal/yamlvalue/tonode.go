package yamlvalue

// This file turns values into nodes.

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An Error is a value that YAML cannot say, and where it stands.
type Error struct {
	Path Path
	Msg  string
}

func (e *Error) Error() string {
	if len(e.Path) == 0 {
		return e.Msg
	}
	return e.Path.String() + ": " + e.Msg
}

// ToNode returns v as a node: what `kcl run` would print. Hidden entries,
// those whose key begins with `_`, are dropped, as are Undefined and the
// functions and schemas among the entries of a mapping; None is null; a unit
// is its number. A function elsewhere, an infinite number and text that is
// not UTF-8 are errors, of type *Error.
func ToNode(v eval.Value) (*yaml.Node, error) {
	return toNode(v, nil)
}

func toNode(v eval.Value, at Path) (*yaml.Node, error) {
	if len(at) > maxDepth {
		return nil, &Error{at, fmt.Sprintf("nested deeper than %d levels", maxDepth)}
	}
	switch v := v.(type) {
	case eval.Bool:
		return plain(boolTag, strconv.FormatBool(bool(v))), nil
	case eval.Int:
		return plain(intTag, strconv.FormatInt(int64(v), 10)), nil
	case eval.Float:
		return number(float64(v), at)
	case *eval.Unit:
		if v.Value == math.Trunc(v.Value) && math.Abs(v.Value) < 1<<63 {
			return plain(intTag, strconv.FormatInt(int64(v.Value), 10)), nil
		}
		return number(v.Value, at)
	case eval.Str:
		if !utf8.ValidString(string(v)) {
			return nil, &Error{at, "text that is not UTF-8 cannot be written as YAML"}
		}
		return Text(string(v)), nil
	case *eval.List:
		return listNode(v, at)
	case *eval.Dict, *eval.Instance:
		entries, _ := Entries(v)
		return mappingNode(entries, at)
	}
	if eval.IsNothing(v) {
		return plain(nullTag, "null"), nil
	}
	return nil, &Error{at, fmt.Sprintf("a %s is no data", eval.TypeName(v))}
}

func plain(tag, text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
}

// Text returns the string s as a node, in a style that no reader takes for
// anything but this string.
func Text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: strTag, Value: s, Style: textStyle(s)}
}

// number writes a float so that it is read as one.
func number(f float64, at Path) (*yaml.Node, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil, &Error{at, "an infinite or undefined number cannot be written as Kubernetes data"}
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return plain(floatTag, s), nil
}

func listNode(l *eval.List, at Path) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: seqTag}
	for _, v := range l.Items() {
		if v == eval.Undefined {
			continue
		}
		c, err := toNode(v, append(at, Index(len(n.Content))))
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, c)
	}
	return n, nil
}

func mappingNode(entries []eval.Entry, at Path) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: mapTag, Content: make([]*yaml.Node, 0, 2*len(entries))}
	for _, e := range entries {
		if Hidden(e) {
			continue
		}
		at := append(at, Key(e.Key))
		if !utf8.ValidString(e.Key) {
			return nil, &Error{at, "a key that is not UTF-8 cannot be written as YAML"}
		}
		c, err := toNode(e.Value, at)
		if err != nil {
			return nil, err
		}
		n.Content = append(n.Content, Text(e.Key), c)
	}
	return n, nil
}

// Entries are the entries of a dict or instance, hidden ones included; false
// for any other value.
func Entries(v eval.Value) ([]eval.Entry, bool) {
	switch v := v.(type) {
	case *eval.Dict:
		return v.Entries(), true
	case *eval.Instance:
		return v.Attrs.Entries(), true
	}
	return nil, false
}

// Hidden reports whether e is not part of the output: its key begins with
// `_`, it has no value, or its value is a function or schema.
func Hidden(e eval.Entry) bool {
	if strings.HasPrefix(e.Key, "_") {
		return true
	}
	switch e.Value.Kind() {
	case eval.KindUndefined, eval.KindFunc, eval.KindSchema, eval.KindRule:
		return true
	}
	return false
}
