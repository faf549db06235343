package syntax

// This file reads what the docstring of a schema says about its attributes.

import "strings"

// setAttrDocs sets the Doc of the attributes of a schema.
func setAttrDocs(s *SchemaStmt) {
	if !strings.Contains(s.Doc, "Attributes") {
		return
	}
	docs := attrDocs(s.Doc)
	for _, stmt := range s.Body {
		if a, ok := stmt.(*AttrStmt); ok {
			a.Doc = docs[a.Name.Text]
		}
	}
}

// attrDocs returns the descriptions in the section "Attributes" of a
// docstring, by name of the attribute:
//
//	Attributes
//	----------
//	replicas: int, default is 1
//	    The number of Pods,
//	    of which one is idle.
//
// The lines of a description are trimmed.
func attrDocs(doc string) map[string]string {
	lines := strings.Split(doc, "\n")
	start := 0
	for start < len(lines) && !(strings.TrimSpace(lines[start]) == "Attributes" && isUnderline(lines, start+1)) {
		start++
	}
	if start == len(lines) {
		return nil
	}
	margin := blanks(lines[start])
	docs := map[string]string{}
	name, text := "", []string(nil)
	for i := start + 2; i < len(lines) && !isUnderline(lines, i+1); i++ {
		line := strings.TrimSpace(lines[i])
		if blanks(lines[i]) > margin && line != "" {
			text = append(text, line)
		} else if line != "" {
			docs[name] = strings.Join(text, "\n")
			name, _, _ = strings.Cut(line, ":")
			name, text = strings.Trim(strings.TrimSpace(name), `"'?`), nil
		}
	}
	docs[name] = strings.Join(text, "\n")
	return docs
}

// isUnderline tells whether line i underlines the title of a section.
func isUnderline(lines []string, i int) bool {
	if i >= len(lines) {
		return false
	}
	line := strings.TrimSpace(lines[i])
	return len(line) >= 3 && strings.Trim(line, line[:1]) == "" && strings.Contains("-=", line[:1])
}
