package syntax

// This file walks trees.
