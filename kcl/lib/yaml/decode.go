package yaml

// This file turns YAML into values.

import (
	"errors"
	"fmt"
	"io"
	"strings"

	yamlv3 "go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Decode reads the documents of text, counting what it builds in r; an empty
// text is one document, None. Keys are strings as they are written and keep
// their order; of equal ones the last counts. What an anchor names is built
// once, however many aliases it has. The error says where in text it is.
func Decode(r *eval.Run, text string) ([]eval.Value, error) {
	r.Grow(int64(len(text)))
	if rest, ok := strings.CutPrefix(text, "%YAML 1.2"); ok {
		text = "%YAML 1.1" + rest // the parser reads both, but refuses that
	}
	d := decoder{run: r, anchors: map[*yamlv3.Node]eval.Value{}}
	parser := yamlv3.NewDecoder(strings.NewReader(text))
	var docs []eval.Value
	for {
		var doc yamlv3.Node
		err := parser.Decode(&doc)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
		}
		v, err := d.value(&doc, 0)
		if err != nil {
			return nil, err
		}
		docs = append(docs, v)
	}
	if len(docs) == 0 {
		docs = []eval.Value{eval.None}
	}
	return docs, nil
}

type decoder struct {
	run     *eval.Run
	anchors map[*yamlv3.Node]eval.Value // nil while one is being built
}

func failAt(n *yamlv3.Node, format string, args ...any) error {
	return fmt.Errorf(format+" at line %d column %d", append(args, n.Line, n.Column)...)
}

func (d *decoder) value(n *yamlv3.Node, depth int) (eval.Value, error) {
	if depth > eval.MaxNesting {
		return nil, failAt(n, "recursion limit exceeded")
	}
	d.run.Step(1)
	d.run.Grow(16)
	if n.Kind == yamlv3.AliasNode {
		v := d.anchors[n.Alias]
		if v == nil {
			return nil, failAt(n, "the anchor '%s' contains itself", n.Value)
		}
		return v, nil
	}
	if n.Style&yamlv3.TaggedStyle != 0 && !strings.HasPrefix(n.Tag, "!!") {
		return nil, failAt(n, "the tag '%s' is not supported", n.Tag)
	}
	v, err := d.content(n, depth)
	if n.Anchor != "" {
		d.anchors[n] = v
	}
	return v, err
}

func (d *decoder) content(n *yamlv3.Node, depth int) (eval.Value, error) {
	switch n.Kind {
	case yamlv3.DocumentNode:
		if len(n.Content) == 0 {
			return eval.None, nil
		}
		return d.value(n.Content[0], depth)
	case yamlv3.SequenceNode:
		l := eval.NewList()
		for _, e := range n.Content {
			v, err := d.value(e, depth+1)
			if err != nil {
				return nil, err
			}
			l.Elems = append(l.Elems, v)
		}
		return l, nil
	case yamlv3.MappingNode:
		return d.mapping(n, depth)
	case yamlv3.ScalarNode:
		return scalar(n)
	}
	return eval.None, nil
}

func (d *decoder) mapping(n *yamlv3.Node, depth int) (eval.Value, error) {
	out := eval.NewDict(len(n.Content) / 2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yamlv3.ScalarNode && key.Anchor != "" {
			if _, err := d.value(key, depth+1); err != nil {
				return nil, err
			}
		}
		if key.Kind == yamlv3.AliasNode {
			key = key.Alias
		}
		if key.Kind != yamlv3.ScalarNode {
			return nil, failAt(key, "a key must be a string")
		}
		v, err := d.value(n.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		out.Set(key.Value, v)
	}
	return out, nil
}

const quoted = yamlv3.DoubleQuotedStyle | yamlv3.SingleQuotedStyle | yamlv3.LiteralStyle | yamlv3.FoldedStyle

func scalar(n *yamlv3.Node) (eval.Value, error) {
	if n.Style&yamlv3.TaggedStyle != 0 {
		return tagged(n)
	}
	if n.Style&quoted != 0 {
		return eval.Str(n.Value), nil
	}
	v, ok := plain(n.Value)
	if !ok {
		return nil, failAt(n, "the integer %s does not fit 64 bits", n.Value)
	}
	return v, nil
}

// tagged is a scalar with one of YAML's own tags.
func tagged(n *yamlv3.Node) (eval.Value, error) {
	v, _ := plain(n.Value)
	ok := true
	switch n.Tag {
	case "!!null":
		ok = v == eval.None
	case "!!bool":
		ok = v != nil && v.Kind() == eval.KindBool
	case "!!int":
		ok = v != nil && v.Kind() == eval.KindInt
	case "!!float":
		v, ok = number(n.Value)
	default:
		v = eval.Str(n.Value)
	}
	if !ok {
		return nil, failAt(n, "'%s' has the tag %s, which it is not", n.Value, n.Tag)
	}
	return v, nil
}
