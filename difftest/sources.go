package main

// This file finds the programs of this repository: those of the tests of
// the language, and those of functionConfigs, which run on the workloads
// beside them.

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// repositoryPrograms lists the programs of the repository at root, each
// once.
func repositoryPrograms(root string) ([]*program, error) {
	files, err := filepath.Glob(filepath.Join(root, "kcl/testdata/lang/*.k"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s: not the folder of this repository; see -root", root)
	}
	if err != nil {
		return nil, err
	}
	var out []*program
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		name, err := filepath.Rel(root, f)
		if err != nil {
			return nil, err
		}
		out = append(out, &program{name: filepath.ToSlash(name), text: string(text)})
	}
	for _, dir := range []string{"examples", "testdata/function"} {
		ps, err := functionPrograms(filepath.Join(root, dir))
		if err != nil {
			return nil, err
		}
		out = append(out, ps...)
	}
	return slices.CompactFunc(out, func(a, b *program) bool {
		return a.text == b.text && maps.Equal(a.options, b.options)
	}), nil
}

// A resource is a Kubernetes resource, as far as it matters here.
type resource = map[string]any

// functionPrograms lists the programs of the SidecarInjections below dir,
// once for each workload of their ResourceList or folder.
func functionPrograms(dir string) ([]*program, error) {
	var out []*program
	folders := map[string][]resource{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		for _, doc := range documents(path) {
			if doc["kind"] == "ResourceList" {
				config, _ := doc["functionConfig"].(resource)
				out = append(out, injections(path, config, resources(doc["items"]))...)
			} else {
				folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], doc)
			}
		}
		return nil
	})
	for folder, docs := range folders {
		for _, d := range docs {
			out = append(out, injections(folder, d, docs)...)
		}
	}
	return out, err
}

// documents are the mappings of a YAML file; none where it is no YAML, as
// some files of the tests are.
func documents(path string) []resource {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	var out []resource
	for d := yaml.NewDecoder(f); ; {
		var doc resource
		if d.Decode(&doc) != nil {
			return out
		}
		out = append(out, doc)
	}
}

func resources(v any) []resource {
	items, _ := v.([]any)
	var out []resource
	for _, i := range items {
		if r, ok := i.(resource); ok {
			out = append(out, r)
		}
	}
	return out
}

// injections are the programs of a functionConfig, one for each of the
// items that has a Pod template.
func injections(name string, config resource, items []resource) []*program {
	spec, _ := config["spec"].(resource)
	source, _ := spec["source"].(string)
	if config["kind"] != "SidecarInjection" || source == "" {
		return nil
	}
	var out []*program
	for i, item := range items {
		if t := podTemplate(item); t != nil {
			out = append(out, &program{
				name: fmt.Sprintf("%s, workload %d", name, i),
				text: strings.TrimRight(source, "\n") + "\n",
				options: map[string]string{
					"params": asJSON(spec["params"]), "resource": asJSON(item), "template": asJSON(t),
					"namespace": "null", "items": asJSON(items),
				},
			})
		}
	}
	return out
}

// asJSON is what was read from YAML as JSON.
func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "null" // a mapping with keys that are no strings
	}
	return string(text)
}

// podTemplate finds the Pod template in a resource: its metadata and spec.
func podTemplate(r resource) resource {
	spec, _ := r["spec"].(resource)
	if spec["containers"] != nil {
		return resource{"metadata": r["metadata"], "spec": spec}
	}
	for _, key := range []string{"template", "jobTemplate"} {
		if inner, ok := spec[key].(resource); ok {
			return podTemplate(inner)
		}
	}
	return nil
}
