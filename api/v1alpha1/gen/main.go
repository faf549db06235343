// Command gen writes the OpenAPI schema of the functionConfig: of the Go types
// of package v1alpha1, with their comments.
//
//	go run ./gen FILE
//
// The schema is one of JSON Schema, draft 7, as editors read them. It keeps to
// what OpenAPI 3.0 has, too, so that it can stand in an OpenAPI document.
//
// Fields are optional and closed unless their tags say otherwise; see package
// v1alpha1. A default is what v1alpha1.New has.
package main

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"reflect"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: gen FILE")
	}
	text, err := generate(".")
	if err == nil {
		err = os.WriteFile(os.Args[1], text, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// A schema is an OpenAPI schema, as much of one as is needed here.
type schema struct {
	Dialect     string      `json:"$schema,omitempty"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Type        string      `json:"type,omitempty"`
	OneOf       []*schema   `json:"oneOf,omitempty"`
	AnyOf       []*schema   `json:"anyOf,omitempty"`
	Not         *schema     `json:"not,omitempty"`
	Enum        []any       `json:"enum,omitempty"`
	Default     any         `json:"default,omitempty"`
	Minimum     json.Number `json:"minimum,omitempty"`
	MinLength   int         `json:"minLength,omitempty"`
	Pattern     string      `json:"pattern,omitempty"`
	Items       *schema     `json:"items,omitempty"`
	Required    []string    `json:"required,omitempty"`
	Properties  properties  `json:"properties,omitempty"`
	Additional  any         `json:"additionalProperties,omitempty"`
}

// properties keep the order of the fields, which editors offer them in.
type properties []property

type property struct {
	name string
	*schema
}

func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, field := range p {
		text, err := marshal(field.schema)
		if err != nil {
			return nil, err
		}
		separator := ","
		if i == 0 {
			separator = "{"
		}
		fmt.Fprintf(&b, "%s%q:%s", separator, field.name, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// generate is the schema of a SidecarInjection. The folder has the Go files of
// package v1alpha1.
func generate(dir string) ([]byte, error) {
	comments, err := readComments(dir)
	if err != nil {
		return nil, err
	}
	root := reflect.ValueOf(v1alpha1.New()).Elem()
	s := comments.object(root, false)
	s.Dialect = "http://json-schema.org/draft-07/schema#"
	s.Title, s.Description = v1alpha1.Kind, comments[root.Type().Name()]
	text, err := marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// marshal encodes JSON for readers: < and & as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// object is the schema of a struct. The value has the defaults.
func (c comments) object(v reflect.Value, open bool) *schema {
	s := &schema{Type: "object"}
	if !open {
		s.Additional = false
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		field := c.field(v.Field(i), f.Tag)
		field.Description = c[v.Type().Name()+"."+f.Name]
		s.Properties = append(s.Properties, property{name, field})
		_, required := f.Tag.Lookup("required")
		if unless := f.Tag.Get("unless"); unless != "" {
			s.AnyOf = []*schema{
				{Required: []string{name}, Properties: properties{{name, &schema{Pattern: field.Pattern}}}},
				{Required: []string{unless}, Properties: properties{{unless, &schema{Enum: []any{true}}}}},
			}
			field.Pattern = ""
		} else if required {
			s.Required = append(s.Required, name)
		}
	}
	return s
}

// field is the schema of a field, without its description.
func (c comments) field(v reflect.Value, tag reflect.StructTag) *schema {
	s := c.typed(v, tag)
	if words := tag.Get("enum"); words != "" {
		s.Enum = values(words)
	}
	if words := tag.Get("not"); words != "" {
		s.Not = &schema{Enum: values(words)}
	}
	_, required := tag.Lookup("required")
	switch {
	case required && s.Type == "string" && s.Enum == nil && s.Pattern == "":
		s.MinLength = 1
	case required, v.Kind() == reflect.Struct:
	case !v.IsZero(), s.Type == "boolean", s.Type == "integer":
		s.Default = v.Interface()
	}
	return s
}

// typed is what the type says.
func (c comments) typed(v reflect.Value, tag reflect.StructTag) *schema {
	if t, ok := v.Interface().(interface{ OpenAPIV3OneOfTypes() []string }); ok {
		s := &schema{}
		for _, name := range t.OpenAPIV3OneOfTypes() {
			s.OneOf = append(s.OneOf, bounded(name, tag))
		}
		if len(s.OneOf) == 1 {
			return s.OneOf[0]
		}
		return s
	}
	if _, ok := v.Interface().(encoding.TextMarshaler); ok {
		log.Fatalf("the type %s does not say what it is written as: give it OpenAPIV3OneOfTypes", v.Type())
	}
	switch v.Kind() {
	case reflect.Struct:
		return c.object(v, tag.Get("open") != "")
	case reflect.Slice:
		return &schema{Type: "array", Items: c.element(v.Type())}
	case reflect.Map:
		return &schema{Type: "object", Additional: c.element(v.Type())}
	case reflect.String:
		return bounded("string", tag)
	case reflect.Bool:
		return bounded("boolean", tag)
	case reflect.Int64:
		return bounded("integer", tag)
	case reflect.Interface:
		return &schema{}
	}
	log.Fatalf("no schema for the type %s", v.Type())
	return nil
}

// element is the schema of the elements of a slice or map.
func (c comments) element(t reflect.Type) *schema {
	s := c.typed(reflect.New(t.Elem()).Elem(), "")
	s.Description = c[t.Elem().Name()]
	return s
}

// bounded is a scalar, with those bounds of a tag that are for its type.
func bounded(name string, tag reflect.StructTag) *schema {
	s := &schema{Type: name}
	switch name {
	case "string":
		s.Pattern = tag.Get("pattern")
	case "integer":
		s.Minimum = json.Number(tag.Get("minimum"))
	}
	return s
}

// values are words with commas between them.
func values(words string) []any {
	var list []any
	for word := range strings.SplitSeq(words, ",") {
		list = append(list, word)
	}
	return list
}
