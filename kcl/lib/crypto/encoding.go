package crypto

// This file encodes text before it is hashed. Names of encodings are those
// of the WHATWG, where ascii and latin1 are names of windows-1252, and UTF-16
// is for reading only: what is written is UTF-8.

import (
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

func encodeText(s, encoding string) []byte {
	switch strings.ReplaceAll(strings.ToLower(encoding), " ", "-") {
	case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be":
		return []byte(s)
	case "ascii", "us-ascii", "latin1", "l1", "iso-8859-1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252":
		return windows1252(s, encoding)
	}
	eval.Fail("unknown encoding %s", encoding)
	return nil
}

// high are the characters 0x80 to 0x9F of windows-1252.
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

func windows1252(s, encoding string) []byte {
	table := []rune(high)
	var b []byte
next:
	for _, r := range s {
		if r < 0x80 || r >= 0xA0 && r <= 0xFF {
			b = append(b, byte(r))
			continue
		}
		for i, h := range table {
			if r == h {
				b = append(b, byte(0x80+i))
				continue next
			}
		}
		eval.Fail("encoding errors occurred while encoding to %s", encoding)
	}
	return b
}
