package main

// This file decides which Go types become schemas, and with which
// attributes.
//
// The resources are the types of k8s.io/api with metadata that the API
// server of the release serves; they, and all types that they consist of,
// become schemas. So the set is that of Kubernetes' OpenAPI document, from
// which KCL's published module is made.

import (
	"fmt"
	"go/ast"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

const (
	apiModule   = "k8s.io/api"
	metaPackage = "k8s.io/apimachinery/pkg/apis/meta/v1"
	versionInfo = "k8s.io/apimachinery/pkg/version"
)

// metaRoots are the types of package meta that the API server sends or
// takes beside the resources.
var metaRoots = []string{"APIGroup", "APIGroupList", "APIResourceList", "APIVersions", "Condition", "DeleteOptions", "Status", "WatchEvent"}

// notServed are what no API server of today serves: messages between it and
// others, and versions that are gone without a note of it in their types.
var notServed = []string{
	"k8s.io/api/admission/", "k8s.io/api/apidiscovery/", "k8s.io/api/imagepolicy/",
	"k8s.io/api/node/v1alpha1", "k8s.io/api/rbac/v1alpha1",
	"k8s.io/api/core/v1.PodStatusResult", "k8s.io/api/core/v1.RangeAllocation",
}

func isServed(name string) bool {
	return !slices.ContainsFunc(notServed, func(n string) bool { return strings.HasPrefix(name, n) })
}

// A model is the schemas of all packages.
type model struct {
	source  *source
	minor   int // the release of Kubernetes 1
	schemas map[*goType]*schema
}

// A kclPackage is the schemas of one package, by name.
type kclPackage struct {
	path    string
	schemas []*schema
}

// A schema is a KCL schema.
type schema struct {
	goType  *goType
	pkg     string // its package's path
	attrs   []attr // by name
	imports map[string]string
}

// An attr is an attribute of a schema.
type attr struct {
	name     string
	typ      string
	value    string // the only value that it can have; "" for any
	required bool
	doc      *ast.CommentGroup
}

func newModel(src *source, minor string) (*model, error) {
	m := &model{source: src, schemas: map[*goType]*schema{}}
	var err error
	if m.minor, err = strconv.Atoi(minor); err != nil {
		return nil, err
	}
	groups, err := src.below(apiModule)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if isServed(g) {
			if err := m.addResources(g); err != nil {
				return nil, err
			}
		}
	}
	if err := m.addTypes(metaPackage, metaRoots...); err != nil {
		return nil, err
	}
	return m, m.addTypes(versionInfo, "Info")
}

