package str

// This file defines upper and lower case.

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

func upper(s string) string {
	return mapCase(s, strings.ToUpper, func(b *strings.Builder, r rune, _ int) {
		if m, ok := special()[r]; ok {
			b.WriteString(m.upper)
		} else {
			b.WriteRune(unicode.ToUpper(r))
		}
	})
}

func lower(s string) string {
	return mapCase(s, strings.ToLower, func(b *strings.Builder, r rune, at int) {
		if r == 'Σ' && endsWord(s, at) {
			b.WriteRune('ς')
		} else {
			lowerRune(b, r)
		}
	})
}

// mapCase maps the characters of s, each with its position; ascii is the
// same for ASCII.
func mapCase(s string, ascii func(string) string, f func(b *strings.Builder, r rune, at int)) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return ascii(s)
	}
	var b strings.Builder
	for i, r := range s {
		f(&b, r, i)
	}
	return b.String()
}

func lowerRune(b *strings.Builder, r rune) {
	if r == 'İ' {
		b.WriteString("i\u0307")
	} else {
		b.WriteRune(unicode.ToLower(r))
	}
}

// endsWord reports whether the sigma of s at a position has a letter before
// it and none behind it, marks left aside: there its lower case is ς.
func endsWord(s string, at int) bool {
	before := strings.TrimRightFunc(s[:at], ignorable)
	behind := strings.TrimLeftFunc(s[at+len("Σ"):], ignorable)
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(behind)
	return cased(last) && !cased(next)
}

func cased(r rune) bool { return lowercase(r) || uppercase(r) || unicode.IsTitle(r) }

func ignorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) ||
		strings.ContainsRune("'.:·’", r)
}

// capitalize makes the first character upper case and all others lower case.
func capitalize(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return upper(s[:size]) + lower(s[size:])
}

// title makes the first letter of each word a capital and all others lower
// case. Whatever is no letter ends a word.
func title(s string) string {
	var b strings.Builder
	inWord := false
	for _, r := range s {
		switch {
		case lowercase(r) && !inWord:
			if m, ok := special()[r]; ok {
				b.WriteString(m.title)
			} else {
				b.WriteRune(unicode.ToTitle(r))
			}
			inWord = true
		case (uppercase(r) || unicode.IsTitle(r)) && inWord:
			lowerRune(&b, r)
		default:
			b.WriteRune(r)
			inWord = cased(r)
		}
	}
	return b.String()
}

// A mapping is the upper and title case of a character that is several
// characters there.
type mapping struct{ upper, title string }

// special are the characters with several ones in upper case (Unicode's
// SpecialCasing.txt), which package unicode has not.
var special = sync.OnceValue(func() map[rune]mapping {
	all := map[rune]mapping{}
	for row := range strings.Lines(specialCasing) {
		f := strings.Fields(row)
		r, _ := utf8.DecodeRuneInString(f[0])
		all[r] = mapping{f[1], f[2]}
	}
	return all
})

