package syntax

import "testing"

func TestRuneByName(t *testing.T) {
	found := map[string]rune{
		"BULLET":                           '•',
		"greek small letter alpha":         'α',
		"LATIN SMALL LETTER A":             'a',
		"GRINNING FACE":                    '😀',
		"HANGUL JUNGSEONG O-E":             '\u1180',
		"HANGUL SYLLABLE GAG":              '각',
		"HANGUL SYLLABLE YEOLH":            '엻',
		"HANGUL SYLLABLE A":                '아',
		"HANGUL SYLLABLE HIH":              '힣',
		"CJK UNIFIED IDEOGRAPH-4E00":       '一',
		"CJK UNIFIED IDEOGRAPH-2A6DD":      '\U0002a6dd',
		"CJK COMPATIBILITY IDEOGRAPH-F900": '\uf900',
		"VARIATION SELECTOR-17":            '\U000e0100',
	}
	for name, want := range found {
		if r, ok := runeByName(name); !ok || r != want {
			t.Errorf("runeByName(%q) = %q, %t, want %q", name, r, ok, want)
		}
	}
	for _, name := range []string{
		"", "NO SUCH NAME", " BULLET", "BULLET;2022", "BULLE", "GREEK_SMALL_LETTER_ALPHA",
		"HANGUL SYLLABLE ", "HANGUL SYLLABLE GAGX", "CJK UNIFIED IDEOGRAPH-0041",
		"CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-FFFFFFFFF",
	} {
		if r, ok := runeByName(name); ok {
			t.Errorf("runeByName(%q) = %q", name, r)
		}
	}
}
