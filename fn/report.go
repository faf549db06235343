package fn

// This file collects results and says them to people.

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
)

// A report is what there is to say about a run.
type report struct {
	results []resourcelist.Result
	printed []byte // what the program printed
}

func (r *report) add(results ...resourcelist.Result) { r.results = append(r.results, results...) }

// failed reports whether there is an error.
func (r *report) failed() bool { return r.count(resourcelist.Error) > 0 }

func (r *report) count(s resourcelist.Severity) int {
	n := 0
	for i := range r.results {
		if r.results[i].Severity == s {
			n++
		}
	}
	return n
}

// dropInfos drops what was done, where all of it is undone because of errors.
func (r *report) dropInfos() {
	r.results = slices.DeleteFunc(r.results, func(r resourcelist.Result) bool { return r.Severity == resourcelist.Info })
}

// print writes errors, warnings and what the program printed. kustomize shows
// a function's stderr only, and kpt the first four lines of it: errors come
// first. Lines that look like a container engine's progress are dropped by
// kpt, so none of our own has `: Waiting`, `Digest: sha256` or long rules.
func (r *report) print(w io.Writer) {
	var b bytes.Buffer
	for _, severity := range []resourcelist.Severity{resourcelist.Error, resourcelist.Warning} {
		for i := range r.results {
			if r.results[i].Severity == severity {
				b.WriteString(sentence(&r.results[i]) + "\n")
			}
		}
	}
	if n := r.count(resourcelist.Error); n > 0 {
		fmt.Fprintf(&b, "kcl-sidecar: %s; nothing was changed\n", counted(n, "error", "errors"))
	}
	b.Write(r.printed)
	_, _ = w.Write(b.Bytes())
}

// sentence is a result as kpt prints them, with the file:
// [error] apps/v1/Deployment/prod/web spec.template: no containers (web.yaml)
func sentence(r *resourcelist.Result) string {
	s := "[" + string(r.Severity) + "]"
	if ref := r.ResourceRef; ref != nil {
		s += " " + strings.Join(slices.DeleteFunc([]string{ref.APIVersion, ref.Kind, ref.Namespace, ref.Name},
			func(s string) bool { return s == "" }), "/")
	}
	if r.Field != nil && !strings.Contains(r.Message, "`"+r.Field.Path+"`") {
		s += " " + r.Field.Path
	}
	if s += ": "; r.File == nil {
		return s + r.Message
	}
	first, rest, many := strings.Cut(r.Message, "\n")
	if s += first + " (" + r.File.Path + ")"; many {
		s += "\n" + rest
	}
	return s
}

// counted is a number of things.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// defect is the result of a panic: a mistake in this program. To be called
// where the panic is recovered. It has the place, which those need who mend
// it, and nothing else of what Go says.
func defect() resourcelist.Result {
	place := "an unknown place"
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked := false; ; {
		f, more := frames.Next()
		inRuntime := strings.HasPrefix(f.Function, "runtime.")
		if panicked && !inRuntime {
			_, name, _ := strings.Cut(f.Function, "kcl-sidecar/kcl-sidecar/")
			place = fmt.Sprintf("%s, line %d", name, f.Line)
			break
		}
		panicked = panicked || strings.HasPrefix(f.Function, "runtime.gopanic")
		if !more {
			break
		}
	}
	return resourcelist.Result{Severity: resourcelist.Error, Message: fmt.Sprintf("this is a defect of kcl-sidecar (in %s): "+
		"please report it with the input at https://github.com/kcl-sidecar/kcl-sidecar/issues", place)}
}
