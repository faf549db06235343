package injection

// This file puts environment variables in their order. A variable sees only
// those that are defined before it: of $(NAME) in its value the kubelet makes
// the value of NAME, or leaves it as it is.
//
// So a new variable stands before the first one that mentions it, else last.
// Then it is seen by those that want it, and sees the others, which is what an
// injection at the end (datadog-agent#12820) or at the beginning alone cannot
// give.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A variable is one of a container's environment.
type variable struct {
	name  string
	text  string // its value; "" where it comes from elsewhere
	value eval.Value
}

func variableOf(v eval.Value) variable {
	return variable{name: str(attr(v, "name")), text: str(attr(v, "value")), value: v}
}

// variables is the environment of a container.
func variables(c *yaml.Node) []variable {
	var env []variable
	for _, n := range elements(c, "env") {
		env = append(env, variableOf(yamlvalue.FromNode(n)))
	}
	return env
}

func find(env []variable, name string) int {
	return slices.IndexFunc(env, func(v variable) bool { return v.name == name })
}

// place is the index in env at which a new variable is to stand.
func place(env []variable, name string) int {
	i := slices.IndexFunc(env, func(v variable) bool { return slices.Contains(mentioned(v.text), name) })
	if i < 0 {
		return len(env)
	}
	return i
}

// mentioned are the names that a text mentions as $(NAME); in $$(NAME) the
// dollar sign is escaped (k8s.io/kubernetes third_party/forked/golang/expansion).
func mentioned(text string) (names []string) {
	for {
		i := strings.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) {
			return names
		}
		next := text[i+1]
		text = text[i+2:]
		if next != '(' {
			continue
		}
		if end := strings.IndexByte(text, ')'); end >= 0 {
			names = append(names, text[:end])
			text = text[end+1:]
		}
	}
}

// layEnv makes the elements that lay variables over the environment of c:
// those that it has first, so that the places of the new ones are right.
func (c *container) layEnv(given []eval.Value) (elems []eval.Value) {
	var added []eval.Value
	for _, v := range given {
		n := variableOf(v)
		i := find(c.env, n.name)
		if i < 0 {
			added = append(added, v)
			continue
		}
		c.env[i] = n
		elems = append(elems, exclusiveEnv(v))
	}
	for _, v := range added {
		n := variableOf(v)
		if i := find(c.env, n.name); i >= 0 { // given twice: the last one counts
			c.env[i] = n
			elems = append(elems, exclusiveEnv(v))
			continue
		}
		elem := exclusiveEnv(v)
		i := place(c.env, n.name)
		if i < len(c.env) {
			elem.Set("$before", eval.Str(c.env[i].name))
		}
		c.env = slices.Insert(c.env, i, n)
		elems = append(elems, elem)
	}
	return elems
}
