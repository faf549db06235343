package fn

// This file adds companions to the items, brings them up to date, and removes
// those that nobody wants any more.

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/draft"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// create makes the text of an item, written as the one that asked for it, and
// says so.
func (in *injector) create(c *companion, dir *directory, said *outcome) ([]byte, error) {
	object := c.object
	f := failure("%s", in.config.says(fmt.Sprintf("added it for %s", c.by)))
	f.Severity, f.ResourceRef = resourcelist.Info, c.ref()
	if len(c.by.origin) > 0 {
		file := dir.newFile(c)
		object = draft.Overlay(object, comesFrom(file, c.by.origin))
		f.File = &resourcelist.File{Path: file}
	}
	stack, err := record.Open(mapping())
	if err != nil {
		return nil, err
	}
	result, err := stack.Put(in.config.name, object, in.config.how(object, c))
	if err != nil {
		f := failure("%s", in.config.says(fmt.Sprintf("%s cannot be added: %v", c.identity, err)))
		said.findings = append(said.findings, c.by.report(f))
		return nil, nil
	}
	d, err := in.list.Items[c.by.item].Load()
	if err != nil {
		return nil, err
	}
	said.created++
	said.findings = append(said.findings, f)
	return textedit.Like(d.Text, d.Root, result.Resource)
}

// how says how a companion comes to be as an object says; nil: it goes.
func (c *config) how(object *yaml.Node, wanted *companion) record.How {
	r := podtemplate.Resources(object)[0]
	var places []merge.Template
	for _, t := range podtemplate.Find(object, c.templates) {
		if usable(&t) {
			places = append(places, templateAt(&t))
		}
	}
	return record.How{Type: merge.ResourceType(r.APIVersion, r.Kind, places...), Made: wanted != nil, Unlisted: !c.Record}
}

// ref names a companion in results.
func (c *companion) ref() *resourcelist.ResourceRef {
	return &resourcelist.ResourceRef{APIVersion: c.apiVersion, Kind: c.kind, Name: c.name, Namespace: c.namespace}
}

// newFile is the path of a file of its own for a companion, beside the one from
// which the resource comes that asked for it first.
func (dir *directory) newFile(c *companion) string {
	base := fileName(c.kind) + "-" + fileName(c.name)
	file := path.Join(path.Dir(c.by.file.Path), base+".yaml")
	if dir.files[file] && c.namespace != "" {
		base += "-" + fileName(c.namespace)
		file = path.Join(path.Dir(c.by.file.Path), base+".yaml")
	}
	for n := 2; dir.files[file]; n++ {
		file = path.Join(path.Dir(c.by.file.Path), fmt.Sprintf("%s-%d.yaml", base, n))
	}
	dir.files[file] = true
	return file
}

// fileName is a name in lower case, without what files are not called: some
// objects have names such as system:node.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

// comesFrom is an object that says from which file it comes, in the annotations
// in which those say so that came in.
func comesFrom(file string, annotations []string) *yaml.Node {
	var pairs []any
	for _, key := range annotations {
		pairs = append(pairs, strings.TrimSuffix(key, "path")+"index", yamlvalue.Text("0"), key, yamlvalue.Text(file))
	}
	return mapping("metadata", mapping("annotations", mapping(pairs...)))
}

// settle brings an item up to date that is to be a companion, or that this
// injection has made. It reports whether that is all that is to be done with
// the item: users' own are items like others. What is in a list is users' own.
func (l *workload) settle(c *companion) (done bool) {
	maker := "" // a user
	if makers := l.makers(); len(makers) > 0 && len(l.resource.Path) == 0 {
		maker = makers[0]
	}
	below := l.resource.Node
	after := below
	if c != nil {
		after = draft.Overlay(after, c.object)
	}
	switch {
	case maker == l.config.name, c == nil:
	case after != below:
		l.clash(c, maker, below, after)
		return maker != ""
	case maker == "":
		return l.stack == nil // then there is nothing of an injection to take back
	}
	whole := *l.resource
	whole.Node = l.original // what is below may have no name
	l.resource = &whole
	l.lay(after, c)
	return true
}

// makers are the injections that made the resource.
func (l *workload) makers() []string {
	if l.stack == nil {
		return nil
	}
	return l.stack.Makers()
}

// clash reports that a companion is there already, and is another one.
func (l *workload) clash(c *companion, maker string, below, after *yaml.Node) {
	ch := merge.DiffResource(below, after, merge.ResourceType(c.apiVersion, c.kind))[0]
	owner := "is there already"
	if maker != "" {
		owner = "was added by the injection " + maker
	}
	f := failure("%s", l.config.says(fmt.Sprintf("%s asks for %s, which %s and has other content: %s",
		c.by, c.identity, owner, differs(ch, "to be %s, and is %s"))))
	f.Field = &resourcelist.Field{CurrentValue: valueText(ch.Old), ProposedValue: valueText(ch.New)}
	if l.config.Conflicts == "warn" {
		f.Severity = resourcelist.Warning
		f.Message += "; it stays as it is"
	} else {
		f.Message += ". If it is to stay as it is, set `conflicts: warn` in the functionConfig"
	}
	l.add(l.resource, append(append(yamlvalue.Path(nil), l.resource.Path...), ch.Path...), f)
}

// lay puts what a companion is to be in the place of what this injection wrote,
// and removes the item where nothing made it any more.
func (l *workload) lay(after *yaml.Node, c *companion) {
	how := l.config.how(after, c)
	if c == nil {
		how = l.config.how(l.original, nil)
	}
	result, err := l.stack.Put(l.config.name, after, how)
	switch {
	case err != nil:
		l.failRecord(err)
	case result.Resource == nil:
		l.removed = true
		l.gone++
		message := "removed it"
		if !l.config.Remove {
			message += ": no Pod template asks for it any more"
		}
		l.info(nil, message)
		l.explainDrift(nil, nil)
	case result.Resource != l.original && !l.duplicate():
		l.tree.Replace(l.resource.Path, result.Resource)
		changes := merge.DiffResource(l.stack.Plain(), result.Plain, how.Type)
		switch {
		case len(changes) > 0:
			l.updated++
			l.info(nil, summary(changes, nil))
		case c == nil:
			others := slices.DeleteFunc(l.makers(), func(name string) bool { return name == l.config.name })
			l.info(nil, "does not want it any more; it stays for the injection "+others[0])
		case !l.stack.Made(l.config.name):
			l.info(nil, "wants it as well, for "+c.by.String())
		default:
			l.info(nil, "brought the record of what it has changed up to date")
		}
		l.explainDrift(result.Plain, changes)
	}
}
