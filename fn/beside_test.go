package fn

// This file tests what programs want beside the Pod templates.

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// besideConfig wants companions of its own, one that all share, and patches of
// whatever Services there are, and shows how many items it sees.
const besideConfig = `functionConfig:
  apiVersion: kcl-sidecar.dev/v1alpha1
  kind: SidecarInjection
  metadata: {name: test}
  spec:
    source: |
      import sidecar

      _name = option("resource")?.metadata?.name
      _services = [i for i in option("items") if typeof(i) == "dict" and i?.kind == "Service" and i?.apiVersion == "v1" and typeof(i?.metadata?.name) == "str"]
      sidecar.Injection {
          labels.items = str(len(option("items")))
          resources = [
              {apiVersion = "v1", kind = "ConfigMap", metadata.name = "shared", data = {a = "b"}}
          ] + ([{apiVersion = "v1", kind = "Secret", metadata = {name = _name, labels.a = "b"}, stringData.text = "a\nb\n"}] if typeof(_name) == "str" and _name else [])
          patches = [
              {apiVersion = "v1", kind = "Service", name = s.metadata.name, namespace = s.metadata?.namespace or "", patch = {
                  metadata.labels.patched = "yes"
                  spec.ports = [{port = 80, targetPort = 4180}, {port = 81}]
              }} for s in _services if s.metadata.name
          ]
      }
`

// FuzzBeside puts any items before a function that adds others and patches
// them. A second run changes nothing; taken back, all is as it was.
func FuzzBeside(f *testing.F) {
	addItems(f)
	f.Add(pod + "- apiVersion: v1\n  kind: Service\n  metadata:\n    name: web\n  spec:\n    ports: [{port: 80, targetPort: 8080}]\n")
	f.Add(pod + "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: shared}\n  data: {a: b}\n# end\n")
	f.Add("- {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a}]}}, {apiVersion: v1, kind: Service, metadata: {name: b}}]}")
	f.Fuzz(func(t *testing.T, items string) {
		input := head + items + "\n" + besideConfig
		before, err := resourcelist.ReadWhole([]byte(input))
		if err != nil || strings.Contains(items, "kcl-sidecar.dev/layers") || strings.Contains(items, "\nresults:") {
			return
		}
		out, errs, code := ran(input)
		for _, word := range []string{"defect", "runtime error", "goroutine", "%!"} {
			if strings.Contains(errs, word) && !strings.Contains(items, word) {
				t.Fatalf("stderr has %q:\n%s", word, errs)
			}
		}
		after := listOf(t, out)
		if code != 0 {
			compareItems(t, before, after, true)
			return
		}
		again, errs, code := ran(out)
		if code != 0 {
			t.Fatalf("the second run failed: %s\n%s", errs, out)
		}
		compareItems(t, after, listOf(t, again), true)
		without, errs, code := ran(strings.Replace(out, besideConfig, strings.Replace(besideConfig, "  spec:\n", "  spec:\n    remove: true\n", 1), 1))
		if code != 0 {
			t.Fatalf("it cannot be taken back: %s\n%s", errs, out)
		}
		if restored := listOf(t, without); len(restored.Items) != len(before.Items) {
			t.Fatalf("there were %d items, now %d:\n%s", len(before.Items), len(restored.Items), without)
		} else {
			requireSame(t, before, restored)
		}
	})
}

// requireSame requires that the items of two lists say the same. An item that
// cannot be edited as text is written anew.
func requireSame(t *testing.T, before, after *resourcelist.List) {
	t.Helper()
	for i := range before.Items {
		b, err1 := before.Items[i].Load()
		a, err2 := after.Items[i].Load()
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if b.Root != a.Root && !yamlvalue.Equal(b.Root, a.Root) {
			t.Fatalf("item %d was\n%s\nand is\n%s", i, b.Text, a.Text)
		}
	}
}

// ran is what a run of the function makes of an input.
func ran(input string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	code = Run(strings.NewReader(input), &out, &errs)
	return out.String(), errs.String(), code
}

func listOf(t *testing.T, text string) *resourcelist.List {
	t.Helper()
	list, err := resourcelist.ReadWhole([]byte(text))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return list
}

// TestBesideInParallel requires the same output whatever the number of cores.
func TestBesideInParallel(t *testing.T) {
	var items strings.Builder
	const n = 40
	for i := range n {
		name := fmt.Sprintf("web-%d", i)
		items.WriteString(strings.Replace(pod, "name: web", "name: "+name, 1))
		items.WriteString("- {apiVersion: v1, kind: Service, metadata: {name: " + name + "}, spec: {ports: [{port: 80}]}}\n")
	}
	input := head + items.String() + besideConfig
	first, _, code := ran(input)
	if code != 0 || strings.Count(first, "kind: Secret") != 2*n || strings.Count(first, "targetPort: 4180") != n {
		t.Fatalf("exit code %d:\n%s", code, first)
	}
	for range 5 {
		if again, _, _ := ran(input); again != first {
			t.Fatal("the outputs differ")
		}
	}
	taken, _, code := ran(strings.Replace(first, "  spec:\n    source:", "  spec:\n    remove: true\n    source:", 1))
	if code != 0 {
		t.Fatal(taken)
	}
	if want := strings.Replace(input, "  spec:\n    source:", "  spec:\n    remove: true\n    source:", 1); !strings.HasPrefix(taken, want) {
		t.Errorf("it is not as it was:\n%s", taken)
	}
}

// TestBesideIsAllOrNothing requires that nothing is kept of a run that went wrong.
func TestBesideIsAllOrNothing(t *testing.T) {
	input := head + pod + strings.Replace(pod, "spec:", "spec: []\n  x:", 1) + besideConfig
	var out bytes.Buffer
	if code := Run(strings.NewReader(input), &out, io.Discard); code != 1 || strings.Contains(out.String(), "kind: ConfigMap\n") ||
		!regexp.MustCompile(`(?s)`+regexp.QuoteMeta(head+pod)).MatchString(out.String()) {
		t.Errorf("exit code %d:\n%s", code, out.String())
	}
}
