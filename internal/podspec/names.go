package podspec

// This file says what Kubernetes accepts as a name.

import "strings"

// isLabel reports whether s is a DNS label (validation.IsDNS1123Label).
func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !lower(c) && !digit(c) && c != '-' {
			return false
		}
	}
	return true
}

// isSubdomain reports whether s is a DNS subdomain
// (validation.IsDNS1123Subdomain).
func isSubdomain(s string) bool {
	if len(s) > 253 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if !isLabel(part) && (len(part) <= 63 || !isLabel(part[:1]+part[len(part)-1:]) || !isLabelText(part)) {
			return false
		}
	}
	return true
}

// isLabelText reports whether s is made of what DNS labels are: a part of a
// subdomain may be longer than a label.
func isLabelText(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isPortName reports whether s may name a port (validation.IsValidPortName).
func isPortName(s string) bool {
	if s == "" || len(s) > 15 || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	letter := false
	for i := range len(s) {
		c := s[i]
		if !lower(c) && !digit(c) && c != '-' {
			return false
		}
		letter = letter || lower(c)
	}
	return letter
}

// isEnvName reports whether s may name a variable, by the rule of Kubernetes
// 1.32 and newer (validation.IsRelaxedEnvVarName, KEP-4369).
func isEnvName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '=' {
			return false
		}
	}
	return s != ""
}

// isQualifiedName reports whether s may be the key of a label
// (validation.IsQualifiedName).
func isQualifiedName(s string) bool {
	prefix, name, ok := strings.Cut(s, "/")
	if !ok {
		prefix, name = "", s
	} else if !isSubdomain(prefix) {
		return false
	}
	return name != "" && isLabelValue(name)
}

// isLabelValue reports whether s may be the value of a label
// (validation.IsValidLabelValue).
func isLabelValue(s string) bool {
	if s == "" {
		return true
	}
	for i := range len(s) {
		c := s[i] | 0x20 // in lower case
		inner := s[i] == '-' || s[i] == '_' || s[i] == '.'
		if !lower(c) && !digit(s[i]) && !(inner && i > 0 && i < len(s)-1) {
			return false
		}
	}
	return len(s) <= 63
}

func lower(c byte) bool { return c >= 'a' && c <= 'z' }
func digit(c byte) bool { return c >= '0' && c <= '9' }

// What messages say of names that Kubernetes refuses.
const (
	aLabel    = "lower-case letters, digits and hyphens, at most 63 of them, with a letter or digit at both ends"
	aPortName = "at most 15 lower-case letters, digits and single hyphens, at least one of them a letter, with a letter or digit at both ends"
)
