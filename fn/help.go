package fn

// This file has the documentation that the program prints.

import _ "embed"

// Help tells how to call the function and how to configure it.
//
//go:embed help.txt
var Help string
