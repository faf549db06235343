// Package e2e runs the built program and its image where users run them:
// in kustomize, in kpt, and as a bare container, with docker and with podman.
//
// The tests have the build tag e2e and need what run.sh prepares: programs on
// PATH, a docker daemon, and a folder for the state of both engines. `make e2e`
// does all of that.
package e2e
