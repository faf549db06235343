package fn

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"

const testConfig = `functionConfig:
  apiVersion: kcl-sidecar.dev/v1alpha1
  kind: SidecarInjection
  metadata: {name: test}
  spec:
    source: |
      _t = option("template")
      metadata = {labels = {injected = "yes"}}
      spec = {
          volumes = [{name = "shared", emptyDir = {}}]
          containers = [{name = "sidecar", image = "busybox:1.37", ports = [{containerPort = 53, protocol = "UDP"}]}]
      }
`

const pod = `- apiVersion: v1
  kind: Pod
  metadata: {name: web}
  spec:
    containers:
    - name: app
`

func TestInputAndOutputErrors(t *testing.T) {
	var out, errs bytes.Buffer
	if code := Run(iotest.ErrReader(errors.New("broken pipe")), &out, &errs); code != 1 || out.Len() > 0 ||
		errs.String() != "kcl-sidecar: cannot read standard input: broken pipe\n" {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out.String(), errs.String())
	}
	errs.Reset()
	if code := Run(strings.NewReader(head+pod+testConfig), failingWriter{}, &errs); code != 1 ||
		!strings.Contains(errs.String(), "cannot write to standard output: disk full") {
		t.Errorf("exit code %d, stderr %q", code, errs.String())
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestInputInSmallPieces(t *testing.T) {
	input := head + strings.Repeat(pod, 800) + testConfig // more than the first buffer
	var whole, pieces bytes.Buffer
	if Run(strings.NewReader(input), &whole, io.Discard) != 0 || Run(iotest.HalfReader(strings.NewReader(input)), &pieces, io.Discard) != 0 {
		t.Fatal("it failed")
	}
	if whole.String() != pieces.String() {
		t.Error("the outputs differ")
	}
	if n := strings.Count(whole.String(), "image: busybox"); n != 800 {
		t.Errorf("%d sidecars", n)
	}
}

// TestDefect checks what users see of a mistake in this program.
func TestDefect(t *testing.T) {
	list, err := resourcelist.Read([]byte(head + pod + testConfig))
	if err != nil {
		t.Fatal(err)
	}
	broken := &injector{list: list}
	d, err := list.Items[0].Load()
	if err != nil {
		t.Fatal(err)
	}
	out := broken.item(0, d, nil)
	if out.text != nil || len(out.findings) != 1 {
		t.Fatalf("outcome %+v", out)
	}
	r := out.findings[0]
	if r.Severity != resourcelist.Error || r.ResourceRef.Name != "web" ||
		!strings.Contains(r.Message, "this is a defect of kcl-sidecar (in fn.(*work).resources, line ") {
		t.Errorf("result %+v", r)
	}
	for _, word := range []string{"nil", "runtime", "panic", "goroutine"} {
		if strings.Contains(r.Message, word) {
			t.Errorf("the message has %q: %s", word, r.Message)
		}
	}
}

func TestLimitsOfConfig(t *testing.T) {
	c, results := readConfig(yamltest.Parse(t, `{apiVersion: kcl-sidecar.dev/v1alpha1, kind: SidecarInjection, metadata: {name: x},
		spec: {source: x, limits: {steps: 7, memory: 1Mi, time: 90ms}}}`))
	if len(results) > 0 {
		t.Fatal(results)
	}
	if l := c.limits(); l.Steps != 7 || l.Bytes != 1<<20 || l.Time != 90*time.Millisecond || l.Depth == 0 {
		t.Errorf("limits %+v", l)
	}
}

// TestEndlessAliases requires that messages name lines of the input.
func TestEndlessAliases(t *testing.T) {
	for want, input := range map[string]string{
		"the functionConfig cannot be read: line 11 of the input: the value of anchor \"c\" contains itself": head + pod +
			"functionConfig: &c\n  x: *c\n  y: 1\n",
		"the item that begins on line 10 of the input cannot be read: line 14 of the input: the value of anchor \"l\" contains itself": head + pod +
			"- kind: Pod\n  spec: &l\n  - a\n  - b:\n    - *l\n" + testConfig,
	} {
		var out, errs bytes.Buffer
		if code := Run(strings.NewReader(input), &out, &errs); code != 1 || !strings.Contains(errs.String(), want) {
			t.Errorf("exit code %d, got %s, want %s", code, errs.String(), want)
		}
	}
}

// TestTimeLimit stops a program that never ends.
func TestTimeLimit(t *testing.T) {
	endless := strings.Replace(testConfig, "      _t = option", "      _f = lambda n: int -> int {\n          len([i for i in range(n)])\n      }\n"+
		"      assert len([_f(1000000) for i in range(1000000)]) > 0\n      _t = option", 1)
	endless = strings.Replace(endless, "  spec:\n", "  spec:\n    limits: {time: 50ms, steps: 1000000000000, memory: 100Gi}\n", 1)
	var out, errs bytes.Buffer
	start := time.Now()
	if code := Run(strings.NewReader(head+pod+endless), &out, &errs); code != 1 || !strings.Contains(errs.String(), "longer than 50ms") {
		t.Errorf("exit code %d, stderr %s", code, errs.String())
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

// addItems adds the items of the cases of the function to the seeds of f.
func addItems(f *testing.F) {
	f.Helper()
	cases, err := filepath.Glob("../testdata/function/*/input.yaml")
	if err != nil || len(cases) == 0 {
		f.Fatal("no cases: ", err)
	}
	for _, path := range cases {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		_, items, _ := strings.Cut(string(text), "items:\n")
		items, _, _ = strings.Cut(items, "functionConfig:")
		f.Add(items)
	}
}

// FuzzRun puts any items before the function. Whatever they are: it ends, it
// says nothing of Go, after an error all items are as they were, and what is
// no workload always is; a second run changes nothing.
func FuzzRun(f *testing.F) {
	addItems(f)
	f.Add(pod)
	f.Add("- apiVersion: apps/v1\n  kind: Deployment\n  spec: {template: {metadata: {labels: {a: b}}, spec: {containers: []}}}\n- null\n")
	f.Add("- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: Pod, spec: &s {volumes: [{name: a}]}}\n  x: *s\n")
	f.Add("- {apiVersion: v1, kind: Pod, spec: null}\n- \"a\n- b\"\n")
	f.Add("- apiVersion: v1\r\n  kind: Pod\r\n  spec:\r\n    containers:\r\n    - name: a\r\n      args: [\"x\",\r\n        y]\r\n      # c\r\n")
	f.Add("- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n      - name: sidecar\n        ports: [{containerPort: 53}]\n    x: |+\n      y\n\n")
	f.Fuzz(func(t *testing.T, items string) {
		input := head + items + "\n" + testConfig
		before, err := resourcelist.ReadWhole([]byte(input))
		var out, errs bytes.Buffer
		code := Run(strings.NewReader(input), &out, &errs)
		if err != nil {
			if code != 1 || out.Len() > 0 || errs.Len() == 0 {
				t.Fatalf("%v, but exit code %d, stdout %q, stderr %q", err, code, out.String(), errs.String())
			}
			return
		}
		for _, word := range []string{"defect", "runtime error", "goroutine", "%!"} {
			if strings.Contains(errs.String(), word) && !strings.Contains(items, word) {
				t.Fatalf("stderr has %q:\n%s", word, errs.String())
			}
		}
		after, err := resourcelist.ReadWhole(out.Bytes())
		if err != nil {
			t.Fatalf("%v in\n%s", err, out.String())
		}
		compareItems(t, before, after, code == 1)
		if code == 0 {
			var again bytes.Buffer
			if Run(bytes.NewReader(out.Bytes()), &again, io.Discard) != 0 {
				t.Fatalf("the second run failed:\n%s", out.String())
			}
			second, err := resourcelist.ReadWhole(again.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			compareItems(t, after, second, true)
		}
	})
}

// compareItems requires that the items of two lists have the same text,
// where they are not to be changed. One that borrows from others may be written
// out.
func compareItems(t *testing.T, before, after *resourcelist.List, all bool) {
	t.Helper()
	if len(before.Items) != len(after.Items) {
		t.Fatalf("there were %d items, now %d", len(before.Items), len(after.Items))
	}
	for i := range before.Items {
		b, err1 := before.Items[i].Load()
		a, err2 := after.Items[i].Load()
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if (all || text(b.Root, "kind") == "" && !b.Borrows) && !bytes.Equal(b.Text, a.Text) {
			t.Fatalf("item %d was\n%s\nand is\n%s", i, b.Text, a.Text)
		}
	}
}

// FuzzConfig decodes any functionConfig.
func FuzzConfig(f *testing.F) {
	f.Add("apiVersion: kcl-sidecar.dev/v1alpha1\nkind: SidecarInjection\nmetadata: {name: x}\nspec: {source: x, selectors: [{labels: {a: b}}], templates: [{path: a.b}]}")
	f.Add("{apiVersion: v1, kind: ConfigMap, data: {source: x, name: a, a: &a [1], b: *a}}")
	f.Add("{apiVersion: kcl-sidecar.dev/v1alpha1, kind: SidecarInjection, metadata: {name: x}, spec: {limits: {time: 5s, memory: 1Mi}, namespaces: {a: {b: c}}, <<: {x: y}}}")
	f.Fuzz(func(t *testing.T, text string) {
		n := &yaml.Node{}
		if yaml.Unmarshal([]byte(text), n) != nil {
			return
		}
		c, results := readConfig(n)
		if len(results) > 0 {
			for _, r := range results {
				if r.Severity != resourcelist.Error || r.Message == "" || strings.Contains(r.Message, "%!") && !strings.Contains(text, "%!") {
					t.Errorf("result %+v", r)
				}
			}
			return
		}
		if c.source.node.Value == "" || c.where() == "" || yamlvalue.IsNull(n) {
			t.Errorf("config %+v without results", c)
		}
	})
}
