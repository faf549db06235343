package main

// This file compares texts by the rule of the suite's own runner
// (tests/grammar/test_grammar.py): documents of YAML 1.2 as data, and
// errors without colours and blank lines.

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

var ansi = regexp.MustCompile(`(?:\x1B[@-_]|[\x{80}-\x{9F}])[0-?]*[ -/]*[@-~]`)

// plain is text without colours and blank lines.
func plain(text string) string {
	var lines []string
	for line := range strings.Lines(ansi.ReplaceAllString(text, "")) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// sameDocuments says how the documents of two YAML streams differ. Keys
// have no order, numbers are equal by value, and empty documents do not
// count.
func sameDocuments(got, want string) error {
	g, err := documents(got)
	if err != nil {
		return fmt.Errorf("the output is no YAML: %w", err)
	}
	w, err := documents(want)
	if err != nil {
		return fmt.Errorf("the golden is no YAML: %w", err)
	}
	if len(g) != len(w) {
		return fmt.Errorf("%d documents instead of %d", len(g), len(w))
	}
	for i := range g {
		if g[i] != w[i] {
			return errors.New("the documents differ")
		}
	}
	return nil
}

// documents lists the documents that are not empty, in a form in which
// equal data are equal texts.
func documents(text string) ([]string, error) {
	var docs []string
	for d := yaml.NewDecoder(strings.NewReader(text)); ; {
		var n yaml.Node
		err := d.Decode(&n)
		if err == io.EOF {
			return docs, nil
		}
		if err != nil {
			return nil, err
		}
		form, err := canonical(n.Content[0])
		if err != nil {
			return nil, err
		}
		switch form {
		case "null", "{}", "[]", `""`, "0":
		default:
			docs = append(docs, form)
		}
	}
}

// canonical writes a node so that equal data are equal texts.
func canonical(n *yaml.Node) (string, error) {
	switch n.Kind {
	case yaml.AliasNode:
		return canonical(n.Alias)
	case yaml.MappingNode:
		return canonicalMapping(n)
	case yaml.SequenceNode:
		elems, err := canonicalAll(n.Content)
		return "[" + strings.Join(elems, ",") + "]", err
	}
	return canonicalScalar(n), nil
}

func canonicalAll(nodes []*yaml.Node) ([]string, error) {
	var forms []string
	for _, c := range nodes {
		form, err := canonical(c)
		if err != nil {
			return nil, err
		}
		forms = append(forms, form)
	}
	return forms, nil
}

func canonicalMapping(n *yaml.Node) (string, error) {
	forms, err := canonicalAll(n.Content)
	if err != nil {
		return "", err
	}
	var entries []string
	seen := map[string]bool{}
	for i := 0; i+1 < len(forms); i += 2 {
		if seen[forms[i]] {
			return "", fmt.Errorf("line %d: the key %s is there twice", n.Content[i].Line, forms[i])
		}
		seen[forms[i]] = true
		entries = append(entries, forms[i]+":"+forms[i+1])
	}
	sort.Strings(entries)
	return "{" + strings.Join(entries, ",") + "}", nil
}

// The plain scalars of YAML 1.2 as ruamel.yaml reads them.
var (
	yamlInt   = regexp.MustCompile(`^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$`)
	yamlFloat = regexp.MustCompile(`^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?)$`)
	yamlTime  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}`)
)

func canonicalScalar(n *yaml.Node) string {
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	if n.Style&quoted != 0 || n.Style&yaml.TaggedStyle != 0 && n.Tag == "!!str" {
		return strconv.Quote(n.Value)
	}
	text := n.Value
	switch text {
	case "", "~", "null", "Null", "NULL":
		return "null"
	case "true", "True", "TRUE":
		return "1" // in Python, True == 1
	case "false", "False", "FALSE":
		return "0"
	}
	digits := strings.ReplaceAll(text, "_", "")
	switch {
	case yamlInt.MatchString(text):
		return canonicalInt(digits)
	case yamlFloat.MatchString(text):
		if f, err := strconv.ParseFloat(digits, 64); err == nil && !math.IsInf(f, 0) {
			return new(big.Rat).SetFloat64(f).RatString()
		}
	case yamlTime.MatchString(text):
		return "time " + text
	}
	switch special := strings.ToLower(strings.TrimPrefix(text, "+")); special {
	case ".inf", "-.inf", ".nan":
		return special
	}
	return strconv.Quote(text)
}

// canonicalInt is an integer in decimal; leading zeros mean nothing.
func canonicalInt(digits string) string {
	base := 10
	if t := strings.TrimLeft(digits, "-+"); len(t) > 1 && strings.ContainsAny(t[1:2], "box") {
		base = 0
	}
	i, ok := new(big.Int).SetString(digits, base)
	if !ok {
		return strconv.Quote(digits)
	}
	return i.String()
}
