package fn

// This file reads the functionConfig.

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/api/v1alpha1"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/schemas"
)

// A config is a functionConfig.
type config struct {
	v1alpha1.Spec
	name       string
	ref        *resourcelist.ResourceRef // the functionConfig as a resource
	file       *resourcelist.File        // where it came from, if that is known
	byHand     bool                      // no orchestrator has touched the document
	templates  []podtemplate.Row         // as in Spec, ready for use
	namespaces map[string]*yaml.Node     // as in Spec, as Namespace objects
	params     *yaml.Node
	modules    []*kcl.Module
	source     program
	files      map[string]program // of the modules, by their names in diagnostics
}

// A program is the text of one, or of a file of a module.
type program struct {
	node *yaml.Node // the scalar
	path yamlvalue.Path
}

// A configMap is a ConfigMap as functionConfig: data.source is the program, the
// other data are params.
type configMap struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   v1alpha1.Metadata `json:"metadata" open:"true"`
	Data       map[string]string `json:"data"`
	Immutable  any               `json:"immutable,omitempty"`
}

// readConfig reads a functionConfig, and finds what is wrong with it.
func readConfig(n *yaml.Node) (*config, []finding) {
	if n = yamlvalue.Resolve(n); n == nil {
		return nil, []finding{failure("there is no functionConfig: give the function a %s of %s, "+
			"or a ConfigMap with the program under data.source", v1alpha1.Kind, v1alpha1.APIVersion)}
	}
	if err := yamlvalue.Check(n); err != nil {
		return nil, []finding{failure("the functionConfig cannot be read: %s", unreadable(err, 1))}
	}
	c := &config{Spec: v1alpha1.New().Spec, params: mapping()}
	d := &decoder{}
	if n.Kind != yaml.MappingNode {
		d.fail(nil, "the functionConfig must be a mapping, not %s", describeNode(n))
	} else {
		c.identify(n)
		switch {
		case c.ref.Kind == v1alpha1.Kind && c.ref.APIVersion == v1alpha1.APIVersion:
			c.readInjection(d, n)
		case c.ref.Kind == "ConfigMap" && c.ref.APIVersion == "v1":
			c.readConfigMap(d, n)
		default:
			d.fail(nil, "the functionConfig is of kind %q (apiVersion %q): it must be a %s of %s, or a ConfigMap of v1",
				c.ref.Kind, c.ref.APIVersion, v1alpha1.Kind, v1alpha1.APIVersion)
		}
	}
	return c, c.findings(d.sorted(n), n)
}

// identify reads what the functionConfig is called.
func (c *config) identify(n *yaml.Node) {
	c.ref = reference(n, text(n, "apiVersion"), text(n, "kind"))
	c.file = fileOf(n)
	annotations := annotationsOf(n)
	c.byHand = c.file == nil && yamlvalue.Lookup(annotations, "config.kubernetes.io/function") == nil
}

// findings are problems of the document n as findings, with the lines of the
// input where users have written them.
func (c *config) findings(problems []problem, n *yaml.Node) []finding {
	var found []finding
	for _, p := range problems {
		f := failure("%s", p.msg)
		if len(p.path) > 0 {
			place := ""
			if key := find(n, p.path); key != nil && c.byHand {
				place = fmt.Sprintf(" on line %d of the input", key.Line)
			}
			f = failure("`%s`%s %s", p.path, place, p.msg)
			f.Field = &resourcelist.Field{Path: p.path.String()}
		}
		f.ResourceRef, f.File = c.ref, c.file
		found = append(found, f)
	}
	return found
}

// readConfigMap reads a ConfigMap. kpt calls all that it makes of its arguments
// and of its pipelines function-input: there data.name is the name.
func (c *config) readConfigMap(d *decoder, n *yaml.Node) {
	var m configMap
	d.decode(n, nil, reflect.ValueOf(&m).Elem(), "")
	at := yamlvalue.Keys("metadata", "name")
	if c.name = m.Metadata.Name; m.Data["name"] != "" && (c.name == "" || c.name == "function-input") {
		c.name, at = m.Data["name"], yamlvalue.Keys("data", "name")
	}
	c.checkName(d, at)

	var keys []string
	data := yamlvalue.Pairs(yamlvalue.Lookup(n, "data"))
	for i := 0; i+1 < len(data); i += 2 {
		key := yamlvalue.Resolve(data[i]).Value
		if key == "source" {
			continue
		}
		keys = append(keys, key)
		c.params.Content = append(c.params.Content, yamlvalue.Text(key), yamlvalue.Text(m.Data[key]))
	}
	c.source = program{yamlvalue.Resolve(yamlvalue.Lookup(yamlvalue.Lookup(n, "data"), "source")), yamlvalue.Keys("data", "source")}
	c.checkSource(d, keys)
}

