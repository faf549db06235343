package podspec

// This file checks where volumes are mounted.

import (
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mountPath is the path of a mount, without what does not matter in it.
func mountPath(n *yaml.Node) string { return cleanPath(textOf(n, "mountPath")) }

func cleanPath(s string) string {
	if strings.HasPrefix(s, "/") {
		return path.Clean(s)
	}
	return s // of Windows, or no path
}

// climbs reports whether a path has the element `..` (core/validation
// validatePathNoBacksteps).
func climbs(path string) bool {
	return strings.Contains(path, "..") && slices.Contains(strings.Split(path, "/"), "..")
}

// mounts checks a container's mounts: core/validation ValidateVolumeMounts and
// validateMountPropagation. Paths that differ only in how they are written,
// such as /data and /data/, are accepted there; a container runtime mounts one
// of them over the other.
func (i *inspector) mounts(c *container) {
	list := items(c.mounts)
	if c.peer != nil && c.mounts == c.peer.mounts && c.security == c.peer.security {
		return
	}
	for n, m := range list {
		i.mount(c, n, m)
	}
	for n, first := range repeated(list, mountPath) {
		at := mountPath(list[n])
		i.add(Error, "mount-path-twice", c.at(at, "volumeMounts", n, "mountPath"), list[n],
			"%s has two mounts at %s: of the volumes %q and %q. Mount one of them elsewhere, or leave it out.",
			capital(c.String()), at, nameOf(list[first]), nameOf(list[n])).Current = list[first]
	}
}

// mount checks one mount.
func (i *inspector) mount(c *container, n int, m *yaml.Node) {
	var name, where, subPath, expr, propagation string
	var recursive, readOnly *yaml.Node
	for k, v := range fields(m) {
		switch k {
		case "name":
			name = text(v)
		case "mountPath":
			where = text(v)
		case "subPath":
			subPath = text(v)
		case "subPathExpr":
			expr = text(v)
		case "mountPropagation":
			propagation = text(v)
		case "recursiveReadOnly":
			recursive = v
		case "readOnly":
			readOnly = v
		}
	}
	id := cleanPath(where)
	if name == "" {
		i.add(Error, "mount-field-missing", c.at(id, "volumeMounts", n), m, "A mount of %s has no `name`. Name the volume that it mounts.", c)
	}
	if where == "" {
		i.add(Error, "mount-field-missing", c.at(name, "volumeMounts", n), m, "The mount of volume %q in %s has no `mountPath`. Give it one.", name, c)
	}
	if subPath != "" && expr != "" {
		i.add(Error, "mount-sub-path", c.at(id, "volumeMounts", n, "subPathExpr"), m, "The mount at %s of %s has both `subPath` and `subPathExpr`. Leave one of them out.", where, c)
	}
	for _, p := range []struct{ key, path string }{{"subPath", subPath}, {"subPathExpr", expr}} {
		if strings.HasPrefix(p.path, "/") || climbs(p.path) {
			i.add(Error, "mount-sub-path", c.at(id+p.key, "volumeMounts", n, p.key), field(m, p.key), "`%s` of the mount at %s of %s must be a path within the volume, without `..`, not %q.", p.key, where, c, p.path)
		}
	}
	if propagation == "Bidirectional" && !isTrue(field(c.security, "privileged")) {
		i.add(Error, "mount-propagation", c.at(id, "volumeMounts", n, "mountPropagation"), m,
			"`mountPropagation: Bidirectional` of the mount at %s is for privileged containers only, and %s is not. Use HostToContainer, or leave it out.", where, c)
	}
	if s := text(recursive); s != "" && s != "Disabled" && !isTrue(readOnly) {
		i.add(Error, "mount-recursive-read-only", c.at(id, "volumeMounts", n, "recursiveReadOnly"), recursive,
			"`recursiveReadOnly` of the mount at %s of %s needs `readOnly: true` beside it.", where, c)
	}
}

// devices checks a container's block devices: core/validation
// ValidateVolumeDevices.
func (i *inspector) devices(c *container) {
	list := items(c.devices)
	if len(list) == 0 {
		return
	}
	devicePath := func(n *yaml.Node) string { return textOf(n, "devicePath") }
	for n, d := range list {
		name, where := nameOf(d), devicePath(d)
		if name == "" || where == "" {
			i.add(Error, "device-field-missing", c.at(name+where, "volumeDevices", n), d, "A volume device of %s must have a `name` and a `devicePath`.", c)
		}
		if climbs(where) {
			i.add(Error, "device-path", c.at(where, "volumeDevices", n, "devicePath"), d, "`devicePath` %q of %s must not contain `..`.", where, c)
		}
		for _, m := range items(c.mounts) {
			if name != "" && nameOf(m) == name || where != "" && mountPath(m) == cleanPath(where) {
				i.add(Error, "device-and-mount", c.at(name+" "+where, "volumeDevices", n), d,
					"The volume device %q at %s of %s has the volume or the path of a mount. Use the volume as a device or as a file system, at a path of its own.", name, where, c).Current = m
			}
		}
	}
	for _, key := range []func(*yaml.Node) string{devicePath, nameOf} {
		for n, first := range repeated(list, key) {
			i.add(Error, "device-twice", c.at(key(list[n]), "volumeDevices", n), list[n],
				"%s has two volume devices %q. Leave one of them out.", capital(c.String()), key(list[n])).Current = list[first]
		}
	}
}

// mountedVolumes checks that what containers mount is among the volumes:
// core/validation IsMatchedVolume. Volumes also come from the claims of a
// StatefulSet, and in custom resources from their operators.
func (i *inspector) mountedVolumes() {
	sameVolumes := i.spec.volumes == i.peer.spec.volumes
	for n := range i.all {
		c := &i.all[n]
		if sameVolumes && (c.same || c.peer != nil && c.mounts == c.peer.mounts && c.devices == c.peer.devices) {
			continue
		}
		for k, m := range items(c.mounts) {
			i.mountedVolume(c, m, func() place { return c.at(mountPath(m), "volumeMounts", k, "name") })
		}
		for k, d := range items(c.devices) {
			at := func() place { return c.at(textOf(d, "devicePath"), "volumeDevices", k, "name") }
			i.mountedVolume(c, d, at)
			name := nameOf(d)
			v := i.volume(name)
			if v != nil && field(v.node, "persistentVolumeClaim") == nil && field(v.node, "ephemeral") == nil && !i.in.claimed(name) {
				i.add(Error, "device-source", at(), d, "The volume %q that %s uses as a device must be a `persistentVolumeClaim` or `ephemeral`. Mount it instead.", name, c).Current = v.node
			}
		}
	}
}

// mountedVolume checks that the volume of a mount or device exists.
func (i *inspector) mountedVolume(c *container, m *yaml.Node, at func() place) {
	name := nameOf(m)
	if name == "" || i.volume(name) != nil || i.in.claimed(name) {
		return
	}
	if !i.in.completed() {
		i.add(Error, "mount-without-volume", at(), m, "%s mounts the volume %q, which the Pod does not have. Add the volume, or correct the name.", capital(c.String()), name)
		return
	}
	i.add(Warning, "mount-without-volume", at(), m, "%s mounts the volume %q, which is not among the volumes here. Add the volume, or correct the name, unless the operator of %s adds it.", capital(c.String()), name, i.in.kind())
}

// volume is the volume of a name, nil where there is none.
func (p *pod) volume(name string) *volume {
	for i := range p.vol {
		if p.vol[i].name == name {
			return &p.vol[i]
		}
	}
	return nil
}

// claimed reports whether the resource has a claim of this name beside its
// template, from which its Pods get a volume: a StatefulSet and its like.
func (in *Input) claimed(name string) bool {
	for _, claim := range items(field(in.beside(), "volumeClaimTemplates")) {
		if textOf(field(claim, "metadata"), "name") == name {
			return true
		}
	}
	return false
}
