package podspec

// This file checks environment variables.

import (
	"iter"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// env checks a container's variables: core/validation ValidateEnv,
// validateEnvVarValueFrom and ValidateEnvFrom, and the keys of the list, by
// which server-side apply refuses a second one; plain apply only warns
// (kubernetes/kubernetes#58477).
func (i *inspector) env(c *container) {
	i.envFrom(c)
	list := items(c.env)
	var old []*yaml.Node
	if c.peer != nil {
		if old = items(c.peer.env); c.env == c.peer.env {
			return
		}
	}
	for n, v := range unshared(list, old) {
		i.variable(c, n, v)
	}
	for n, first := range repeated(list, nameOf) {
		name := nameOf(list[n])
		i.add(Error, "env-twice", c.at(name, "env", n), list[n],
			"The variable %q of %s is given twice. Server-side apply refuses that, and other tools may drop one of them; leave one of them out.", name, c).Current = list[first]
	}
}

// variable checks one variable.
func (i *inspector) variable(c *container, n int, v *yaml.Node) {
	name := nameOf(v)
	switch {
	case name == "":
		i.add(Error, "env-name", c.at("", "env", n), v, "A variable of %s has no name. Give it one.", c)
		return
	case !isEnvName(name):
		i.add(Error, "env-name", c.at(name, "env", n, "name"), field(v, "name"),
			"Kubernetes refuses the name %q of a variable of %s: it must be printable ASCII characters other than `=`.", name, c)
	}
	literal, from := field(v, "value"), field(v, "valueFrom")
	if _, ok := yamlvalue.FromNode(literal).(eval.Str); literal != nil && !ok {
		i.add(Error, "env-value", c.at(name, "env", n, "value"), literal, "The value of the variable %q of %s must be a string. Put it in quotes.", name, c)
	}
	if from == nil {
		return
	}
	if file := field(from, "fileKeyRef"); file != nil {
		i.envFile(c, name, c.at(name, "env", n, "valueFrom", "fileKeyRef"), file)
	}
	if text(literal) != "" {
		i.add(Error, "env-source", c.at(name, "env", n, "valueFrom"), v,
			"The variable %q of %s has both `value` and `valueFrom`. Set the one that is not wanted to null.", name, c)
	} else if sources := given(from); len(sources) != 1 {
		i.add(Error, "env-source", c.at(name, "env", n, "valueFrom"), from,
			"`valueFrom` of the variable %q of %s must have exactly one source; it has %s.", name, c, counted(sources))
	}
}

// envFile checks that the file that a variable comes from is in an emptyDir
// volume: core/validation validateFileKeyRefVolumes (KEP-3721).
func (i *inspector) envFile(c *container, name string, at place, ref *yaml.Node) {
	v := i.volume(textOf(ref, "volumeName"))
	if v == nil || field(v.node, "emptyDir") == nil && len(given(v.node, "name")) > 0 {
		i.add(Error, "env-file", at, ref, "The variable %q of %s comes from a file in the volume %q, which must be an emptyDir of the Pod. Add it, or correct the name.", name, c, textOf(ref, "volumeName"))
	}
}

// envFrom checks the sources of many variables.
func (i *inspector) envFrom(c *container) {
	if c.peer != nil && c.envFrom == c.peer.envFrom {
		return
	}
	for n, v := range items(c.envFrom) {
		if sources := given(v, "prefix"); len(sources) != 1 {
			i.add(Error, "env-from-source", c.at(sequence(sources), "envFrom", n), v,
				"An element of `envFrom` of %s must have exactly one source, `configMapRef` or `secretRef`; it has %s.", c, counted(sources))
		}
	}
}

// counted lists what there is of things of which there must be one.
func counted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return sequence(names)
}

// nameOf is the name of an element.
func nameOf(n *yaml.Node) string { return textOf(n, "name") }

// unshared yields the elements of a list that stand not in old, in the same
// order, as the same nodes.
func unshared(list, old []*yaml.Node) iter.Seq2[int, *yaml.Node] {
	return func(yield func(int, *yaml.Node) bool) {
		j := 0
		for i, n := range list {
			switch {
			case j < len(old) && old[j] == n:
				j++
			case j+1 < len(old) && old[j+1] == n:
				j += 2
			default:
				if !yield(i, n) {
					return
				}
			}
		}
	}
}