// readInjection reads a SidecarInjection.
func (c *config) readInjection(d *decoder, n *yaml.Node) {
	injection := v1alpha1.New()
	d.decode(n, nil, reflect.ValueOf(injection).Elem(), "")
	c.Spec, c.name = injection.Spec, injection.Metadata.Name
	c.checkName(d, yamlvalue.Keys("metadata", "name"))

	spec := yamlvalue.Lookup(n, "spec")
	if params := yamlvalue.Lookup(spec, "params"); !yamlvalue.IsNull(params) {
		c.params = params
	}
	c.source = program{yamlvalue.Resolve(yamlvalue.Lookup(spec, "source")), yamlvalue.Keys("spec", "source")}
	c.checkSource(d, nil)
	c.readModules(d, yamlvalue.Lookup(spec, "modules"), yamlvalue.Keys("spec", "modules"))
	c.readTemplates(d, yamlvalue.Keys("spec", "templates"))
	c.readNamespaces(yamlvalue.Lookup(spec, "namespaces"))
	c.checkSelectors(d, yamlvalue.Keys("spec", "selectors"), c.Selectors)
	c.checkSelectors(d, yamlvalue.Keys("spec", "exclude"), c.Exclude)
}

// readTemplates makes the places where users have Pod templates ready for use.
func (c *config) readTemplates(d *decoder, at yamlvalue.Path) {
	for i, t := range c.Templates {
		at := append(at, yamlvalue.Index(i))
		d.checkVersion(t.APIVersion, append(at, yamlvalue.Key("apiVersion")))
		row, err := podtemplate.Compile(podtemplate.Row{APIVersion: t.APIVersion, Kind: t.Kind, Path: t.Path, Inline: t.Inline})
		if path := append(at, yamlvalue.Key("path")); err != nil && !d.failed(path) {
			d.fail(path, "cannot be used: %v", err)
		}
		c.templates = append(c.templates, row)
	}
}

// readNamespaces makes labels of Namespaces into Namespace objects. Their labels
// keep their order, which programs can see.
func (c *config) readNamespaces(n *yaml.Node) {
	c.namespaces = make(map[string]*yaml.Node, len(c.Namespaces))
	for name := range c.Namespaces {
		c.namespaces[name] = newNamespace(name, yamlvalue.Lookup(n, name))
	}
}

// readModules makes modules of texts.
func (c *config) readModules(d *decoder, n *yaml.Node, at yamlvalue.Path) {
	c.files = map[string]program{}
	for _, name := range slices.Sorted(maps.Keys(c.Modules)) {
		at := append(slices.Clone(at), yamlvalue.Key(name))
		if d.failed(at) {
			continue
		}
		m, err := kcl.NewModule(name, c.Modules[name])
		if err == nil && slices.ContainsFunc(schemas.Modules(), func(m *kcl.Module) bool { return m.Name == name }) {
			err = fmt.Errorf("there is a built-in module %s", name)
		}
		if err != nil {
			d.fail(at, "cannot be used: %v", err)
			continue
		}
		c.modules = append(c.modules, m)
		for file := range c.Modules[name] {
			text := yamlvalue.Resolve(yamlvalue.Lookup(yamlvalue.Lookup(n, name), file))
			c.files[name+"/"+file] = program{text, append(slices.Clone(at), yamlvalue.Key(file))}
		}
	}
}

// checkName reports a name that is missing, or that annotations cannot ask for.
func (c *config) checkName(d *decoder, at yamlvalue.Path) {
	switch {
	case d.failed(at):
	case c.name == "":
		d.fail(at, "is missing: the injection needs a name, by which results, records and the annotation %s know it", injectAnnotation)
	case strings.ContainsAny(c.name, ", \t\r\n"), c.name == "true", c.name == "false":
		d.fail(at, "is %q: it must have neither commas nor spaces and be neither true nor false, so that the annotation %s can name it",
			c.name, injectAnnotation)
	}
}

// checkSource reports a program that is missing where there must be one. It may
// be under one of the other keys.
func (c *config) checkSource(d *decoder, keys []string) {
	at := c.source.path
	switch {
	case d.failed(at), c.Remove:
	case yamlvalue.IsNull(c.source.node):
		hint := ""
		if key := suggest.Name("source", keys); key != "" {
			hint = fmt.Sprintf("; is that what `%s` is?", key)
		}
		d.fail(at, "is missing: it must be the KCL program%s", hint)
	case strings.TrimSpace(c.source.node.Value) == "":
		d.fail(at, "is empty: it must be the KCL program")
	}
}
