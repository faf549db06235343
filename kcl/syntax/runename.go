package syntax

// runeByName returns the character of a Unicode name.
func runeByName(name string) (rune, bool) { return 0, false }
