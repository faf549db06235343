// The function's entry in a catalog, against what it speaks of.

package examples

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// metadata are the fields that the krm-functions-catalog requires.
type metadata struct {
	Image              string   `yaml:"image"`
	Description        string   `yaml:"description"`
	Tags               []string `yaml:"tags"`
	SourceURL          string   `yaml:"sourceURL"`
	ExamplePackageURLs []string `yaml:"examplePackageURLs"`
	Emails             []string `yaml:"emails"`
	License            string   `yaml:"license"`
}

func TestMetadata(t *testing.T) {
	var m metadata
	decoder := yaml.NewDecoder(strings.NewReader(read(t, "..", "metadata.yaml")))
	decoder.KnownFields(true)
	require.NoError(t, decoder.Decode(&m))

	require.Equal(t, []string{"mutator"}, m.Tags)
	require.NotEmpty(t, m.Emails)
	require.NotEmpty(t, m.ExamplePackageURLs)
	for _, url := range m.ExamplePackageURLs {
		path, found := strings.CutPrefix(url, m.SourceURL+"/tree/main/")
		require.True(t, found, url)
		_, err := os.Stat(filepath.Join("..", path, "README.md"))
		require.NoError(t, err)
	}

	// The image says the same of itself, and the examples use it.
	dockerfile := read(t, "..", "Dockerfile")
	for label, value := range map[string]string{"description": m.Description, "source": m.SourceURL, "licenses": m.License} {
		require.Contains(t, dockerfile, `org.opencontainers.image.`+label+`="`+value+`"`)
	}
	for _, path := range []string{"homepage/container/Kptfile", "homepage/container/injection.yaml", "homepage/README.md", "../README.md", "../Makefile"} {
		require.Contains(t, read(t, path), m.Image+":v0.1.0", path)
	}
}
