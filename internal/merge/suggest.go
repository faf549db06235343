package merge

// This file guesses which field was meant.

import (
	"slices"
	"strings"
)

// suggest returns the name among the fields that is most like name, or "".
func suggest(name string, fields map[string]*typ) string {
	best, bestDistance := "", len(name)/3+2
	for f := range fields {
		d := distance(strings.ToLower(name), strings.ToLower(f))
		if d < bestDistance || d == bestDistance && best != "" && f < best {
			best, bestDistance = f, d
		}
	}
	return best
}

// distance is the number of insertions, deletions, replacements and swaps of
// neighbours that make b of a.
func distance(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = slices.Min([]int{next[j] + 1, row[j+1] + 1, row[j] + cost})
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