// addResources adds the resources of a Go package that are served.
func (m *model) addResources(pkg string) error {
	p, err := m.source.read(pkg)
	if err != nil {
		return err
	}
	for _, t := range p.types {
		if removed, ok := p.removed[t.name]; ok && removed <= m.minor {
			continue
		}
		if m.isResource(t) && isServed(pkg+"."+t.name) {
			if _, err := m.schema(t); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *model) addTypes(pkg string, names ...string) error {
	p, err := m.source.read(pkg)
	if err != nil {
		return err
	}
	for _, n := range names {
		t := p.types[n]
		if t == nil {
			return fmt.Errorf("%s has no type %s", pkg, n)
		}
		if _, err := m.schema(t); err != nil {
			return err
		}
	}
	return nil
}

// isResource reports whether a type has a kind and metadata.
func (m *model) isResource(t *goType) bool {
	has := map[string]bool{}
	if st, ok := t.expr.(*ast.StructType); ok {
		for _, f := range st.Fields.List {
			if sel, ok := f.Type.(*ast.SelectorExpr); ok && t.imports[sel.X.(*ast.Ident).Name] == metaPackage {
				has[sel.Sel.Name] = true
			}
		}
	}
	return has["TypeMeta"] && (has["ObjectMeta"] || has["ListMeta"])
}

// hasKind reports whether a type with TypeMeta has a kind of its own: then
// apiVersion and kind have one value only. DeleteOptions belong to every
// version of every group.
func hasKind(t *goType) bool { return t.pkg.path != metaPackage || t.name != "DeleteOptions" }

// apiVersion is that of the resources of a Go package.
func apiVersion(p *goPackage) string {
	version := path.Base(p.path)
	if group := p.constants["GroupName"]; group != "" && p.path != metaPackage {
		return group + "/" + version
	}
	return version
}

// schema returns the schema of a struct type, making it the first time.
func (m *model) schema(t *goType) (*schema, error) {
	if s, ok := m.schemas[t]; ok {
		return s, nil
	}
	s := &schema{goType: t, pkg: packagePath(t.pkg.path), imports: map[string]string{}}
	m.schemas[t] = s
	if err := m.addFields(s, t); err != nil {
		return nil, err
	}
	slices.SortFunc(s.attrs, func(a, b attr) int { return strings.Compare(a.name, b.name) })
	return s, nil
}

// packagePath is the path of the KCL package of a Go package, within the
// module.
func packagePath(goPath string) string {
	p := strings.TrimPrefix(goPath, "k8s.io/")
	return strings.NewReplacer("/", ".", "-", "_").Replace(p)
}

// addFields adds the fields of a struct type to s.
func (m *model) addFields(s *schema, t *goType) error {
	st, ok := t.expr.(*ast.StructType)
	if !ok {
		other, err := m.source.lookup(t, t.expr)
		if err != nil || other == nil {
			return fmt.Errorf("%s.%s is no struct", t.pkg.path, t.name)
		}
		return m.addFields(s, other)
	}
	for _, f := range st.Fields.List {
		if err := m.addField(s, t, f); err != nil {
			return err
		}
	}
	return nil
}

func (m *model) addField(s *schema, t *goType, f *ast.Field) error {
	if f.Tag == nil {
		return nil
	}
	tag, _ := strconv.Unquote(f.Tag.Value)
	name, options, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	if name == "-" {
		return nil
	}
	if name == "" {
		return m.addInline(s, t, f)
	}
	if name == "status" && slices.ContainsFunc(s.attrs, func(a attr) bool { return a.name == "kind" && a.value != "" }) {
		// What the cluster writes is no part of a manifest; its type is a
		// schema nevertheless.
		_, err := m.typeOf(&schema{imports: map[string]string{}}, t, f.Type)
		return err
	}
	typ, err := m.typeOf(s, t, f.Type)
	if err != nil {
		return err
	}
	a := attr{name: name, typ: typ, doc: f.Doc, required: !strings.Contains(options, "omitempty")}
	switch {
	case hasMarker(f.Doc, "optional"):
		a.required = false
	case hasMarker(f.Doc, "required"):
		a.required = true
	}
	s.attrs = append(s.attrs, a)
	return nil
}

// addInline adds the fields of an embedded struct. TypeMeta comes first in
// a resource.
func (m *model) addInline(s *schema, t *goType, f *ast.Field) error {
	inner, err := m.source.lookup(t, f.Type)
	if err != nil {
		return err
	}
	n := len(s.attrs)
	if err := m.addFields(s, inner); err != nil {
		return err
	}
	if inner.name != "TypeMeta" || !hasKind(s.goType) {
		return nil
	}
	for i := n; i < len(s.attrs); i++ {
		switch a := &s.attrs[i]; a.name {
		case "apiVersion":
			a.value, a.required = apiVersion(s.goType.pkg), true
		case "kind":
			a.value, a.required = s.goType.name, true
		}
	}
	return nil
}

// refer is what s calls another schema.
func (s *schema) refer(to *schema) string {
	if to.pkg == s.pkg {
		return to.goType.name
	}
	parts := strings.Split(to.pkg, ".")
	alias := parts[len(parts)-2] + parts[len(parts)-1]
	s.imports[alias] = to.pkg
	return alias + "." + to.goType.name
}

// packages are all packages, by path.
func (m *model) packages() []*kclPackage {
	byPath := map[string]*kclPackage{}
	var all []*kclPackage
	for _, s := range m.schemas {
		p := byPath[s.pkg]
		if p == nil {
			p = &kclPackage{path: s.pkg}
			byPath[s.pkg] = p
			all = append(all, p)
		}
		p.schemas = append(p.schemas, s)
	}
	slices.SortFunc(all, func(a, b *kclPackage) int { return strings.Compare(a.path, b.path) })
	for _, p := range all {
		slices.SortFunc(p.schemas, func(a, b *schema) int { return strings.Compare(a.file(), b.file()) })
	}
	return all
}
