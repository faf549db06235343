package fn

// This file works on one item.

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// An injector is what is the same for all items.
type injector struct {
	config     *config
	program    *kcl.Program
	namespaces namespaces
	items      *items
	list       *resourcelist.List
}

// newInjector prepares for the items of a list, and finds what is wrong with
// its functionConfig.
func newInjector(list *resourcelist.List) (*injector, []finding) {
	c, wrong := readConfig(list.FunctionConfig)
	if len(wrong) > 0 {
		return nil, wrong
	}
	program, wrong := c.compile()
	return &injector{
		config:     c,
		program:    program,
		namespaces: c.findNamespaces(list),
		items:      newItems(list.Items),
		list:       list,
	}, wrong
}

// An outcome is what became of an item.
type outcome struct {
	text    []byte // the new text; nil where nothing changed
	borrows bool   // the item has aliases of anchors in others
	tally
	findings []finding
	printed  []byte // what the program printed
}

// work is an item while it is worked on.
type work struct {
	*injector
	outcome
	line  int // of the input, where the item begins
	file  *resourcelist.File
	tree  *merge.Tree // with the changes so far
	print bytes.Buffer
}

// item works on the item number i.
func (in *injector) item(i int, d resourcelist.Doc) (out outcome) {
	if d.Root == nil {
		return outcome{}
	}
	w := &work{injector: in, tree: merge.NewTree(d.Root), line: in.list.Items[i].Line()}
	w.borrows = d.Borrows
	defer func() {
		if p := recover(); p != nil {
			f := defect()
			f.ResourceRef, f.File = reference(d.Root, text(d.Root, "apiVersion"), text(d.Root, "kind")), w.file
			out = outcome{findings: []finding{f}}
		}
	}()
	if err := yamlvalue.Check(d.Root); err != nil {
		w.add(nil, nil, failure("the item that begins on line %d of the input cannot be read: %s", w.line, unreadable(err, w.line)))
		return w.outcome
	}
	if yamlvalue.Resolve(d.Root).Kind != yaml.MappingNode {
		f := failure("the item on line %d of the input is no resource but %s; it is left as it is", w.line, describeNode(d.Root))
		f.Severity = resourcelist.Warning
		w.add(nil, nil, f)
		return w.outcome
	}
	w.file = fileOf(d.Root)
	w.templates(podtemplate.Find(d.Root, in.config.templates))
	if root := w.tree.Root(); root != d.Root {
		text, _, err := textedit.Apply(d.Text, d.Root, root)
		if err != nil {
			w.add(nil, nil, failure("the item that begins on line %d of the input: %v", w.line, err))
		}
		w.text = text
	}
	w.printed = w.print.Bytes()
	return w.outcome
}

// templates injects into the Pod templates that are selected. A resource that
// cannot be changed without a guess at what it means is an error.
func (w *work) templates(found []podtemplate.Template) {
	var checked *podtemplate.Resource
	for i := range found {
		if found[i].Inline {
			continue
		}
		s := subject{&found[i], w.namespaces.of(found[i].Resource.Node)}
		if !w.selects(s) {
			continue
		}
		if s.Err != nil {
			w.add(s.Resource, s.Path, failure("`%s` %v", relative(s.Resource, s.Path), s.Err))
			continue
		}
		if checked != s.Resource {
			checked = s.Resource
			if key, path := duplicateBelow(s.Resource.Node, nil); key != nil {
				w.add(s.Resource, append(s.Resource.Path, path...), failure(
					"`%s` is given twice, again on line %d of the input: one of them must go", path, w.line+key.Line-1))
				continue
			}
		}
		w.inject(s)
	}
}

// inject runs the program for a Pod template and applies what it returns.
func (w *work) inject(s subject) {
	patches, wrong := w.evaluate(s, &w.print)
	for _, f := range wrong {
		w.add(s.Resource, s.Path, f)
	}
	if len(wrong) > 0 {
		return
	}
	changes, err := w.tree.Apply(merge.Template{Path: s.Path}, patches...)
	w.failMerge(s, err)
	if len(changes) > 0 {
		w.changed++
		f := finding{Result: resourcelist.Result{Severity: resourcelist.Info, Message: w.config.summary(changes, s)}}
		w.add(s.Resource, s.Path, f)
	}
}

// failMerge adds what is wrong with a patch.
func (w *work) failMerge(s subject, err error) {
	var many merge.Errors
	if errors.As(err, &many) {
		for _, e := range many {
			w.add(s.Resource, e.Path, failure("`%s`: %s", relative(s.Resource, e.Path), e.Msg))
		}
	} else if err != nil {
		w.add(s.Resource, s.Path, failure("%v", err))
	}
}

// add adds a finding about a field of a resource, given by its path in the
// item; r is nil where it is about the item.
func (w *work) add(r *podtemplate.Resource, at yamlvalue.Path, f finding) {
	f.File = w.file
	if r != nil {
		f.ResourceRef = reference(r.Node, r.APIVersion, r.Kind)
		if file := fileOf(r.Node); file != nil {
			f.File = file
		}
		if path := relative(r, at); path != "" {
			f.Field = &resourcelist.Field{Path: path}
		}
	}
	w.findings = append(w.findings, f)
}

// relative is a path in an item as one in a resource of it.
func relative(r *podtemplate.Resource, at yamlvalue.Path) string {
	if len(at) < len(r.Path) {
		return ""
	}
	return at[len(r.Path):].String()
}

// summary says in a sentence what was changed in a Pod template.
func (c *config) summary(changes []merge.Change, s subject) string {
	const most = 8 // of a kind; programs may change hundreds of fields
	var parts []string
	for _, kind := range []merge.ChangeKind{merge.Added, merge.Changed, merge.Removed} {
		var paths []string
		more := 0
		for _, ch := range changes {
			switch {
			case ch.Kind != kind:
			case len(paths) == most:
				more++
			default:
				paths = append(paths, changePath(ch, len(s.Path)))
			}
		}
		if more > 0 {
			paths = append(paths, fmt.Sprintf("%d more", more))
		}
		if len(paths) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", kind, strings.Join(paths, ", ")))
		}
	}
	return c.says(strings.Join(parts, "; "))
}

// changePath is where a change is in its Pod template, with the name of the
// element if it is one.
func changePath(ch merge.Change, skip int) string {
	path := ch.Path[min(skip, len(ch.Path)):].String()
	n := ch.New
	if n == nil {
		n = ch.Old
	}
	if last := len(ch.Path) - 1; last >= 0 && ch.Path[last].Index >= 0 {
		if name, ok := yamlvalue.FromNode(yamlvalue.Lookup(n, "name")).(eval.Str); ok {
			return fmt.Sprintf("%s (%s)", path, string(name))
		}
	}
	return path
}
