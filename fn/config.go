package fn

// This file reads the functionConfig.

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/suggest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// The kinds of a functionConfig. A ConfigMap is what `kpt fn eval -- k=v`
// sends: data.source is the program, its other data are params.
const (
	injectionAPIVersion = "kcl-sidecar.dev/v1alpha1"
	injectionKind       = "SidecarInjection"
)

// A config is a functionConfig.
type config struct {
	name       string
	ref        *resourcelist.ResourceRef // the functionConfig as a resource
	file       *resourcelist.File        // where it came from, if that is known
	optIn      bool                      // policy: disabled
	selectors  []selector
	exclude    []selector
	require    int64
	templates  []podtemplate.Row
	namespaces map[string]*yaml.Node // Namespace objects that are not among the items
	params     *yaml.Node
	limits     kcl.Limits
	tolerant   bool // conflicts: warn
	unlisted   bool // record: false
	remove     bool // take the injection back

	source     *yaml.Node // the scalar with the program
	sourcePath yamlvalue.Path
	byHand     bool // no orchestrator has touched the document
}

// readConfig reads a functionConfig, and finds what is wrong with it.
func readConfig(n *yaml.Node) (*config, []finding) {
	if n = yamlvalue.Resolve(n); n == nil {
		return nil, []finding{failure("there is no functionConfig: give the function a %s of %s, "+
			"or a ConfigMap with the program under data.source", injectionKind, injectionAPIVersion)}
	}
	if err := yamlvalue.Check(n); err != nil {
		return nil, []finding{failure("the functionConfig cannot be read: %s", unreadable(err, 1))}
	}
	c := &config{limits: kcl.DefaultLimits}
	d := &decoder{}
	if n.Kind != yaml.MappingNode {
		d.fail(nil, "the functionConfig must be a mapping, not %s", describeNode(n))
	} else {
		c.identify(n)
		switch {
		case c.ref.Kind == injectionKind && c.ref.APIVersion == injectionAPIVersion:
			c.readInjection(d, n)
		case c.ref.Kind == "ConfigMap" && c.ref.APIVersion == "v1":
			c.readConfigMap(d, n)
		default:
			d.fail(nil, "the functionConfig is of kind %q (apiVersion %q): it must be a %s of %s, or a ConfigMap of v1",
				c.ref.Kind, c.ref.APIVersion, injectionKind, injectionAPIVersion)
		}
	}
	return c, c.findings(d.problems, n)
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
			if line := lineOf(n, p.path); line > 0 && c.byHand {
				place = fmt.Sprintf(" on line %d of the input", line)
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
	c.params = mapping()
	var keys []string
	d.object(n, nil, fields{
		"apiVersion": nil, "kind": nil, "immutable": nil,
		"metadata": d.metadata(&c.name),
		"data": func(n *yaml.Node, at yamlvalue.Path) {
			d.mapping(n, at, func(key string, v *yaml.Node, at yamlvalue.Path) {
				var s string
				if d.str(&s)(v, at); key == "source" {
					c.setSource(v, at)
				} else {
					keys = append(keys, key)
					c.params.Content = append(c.params.Content, yamlvalue.Text(key), yamlvalue.Text(s))
				}
			})
		},
	})
	nameAt := yamlvalue.Keys("metadata", "name")
	if name := text(c.params, "name"); name != "" && (c.name == "" || c.name == "function-input") {
		c.name, nameAt = name, yamlvalue.Keys("data", "name")
	}
	c.checkName(d, nameAt)
	c.checkSource(d, yamlvalue.Keys("data", "source"), keys)
}

func (c *config) readInjection(d *decoder, n *yaml.Node) {
	c.params = mapping()
	d.object(n, nil, fields{
		"apiVersion": nil, "kind": nil,
		"metadata": d.metadata(&c.name),
		"spec":     func(n *yaml.Node, at yamlvalue.Path) { c.readSpec(d, n, at) },
	})
	c.checkKinds(d, yamlvalue.Keys("spec", "selectors"), c.selectors)
	c.checkKinds(d, yamlvalue.Keys("spec", "exclude"), c.exclude)
	c.checkName(d, yamlvalue.Keys("metadata", "name"))
	c.checkSource(d, yamlvalue.Keys("spec", "source"), nil)
}

func (c *config) readSpec(d *decoder, n *yaml.Node, at yamlvalue.Path) {
	d.object(n, at, fields{
		"policy": func(n *yaml.Node, at yamlvalue.Path) {
			c.optIn = d.choice(n, at, "enabled", "disabled") == "disabled"
		},
		"selectors":  d.selectors(&c.selectors),
		"exclude":    d.selectors(&c.exclude),
		"require":    d.integer(&c.require, 0),
		"templates":  d.templates(&c.templates),
		"namespaces": c.readNamespaces(d),
		"params":     func(n *yaml.Node, _ yamlvalue.Path) { c.params = n },
		"limits":     d.limits(&c.limits),
		"source": func(n *yaml.Node, at yamlvalue.Path) {
			d.str(new(string))(n, at)
			c.setSource(n, at)
		},
		"conflicts": func(n *yaml.Node, at yamlvalue.Path) {
			c.tolerant = d.choice(n, at, "error", "warn") == "warn"
		},
		"record": func(n *yaml.Node, at yamlvalue.Path) {
			listed := true
			d.boolean(&listed)(n, at)
			c.unlisted = !listed
		},
		"remove": d.boolean(&c.remove),
	})
}

// choice decodes one of some words.
func (d *decoder) choice(n *yaml.Node, at yamlvalue.Path, words ...string) string {
	var s string
	before := len(d.problems)
	if d.str(&s)(n, at); len(d.problems) == before && !slices.Contains(words, s) {
		d.fail(at, "must be %s, not %q", strings.Join(words, " or "), s)
	}
	return s
}

// templates decodes the places where users have Pod templates.
func (d *decoder) templates(into *[]podtemplate.Row) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		d.list(n, at, func(n *yaml.Node, at yamlvalue.Path) {
			var r podtemplate.Row
			before := len(d.problems)
			d.object(n, at, fields{"apiVersion": d.str(&r.APIVersion), "kind": d.str(&r.Kind), "path": d.str(&r.Path)})
			if len(d.problems) > before {
				return
			}
			for _, f := range []struct{ name, value, advice string }{
				{"apiVersion", r.APIVersion, "* stands for any"},
				{"kind", r.Kind, "* stands for any"},
				{"path", r.Path, "it must name the field that holds the Pod template, such as spec.template"},
			} {
				if f.value == "" {
					d.fail(append(at, yamlvalue.Key(f.name)), "is missing: %s", f.advice)
				}
			}
			d.checkVersion(r.APIVersion, append(at, yamlvalue.Key("apiVersion")))
			row, err := podtemplate.Compile(r)
			if err != nil && r.Path != "" {
				d.fail(append(at, yamlvalue.Key("path")), "cannot be used: %v", err)
			}
			*into = append(*into, row)
		})
	}
}

