// Package examples tests the examples in this folder and those of the README:
// every manifest and every program in them is run, in this process. The
// packages are read and written with kyaml, as kpt does it (render_test.go);
// the tests in e2e run the same packages in kpt and kustomize themselves.
//
// A folder below this one that has a kustomization.yaml and a folder `expected`
// is an example (packages_test.go):
//
//	README.md            what it is for, parameters, diffs, a mistake
//	kustomization.yaml   the package for kustomize
//	Kptfile, .krmignore  and for kpt
//	injection.yaml       the injection, or several files that both packages name
//	*.yaml               the manifests of an application
//	expected/            the files that are changed or new after a run
//	mistake/             files that take the place of those of the package, for
//	                     a run that fails, and what it says: message.txt
//
// `go test ./examples -update` writes expected/, message.txt, and in README.md
// the blocks that show them.
package examples
