// Package podspec checks the Pod template that an injection makes.
//
// Check compares the template before the injection with the one after it and
// returns the problems that the injection brings. There are two groups:
//
//   - Conflicts with what somebody else wrote: the injection has changed a
//     container's image, a volume's source, a variable, a mount or a port, or
//     mounts something over an application's files (change.go, hide.go).
//   - What an API server refuses, or a kubelet cannot run: the rules of
//     Kubernetes' own validation, and those of the operators of some custom
//     resources (the other files). Each rule names its source.
//
// Many published templates are invalid before any injection. Therefore a rule
// of the second group looks at one template and says what is wrong there;
// Check applies all of them to the template after the injection and, if they
// find anything, to the one before it, and returns the difference. A finding
// is known by its rule and the names of the elements it is about, not by
// their positions or values: what was wrong before in another way is not
// new.
//
// The nodes may be anything that passes yamlvalue.Check: null lists, values of
// wrong types, aliases, merge keys, elements without names or with one name
// twice. They are not changed. What stands in both templates as one and the same
// node is not looked at again, so that the cost depends on what the injection
// changes.
package podspec

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// An Input is a Pod template before and after an injection.
type Input struct {
	// Resource is the object that holds the template, after the injection.
	Resource *yaml.Node
	// APIVersion and Kind are those of Resource; in a list that names them
	// once, those that the list names.
	APIVersion, Kind string
	// Before and After are the template, a mapping with metadata and spec,
	// without this injection and with it. Before has the layers below this
	// one. With Inline they are Pod specs.
	Before, After *yaml.Node
	// At is the path of the template from Resource.
	At yamlvalue.Path
	// Inline says that At leads to a Pod spec without a template around it.
	Inline bool
	// Constraints are what holds for the Pods of this kind.
	Constraints podtemplate.Constraints
	// Owner returns the name of the injection, of a lower layer, that wrote
	// the element or field at a path from Before; "" for what the user wrote.
	// To change what a lower layer wrote is no conflict. A nil Owner says that
	// the user wrote all of it.
	Owner func(yamlvalue.Path) string
	// Intended reports whether the author of the injection has said that the
	// element or field at a path from After is to replace another owner's. A
	// nil Intended says that nothing is.
	Intended func(yamlvalue.Path) bool
}

// A Severity is how bad a problem is.
type Severity uint8

const (
	// Error is a conflict, or a template that Kubernetes refuses or cannot
	// run.
	Error Severity = iota
	// Warning is what is wrong unless something holds that is not seen here.
	Warning
	// Info is what people must know to bring the change into effect.
	Info
)

func (s Severity) String() string { return [...]string{"error", "warning", "info"}[s] }

// A Problem is what is wrong with a template after an injection.
type Problem struct {
	Severity Severity
	// Rule names what was checked.
	Rule string
	// Conflict says that this is about what somebody else wrote, and not about
	// what Kubernetes refuses: people may know that it does no harm.
	Conflict bool
	// Path leads to the field from the resource, after the injection.
	Path yamlvalue.Path
	// Message says in one or two sentences what is wrong, and what to do.
	Message string
	// Current is the value before the injection, or the one that is in the
	// way; Proposed is the one of the injection. Each may be nil.
	Current, Proposed *yaml.Node
}

// rules are those that look at one template.
var rules = []func(*inspector){
	(*inspector).metadata,
	(*inspector).containerNames,
	(*inspector).containers,
	(*inspector).volumes,
	(*inspector).podLists,
	(*inspector).mountedVolumes,
	(*inspector).portsOfPod,
	(*inspector).podResources,
	(*inspector).security,
	(*inspector).operatingSystem,
	(*inspector).hostProcess,
	(*inspector).workload,
	(*inspector).selector,
	(*inspector).constraints,
}

// Check returns the problems that an injection brings: first the conflicts,
// then what is invalid.
func Check(in Input) []Problem {
	if yamlvalue.Resolve(in.Before) == yamlvalue.Resolve(in.After) {
		return nil
	}
	var before, after pod
	before.read(&in, in.Before)
	after.read(&in, in.After)
	link(&before, &after)

	c := comparison{Input: &in, before: &before, after: &after}
	c.compare()
	found := inspect(&after)
	if len(found) == 0 {
		return c.problems
	}
	known := map[string]int{}
	for _, f := range inspect(&before) {
		known[f.key()]++
	}
	for _, f := range found {
		if key := f.key(); known[key] > 0 {
			known[key]--
			continue
		}
		c.problems = append(c.problems, f.Problem)
	}
	return c.problems
}

// A finding is a problem, and what tells it apart from others of its rule:
// the names of the elements that it is about.
type finding struct {
	Problem
	id string
}

func (f *finding) key() string { return f.Rule + "\x00" + f.id }

// An inspector applies the rules to a template.
type inspector struct {
	*pod
	found []finding
}

func inspect(p *pod) []finding {
	i := inspector{pod: p}
	for _, rule := range rules {
		rule(&i)
	}
	return i.found
}

// A place is where a finding is: the path in the resource, and the names of
// the elements on the way.
type place struct {
	path yamlvalue.Path
	id   string
}

// add adds a finding about n, which may be nil. The result can be given more.
func (i *inspector) add(s Severity, rule string, at place, n *yaml.Node, format string, args ...any) *finding {
	i.found = append(i.found, finding{
		Problem: Problem{Severity: s, Rule: rule, Path: at.path, Message: fmt.Sprintf(format, args...), Proposed: n},
		id:      at.id,
	})
	return &i.found[len(i.found)-1]
}

// against says what is in the way; conflict, that Kubernetes accepts it.
func (f *finding) against(current *yaml.Node, conflict bool) {
	f.Current, f.Conflict = current, conflict
}
