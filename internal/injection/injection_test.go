package injection

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/casefile"
	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/schemas"
)

var update = flag.Bool("update", false, "write the results in testdata anew")

// TestExpand runs the cases in testdata. Their sections:
//
//	item     the resource
//	program  what is returned; `import sidecar` goes before it
//	owned    the containers that an injection below has added, as list/name
//	result   the lines that the item loses (-) and gets (+), and what else is in
//	         the plan; or the errors of the program, of Expand or of the merge
func TestExpand(t *testing.T) { casefile.Test(t, "result", *update, runCase) }

// runCase runs the program of a case for the first template of the item, carries
// the plan out, and describes what has become of it.
func runCase(t *testing.T, c casefile.Case) string {
	t.Helper()
	root := yamltest.Parse(t, c.Item)
	tm := podtemplate.Find(root, nil)[0]
	docs, err := documents(c.Sections["program"], &tm)
	if err != nil {
		return err.Error()
	}
	plan, problems := Expand(docs, Input{
		Metadata: tm.Metadata(), Spec: tm.Spec(), Constraints: tm.Constraints,
		Owned: func(list string, i int) bool {
			return strings.Contains(c.Sections["owned"], list+"/"+text(elements(tm.Spec(), list)[i], "name")+"\n")
		},
	})
	if len(problems) > 0 {
		var b strings.Builder
		for _, p := range problems {
			fmt.Fprintln(&b, "problem:", p)
		}
		return b.String()
	}
	tree := merge.NewTree(root)
	if err := tree.Apply(merge.Template{Path: tm.Path, Inline: tm.Inline, Metadata: metadataPath(&tm)}, plan.Patches...); err != nil {
		return "merge: " + err.Error() + "\n"
	}
	after, _, err := textedit.Apply([]byte(c.Item), root, tree.Root())
	if err != nil {
		t.Fatal(err)
	}
	if after == nil {
		after = []byte(c.Item)
	}
	again := yamltest.Parse(t, string(after))
	if !yamlvalue.Equal(again, tree.Root()) {
		t.Error("the text is not the tree")
	}
	return lineDiff(c.Item, string(after)) + describe(plan)
}

// metadataPath is where the Pods' metadata is, where their spec stands inline.
func metadataPath(tm *podtemplate.Template) yamlvalue.Path {
	if tm.Inline {
		return tm.MetadataPath()
	}
	return nil
}

// documents are what a program returns for a template.
func documents(text string, tm *podtemplate.Template) ([]eval.Value, error) {
	return evaluate("import sidecar\n"+text, kcl.SourceOptions{}, yamlvalue.FromNode(tm.Node))
}

func evaluate(text string, o kcl.SourceOptions, template eval.Value) ([]eval.Value, error) {
	o.Builtin, o.Plugins = schemas.Modules(), schemas.Plugins()
	prog, err := kcl.CompileSources([]kcl.Source{{Name: "main.k", Text: text}}, o)
	if err != nil {
		return nil, err
	}
	res, err := prog.Run(context.Background(), kcl.RunOptions{Options: map[string]any{"template": template}})
	if err != nil {
		return nil, err
	}
	var docs []eval.Value
	for _, v := range res.Exprs {
		if l, ok := v.(*eval.List); ok {
			docs = append(docs, l.Items()...)
		} else {
			docs = append(docs, v)
		}
	}
	return docs, nil
}

// describe is what a plan wants beside the patches.
func describe(p Plan) string {
	var b strings.Builder
	json := func(v eval.Value) string { return encode.JSON(v, encode.Options{}) }
	for _, a := range p.Appended {
		fmt.Fprintf(&b, "appended to %s: %s\n", a.Key, json(eval.NewList(a.Values...)))
	}
	for _, r := range p.Resources {
		fmt.Fprintf(&b, "resource: %s\n", json(r))
	}
	for _, i := range p.ItemPatches {
		fmt.Fprintf(&b, "patch of %s %s %s/%s: %s\n", i.APIVersion, i.Kind, i.Namespace, i.Name, json(i.Patch))
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning: %s\n", w)
	}
	if p.Skip != "" {
		fmt.Fprintf(&b, "skip: %s\n", p.Skip)
	}
	return b.String()
}

// lineDiff is the lines that a text loses and gets, in order.
func lineDiff(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	common := make([][]int, len(a)+1) // the longest common subsequence of what is left of both
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out.WriteString("-" + a[i])
			i++
		default:
			out.WriteString("+" + b[j])
			j++
		}
	}
	return out.String()
}
