package podtemplate

// This file says what the words in the table's column of constraints mean.

import (
	"fmt"
	"strings"
)

// Constraints are what holds for the Pods of a template beyond what holds for
// any Pod. This package only carries them from the table to its callers:
// package podspec checks them on the result of an injection; the exceptions
// say so. Each word of the table is one of these constants.
type Constraints uint32

const (
	// Required: a resource without the template, or a template without spec,
	// is an error. Find reports it. The kinds of Kubernetes itself.
	Required Constraints = 1 << iota

	// Immutable: the API refuses a change of what exists, so that the
	// resource must be deleted and created anew. A bare Pod, a Job
	// (k8s.io/kubernetes pkg/apis/core/validation, pkg/apis/batch/validation).
	Immutable

	// Completes: the Pods are done when their containers have ended. One
	// that runs for ever must be a native sidecar (KEP-753), else the Pods
	// never complete.
	Completes

	// RestartAlways: spec.restartPolicy must be absent or Always.
	RestartAlways

	// NoRestartAlways: spec.restartPolicy must be Never or OnFailure.
	NoRestartAlways

	// ClaimTemplates: beside the template stands a list
	// volumeClaimTemplates. Each of its claims is a volume of that name in
	// the Pods, in the place of one of the template; mounts may name it.
	ClaimTemplates

	// Partial: the controller adds containers and volumes of its own.
	// containers may be absent or empty, a container that lacks an image is
	// laid over the controller's one of that name, and a mount may name a
	// volume that the template does not have.
	Partial

	// MainFirst: the controller runs its program in the first container,
	// whatever its name. None may be put before it; and a list without any
	// must stay so, unless the template is Partial.
	MainFirst

	// MainNamed: where there are several containers, the field container
	// beside the template must name the main one (agones.dev).
	MainNamed

	// MergedByIndex: beside the template may stand jobManager.podTemplate
	// and taskManager.podTemplate, which are laid over it, lists by position.
	// An element that is added to a list must not stand where either has one
	// of another name; unless flinkConfiguration, beside the template, sets
	// kubernetes.operator.pod-template.merge-arrays-by-name (flink.apache.org).
	MergedByIndex

	// OnePort: all containers together have at most one port
	// (serving.knative.dev, as all that follow).
	OnePort

	// NoLifecycle: no container has lifecycle hooks.
	NoLifecycle

	// NoVolumeDevices: no container has volumeDevices.
	NoVolumeDevices

	// NoNativeSidecars: no init container has a restartPolicy.
	NoNativeSidecars

	// FeatureFlags: clusters refuse, unless a flag allows it: initContainers,
	// affinity, dnsConfig, dnsPolicy, hostAliases, hostIPC, hostNetwork,
	// hostPID, nodeSelector, priorityClassName, runtimeClassName,
	// schedulerName, securityContext, shareProcessNamespace, tolerations,
	// topologySpreadConstraints of the Pod; volumes but those of the sources
	// configMap, emptyDir, projected and secret; fieldRef and
	// resourceFieldRef in env.
	FeatureFlags

	// NoIdleVolumes: every volume is mounted by some container.
	NoIdleVolumes

	// ProbesWithPort: only the container that has the port has probes,
	// unless a feature flag allows others.
	ProbesWithPort

	end // of the constants
)

// constraintWords are the words of the table, in the order of the constants.
var constraintWords = [...]string{
	"required", "immutable", "completes", "restart-always", "no-restart-always", "claim-templates",
	"partial", "main-first", "main-named", "merged-by-index",
	"one-port", "no-lifecycle", "no-volume-devices", "no-native-sidecars", "feature-flags", "no-idle-volumes",
	"probes-with-port",
}

// Has reports whether all of these constraints are among c.
func (c Constraints) Has(these Constraints) bool { return c&these == these }

// String is c as the table has it: words with commas between them.
func (c Constraints) String() string {
	var words []string
	for i, word := range constraintWords {
		if c.Has(1 << i) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ",")
}

// parseConstraints is the inverse of String.
func parseConstraints(s string) (c Constraints, err error) {
	if s == "" {
		return 0, nil
	}
words:
	for word := range strings.SplitSeq(s, ",") {
		for i, known := range constraintWords {
			if word == known {
				c |= 1 << i
				continue words
			}
		}
		return 0, fmt.Errorf("%q is no constraint", word)
	}
	return c, nil
}
