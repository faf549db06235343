// Package suggest guesses which name was meant.
package suggest

import (
	"slices"
	"strings"
)

// Name returns the one of names that is most like name, and "" where none is
// like it. Case does not count.
func Name(name string, names []string) string {
	best, least := "", len(name)/3+2
	for _, n := range names {
		d := distance(strings.ToLower(name), strings.ToLower(n))
		if d < least || d == least && best != "" && n < best {
			best, least = n, d
		}
	}
	return best
}

// distance is the number of characters to insert, delete, replace or swap
// with their neighbour that makes b of a.
func distance(a, b string) int {
	before, row := []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			replace := row[j]
			if a[i] != b[j] {
				replace++
			}
			next[j+1] = slices.Min([]int{next[j] + 1, row[j+1] + 1, replace})
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
