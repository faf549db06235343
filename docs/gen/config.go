package main

// This file lists the fields of the functionConfig.

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// configTable is a table of the fields of the object at a path, such as
// spec.selectors[], in the order of the schema in the file.
func configTable(file, path string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var doc yaml.Node // JSON is YAML
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return "", err
	}
	s := &doc
	for _, step := range strings.Split(path, ".") {
		name, element := strings.CutSuffix(step, "[]")
		if s = lookup(s, "properties", name); element {
			s = lookup(s, "items")
		}
	}
	fields := yamlvalue.Pairs(yamlvalue.Lookup(s, "properties"))
	if len(fields) == 0 {
		return "", fmt.Errorf("the schema has no object %s", path)
	}
	required := words(s, "required")
	if branches := list(yamlvalue.Lookup(s, "anyOf")); len(branches) > 0 {
		required = append(required, words(branches[0], "required")...) // but for a case that the text explains
	}
	var found []row
	for i := 0; i < len(fields); i += 2 {
		name, f := fields[i].Value, fields[i+1]
		r := row{code(name), typeName(f), code(scalar(f, "default")), scalar(f, "description")}
		if slices.Contains(required, name) {
			r.fallback = "required"
		}
		found = append(found, r)
	}
	return rows(row{"field", "type", "default", ""}, found), nil
}

// typeName is the type of a schema in words.
func typeName(s *yaml.Node) string {
	if values := words(s, "enum"); len(values) > 0 {
		return "`" + strings.Join(values, "`, `") + "`"
	}
	if branches := list(yamlvalue.Lookup(s, "oneOf")); len(branches) > 0 {
		var names []string
		for _, b := range branches {
			names = append(names, typeName(b))
		}
		return strings.Join(names, " or ")
	}
	switch t := scalar(s, "type"); t {
	case "":
		return "any"
	case "array":
		return "list"
	case "object":
		if of := lookup(s, "additionalProperties"); of != nil && of.Kind == yaml.MappingNode {
			return "mapping of " + plural(typeName(of))
		}
		return "mapping"
	default:
		return t
	}
}

// plural is the name of a type in the plural.
func plural(name string) string {
	if rest, ok := strings.CutPrefix(name, "mapping"); ok {
		return "mappings" + rest
	}
	return name + "s"
}

// lookup goes by keys.
func lookup(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		n = yamlvalue.Lookup(n, key)
	}
	return n
}

func list(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	return n.Content
}

// words are the scalars of the list under a key.
func words(n *yaml.Node, key string) (found []string) {
	for _, v := range list(yamlvalue.Lookup(n, key)) {
		found = append(found, v.Value)
	}
	return found
}

// scalar is the scalar under a key.
func scalar(n *yaml.Node, key string) string {
	if v := yamlvalue.Lookup(n, key); v != nil {
		return v.Value
	}
	return ""
}
