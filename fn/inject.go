package fn

// This file works on one item.

import (
	"bytes"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
)

// An injector is what is the same for all items.
type injector struct {
	config     *config
	program    *kcl.Program // nil if the injection is to be taken back
	namespaces namespaces
	items      *items
	records    record.Reader
	list       *resourcelist.List
}

// newInjector prepares for the items of a list, and finds what is wrong with
// its functionConfig.
func newInjector(list *resourcelist.List) (*injector, []finding) {
	c, wrong := readConfig(list.FunctionConfig)
	if len(wrong) > 0 {
		return nil, wrong
	}
	var program *kcl.Program
	if !c.Remove {
		program, wrong = c.compile()
	}
	return &injector{
		config:     c,
		program:    program,
		namespaces: c.findNamespaces(list),
		items:      newItems(list.Items, c.name),
		list:       list,
	}, wrong
}

// An outcome is what became of an item.
type outcome struct {
	text    []byte    // the new text; nil where nothing changed
	removed bool      // the item is no more
	borrows bool      // the item has aliases of anchors in others
	own     bool      // the item is a companion that this injection has made
	asked   []request // what programs want beside it
	tally
	findings []finding
	printed  []byte // what the program printed
}

// work is an item while it is worked on.
type work struct {
	*injector
	outcome
	number int     // of the item
	orders *orders // nil: those of others are not known yet
	line   int     // of the input, where the item begins
	file   *resourcelist.File
	tree   *merge.Tree // with the changes so far
	print  bytes.Buffer
}

// item works on the item number i. What others want of it is in orders, which
// is nil until all items have been worked on.
func (in *injector) item(i int, d resourcelist.Doc, orders *orders) (out outcome) {
	if d.Root == nil {
		return outcome{}
	}
	w := &work{injector: in, number: i, orders: orders, tree: merge.NewTree(d.Root), line: in.list.Items[i].Line()}
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
	w.resources(d.Root)
	if root := w.tree.Root(); root != d.Root && !w.removed {
		text, _, err := textedit.Apply(d.Text, d.Root, root)
		if err != nil {
			w.add(nil, nil, failure("the item that begins on line %d of the input: %v", w.line, err))
		}
		w.text = text
	}
	w.printed = w.print.Bytes()
	return w.outcome
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
			if f.Field == nil {
				f.Field = &resourcelist.Field{}
			}
			f.Field.Path = path
		} else {
			f.Field = nil
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
