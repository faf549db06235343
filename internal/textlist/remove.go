package textlist

// This file takes values off lists.

import (
	"slices"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Remove takes values off a list. What the list does not have is no loss, and a
// text that is no list stays as it is.
func Remove(text string, values []eval.Value) string {
	if strings.HasPrefix(strings.TrimSpace(text), "[") {
		return removeJSON(text, values)
	}
	parts := strings.Split(text, ",")
	kept := slices.DeleteFunc(slices.Clone(parts), func(part string) bool {
		return slices.Contains(values, eval.Value(eval.Str(strings.TrimSpace(part))))
	})
	if len(kept) == len(parts) {
		return text
	}
	if len(kept) > 0 && strings.TrimSpace(kept[0]) != "" && !strings.HasPrefix(parts[0], " ") {
		kept[0] = strings.TrimLeft(kept[0], " \t\r\n") // what separated it from the one before
	}
	return strings.Join(kept, ",")
}

func removeJSON(text string, values []eval.Value) string {
	have, err := readJSON(text)
	if err != nil || len(have) == 0 {
		return text
	}
	var unwanted []element
	for _, v := range values {
		if e, err := elementOf(v); err == nil {
			unwanted = append(unwanted, e)
		}
	}
	var b strings.Builder
	b.WriteString(text[:have[0].start])
	any := false
	for i, e := range have {
		if slices.ContainsFunc(unwanted, e.equals) {
			continue
		}
		if any {
			b.WriteString(text[have[i-1].end:e.start])
		}
		b.WriteString(e.text)
		any = true
	}
	b.WriteString(text[have[len(have)-1].end:])
	return b.String()
}
