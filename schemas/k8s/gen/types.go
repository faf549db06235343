package main

// This file says which KCL type a Go type is in JSON.

import (
	"fmt"
	"go/ast"
)

// basicTypes are Go's own types as KCL types.
var basicTypes = map[string]string{
	"string": "str", "bool": "bool",
	"int": "int", "int8": "int", "int16": "int", "int32": "int", "int64": "int",
	"uint": "int", "uint8": "int", "uint16": "int", "uint32": "int", "uint64": "int",
	"float32": "float", "float64": "float",
}

// specialTypes are the types whose JSON does not follow from their fields.
// The others that say so themselves (OpenAPISchemaType) are strings.
var specialTypes = map[string]string{
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString": "int | str",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":   "any",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":    "any",
}

// typeOf returns the KCL type of the Go type x that stands in t, for an
// attribute of s.
func (m *model) typeOf(s *schema, t *goType, x ast.Expr) (string, error) {
	switch x := x.(type) {
	case *ast.StarExpr:
		return m.typeOf(s, t, x.X)
	case *ast.InterfaceType:
		return "any", nil
	case *ast.ArrayType:
		if e, ok := x.Elt.(*ast.Ident); ok && e.Name == "byte" {
			return "str", nil // base64
		}
		elem, err := m.typeOf(s, t, x.Elt)
		return "[" + elem + "]", err
	case *ast.MapType:
		value, err := m.typeOf(s, t, x.Value)
		return "{str:" + value + "}", err
	case *ast.Ident:
		if b, ok := basicTypes[x.Name]; ok {
			return b, nil
		}
	}
	named, err := m.source.lookup(t, x)
	if err != nil {
		return "", err
	}
	if named == nil {
		return "", fmt.Errorf("%s.%s: what is the type %v?", t.pkg.path, t.name, x)
	}
	if special, ok := specialTypes[named.pkg.path+"."+named.name]; ok {
		return special, nil
	}
	if named.pkg.schemas[named.name] {
		return "str", nil
	}
	st, err := m.source.structOf(named)
	switch {
	case err != nil:
		return "", err
	case st == nil || named.alias:
		return m.typeOf(s, named, named.expr)
	case len(st.Fields.List) == 0:
		return "any", nil // an object about which nothing is said
	}
	used, err := m.schema(named)
	if err != nil {
		return "", err
	}
	return s.refer(used), nil
}
