package textedit_test

// This file edits texts by trees that package merge made.

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/merge"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

func TestMerged(t *testing.T) {
	for _, c := range []struct {
		name, text, patch, want string
	}{
		{
			"an anchor that others use",
			`spec:
  template:
    spec:
      containers:
      - name: app
        env: &env # shared
        - name: A
          value: "1"
      - name: other
        env: *env
`,
			`{spec: {containers: [{name: app, env: [{name: B, value: "2"}]}]}}`,
			`spec:
  template:
    spec:
      containers:
      - name: app
        env: &env # shared
        - name: A
          value: "1"
        - name: B
          value: "2"
      - name: other
        env:
        - name: A
          value: "1"
`,
		},
		{
			"an alias",
			`metadata:
  labels: &labels {app: web}
spec:
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: *labels}
    spec: {containers: [{name: app}]}
`,
			`{metadata: {labels: {x: "1"}}}`,
			`metadata:
  labels: &labels {app: web}
spec:
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: {app: web, x: "1"}}
    spec: {containers: [{name: app}]}
`,
		},
		{
			"a merge key",
			`x-base: &base
  image: old
  stdin: true
spec:
  template:
    spec:
      containers:
      - <<: *base
        name: app
      - <<: *base
        name: other
`,
			`{spec: {containers: [{name: app, image: new}, {name: other, stdin: null}]}}`,
			`x-base: &base
  image: old
  stdin: true
spec:
  template:
    spec:
      containers:
      - <<: *base
        name: app
        image: new
      - name: other
        image: old
`,
		},
		{
			"a key that stands twice",
			`spec:
  template:
    spec:
      priority: 1
      hostPID: true
      priority: 2 # this one
`,
			`{spec: {priority: 3, hostPID: null}}`,
			`spec:
  template:
    spec:
      priority: 1
      priority: 3 # this one
`,
		},
		{
			"values keep their text",
			`spec:
  template:
    spec:
      hostNetwork: yes
      containers:
      - {name: app, env: [{name: A, value: 12345678901234567890}, {name: B, value: 012}, {name: =, value: <<}]}
      weird: [1.0, 1e3, 2024-01-01, !!binary aGk=, ~]
`,
			`{spec: {hostNetwork: true, containers: [{name: app, image: x}]}}`,
			`spec:
  template:
    spec:
      hostNetwork: yes
      containers:
      - {name: app, env: [{name: A, value: 12345678901234567890}, {name: B, value: 012}, {name: =, value: <<}], image: x}
      weird: [1.0, 1e3, 2024-01-01, !!binary aGk=, ~]
`,
		},
		{
			"nulls and empty collections",
			`spec:
  template:
    metadata: # none
    spec:
      volumes: []   # none
      containers: null
      tolerations:

      nodeSelector: {}
`,
			`{metadata: {labels: {a: b}}, spec: {volumes: [{name: v, emptyDir: {}}], containers: [{name: c}], tolerations: [{key: a}], nodeSelector: {c: d}}}`,
			`spec:
  template:
    metadata: # none
      labels:
        a: b
    spec:
      volumes:   # none
      - name: v
        emptyDir: {}
      containers:
      - name: c
      tolerations:
      - key: a

      nodeSelector:
        c: d
`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := yamltest.Parse(t, []byte(c.text))
			after, err := merge.Apply(doc, at, yamlvalue.FromNode(yamltest.Parse(t, []byte(c.patch))))
			if err != nil {
				t.Fatal(err)
			}
			out, spliced, err := textedit.Apply([]byte(c.text), doc, after)
			if err != nil || !spliced || string(out) != c.want {
				t.Errorf("spliced: %t, error: %v\n%s", spliced, err, out)
			}
		})
	}
}
