package podtemplate

// This file names the kinds that the table knows.

import (
	"maps"
	"slices"
)

// Kinds are the kinds of resources that the table has rows about, sorted.
func Kinds() []string { return slices.Sorted(maps.Keys(table())) }
