package fn

// This file compiles the program, and says where in it errors are.

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/resourcelist"
	"github.com/kcl-sidecar/kcl-sidecar/kcl"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/diag"
	"github.com/kcl-sidecar/kcl-sidecar/schemas"
)

// compile compiles the program of a functionConfig.
func (c *config) compile() (*kcl.Program, []finding) {
	source := kcl.Source{Name: c.where(), Text: c.source.node.Value}
	p, err := kcl.CompileSources([]kcl.Source{source},
		kcl.SourceOptions{Modules: c.modules, Builtin: schemas.Modules(), Plugins: schemas.Plugins()})
	if err == nil {
		return p, nil
	}
	var found []finding
	for _, d := range diagnostics(err) {
		f := c.describe(d)
		f.Message = "the program does not compile: " + f.Message
		f.ResourceRef, f.File, f.Field = c.ref, c.file, &resourcelist.Field{Path: c.source.path.String()}
		if len(d.Messages) > 0 {
			if file, ok := c.files[d.Messages[0].File]; ok {
				f.Field.Path = file.path.String()
			}
		}
		found = append(found, f)
	}
	return nil, found
}

// limits are those of a run.
func (c *config) limits() kcl.Limits {
	l := c.Limits
	return kcl.Limits{Steps: l.Steps, Depth: int(min(l.Depth, math.MaxInt32)), Bytes: int64(l.Memory), Time: time.Duration(l.Time)}
}

// explain turns an error of the engine into findings.
func (c *config) explain(err error) (found []finding) {
	for _, d := range diagnostics(err) {
		found = append(found, c.describe(d))
	}
	return found
}

// diagnostics are those of an error of the engine.
func diagnostics(err error) diag.List {
	var e *kcl.Error
	if errors.As(err, &e) {
		return e.Diagnostics
	}
	return diag.List{{Bare: true, Messages: []diag.Message{{Text: err.Error()}}}}
}

// describe says what is wrong and where in the program, and as detail its lines
// with carets.
func (c *config) describe(d *diag.Diagnostic) finding {
	detail := strings.TrimRight(diag.RenderFull(d), "\n")
	if len(d.Messages) == 0 || d.Bare {
		return failure("%s", detail)
	}
	var parts []string
	for _, m := range d.Messages {
		if text := strings.TrimSpace(m.Text); text != "" {
			parts = append(parts, fmt.Sprintf("%s (%s)", text, c.at(m)))
		}
	}
	f := failure("%s", strings.Join(parts, "; "))
	f.detail = detail
	return f
}

// where says in messages where the program stands.
func (c *config) where() string { return c.document() + " " + c.source.path.String() }

// document is the functionConfig in messages.
func (c *config) document() string {
	if c.file != nil {
		return c.file.Path
	}
	return c.name
}

// at says where in the program a message belongs, and, where the input was
// written by hand, on which of its lines that is.
func (c *config) at(m diag.Message) string {
	place := fmt.Sprintf("%s:%d:%d", m.File, m.Line, max(m.Col, 1))
	text, ok := c.files[m.File]
	switch {
	case ok:
		place += fmt.Sprintf(" in %s %s", c.document(), text.path[:2])
	case m.File == c.where():
		text, ok = c.source, true
	}
	if ok && c.byHand && text.node.Style == yaml.LiteralStyle {
		place += fmt.Sprintf(", line %d of the input", text.node.Line+m.Line)
	}
	return place
}
