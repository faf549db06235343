package fn

import "testing"

func TestSummary(t *testing.T) {
	for want, tl := range map[string]tally{
		"there is no Pod template":    {},
		"1 of 1 Pod template changed": {verdicts: [verdicts]int{selected: 1}, changed: 1},
		"12 of 15 Pod templates changed, 2 unchanged, 1 skipped": {
			verdicts: [verdicts]int{selected: 14, unasked: 1, unmatched: 7, excluded: 2}, changed: 12},
		"0 of 3 Pod templates changed, 3 skipped": {verdicts: [verdicts]int{optedOut: 1, unasked: 1, unfit: 1}},
		"0 of 1 Pod template changed, 1 skipped, taken back from 1": {
			verdicts: [verdicts]int{optedOut: 1}, restored: 1},
		"no Pod template is selected: 1 matches no selector, 2 are excluded, taken back from 2": {
			verdicts: [verdicts]int{unmatched: 1, excluded: 2}, restored: 2},
	} {
		var sum tally
		sum.add(tl)
		if got := sum.summary(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