const specialCasing = "" +
	"\u00df \u0053\u0053 \u0053\u0073\n" +
	"\u0149 \u02bc\u004e \u02bc\u004e\n" +
	"\u01f0 \u004a\u030c \u004a\u030c\n" +
	"\u0390 \u0399\u0308\u0301 \u0399\u0308\u0301\n" +
	"\u03b0 \u03a5\u0308\u0301 \u03a5\u0308\u0301\n" +
	"\u0587 \u0535\u0552 \u0535\u0582\n" +
	"\u1e96 \u0048\u0331 \u0048\u0331\n" +
	"\u1e97 \u0054\u0308 \u0054\u0308\n" +
	"\u1e98 \u0057\u030a \u0057\u030a\n" +
	"\u1e99 \u0059\u030a \u0059\u030a\n" +
	"\u1e9a \u0041\u02be \u0041\u02be\n" +
	"\u1f50 \u03a5\u0313 \u03a5\u0313\n" +
	"\u1f52 \u03a5\u0313\u0300 \u03a5\u0313\u0300\n" +
	"\u1f54 \u03a5\u0313\u0301 \u03a5\u0313\u0301\n" +
	"\u1f56 \u03a5\u0313\u0342 \u03a5\u0313\u0342\n" +
	"\u1f80 \u1f08\u0399 \u1f88\n" +
	"\u1f81 \u1f09\u0399 \u1f89\n" +
	"\u1f82 \u1f0a\u0399 \u1f8a\n" +
	"\u1f83 \u1f0b\u0399 \u1f8b\n" +
	"\u1f84 \u1f0c\u0399 \u1f8c\n" +
	"\u1f85 \u1f0d\u0399 \u1f8d\n" +
	"\u1f86 \u1f0e\u0399 \u1f8e\n" +
	"\u1f87 \u1f0f\u0399 \u1f8f\n" +
	"\u1f88 \u1f08\u0399 \u1f88\n" +
	"\u1f89 \u1f09\u0399 \u1f89\n" +
	"\u1f8a \u1f0a\u0399 \u1f8a\n" +
	"\u1f8b \u1f0b\u0399 \u1f8b\n" +
	"\u1f8c \u1f0c\u0399 \u1f8c\n" +
	"\u1f8d \u1f0d\u0399 \u1f8d\n" +
	"\u1f8e \u1f0e\u0399 \u1f8e\n" +
	"\u1f8f \u1f0f\u0399 \u1f8f\n" +
	"\u1f90 \u1f28\u0399 \u1f98\n" +
	"\u1f91 \u1f29\u0399 \u1f99\n" +
	"\u1f92 \u1f2a\u0399 \u1f9a\n" +
	"\u1f93 \u1f2b\u0399 \u1f9b\n" +
	"\u1f94 \u1f2c\u0399 \u1f9c\n" +
	"\u1f95 \u1f2d\u0399 \u1f9d\n" +
	"\u1f96 \u1f2e\u0399 \u1f9e\n" +
	"\u1f97 \u1f2f\u0399 \u1f9f\n" +
	"\u1f98 \u1f28\u0399 \u1f98\n" +
	"\u1f99 \u1f29\u0399 \u1f99\n" +
	"\u1f9a \u1f2a\u0399 \u1f9a\n" +
	"\u1f9b \u1f2b\u0399 \u1f9b\n" +
	"\u1f9c \u1f2c\u0399 \u1f9c\n" +
	"\u1f9d \u1f2d\u0399 \u1f9d\n" +
	"\u1f9e \u1f2e\u0399 \u1f9e\n" +
	"\u1f9f \u1f2f\u0399 \u1f9f\n" +
	"\u1fa0 \u1f68\u0399 \u1fa8\n" +
	"\u1fa1 \u1f69\u0399 \u1fa9\n" +
	"\u1fa2 \u1f6a\u0399 \u1faa\n" +
	"\u1fa3 \u1f6b\u0399 \u1fab\n" +
	"\u1fa4 \u1f6c\u0399 \u1fac\n" +
	"\u1fa5 \u1f6d\u0399 \u1fad\n" +
	"\u1fa6 \u1f6e\u0399 \u1fae\n" +
	"\u1fa7 \u1f6f\u0399 \u1faf\n" +
	"\u1fa8 \u1f68\u0399 \u1fa8\n" +
	"\u1fa9 \u1f69\u0399 \u1fa9\n" +
	"\u1faa \u1f6a\u0399 \u1faa\n" +
	"\u1fab \u1f6b\u0399 \u1fab\n" +
	"\u1fac \u1f6c\u0399 \u1fac\n" +
	"\u1fad \u1f6d\u0399 \u1fad\n" +
	"\u1fae \u1f6e\u0399 \u1fae\n" +
	"\u1faf \u1f6f\u0399 \u1faf\n" +
	"\u1fb2 \u1fba\u0399 \u1fba\u0345\n" +
	"\u1fb3 \u0391\u0399 \u1fbc\n" +
	"\u1fb4 \u0386\u0399 \u0386\u0345\n" +
	"\u1fb6 \u0391\u0342 \u0391\u0342\n" +
	"\u1fb7 \u0391\u0342\u0399 \u0391\u0342\u0345\n" +
	"\u1fbc \u0391\u0399 \u1fbc\n" +
	"\u1fc2 \u1fca\u0399 \u1fca\u0345\n" +
	"\u1fc3 \u0397\u0399 \u1fcc\n" +
	"\u1fc4 \u0389\u0399 \u0389\u0345\n" +
	"\u1fc6 \u0397\u0342 \u0397\u0342\n" +
	"\u1fc7 \u0397\u0342\u0399 \u0397\u0342\u0345\n" +
	"\u1fcc \u0397\u0399 \u1fcc\n" +
	"\u1fd2 \u0399\u0308\u0300 \u0399\u0308\u0300\n" +
	"\u1fd3 \u0399\u0308\u0301 \u0399\u0308\u0301\n" +
	"\u1fd6 \u0399\u0342 \u0399\u0342\n" +
	"\u1fd7 \u0399\u0308\u0342 \u0399\u0308\u0342\n" +
	"\u1fe2 \u03a5\u0308\u0300 \u03a5\u0308\u0300\n" +
	"\u1fe3 \u03a5\u0308\u0301 \u03a5\u0308\u0301\n" +
	"\u1fe4 \u03a1\u0313 \u03a1\u0313\n" +
	"\u1fe6 \u03a5\u0342 \u03a5\u0342\n" +
	"\u1fe7 \u03a5\u0308\u0342 \u03a5\u0308\u0342\n" +
	"\u1ff2 \u1ffa\u0399 \u1ffa\u0345\n" +
	"\u1ff3 \u03a9\u0399 \u1ffc\n" +
	"\u1ff4 \u038f\u0399 \u038f\u0345\n" +
	"\u1ff6 \u03a9\u0342 \u03a9\u0342\n" +
	"\u1ff7 \u03a9\u0342\u0399 \u03a9\u0342\u0345\n" +
	"\u1ffc \u03a9\u0399 \u1ffc\n" +
	"\ufb00 \u0046\u0046 \u0046\u0066\n" +
	"\ufb01 \u0046\u0049 \u0046\u0069\n" +
	"\ufb02 \u0046\u004c \u0046\u006c\n" +
	"\ufb03 \u0046\u0046\u0049 \u0046\u0066\u0069\n" +
	"\ufb04 \u0046\u0046\u004c \u0046\u0066\u006c\n" +
	"\ufb05 \u0053\u0054 \u0053\u0074\n" +
	"\ufb06 \u0053\u0054 \u0053\u0074\n" +
	"\ufb13 \u0544\u0546 \u0544\u0576\n" +
	"\ufb14 \u0544\u0535 \u0544\u0565\n" +
	"\ufb15 \u0544\u053b \u0544\u056b\n" +
	"\ufb16 \u054e\u0546 \u054e\u0576\n" +
	"\ufb17 \u0544\u053d \u0544\u056d\n"
