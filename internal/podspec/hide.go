package podspec

// This file finds mounts of the injection that hide files of an application.

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// hidden compares the paths of the mounts that the injection adds to a
// container with those of the mounts that it had.
//
// A mount over an existing one, such as /etc over /etc/ssl, hides all that the
// image has there, next to what the application mounts; that it mounts
// something there shows that it uses the place. Container runtimes mount the
// outer one first (containerd and CRI-O sort by depth), so that the inner one
// stays visible.
//
// A mount within an existing one is common, and hides no more than what it is
// for. The directory for it is made in the outer volume: by the kubelet in
// configMap, secret, downwardAPI and projected ones (pkg/volume/util
// MakeNestedMountpoints), else by the container runtime, which cannot do it in
// a volume that is mounted for reading only.
func (c *comparison) hidden(old, n *container) {
	if old.mounts == n.mounts {
		return
	}
	existing := items(old.mounts)
	for i, m := range unshared(items(n.mounts), existing) {
		where := mountPath(m)
		if where == "" || mountedAt(existing, where) {
			continue
		}
		var below []*yaml.Node
		for _, e := range existing {
			switch other := mountPath(e); {
			case other == "":
			case under(other, where):
				below = append(below, e)
			case under(where, other) && c.after.readOnly(e):
				c.add(Warning, "mount-in-read-only", n.at("", "volumeMounts", i, "mountPath"), e, m,
					"The mount of volume %q at %s in %s is within %s, which is mounted read-only: the container cannot start unless volume %q has that directory. Mount it elsewhere.", nameOf(m), where, n, other, nameOf(e))
			}
		}
		if len(below) > 0 {
			c.over(n, i, m, below)
		}
	}
}

// over reports a mount over existing ones.
func (c *comparison) over(n *container, i int, m *yaml.Node, existing []*yaml.Node) {
	if c.Intended != nil && c.Intended(n.at("", "volumeMounts", i).path[len(c.At):]) {
		return
	}
	paths := make([]string, len(existing))
	for k, e := range existing {
		paths[k] = mountPath(e)
	}
	c.add(Error, "mount-hides", n.at("", "volumeMounts", i, "mountPath"), existing[0], m,
		"The mount of volume %q at %s hides what %s has there: it uses %s, where volumes are mounted. Mount it at a path of its own.", nameOf(m), mountPath(m), n, sequence(paths))
}

// under reports whether path is below dir.
func under(path, dir string) bool {
	return len(path) > len(dir) && strings.HasPrefix(path, dir) && (path[len(dir)] == '/' || strings.HasSuffix(dir, "/"))
}

// mountedAt reports whether one of the mounts has a path.
func mountedAt(mounts []*yaml.Node, path string) bool {
	for _, m := range mounts {
		if mountPath(m) == path {
			return true
		}
	}
	return false
}

// readOnly reports whether no directory can be made below a mount.
func (p *pod) readOnly(mount *yaml.Node) bool {
	v := p.volume(nameOf(mount))
	if v == nil {
		return isTrue(field(mount, "readOnly"))
	}
	for _, kind := range []string{"configMap", "secret", "downwardAPI", "projected"} {
		if field(v.node, kind) != nil {
			return false
		}
	}
	return isTrue(field(mount, "readOnly")) || field(v.node, "image") != nil
}
