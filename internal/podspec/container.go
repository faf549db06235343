package podspec

// This file checks the names of containers, and what one is made of besides
// its lists.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/podtemplate"
)

// containerNames checks that there is a container where Kubernetes itself makes
// the Pods, that containers have names, that Kubernetes accepts them, and that
// no two share one, in whichever lists: core/validation validateContainers,
// validateContainerCommon, validateInitContainers, validateEphemeralContainers.
func (i *inspector) containerNames() {
	if i.in.Constraints&podtemplate.Required != 0 && len(items(i.spec.containers)) == 0 {
		i.add(Error, "no-containers", i.at("", "containers"), i.spec.containers, "The Pod must have a container. Leave one.")
	}
	for a := range i.all {
		c := &i.all[a]
		name := text(c.name)
		if !c.same {
			switch {
			case name == "":
				if i.in.Constraints&podtemplate.OnePort == 0 { // Knative gives it one
					i.add(Error, "container-name-missing", c.at(""), nil, "%s must have a name. Give it one.", capital(c.String()))
				}
			case !isLabel(name):
				i.add(Error, "container-name", c.at("", "name"), c.name, "Kubernetes refuses the name %q of a container: it must be %s. Change it.", name, aLabel)
			}
		}
		for b := range a {
			if other := &i.all[b]; name != "" && text(other.name) == name && !(c.same && other.same) {
				mine := c
				if c.peer != nil && other.peer == nil {
					mine, other = other, c
				}
				i.add(Error, "container-name-twice", mine.at(other.list.field(), "name"), mine.node,
					"The name %q is that of another container in `%s`, and no two containers of a Pod may share one. Choose another name.", name, other.list.field()).Current = other.node
				break
			}
		}
	}
}

// containers checks each container by itself.
func (i *inspector) containers() {
	for n := range i.all {
		c := &i.all[n]
		if c.same {
			continue
		}
		i.image(c)
		i.restart(c)
		i.ports(c)
		i.env(c)
		i.mounts(c)
		i.devices(c)
		i.probes(c)
		i.hooks(c)
		i.resources(c)
		i.claims(c)
		i.privileges(c)
		i.oneOf(c, "imagePullPolicy", c.imagePullPolicy, "Always", "IfNotPresent", "Never")
		i.oneOf(c, "terminationMessagePolicy", c.terminationMessage, "File", "FallbackToLogsOnError")
	}
}

// image checks that a container has an image: core/validation
// validateContainerCommon. Operators of some custom resources supply it.
func (i *inspector) image(c *container) {
	if text(c.image) != "" || i.in.completed() {
		return
	}
	if c.peer != nil {
		i.add(Error, "image-missing", c.at("", "image"), nil, "%s has no image any more. Keep the one that it had.", capital(c.String()))
		return
	}
	i.add(Error, "image-missing", c.at(""), c.node,
		"%s has no image, and there was no container of this name before to which its fields could be added. Give it an image, or correct its name.", capital(c.String()))
}

// oneOf checks a field with few possible values.
func (i *inspector) oneOf(c *container, key string, n *yaml.Node, values ...string) bool {
	s := text(n)
	ok := s == "" || slices.Contains(values, s)
	if !ok {
		i.add(Error, "field-value", c.at(key, key), n, "`%s` of %s must be one of %s, not %q.", key, c, sequence(values), s)
	}
	return ok
}

// restart checks the restart policy of a container: core/validation
// validateInitContainerRestartPolicy and validateContainerRestartPolicy. Since
// Kubernetes 1.35 all of its values are accepted for all containers (KEP-5307);
// older versions know none but Always for an init container (KEP-753).
func (i *inspector) restart(c *container) {
	policy := text(c.restartPolicy)
	if n := len(items(c.restartPolicyRules)); n > 0 && policy == "" || n > 20 {
		i.add(Error, "restart-policy-rules", c.at("", "restartPolicyRules"), c.restartPolicyRules,
			"`restartPolicyRules` of %s may be at most 20, and need a `restartPolicy` beside them. Add it, or take the rules away.", c)
	}
	if policy == "" || c.native() || i.in.Constraints&podtemplate.NoNativeSidecars != 0 || !i.oneOf(c, "restartPolicy", c.restartPolicy, "Always", "Never", "OnFailure") {
		return
	}
	do := "Take it away"
	if policy == "Always" && c.list == regularContainers {
		do = "For a native sidecar, put the container into `initContainers`; else take the field away"
	}
	i.add(Warning, "restart-policy", c.at("", "restartPolicy"), c.restartPolicy,
		"`restartPolicy: %s` of %s is accepted by Kubernetes 1.35 and newer, and refused by older versions. %s, unless all clusters are that new.", policy, c, do)
}

// capital is a sentence with a capital letter at its beginning.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
