// Package record keeps, on a resource, what each injection has changed of it,
// so that a later run can take that back, put something else in its place, or
// see that nothing is to do.
//
//	stack, err := record.Open(resource)        // reads the annotation
//	below, drift := stack.Below("mesh")        // the resource as this injection sees it
//	after := ...                               // below with what it injects now
//	result, err := stack.Put("mesh", after, how)
//
// The record is a stack of layers, one for each injection, in the order in
// which they first changed something. One that changes nothing any more keeps
// its place, with a layer without entries: had it none, it would be above those
// that came later, and see what they have added, when it changes something
// again. Where no layer has entries there is no record. Below an injection's layer is the original resource
// with the layers under it; those above are taken off before, and put back
// after. No node is changed: trees are changed as package draft does it. Where
// nothing has changed, Put returns the very node that Open was given.
//
// # The format
//
// The annotation kcl-sidecar.dev/layers of the resource has text of some lines:
//
//	layers v1
//	+ metadata.annotations
//	layer homepage-writer
//	- spec.template.spec.nodeSelector.disk after zone was "ssd"
//	~ spec.template.spec.terminationGracePeriodSeconds 77ab01ff was 30
//	+ spec.template.spec.containers[name=nginx].volumeMounts
//	+ spec.template.spec.containers[name=nginx].volumeMounts[mountPath=/srv] 4e19d8c3
//	+ spec.template.spec.containers[name=writer] 90c3aa12
//	sum 5c1d2e7f
//
// The first line names the version, the last one has the digest of all lines
// above: a record that was edited, cut off or put together is refused. The
// entries before the first layer are what had to be made to hold the annotation.
//
//	record = "layers v1" LF {entry} {layer} "sum " digest LF
//	layer  = "layer " word LF ["+ ." LF] {entry}
//	entry  = "+ " path [" " digest [with]] LF
//	       | "~ " path [" " digest [with]] old
//	       | "- " path [" after " step] old
//	with   = " with " JSON list
//	old    = " was" [" " text] LF | " was" LF {"  " text LF}
//	path   = step {["."] step}
//	step   = name | `["` quoted `"]` | "[" number "]" | "[" key {"," key} ["#" number] "]"
//	key    = name "=" (word | number)
//	digest = eight hexadecimal digits
//
// An entry says that something was added (+), changed (~) or removed (-), and
// where. Elements of lists that have keys are named by these, and by #2, #3
// where several have the same. A word that is none of letters, digits and
// /._-: , or begins with a digit, is in quotes.
//
// An element of a list by keys, a scalar and any other list is one entry, with
// the digest of what was written: FNV-1a with 32 bits, which tells that somebody
// has changed it, and is no protection against those who mean harm; they could
// change the resource as well. Mappings and lists by keys that were made have an
// entry without a digest, and one for each thing in them. They go when nothing
// is left in them, so that what users have added stays. Values that were added
// are not in the record; the resource has them.
//
// An annotation may be a list that several injections and users append to. Then
// the entry has the values that this one has appended (with), and only they
// belong to it.
//
// What was changed or removed is kept as the YAML text that it was, quotes
// included; text of several lines follows in lines that are indented. What was
// removed comes back behind what stood before it, and first where nothing did.
//
// What an entry names may be gone with something around it; then there is
// nothing to take back.
//
// The line "+ ." says that the injection made the resource. All of what it wrote
// is in entries as above, laid upon nothing, so that others may add to it. Several
// layers may have this line, since several injections may want one resource: the
// lowest has the entries. The resource goes with the last of these layers.
package record

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A Stack is a resource with its layers.
type Stack struct {
	resource *yaml.Node
	text     string  // of the record; "" where there is none
	layers   []layer // the lowest first
	// trees[i] is the resource without layer i and those above, and without
	// the record; the last one has all layers. Those that were not asked for
	// are nil.
	trees []*yaml.Node
	drift [][]Drift // of each layer
	clean []bool    // the layer is as it was left
}

// Open reads the record of a resource, a mapping, if there is one. The error is
// of type *Error.
func Open(resource *yaml.Node) (*Stack, error) { return new(Reader).Open(resource) }

