// Package docs is the documentation. Its pages are written by hand, but for
// their tables, which package gen makes of what the function itself goes by:
// the schema of the functionConfig, and the KCL module sidecar. The examples on
// the pages are run by the tests of package examples.
package docs

//go:generate go run ./gen
