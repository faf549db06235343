// Package fn is the KRM function: it injects what a KCL program returns into
// the Pod templates of a ResourceList.
//
//	code := fn.Run(os.Stdin, os.Stdout, os.Stderr)
//
// One run goes one way: the list is read (package resourcelist), its
// functionConfig decoded (config.go), the program compiled once. Then every
// item is worked on alone, on all cores: its Pod templates are found (package
// podtemplate), those that are wanted selected (select.go, annotation.go), the
// program evaluated for each (evaluate.go), its patches merged and the item's
// text edited (inject.go). Then what programs want beside the templates is
// carried out (beside.go): new items, and patches of others. What was done, what
// was left out, and what is wrong, becomes results (report.go), always in the
// order of the items.
//
// An error anywhere leaves every item as it came in: all errors of all
// workloads are reported in one run, in the results on stdout, the same in
// words on stderr, and the exit code is 1. An input that is no ResourceList
// at all has no results; stdout is left empty then.
package fn

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/internal/textedit"
)

// Exit codes of Run.
const (
	exitOK     = 0
	exitFailed = 1
)

// Run reads a ResourceList from stdin, runs the function, and writes the list
// to stdout and messages for people to stderr. It returns the exit code.
func Run(stdin io.Reader, stdout, stderr io.Writer) int {
	data, err := readAll(stdin)
	if err != nil {
		return fail(stderr, fmt.Errorf("cannot read standard input: %w", err))
	}
	list, rep, err := process(data)
	if err != nil {
		return fail(stderr, err)
	}
	out := bufio.NewWriterSize(stdout, 1<<16)
	if list != nil {
		err = list.Write(out, rep.results())
	} else {
		_, err = out.Write(data)
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return fail(stderr, fmt.Errorf("cannot write to standard output: %w", err))
	}
	rep.print(stderr)
	if rep.failed() {
		return exitFailed
	}
	return exitOK
}

// process runs the function on an input. The error says why the input is no
// ResourceList; all other errors are results in the report. After a defect
// of this program there is no list: the input is to be written as it came.
func process(data []byte) (list *resourcelist.List, rep *report, err error) {
	defer func() {
		if p := recover(); p != nil {
			list, rep, err = nil, &report{findings: []finding{defect()}}, nil
		}
	}()
	if list, err = resourcelist.Read(data); err != nil {
		return nil, nil, err
	}
	rep, err = inject(list)
	if errors.Is(err, resourcelist.ErrSplit) {
		if list, err = resourcelist.ReadWhole(data); err != nil {
			return nil, nil, err
		}
		rep, err = inject(list)
	}
	return list, rep, err
}

// inject works on all items of a list.
func inject(list *resourcelist.List) (*report, error) {
	rep := &report{}
	in, wrong := newInjector(list)
	if len(wrong) > 0 {
		rep.add(wrong...)
		// Whether the items were told apart rightly shows when they are read,
		// and until then nothing that was read, this configuration among it,
		// is certain.
		return rep, list.Each(func(int, resourcelist.Doc) {})
	}
	outcomes := make([]outcome, len(list.Items))
	if err := list.Each(func(i int, d resourcelist.Doc) { outcomes[i] = in.item(i, d, nil) }); err != nil {
		return nil, err
	}
	created, said, err := in.beside(outcomes)
	if err != nil {
		return nil, err
	}
	var total tally
	rep.add(in.namespaces.findings...)
	for i := range outcomes {
		total.add(outcomes[i].tally)
		rep.printed = append(rep.printed, outcomes[i].printed...)
		rep.add(outcomes[i].findings...)
	}
	total.add(said.tally)
	rep.add(said.findings...)
	if in.config.Remove {
		rep.summary = in.config.says("taken back from " + counted(total.changed, "Pod template", "Pod templates") + total.others())
	} else {
		rep.add(in.config.count(total)...)
		rep.summary = in.config.says(total.summary())
	}
	if rep.failed() {
		rep.dropInfos()
		return rep, nil
	}
	for _, text := range created {
		list.Append(text)
	}
	return rep, setTexts(list, outcomes)
}

// setTexts gives the changed items their new texts. An item that has aliases
// of anchors in others would change with them, or lose them: it gets the
// values written out.
func setTexts(list *resourcelist.List, outcomes []outcome) error {
	changed := func(o outcome) bool { return o.text != nil || o.removed }
	if !slices.ContainsFunc(outcomes, changed) {
		return nil
	}
	for i, it := range list.Items {
		if outcomes[i].removed {
			it.Remove()
			continue
		}
		text := outcomes[i].text
		if text == nil && outcomes[i].borrows {
			d, err := it.Load()
			if err != nil {
				return err
			}
			if text, err = textedit.Encode(d.Text, d.Root, d.Root); err != nil {
				return err
			}
		}
		if text != nil {
			it.SetText(text)
		}
	}
	return nil
}

// readAll reads r to its end, in few steps.
func readAll(r io.Reader) ([]byte, error) {
	buf := make([]byte, 0, 1<<16)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(make([]byte, 0, 4*cap(buf)), buf...)
		}
	}
}

// fail reports what leaves nothing to write to stdout.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "kcl-sidecar: %v\n", err)
	return exitFailed
}