// Open is the function Open for one of many resources.
func (r *Reader) Open(resource *yaml.Node) (*Stack, error) {
	n := yamlvalue.Resolve(annotation.lookup(resource))
	if n == nil {
		return &Stack{resource: resource, trees: []*yaml.Node{resource}}, nil
	}
	if n.Kind != yaml.ScalarNode {
		return nil, &Error{1, "a record is text"}
	}
	holder, layers, err := r.read(n.Value)
	if err != nil {
		return nil, err
	}
	bare, _, _ := undo(remove(resource, annotation), holder)
	s := &Stack{resource: resource, text: n.Value, layers: layers}
	s.trees = append(make([]*yaml.Node, len(layers)), bare)
	s.drift, s.clean = make([][]Drift, len(layers)), make([]bool, len(layers))
	return s, nil
}

// Layers are the names of the layers, the lowest first.
func (s *Stack) Layers() []string {
	names := make([]string, len(s.layers))
	for i, l := range s.layers {
		names[i] = l.name
	}
	return names
}

// find is the index of the layer of an injection; that of a new one at the top
// if there is none.
func (s *Stack) find(name string) int {
	i := slices.IndexFunc(s.layers, func(l layer) bool { return l.name == name })
	if i < 0 {
		return len(s.layers)
	}
	return i
}

// IsLowest reports whether the layer of an injection has none below it.
func (s *Stack) IsLowest(name string) bool { return s.find(name) == 0 }

// Below returns the resource as an injection sees it: without the record, its
// layer and those above; and where its layer is not as it was left.
func (s *Stack) Below(name string) (*yaml.Node, []Drift) {
	k := s.find(name)
	for i := len(s.layers) - 1; i >= k; i-- {
		if s.trees[i] == nil {
			s.trees[i], s.drift[i], s.clean[i] = undo(s.trees[i+1], s.layers[i].entries)
		}
	}
	if k == len(s.layers) {
		return s.trees[k], nil
	}
	return s.trees[k], s.drift[k]
}

// Left returns the resource as an injection has left it, as far as others have
// let it: with its layer and those below. It is nil where the injection has none.
func (s *Stack) Left(name string) *yaml.Node {
	k := s.find(name)
	if s.Below(name); k == len(s.layers) {
		return nil
	}
	return s.trees[k+1]
}

// A How says how an injection has changed a resource.
type How struct {
	Type     *merge.Type
	Places   map[*yaml.Node]merge.Place // where new elements asked to stand
	Appended []Appended                 // what of the changes are values in lists
	Unlisted bool                       // do not record it
	Made     bool                       // the injection wants the resource, which no user made, to be there
	Stays    bool                       // a layer that there is keeps its place, also where it changes nothing any more
}

// A Result is a resource to which an injection was made.
type Result struct {
	Resource *yaml.Node // with all layers and the record; nil: an injection made it, and none wants it any more
	Plain    *yaml.Node // with all layers
	Own      *yaml.Node // with the layer of this injection and those below
}

// IsRight reports whether the resource is as Put would make it of after, where
// that is the very tree that was there. Nothing of how is needed but what tells
// of the record.
func (s *Stack) IsRight(name string, after *yaml.Node, how How) bool {
	if present := s.Left(name); present != nil {
		k := s.find(name)
		return after == present && how.Made == s.Made(name) && s.clean[k] && !how.Unlisted && (how.Stays || s.layers[k].counts())
	}
	below, _ := s.Below(name)
	return after == below && !how.Made
}

