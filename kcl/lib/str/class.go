package str

// This file defines the tests of what a string is made of.

import (
	"strings"
	"unicode"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

func alphabetic(r rune) bool {
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_Alphabetic)
}
func lowercase(r rune) bool { return unicode.In(r, unicode.Ll, unicode.Other_Lowercase) }
func uppercase(r rune) bool { return unicode.In(r, unicode.Lu, unicode.Other_Uppercase) }

// all reports whether s has characters and f holds for all of them.
func all(s string, f func(rune) bool) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !f(r) })
}

func isAlpha(s string) bool { return all(s, alphabetic) }

func isAlnum(s string) bool {
	return all(s, func(r rune) bool { return alphabetic(r) || unicode.IsNumber(r) })
}

// isDigit holds for the digits of ASCII and superscripts.
func isDigit(s string) bool {
	return all(s, func(r rune) bool {
		return r >= '0' && r <= '9' || r == '¹' || r == '²' || r == '³' || r == 0x2070 || r >= 0x2074 && r <= 0x2079
	})
}

func isSpace(s string) bool {
	return all(s, func(r rune) bool {
		return unicode.Is(unicode.Zs, r) || r >= '\t' && r <= '\r' || r >= 0x1C && r <= 0x1F ||
			r == 0x85 || r == 0x2028 || r == 0x2029
	})
}

func isLower(s string) bool {
	return strings.ContainsFunc(s, lowercase) && !strings.ContainsFunc(s, uppercase)
}

func isUpper(s string) bool {
	return strings.ContainsFunc(s, uppercase) && !strings.ContainsFunc(s, lowercase)
}

// isTitle holds where each word begins with a capital and has no other.
func isTitle(s string) bool {
	cased, inWord := false, false
	for _, r := range s {
		capital := uppercase(r) || unicode.IsTitle(r)
		if !capital && !lowercase(r) {
			inWord = false
			continue
		}
		if capital == inWord {
			return false
		}
		cased, inWord = true, true
	}
	return cased
}

// stripped tells the characters that strip and its like remove.
func stripped(c *eval.Call) func(rune) bool {
	if v := c.Arg(0, "chars"); v == nil || eval.IsNothing(v) {
		return unicode.IsSpace
	}
	set := c.NeedStr(0, "chars")
	return func(r rune) bool { return strings.ContainsRune(set, r) }
}
