package podspec

// This file checks the security contexts, and what depends on the operating
// system.

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// privileges checks a container's security context: core/validation
// ValidateSecurityContext.
func (i *inspector) privileges(c *container) {
	allow, known := truth(field(c.security, "allowPrivilegeEscalation"))
	if known && !allow && isTrue(field(c.security, "privileged")) {
		i.add(Error, "privilege-escalation", c.at("", "securityContext"), c.security,
			"%s has `privileged: true` and `allowPrivilegeEscalation: false`, which exclude each other. Leave one of them out.", capital(c.String()))
	}
}

// rootImages are images, by their names without registry and tag, whose
// configuration names no user, so that they run as root unless told. There are
// many more; these are those that sidecars are made of most often, and that
// are known for certain, from their Dockerfiles.
var rootImages = map[string]bool{
	"library/alpine": true, "library/bash": true, "library/busybox": true, "library/debian": true,
	"library/httpd": true, "library/nginx": true, "library/python": true, "library/redis": true, "library/ubuntu": true,
	"fluent/fluent-bit": true, "rclone/rclone": true,
}

// security checks containers that must not run as root: the kubelet refuses to
// start one that would (kuberuntime verifyRunAsNonRoot). Without runAsUser the
// image decides; then there is a problem only for the few images of which that
// is known. What a container says wins over what the Pod says
// (pkg/securitycontext DetermineEffectiveSecurityContext).
func (i *inspector) security() {
	samePod := i.spec.securityContext == i.peer.spec.securityContext
	for n := range i.all {
		c := &i.all[n]
		if c.same && samePod || !isTrue(i.effective(c, "runAsNonRoot")) {
			continue
		}
		user := i.effective(c, "runAsUser")
		const does = "runs as root, but the Pod has `runAsNonRoot: true`: it would not be started"
		if uid, ok := integer(user); ok && uid == 0 {
			i.add(Warning, "root", c.at("", "securityContext", "runAsUser"), user, "%s %s. Set `runAsUser` to another user.", capital(c.String()), does)
		} else if user == nil && rootImages[imageName(text(c.image))] {
			i.add(Warning, "root", c.at("", "securityContext", "runAsUser"), c.image, "The image %s of %s %s. Set `securityContext.runAsUser` of the container.", text(c.image), c, does)
		}
	}
}

// effective is the field of a container's security context, or of the Pod's.
func (i *inspector) effective(c *container, key string) *yaml.Node {
	if n := field(c.security, key); n != nil {
		return n
	}
	return field(i.spec.securityContext, key)
}

// imageName is the name of an image on Docker Hub, without tag and digest,
// such as library/nginx; others are given with their registry. Fluent Bit has
// a registry of its own.
func imageName(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if colon := strings.LastIndexByte(image, ':'); colon > strings.LastIndexByte(image, '/') {
		image = image[:colon]
	}
	for _, registry := range []string{"docker.io/", "index.docker.io/", "cr.fluentbit.io/"} {
		image = strings.TrimPrefix(image, registry)
	}
	if !strings.Contains(image, "/") {
		return "library/" + image
	}
	return image
}

// Fields of security contexts that Windows does not have: core/validation
// validateWindows.
var (
	linuxFields = []string{"appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem",
		"privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"}
	linuxPodFields = []string{"appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls",
		"runAsUser", "runAsGroup", "supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy"}
)

// operatingSystem checks fields that the Pod's operating system does not have:
// core/validation validateWindows, validateLinux, validatePodResources.
func (i *inspector) operatingSystem() {
	switch text(field(i.spec.os, "name")) {
	case "windows":
		for n := range i.all {
			c := &i.all[n]
			i.refused(c.at("", "securityContext"), c.security, c.String(), "Windows", linuxFields)
		}
		i.refused(i.at("", "securityContext"), i.spec.securityContext, "the Pod", "Windows", linuxPodFields)
		i.refused(i.at(""), i.spec.node, "the Pod", "Windows", []string{"hostUsers", "hostPID", "hostIPC", "shareProcessNamespace", "resources"})
	case "linux":
		for n := range i.all {
			c := &i.all[n]
			i.refused(c.at("", "securityContext"), c.security, c.String(), "Linux", []string{"windowsOptions"})
		}
		i.refused(i.at("", "securityContext"), i.spec.securityContext, "the Pod", "Linux", []string{"windowsOptions"})
	}
}

// refused reports the keys of a mapping that a system does not have.
func (i *inspector) refused(at place, m *yaml.Node, whose, system string, keys []string) {
	for _, key := range keys {
		n := field(m, key)
		if is, known := truth(n); n == nil || known && !is && strings.HasPrefix(key, "host") && key != "hostUsers" {
			continue
		}
		i.add(Error, "os-field", place{appendSteps(join(at.path), []any{key}), at.id + key}, n, "`%s` of %s may not be set, since `os.name` says that the Pod is for %s. Leave it out.", key, whose, system)
	}
}

// hostProcess checks that all containers of a Pod are HostProcess containers,
// or none: core/validation validateWindowsHostProcessPod.
func (i *inspector) hostProcess() {
	pod := field(i.spec.securityContext, "windowsOptions", "hostProcess")
	with, without := 0, (*container)(nil)
	for n := range i.all {
		c := &i.all[n]
		own := pod
		if c.security != nil {
			if h := field(c.security, "windowsOptions", "hostProcess"); h != nil {
				own = h
			}
		}
		if isTrue(own) {
			with++
		} else if without == nil || !c.same {
			without = c
		}
	}
	if with == 0 {
		return
	}
	if without != nil {
		i.add(Error, "host-process", without.at("", "securityContext", "windowsOptions", "hostProcess"), without.security,
			"%s is no HostProcess container, but others of the Pod are, and Kubernetes demands that all are or none. Set `securityContext.windowsOptions.hostProcess: true`, or leave this Pod out.", capital(without.String()))
	}
	if !isTrue(i.spec.hostNetwork) {
		i.add(Error, "host-process-network", i.at("", "hostNetwork"), i.spec.hostNetwork, "A Pod with HostProcess containers must have `hostNetwork: true`. Add it.")
	}
}
