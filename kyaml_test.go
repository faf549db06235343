package main

// This file reads what the function writes with the libraries that
// orchestrators use, and runs the cases as functions of kyaml's framework.

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	kptfn "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/fn/framework/frameworktestutil"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/kcl-sidecar/kcl-sidecar/fn"
)

// process is the function as a processor of kyaml's framework.
func process(rl *framework.ResourceList) error {
	var in, out, errs bytes.Buffer
	w := kio.ByteWriter{
		Writer:                &in,
		KeepReaderAnnotations: true,
		WrappingKind:          kio.ResourceListKind,
		WrappingAPIVersion:    kio.ResourceListAPIVersion,
		FunctionConfig:        rl.FunctionConfig,
	}
	if err := w.Write(rl.Items); err != nil {
		return err
	}
	code := fn.Run(&in, &out, &errs)
	r := kio.ByteReader{Reader: &out, OmitReaderAnnotations: true}
	items, err := r.Read()
	if err != nil {
		return err
	}
	rl.Items = items
	if r.Results != nil {
		if err := yaml.Unmarshal([]byte(r.Results.MustString()), &rl.Results); err != nil {
			return err
		}
	}
	if code != 0 {
		return errors.New(errs.String())
	}
	return nil
}

// notForKyaml are the cases that kyaml's framework cannot run, and why.
var notForKyaml = map[string]string{
	"aliases":                   "it refuses aliases below metadata",
	"aliases-across-items":      "likewise",
	"aliases-of-a-changed-item": "it writes items apart, and loses what their aliases mean",
	"byte-order-mark":           "it takes the mark for a part of the first key",
	"earlier-results":           "it drops the results of earlier functions",
	"error-endless-alias":       "it never ends",
	"error-config-list":         "it refuses to read it",
	"json":                      "it adds annotations in another style",
	"json-indented":             "likewise",
	"odd-items":                 "it refuses a null as metadata",
	"select-one-entry":          "it adds annotations, before what is added",
	"scalar-items":              "it refuses to read them",
}

// TestCasesInKyaml runs the cases by kyaml's frameworktestutil. kyaml encodes
// all of its output anew, so the expected output goes through it, too; results
// are only counted, and the numbers of input lines, which change on the way,
// are not looked at.
func TestCasesInKyaml(t *testing.T) {
	forEachCase(t, "testdata/function", func(t *testing.T, dir, input string) {
		if why := notForKyaml[filepath.Base(dir)]; why != "" {
			t.Skip("kyaml cannot run this case: " + why)
		}
		if errs := readFile(t, filepath.Join(dir, "errors.txt")); errs != "" && !strings.Contains(errs, "[error]") {
			t.Skip("frameworktestutil takes what is on stderr for a failure")
		}
		checker := frameworktestutil.ProcessorResultsChecker{
			TestDataDirectory: dir,
			Processor: func() framework.ResourceListProcessor {
				return framework.ResourceListProcessorFunc(process)
			},
			OutputAssertionFunc: func(t *testing.T, expected, actual string) {
				want, wantResults := cutResults(throughKyaml(t, expected))
				got, gotResults := cutResults(actual)
				require.Equal(t, want, got)
				require.Equal(t, wantResults, gotResults)
			},
			ErrorAssertionFunc: func(t *testing.T, expected, actual string) {
				require.Contains(t, lineless(actual), lineless(strings.TrimSpace(expected)))
			},
		}
		checker.Assert(t)
	})
}

// throughKyaml is a list as kyaml writes it.
func throughKyaml(t *testing.T, list string) string {
	t.Helper()
	var out bytes.Buffer
	nothing := framework.ResourceListProcessorFunc(func(*framework.ResourceList) error { return nil })
	require.NoError(t, framework.Execute(nothing, &kio.ByteReadWriter{Reader: strings.NewReader(list), Writer: &out}))
	return out.String()
}

// cutResults takes the results off a list, and counts them.
func cutResults(list string) (rest string, results int) {
	rest, cut, _ := strings.Cut(list, "\nresults:")
	return strings.TrimSpace(rest), len(severity.FindAllString(cut, -1))
}

var severity = regexp.MustCompile(`\bseverity"?: `)

var inputLine = regexp.MustCompile(`(, | on )(again on )?line \d+ of the input`)

func lineless(text string) string { return inputLine.ReplaceAllString(text, "") }

// notForSDK are the cases whose output kpt's SDK cannot read, nor could it
// read the input.
var notForSDK = map[string]string{
	"error-config-list": "it knows no functionConfig that is a list",
	"error-null-config": "it knows no null as functionConfig",
	"json":              "it adds annotations in another style",
	"json-indented":     "likewise",
	"odd-items":         "it knows no null items",
	"untouched":         "likewise",
	"v1beta1":           "it rewrites the version",
}

// TestOutputIsRead reads what the function writes with kyaml and with kpt's
// SDK: no host may stumble over it, and all of it must arrive.
func TestOutputIsRead(t *testing.T) {
	forEachCase(t, "testdata/function", func(t *testing.T, dir, input string) {
		name := filepath.Base(dir)
		if slices.Contains([]string{"aliases", "aliases-across-items", "byte-order-mark", "error-endless-alias", "scalar-items"}, name) {
			t.Skip("neither reads this: " + notForKyaml[name])
		}
		out := readFile(t, filepath.Join(dir, "expected.yaml"))
		n, results := len(itemTexts(t, out)), len(severity.FindAllString(out, -1))

		r := kio.ByteReader{Reader: strings.NewReader(out), OmitReaderAnnotations: true}
		items, err := r.Read()
		require.NoError(t, err)
		require.Len(t, items, n)
		if results > 0 {
			require.Len(t, r.Results.Content(), results)
		}
		if notForSDK[name] != "" {
			return
		}
		list, err := kptfn.ParseResourceList([]byte(out))
		require.NoError(t, err)
		require.Len(t, list.Items, n)
		require.Len(t, list.Results, results)
	})
}
