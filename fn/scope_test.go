package fn

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamltest"
)

// TestClusterScoped compares the kinds without a namespace with the types of
// k8s.io/api, whose comments say so.
func TestClusterScoped(t *testing.T) {
	want := map[string][]string{}
	for _, file := range yamltest.KubernetesFiles(t, "*/v*/types.go") {
		if kinds := nonNamespaced(t, file); len(kinds) > 0 {
			group := groupName(t, filepath.Join(filepath.Dir(file), "register.go"))
			want[group] = append(want[group], kinds...)
		}
	}
	for group, kinds := range want {
		if group == "imagepolicy.k8s.io" {
			continue // a webhook's, which no server has
		}
		slices.Sort(kinds)
		if got := strings.Fields(clusterScoped[group]); !slices.Equal(got, slices.Compact(kinds)) {
			t.Errorf("group %q: %q, want %q", group, got, slices.Compact(kinds))
		}
	}
	for group, kinds := range clusterScoped {
		if !slices.IsSorted(strings.Fields(kinds)) {
			t.Errorf("group %q is not in order: %s", group, kinds)
		}
	}
	if !isClusterScoped("", "Namespace") || isClusterScoped("", "Pod") || isClusterScoped("apps", "Namespace") {
		t.Error("the kinds are not told apart")
	}
}

// nonNamespaced are the kinds that a file says to have no namespace.
func nonNamespaced(t *testing.T, file string) (kinds []string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(text), "+genclient:nonNamespaced\n")[1:] {
		kinds = append(kinds, regexp.MustCompile(`(?m)^type (\w+) struct`).FindStringSubmatch(part)[1])
	}
	return kinds
}

func groupName(t *testing.T, file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`const GroupName = "(.*)"`).FindStringSubmatch(string(text))[1]
}
