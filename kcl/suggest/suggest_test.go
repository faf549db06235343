package suggest

import "testing"

func TestName(t *testing.T) {
	names := []string{"source", "selectors", "params", "policy", "require", "remove", "apiVersion"}
	for name, want := range map[string]string{
		"sorce":      "source",
		"soruce":     "source",
		"Source":     "source",
		"selector":   "selectors",
		"apiversion": "apiVersion",
		"parameters": "params",
		"labels":     "",
		"x":          "",
		"":           "",
	} {
		if got := Name(name, names); got != want {
			t.Errorf("Name(%q) = %q, want %q", name, got, want)
		}
	}
}
