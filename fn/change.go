package fn

// This file says in words what has changed.

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/record"
	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// summary says in a sentence what was changed. Paths below at are given from
// there.
func summary(changes []merge.Change, at yamlvalue.Path) string {
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
				paths = append(paths, changePath(ch, at))
			}
		}
		if more > 0 {
			paths = append(paths, fmt.Sprintf("%d more", more))
		}
		if len(paths) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", kind, strings.Join(paths, ", ")))
		}
	}
	return strings.Join(parts, "; ")
}

// changePath is where a change is, with the name of the element if it is one.
func changePath(ch merge.Change, at yamlvalue.Path) string {
	path := ch.Path
	if isBelow(path, at) {
		path = path[len(at):]
	}
	n := ch.New
	if n == nil {
		n = ch.Old
	}
	if last := len(ch.Path) - 1; last >= 0 && ch.Path[last].Index >= 0 {
		if name, ok := yamlvalue.FromNode(yamlvalue.Lookup(n, "name")).(eval.Str); ok {
			return fmt.Sprintf("%s (%s)", path, string(name))
		}
	}
	return path.String()
}

// isBelow reports whether a path leads through, and further than, another.
func isBelow(path, at yamlvalue.Path) bool {
	return len(path) > len(at) && slices.Equal(path[:len(at)], at)
}

// drifted is a warning that somebody had changed what the injection wrote, and
// false where that makes no difference: it is now as they have it. changes are
// those from the original to the final resource.
func drifted(d record.Drift, original, final *yaml.Node, changes []merge.Change) (finding, bool) {
	wanted := d.In(final)
	f := finding{Result: resourcelist.Result{Severity: resourcelist.Warning}}
	f.Field = &resourcelist.Field{CurrentValue: valueText(d.Present), ProposedValue: valueText(wanted)}
	path := d.Path(final)
	switch {
	case d.Present == nil && wanted == nil || d.Present != nil && wanted != nil && yamlvalue.Equal(d.Present, wanted):
		return f, false
	case d.Present == nil:
		f.Message = fmt.Sprintf("`%s` had been removed by somebody else, and is added again", path)
	case wanted == nil:
		path = d.Path(original)
		f.Message = fmt.Sprintf("`%s` had been changed by somebody else, and is removed", path)
	default:
		f.Message = fmt.Sprintf("`%s` had been changed by somebody else, and is as the program has it again", path)
		within := slices.DeleteFunc(slices.Clone(changes), func(c merge.Change) bool { return !isBelow(c.Path, path) })
		if len(within) > 0 {
			f.Message += ": " + summary(within, path)
		}
	}
	return f, true
}

// valueText is a value in one line, shortened where it is long: a scalar as it
// was written; "" for nothing.
func valueText(n *yaml.Node) string {
	const most = 300 // bytes
	if n = yamlvalue.Resolve(n); n == nil {
		return ""
	}
	if n.Kind == yaml.ScalarNode {
		return string(yamlvalue.AppendScalar(nil, n, yamlvalue.Block))
	}
	plain, err := yamlvalue.ToNode(yamlvalue.FromNode(n))
	if err != nil {
		return ""
	}
	plain.Style = yaml.FlowStyle
	text, err := yaml.Marshal(plain)
	if err != nil {
		return ""
	}
	s := strings.Join(strings.Fields(string(text)), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + " ..."
	}
	return s
}
