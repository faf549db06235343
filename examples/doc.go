// Package examples tests the examples in this folder and those of the README:
// every manifest and every program in them is run, in this process. The
// packages are read and written with kyaml, as kpt does it; the tests in e2e
// run the same packages in kpt and kustomize themselves.
package examples
