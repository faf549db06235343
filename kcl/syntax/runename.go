package syntax

// This file finds characters by their Unicode names.

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// runeNameData holds the names of Unicode 14, the edition of the reference,
// as lines "NAME;HEX" that each start with a newline. Syllables of Hangul
// and unified ideographs, whose names follow rules, are not in it. The data
// is from the Unicode Character Database, copyright Unicode, Inc., under the
// Unicode License V3 (https://www.unicode.org/license.txt).
//
//go:generate go run genrunenames.go
//go:embed runenames.gz
var runeNameData []byte

// runeNames returns runeNameData, unpacked at the first call.
var runeNames = sync.OnceValue(func() string {
	r, err := gzip.NewReader(bytes.NewReader(runeNameData))
	if err != nil {
		panic(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return string(b)
})

// runeByName returns the character of a Unicode name, in upper or lower
// case.
func runeByName(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if name == "" || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -") != "" {
		return 0, false
	}
	if s, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangulByName(s)
	}
	if s, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		r, err := strconv.ParseUint(s, 16, 32)
		return rune(r), err == nil && unicode.Is(unicode.Unified_Ideograph, rune(r))
	}
	_, line, ok := strings.Cut(runeNames(), "\n"+name+";")
	if !ok {
		return 0, false
	}
	hex, _, _ := strings.Cut(line, "\n")
	r, err := strconv.ParseUint(hex, 16, 32)
	return rune(r), err == nil
}

// The short names of the parts of a Hangul syllable (Unicode, section 3.12).
var (
	hangulLeads  = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	hangulVowels = strings.Fields("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I")
	hangulTails  = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

// hangulByName returns the syllable whose short name is s.
func hangulByName(s string) (rune, bool) {
	for l, lead := range hangulLeads {
		rest, ok := strings.CutPrefix(s, lead)
		if !ok {
			continue
		}
		for v, vowel := range hangulVowels {
			tail, ok := strings.CutPrefix(rest, vowel)
			if !ok {
				continue
			}
			for t := range hangulTails {
				if tail == hangulTails[t] {
					return rune(0xac00 + (l*len(hangulVowels)+v)*len(hangulTails) + t), true
				}
			}
		}
	}
	return 0, false
}
