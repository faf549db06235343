package lib

import (
	"slices"
	"testing"
)

func TestModule(t *testing.T) {
	names := Names()
	if !slices.IsSorted(names) {
		t.Errorf("not in order: %v", names)
	}
	for _, name := range names {
		m, ok := Module(name)
		if !ok || m.Name != name || len(m.Members) == 0 {
			t.Errorf("%s: got %+v", name, m)
		}
		if again, _ := Module(name); again != m {
			t.Errorf("%s was made twice", name)
		}
	}
	if m, ok := Module("none"); ok || m != nil {
		t.Error("found a module that is not there")
	}
}