// Put returns the resource with after in the place of what Below has returned
// for an injection, the layers above put back, and the record. The error says
// why the resource cannot have a record.
func (s *Stack) Put(name string, after *yaml.Node, how How) (Result, error) {
	below, _ := s.Below(name)
	k, top := s.find(name), len(s.layers)
	present, known := below, k < top
	if known {
		present = s.trees[k+1]
	}
	after = keepLists(present, after, how.Appended)
	own := (&grafter{arranges: true, places: how.Places}).graft(present, after, below, how.Type)
	if s.IsRight(name, own, how) {
		return Result{s.resource, s.trees[top], own}, nil
	}
	layers := s.layers[:k:k]
	unmade := known && s.layers[k].made && !how.Made
	if l := (layer{name, how.Made, changes(below, own, how)}); (l.counts() || known && how.Stays) && !how.Unlisted {
		layers = append(layers, l)
	}
	plain := own
	for i := k + 1; i < top; i++ {
		l, under := s.layers[i], s.trees[i]
		if l.made && unmade && !isMade(layers) {
			under = s.trees[k] // what layer k wrote is this one's now
		}
		plain, l.entries = s.putBack(i, under, plain, how.Type)
		layers = append(layers, l)
	}
	if unmade && !isMade(layers) {
		return Result{nil, s.trees[top], own}, nil
	}
	g := &grafter{}
	if present != s.trees[top] { // else own is grafted on it
		plain = g.graft(s.trees[top], plain, nil, how.Type)
	}
	resource := plain
	if slices.ContainsFunc(layers, layer.counts) {
		var err error
		if resource, err = withRecord(plain, layers); err != nil {
			return Result{}, err
		}
	}
	if s.resource != s.trees[top] {
		resource = g.graft(s.resource, resource, nil, how.Type)
	}
	return Result{resource, plain, own}, nil
}

// counts reports whether there is more to say of a layer than where it is.
func (l layer) counts() bool { return l.made || len(l.entries) > 0 }

// changes are the entries of a layer. What callers of the function tell of an
// item is no part of one that an injection made.
func changes(below, own *yaml.Node, how How) []entry {
	if how.Made {
		below, own = Lasting(below), Lasting(own)
	}
	return keep(seal(diff(below, own, how.Type)), how.Appended, own)
}

// Made reports whether an injection made the resource.
func (s *Stack) Made(name string) bool {
	k := s.find(name)
	return k < len(s.layers) && s.layers[k].made
}

// Makers are the injections that made the resource, the first that did so first.
// If a user made it, there is none.
func (s *Stack) Makers() []string {
	var names []string
	for _, l := range s.layers {
		if l.made {
			names = append(names, l.name)
		}
	}
	return names
}

// Plain is the resource without the record.
func (s *Stack) Plain() *yaml.Node { return s.trees[len(s.layers)] }

// putBack puts layer i on a tree, with the values that it had: what it, and
// layers below it, have changed of the tree under. It returns what it then has
// changed. Where the layer has drifted, that remains to be seen.
func (s *Stack) putBack(i int, under, tree *yaml.Node, t *merge.Type) (*yaml.Node, []entry) {
	if tree == under && under == s.trees[i] {
		return s.trees[i+1], s.layers[i].entries
	}
	with := redo(tree, keepValues(diff(under, s.trees[i+1], t), s.layers[i].entries))
	entries := keepValues(seal(diff(tree, with, t)), s.layers[i].entries)
	for _, d := range s.drift[i] {
		same := func(e entry) bool { return slices.EqualFunc(e.path, d.path, step.equal) }
		was := slices.IndexFunc(s.layers[i].entries, same)
		if is := slices.IndexFunc(entries, same); is >= 0 {
			entries[is].digest = s.layers[i].entries[was].digest
		}
	}
	return with, entries
}

// Owner returns a function that tells which layer below that of an injection
// wrote the element or field at a path into the tree that Below has returned;
// "" where none did.
func (s *Stack) Owner(name string) func(yamlvalue.Path) string {
	type place struct {
		path  yamlvalue.Path
		exact bool // what is in it may be another's
		name  string
	}
	var places []place
	below, _ := s.Below(name)
	for _, l := range s.layers[:s.find(name)] {
		for _, e := range l.entries {
			if e.kind != removed && e.path.lookup(below) != nil {
				places = append(places, place{e.path.in(below), e.open, l.name})
			}
		}
	}
	return func(at yamlvalue.Path) string {
		for _, p := range slices.Backward(places) {
			if len(p.path) <= len(at) && slices.Equal(p.path, at[:len(p.path)]) && (len(p.path) == len(at) || !p.exact) {
				return p.name
			}
		}
		return ""
	}
}
