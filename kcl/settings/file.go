package settings

// This file reads settings files.

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An invalid is an error at a line of a settings file.
type invalid struct {
	line int
	text string
}

func (e *invalid) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.text) }

func wrong(n *yaml.Node, format string, args ...any) error {
	return &invalid{n.Line, fmt.Sprintf(format, args...)}
}

// AddFile adds a settings file: its name as the user gave it, its folder,
// from which its paths start, and its text. Keys that are not known are
// ignored.
//
//	kcl_cli_configs:
//	  files: [main.k]
//	  disable_none: true
//	kcl_options:
//	- {key: name, value: any value}
func (s *Settings) AddFile(name, dir string, text []byte) error {
	var doc yaml.Node
	err := yaml.Unmarshal(text, &doc)
	if err == nil && len(doc.Content) > 0 {
		err = s.addDocument(doc.Content[0], dir)
	}
	if err != nil {
		return fmt.Errorf("Failed to load '%s', invalid setting file format: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return nil
}

func (s *Settings) addDocument(doc *yaml.Node, dir string) error {
	return pairs(doc, func(key, value *yaml.Node) error {
		switch key.Value {
		case "kcl_cli_configs":
			return s.addConfigs(value, dir)
		case "kcl_options":
			return items(value, s.addKeyValue)
		}
		return nil
	})
}

func (s *Settings) addConfigs(configs *yaml.Node, dir string) error {
	var file, files []string
	err := pairs(configs, func(key, value *yaml.Node) error {
		switch key.Value {
		case "file":
			return texts(value, &file)
		case "files":
			return texts(value, &files)
		case "overrides":
			return texts(value, &s.Overrides)
		case "path_selector":
			return texts(value, &s.Selectors)
		case "output":
			return text(value, &s.Output)
		case "package_maps":
			return s.addPackageMaps(value, dir)
		}
		if flag := s.flag(key.Value); flag != nil {
			return truth(value, flag)
		}
		return nil
	})
	if len(files) == 0 {
		files = file
	}
	if len(files) > 0 {
		s.Files, s.WorkDir = nil, dir
	}
	for _, f := range files {
		s.Files = append(s.Files, from(dir, f))
	}
	return err
}

// flag is the truth value that a key of kcl_cli_configs sets.
func (s *Settings) flag(key string) *bool {
	switch key {
	case "disable_none":
		return &s.DisableNone
	case "sort_keys":
		return &s.SortKeys
	case "show_hidden":
		return &s.ShowHidden
	case "include_schema_type_path":
		return &s.TypePath
	case "strict_range_check":
		return &s.Strict
	case "debug":
		return &s.Debug
	}
	return nil
}

func (s *Settings) addPackageMaps(n *yaml.Node, dir string) error {
	return pairs(n, func(key, value *yaml.Node) error {
		var p string
		if err := text(value, &p); err != nil {
			return err
		}
		s.Packages[key.Value] = from(dir, p)
		return nil
	})
}

// from is the path p of a file in the folder dir.
func from(dir, p string) string {
	if path.IsAbs(p) || strings.HasPrefix(p, "${") {
		return p
	}
	return path.Join(dir, p)
}

// addKeyValue adds one element of kcl_options.
func (s *Settings) addKeyValue(n *yaml.Node) error {
	var key string
	var value eval.Value
	err := pairs(n, func(k, v *yaml.Node) (err error) {
		switch k.Value {
		case "key":
			err = text(v, &key)
		case "value":
			c := converter{}
			value, err = c.value(v)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case key == "":
		return wrong(n, "an option must have a key")
	case value == nil:
		return wrong(n, "the option '%s' must have a value", key)
	}
	s.Options[key] = value
	return nil
}

// resolve is the node that an alias stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// pairs calls f for each entry of a mapping; null is an empty one.
func pairs(n *yaml.Node, f func(key, value *yaml.Node) error) error {
	if n = resolve(n); isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return wrong(n, "expected a mapping")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := f(resolve(n.Content[i]), n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// items calls f for each element of a list; null is an empty one.
func items(n *yaml.Node, f func(*yaml.Node) error) error {
	if n = resolve(n); isNull(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return wrong(n, "expected a list")
	}
	for _, c := range n.Content {
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

// texts stores a list of strings; null stores nothing.
func texts(n *yaml.Node, to *[]string) error {
	var list []string
	err := items(n, func(c *yaml.Node) error {
		var s string
		err := text(c, &s)
		list = append(list, s)
		return err
	})
	if err == nil && list != nil {
		*to = list
	}
	return err
}

// text stores a string; null stores nothing.
func text(n *yaml.Node, to *string) error {
	if n = resolve(n); isNull(n) {
		return nil
	}
	if n.Kind != yaml.ScalarNode {
		return wrong(n, "expected a string")
	}
	*to = n.Value
	return nil
}

// truth stores true or false; null stores nothing.
func truth(n *yaml.Node, to *bool) error {
	if n = resolve(n); isNull(n) {
		return nil
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		return wrong(n, "expected true or false")
	}
	*to = strings.EqualFold(n.Value, "true")
	return nil
}

// A converter makes values of YAML. It bounds what aliases can blow up.
type converter struct{ values, depth int }

const maxValues, maxDepth = 200_000, 1000

func (c *converter) value(n *yaml.Node) (eval.Value, error) {
	n = resolve(n)
	c.values++
	c.depth++
	defer func() { c.depth-- }()
	if c.values > maxValues || c.depth > maxDepth {
		return nil, wrong(n, "the value is too large")
	}
	switch n.Kind {
	case yaml.MappingNode:
		d := eval.NewDict(len(n.Content) / 2)
		return d, pairs(n, func(k, v *yaml.Node) error {
			if k.Kind != yaml.ScalarNode {
				return wrong(k, "a key must be a string")
			}
			x, err := c.value(v)
			d.Set(k.Value, x)
			return err
		})
	case yaml.SequenceNode:
		l := eval.NewList()
		return l, items(n, func(e *yaml.Node) error {
			x, err := c.value(e)
			l.Elems = append(l.Elems, x)
			return err
		})
	}
	return scalar(n), nil
}

// scalar is the value of a scalar by YAML 1.2's core schema. What looks
// like a date, or is a number with leading zeros, is a string.
func scalar(n *yaml.Node) eval.Value {
	text := n.Value
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if quoted || n.Style&yaml.TaggedStyle != 0 && n.ShortTag() == "!!str" {
		return eval.Str(text)
	}
	switch text {
	case "", "~", "null", "Null", "NULL":
		return eval.None
	case "true", "True", "TRUE":
		return eval.Bool(true)
	case "false", "False", "FALSE":
		return eval.Bool(false)
	case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
		return eval.Float(math.Inf(1))
	case "-.inf", "-.Inf", "-.INF":
		return eval.Float(math.Inf(-1))
	case ".nan", ".NaN", ".NAN":
		return eval.Float(math.NaN())
	}
	if v, ok := numeric(text); ok {
		return v
	}
	return eval.Str(text)
}

// numeric is the value of text where it is a number.
func numeric(text string) (eval.Value, bool) {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 || strings.Trim(digits, "0123456789abcdefABCDEFox.+-") != "" {
		return nil, false
	}
	if len(digits) > 1 && digits[0] == '0' && strings.Trim(digits, "0123456789") == "" {
		return nil, false
	}
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return eval.NewInt(i), true
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && !strings.ContainsAny(digits, "xX") {
		return eval.Float(f), true
	}
	return nil, false
}
