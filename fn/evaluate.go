package fn

// This file runs the program for a Pod template: what it sees, and what it
// may return.

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/injection"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/suggest"
)

// evaluate runs the program for a Pod template and returns its documents, in
// the order in which they apply: patches, and instances of module sidecar.
// injected are the names of the containers that lower layers have added. What
// the program prints goes to printed.
func (in *injector) evaluate(s subject, injected *eval.List, printed *bytes.Buffer) (docs []eval.Value, wrong []finding) {
	res, err := in.program.Run(context.Background(), kcl.RunOptions{
		Options: map[string]any{
			"template":  templateValue(s.Template),
			"resource":  yamlvalue.FromNode(s.Resource.Node),
			"namespace": yamlvalue.FromNode(s.namespace),
			"items":     in.items,
			"params":    yamlvalue.FromNode(in.config.params),
			"injected":  injected,
		},
		Print:  printed,
		Limits: in.config.limits(),
	})
	if err != nil {
		return nil, in.config.explain(err)
	}
	return documents(res)
}

// templateValue is what programs see as the template: of a Pod, too, nothing
// but metadata and spec, and both in any case; of a Pod's spec that stands in
// another object, the labels and annotations that go with it.
func templateValue(t *podtemplate.Template) eval.Value {
	metadata := orEmpty(t.Metadata())
	if t.Inline {
		metadata = fieldsOf(t.Metadata(), "labels", "annotations")
	}
	v := eval.NewDict(2)
	v.Set("metadata", metadata)
	v.Set("spec", orEmpty(t.Spec()))
	return v
}

// fieldsOf is a mapping with those of some fields that n has.
func fieldsOf(n *yaml.Node, keys ...string) eval.Value {
	v := eval.NewDict(len(keys))
	for _, key := range keys {
		if field := yamlvalue.Lookup(n, key); field != nil {
			v.Set(key, yamlvalue.FromNode(field))
		}
	}
	return v
}

// orEmpty is the value of n, an empty mapping where there is none.
func orEmpty(n *yaml.Node) eval.Value {
	if yamlvalue.IsNull(n) {
		return eval.NewDict(0)
	}
	return yamlvalue.FromNode(n)
}

// returns ends every message about a program that returns something else.
const returns = "a program returns strategic merge patches of the Pod template: " +
	"the variables `metadata` and `spec`, or configs with these fields; or it returns a sidecar.Injection"

// documents are what a program returned: its top-level
// expressions, if there are any, else its exported variables as one patch.
func documents(res *kcl.Result) (docs []eval.Value, wrong []finding) {
	if n := res.Replaced; n > 0 {
		wrong = append(wrong, failure("the program has %d schema expressions at its top level, of which KCL returns the last alone: put them into a list", n+1))
	}
	values := append(append([]eval.Value(nil), res.Exprs...), res.Streams...)
	if len(values) == 0 {
		return exported(res.Vars)
	}
	for _, v := range values {
		elements := []eval.Value{v}
		if l, ok := v.(*eval.List); ok {
			elements = l.Items()
		}
		for _, e := range elements {
			entries, ok := yamlvalue.Entries(e)
			switch {
			case eval.IsNothing(e):
			case injection.Known(e):
				docs = append(docs, e)
			case !ok && e == v:
				wrong = append(wrong, failure("the program returned %s; %s", yamlvalue.Describe(v), returns))
			case !ok:
				wrong = append(wrong, failure("the program returned a list with %s in it; %s", yamlvalue.Describe(e), returns))
			default:
				docs = append(docs, e)
				wrong = append(wrong, checkFields(entries, "the returned config has the field `%s`, which is no field of a Pod template; %s")...)
			}
		}
	}
	return docs, wrong
}

// exported is the patch that the exported variables of a program make.
func exported(vars *eval.Dict) (docs []eval.Value, wrong []finding) {
	doc := eval.NewDict(2)
	for _, e := range vars.Entries() {
		if !yamlvalue.Hidden(e) {
			doc.Set(e.Key, e.Value)
		}
	}
	if doc.Len() == 0 {
		return nil, nil
	}
	return []eval.Value{doc}, checkFields(doc.Entries(), "the program exports the variable `%[1]s`, "+
		"which is no field of a Pod template: call it `_%[1]s` if only the program uses it; %[2]s")
}

// checkFields reports what is no field of a patch. The format gets the name
// and what to do.
func checkFields(entries []eval.Entry, format string) (wrong []finding) {
	for _, e := range entries {
		if yamlvalue.Hidden(e) || e.Key == "metadata" || e.Key == "spec" || strings.HasPrefix(e.Key, "$") {
			continue
		}
		advice := "a patch has `metadata` and `spec`"
		switch e.Key {
		case "containers", "initContainers", "volumes":
			advice = fmt.Sprintf("write `spec.%s` if it is meant for the Pod", e.Key)
		case "labels", "annotations":
			advice = fmt.Sprintf("write `metadata.%s` if it is meant for the Pod", e.Key)
		default:
			if s := suggest.Name(e.Key, []string{"metadata", "spec"}); s != "" {
				advice = fmt.Sprintf("did you mean `%s`?", s)
			}
		}
		wrong = append(wrong, failure(format, e.Key, advice))
	}
	return wrong
}
