package textedit

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestLike(t *testing.T) {
	const wanted = `{a: "yes", b: {c: [x, {d: 1, e: []}], text: "1\n2\n"}}`
	for _, c := range []struct{ like, want string }{
		{"x:\n  y:\n  - z\n", "a: \"yes\"\nb:\n  c:\n  - x\n  - d: 1\n    e: []\n  text: |\n    1\n    2\n"},
		{"  x:\n      y:\n        - z\n", "  a: \"yes\"\n  b:\n      c:\n        - x\n        - d: 1\n          e: []\n      text: |\n          1\n          2\n"},
		{"x: 1\r\n", "a: \"yes\"\r\nb:\r\n  c:\r\n  - x\r\n  - d: 1\r\n    e: []\r\n  text: |\r\n    1\r\n    2\r\n"},
		{" {x: 1, y: 2}", ` {a: "yes", b: {c: [x, {d: 1, e: []}], text: "1\n2\n"}}`},
		{`{"x":1,"y":2}`, `{"a":"yes","b":{"c":["x",{"d":1,"e":[]}],"text":"1\n2\n"}}`},
		{"{\n      \"x\": {\n        \"y\": 1\n      }\n    }", "{\n      \"a\": \"yes\",\n      \"b\": {\n        \"c\": [\n          \"x\",\n          {\n            \"d\": 1,\n            \"e\": []\n          }\n        ],\n        \"text\": \"1\\n2\\n\"\n      }\n    }"},
	} {
		var like, n yaml.Node
		if yaml.Unmarshal([]byte(c.like), &like) != nil || yaml.Unmarshal([]byte(wanted), &n) != nil {
			t.Fatal("not YAML")
		}
		unstyled(n.Content[0])
		got, err := Like([]byte(c.like), like.Content[0], n.Content[0])
		if err != nil || string(got) != c.want {
			t.Errorf("like %q: %v\n%s\nwant\n%s", c.like, err, got, c.want)
		}
	}
}

// unstyled makes nodes as they are that no text had.
func unstyled(n *yaml.Node) {
	n.Style &^= yaml.FlowStyle
	if n.Value != "yes" {
		n.Style = 0
	}
	for _, c := range n.Content {
		unstyled(c)
	}
}