// readNamespaces decodes labels of Namespaces into Namespace objects.
func (c *config) readNamespaces(d *decoder) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		c.namespaces = map[string]*yaml.Node{}
		d.mapping(n, at, func(name string, v *yaml.Node, at yamlvalue.Path) {
			var labels map[string]string
			if !yamlvalue.IsNull(v) {
				d.strings(&labels)(v, at)
			}
			c.namespaces[name] = newNamespace(name, v)
		})
	}
}

// limits decodes what a run of the program may use.
func (d *decoder) limits(l *kcl.Limits) func(*yaml.Node, yamlvalue.Path) {
	return func(n *yaml.Node, at yamlvalue.Path) {
		depth := int64(l.Depth)
		d.object(n, at, fields{
			"steps": d.integer(&l.Steps, 1),
			"depth": d.integer(&depth, 1),
			"memory": func(n *yaml.Node, at yamlvalue.Path) {
				bytes, ok := byteCount(yamlvalue.FromNode(n))
				if l.Bytes = bytes; !ok {
					d.fail(at, "must be a number of bytes such as 256Mi, not %s", describeNode(n))
				}
			},
			"time": func(n *yaml.Node, at yamlvalue.Path) {
				s, _ := yamlvalue.FromNode(n).(eval.Str)
				var err error
				if l.Time, err = time.ParseDuration(string(s)); err != nil || l.Time <= 0 {
					d.fail(at, "must be a duration such as 5s, not %s", describeNode(n))
				}
			},
		})
		l.Depth = int(min(depth, math.MaxInt32))
	}
}

// byteCount reads 1000, "1000", 64Ki, 256Mi, 1Gi.
func byteCount(v eval.Value) (int64, bool) {
	s := ""
	switch v := v.(type) {
	case eval.Int:
		return int64(v), v > 0
	case eval.Str:
		s = string(v)
	}
	shift := 0
	for i, suffix := range []string{"Ki", "Mi", "Gi"} {
		if digits, ok := strings.CutSuffix(s, suffix); ok {
			s, shift = digits, 10*(i+1)
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n << shift, err == nil && n > 0 && n <= math.MaxInt64>>shift
}

func (c *config) setSource(n *yaml.Node, at yamlvalue.Path) {
	c.source, c.sourcePath = yamlvalue.Resolve(n), at
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
func (c *config) checkSource(d *decoder, at yamlvalue.Path, keys []string) {
	switch {
	case d.failed(at), c.remove:
	case c.source == nil:
		hint := ""
		if key := suggest.Name("source", keys); key != "" {
			hint = fmt.Sprintf("; is that what `%s` is?", key)
		}
		d.fail(at, "is missing: it must be the KCL program%s", hint)
	case strings.TrimSpace(c.source.Value) == "":
		d.fail(at, "is empty: it must be the KCL program")
	}
}

// where says in messages where the program stands.
func (c *config) where() string {
	name := c.name
	if c.file != nil {
		name = c.file.Path
	}
	return name + " " + c.sourcePath.String()
}
