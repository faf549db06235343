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

// A finding is a result of the function, and what else people are told of it
// on stderr.
type finding struct {
	resourcelist.Result
	detail string
}

// failure is an error as a finding.
func failure(format string, args ...any) finding {
	return finding{Result: resourcelist.Result{Severity: resourcelist.Error, Message: fmt.Sprintf(format, args...)}}
}

// A report is what there is to say about a run.
type report struct {
	findings []finding
	printed  []byte // what the program printed
}

func (r *report) add(f ...finding) { r.findings = append(r.findings, f...) }

// results are the findings as the ResourceList has them.
func (r *report) results() []resourcelist.Result {
	results := make([]resourcelist.Result, len(r.findings))
	for i := range r.findings {
		results[i] = r.findings[i].Result
	}
	return results
}

// failed reports whether there is an error.
func (r *report) failed() bool { return r.count(resourcelist.Error) > 0 }

func (r *report) count(s resourcelist.Severity) int {
	n := 0
	for i := range r.findings {
		if r.findings[i].Severity == s {
			n++
		}
	}
	return n
}

// dropInfos drops what was done, where all of it is undone because of errors.
func (r *report) dropInfos() {
	r.findings = slices.DeleteFunc(r.findings, func(f finding) bool { return f.Severity == resourcelist.Info })
}

// print writes errors, warnings and what the program printed. kustomize shows
// a function's stderr only, and kpt the first four lines of it: errors come
// first. Lines that look like a container engine's progress are dropped by
// kpt, so none of our own has `: Waiting`, `Digest: sha256` or long rules.
func (r *report) print(w io.Writer) {
	var b bytes.Buffer
	for _, severity := range []resourcelist.Severity{resourcelist.Error, resourcelist.Warning} {
		for i := range r.findings {
			if r.findings[i].Severity == severity {
				b.WriteString(r.findings[i].text())
			}
		}
	}
	if n := r.count(resourcelist.Error); n > 0 {
		fmt.Fprintf(&b, "kcl-sidecar: %s; nothing was changed\n", counted(n, "error", "errors"))
	}
	b.Write(r.printed)
	_, _ = w.Write(b.Bytes())
}

// text is a finding in lines. The first is as kpt prints results, with the
// file: [error] apps/v1/Deployment/prod/web spec.template: no containers (web.yaml)
func (f *finding) text() string {
	s := "[" + string(f.Severity) + "]"
	if ref := f.ResourceRef; ref != nil {
		s += " " + strings.Join(slices.DeleteFunc([]string{ref.APIVersion, ref.Kind, ref.Namespace, ref.Name},
			func(s string) bool { return s == "" }), "/")
	}
	if f.Field != nil && !strings.Contains(f.Message, "`"+f.Field.Path+"`") {
		s += " " + f.Field.Path
	}
	s += ": " + f.Message
	if f.File != nil {
		s += " (" + f.File.Path + ")"
	}
	if s += "\n"; f.detail != "" {
		s += f.detail + "\n"
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

// defect is the finding of a panic: a mistake in this program. To be called
// where the panic is recovered. It has the place, which those need who mend
// it, and nothing else of what Go says.
func defect() finding {
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
	return failure("this is a defect of kcl-sidecar (in %s): "+
		"please report it with the input at https://github.com/kcl-sidecar/kcl-sidecar/issues", place)
}
