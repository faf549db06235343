// Package glob matches names with patterns, as selectors write them.
package glob

// Match reports whether the whole of s matches pattern: `*` stands for any
// characters, none among them, `?` for any one; all others for themselves.
func Match(pattern, s string) bool {
	star, from := -1, 0 // the last `*`, and where its match ends so far
	i, j := 0, 0
	for j < len(s) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, from = i, j
			i++
		case i < len(pattern) && (pattern[i] == '?' || pattern[i] == s[j]):
			i++
			j++
		case star >= 0:
			from++
			i, j = star+1, from
		default:
			return false
		}
	}
	for i < len(pattern) && pattern[i] == '*' {
		i++
	}
	return i == len(pattern)
}
