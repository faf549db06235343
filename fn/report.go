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
	summary  string // of a run without errors
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

// print writes errors, warnings, what the program printed and, where all went
// well, a line about the run. kustomize shows a function's stderr and none of
// its results, kpt the first four lines of it, both also of a run without
// errors: errors come first. Lines that look like a container engine's progress are dropped by
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
	if !r.failed() {
		fmt.Fprintf(&b, "kcl-sidecar: %s\n", r.summary)
	}
	_, _ = w.Write(b.Bytes())
}

// A tally counts Pod templates, and what was done beside them.
type tally struct {
	verdicts [verdicts]int // by what was decided about them
	changed  int           // of those that were selected
	restored int           // of the others: what had been injected is taken back

	patched                int // resources that were changed outside of Pod templates
	created, updated, gone int // companions
}

func (t *tally) add(o tally) {
	for v, n := range o.verdicts {
		t.verdicts[v] += n
	}
	t.changed += o.changed
	t.restored += o.restored
	t.patched += o.patched
	t.created += o.created
	t.updated += o.updated
	t.gone += o.gone
}

// others says what was done beside the Pod templates, in words that follow on
// what was done with them.
func (t *tally) others() string {
	var parts string
	for _, o := range []struct {
		n         int
		one, many string
	}{
		{t.created, "companion added", "companions added"},
		{t.updated, "companion updated", "companions updated"},
		{t.gone, "companion removed", "companions removed"},
		{t.patched, "other item changed", "other items changed"},
	} {
		if o.n > 0 {
			parts += ", " + counted(o.n, o.one, o.many)
		}
	}
	return parts
}

// unselected says why Pod templates were not selected, in words that follow on
// how many were.
func (t *tally) unselected() string {
	var parts []string
	for _, o := range []struct {
		n         int
		one, many string
	}{
		{t.verdicts[unmatched], "matches no selector", "match no selector"},
		{t.verdicts[excluded], "is excluded", "are excluded"},
		{t.verdicts[optedOut], "is skipped by annotation", "are skipped by annotation"},
		{t.verdicts[unasked], "is skipped by policy", "are skipped by policy"},
		{t.verdicts[unfit], "cannot be injected into", "cannot be injected into"},
	} {
		if o.n > 0 {
			parts = append(parts, counted(o.n, o.one, o.many))
		}
	}
	if len(parts) == 0 {
		return ": there are no others"
	}
	return ": " + strings.Join(parts, ", ")
}

// none says that no Pod template was selected, and why.
func (t *tally) none() string {
	if t.verdicts == (tally{}).verdicts {
		return "there is no Pod template"
	}
	return "no Pod template is selected" + t.unselected()
}

// summary is a run without errors in a line.
func (t *tally) summary() string {
	n := t.verdicts[selected]
	skipped := t.verdicts[optedOut] + t.verdicts[unasked] + t.verdicts[unfit]
	taken := t.others()
	if t.restored > 0 {
		taken = fmt.Sprintf(", taken back from %d", t.restored) + taken
	}
	if n+skipped == 0 {
		return t.none() + taken
	}
	s := fmt.Sprintf("%d of %s changed", t.changed, counted(n+skipped, "Pod template", "Pod templates"))
	if same := n - t.changed; same > 0 {
		s += fmt.Sprintf(", %d unchanged", same)
	}
	if skipped > 0 {
		s += fmt.Sprintf(", %d skipped", skipped)
	}
	return s + taken
}

// says is a message with the name of the injection before it.
func (c *config) says(msg string) string { return c.name + ": " + msg }

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
