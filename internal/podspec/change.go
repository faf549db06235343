package podspec

// This file finds what the injection has changed of what somebody else wrote.

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A comparison looks for conflicts between a template after an injection and
// the one before it.
type comparison struct {
	*Input
	before, after *pod
	problems      []Problem
}

func (c *comparison) add(s Severity, rule string, at place, current, proposed *yaml.Node, format string, args ...any) {
	c.problems = append(c.problems, Problem{
		Severity: s, Rule: rule, Conflict: true, Path: at.path, Message: fmt.Sprintf(format, args...), Current: current, Proposed: proposed,
	})
}

// compare finds all conflicts.
func (c *comparison) compare() {
	for i := range c.after.all {
		switch n := &c.after.all[i]; {
		case n.peer == nil:
			c.unfinished(n)
		case !n.same:
			c.hidden(n.peer, n)
			c.container(n.peer, n)
		}
	}
	for i := range c.after.vol {
		if v := &c.after.vol[i]; v.peer != nil && !v.same {
			c.volume(v.peer, v)
		}
	}
	c.mainFirst()
	c.mergedByIndex()
	c.immutable()
}

// settled reports whether a change is none of what the user wrote, or is
// intended. The paths lead from the resource, to the element or field before
// and after.
func (c *comparison) settled(before, after yamlvalue.Path) bool {
	return c.Owner != nil && c.Owner(before[len(c.At):]) != "" ||
		c.Intended != nil && c.Intended(after[len(c.At):])
}

// container compares two containers of one name.
func (c *comparison) container(old, n *container) {
	if (c.Owner != nil || c.Intended != nil) && c.settled(old.at("").path, n.at("").path) {
		return
	}
	was, is := text(old.image), text(n.image)
	// Istio's convention: `auto` asks an injector for an image.
	if was != "" && was != "auto" && is != "" && was != is && !c.settled(old.at("", "image").path, n.at("", "image").path) {
		c.add(Error, "container-image", n.at("", "image"), old.image, n.image,
			"The injection gives %s, which was there before, another image: %s instead of %s. If it is meant to be a container of its own, choose another name.", n, is, was)
	}
	if old.env != n.env {
		c.env(old, n)
	}
	if old.mounts != n.mounts {
		c.mounts(old, n)
	}
	if old.ports != n.ports {
		c.ports(old, n)
	}
}

// env compares the variables of two containers.
func (c *comparison) env(old, n *container) {
	changed(items(old.env), items(n.env), nameOf, func(i, j int, a, b *yaml.Node) {
		before, after := old.at("", "env", i).path, n.at("", "env", j)
		if text(field(a, "value")) == text(field(b, "value")) && yamlvalue.Equal(field(a, "valueFrom"), field(b, "valueFrom")) || c.settled(before, after.path) {
			return
		}
		c.add(Error, "env-changed", after, a, b,
			"The injection changes the variable %q of %s, which was set before. Choose another name, or leave it as it is.", nameOf(b), n)
	})
}

// mounts compares the mounts of two containers.
func (c *comparison) mounts(old, n *container) {
	changed(items(old.mounts), items(n.mounts), mountPath, func(i, j int, a, b *yaml.Node) {
		before, after := old.at("", "volumeMounts", i).path, n.at("", "volumeMounts", j)
		if nameOf(a) == nameOf(b) && textOf(a, "subPath") == textOf(b, "subPath") && textOf(a, "subPathExpr") == textOf(b, "subPathExpr") || c.settled(before, after.path) {
			return
		}
		c.add(Error, "mount-changed", after, a, b,
			"The injection mounts %s at %s in %s, where %s was mounted before, and so hides it. Mount it elsewhere, or use the volume that is there.", source(b), mountPath(b), n, source(a))
	})
}

// source names what a mount mounts.
func source(mount *yaml.Node) string {
	for _, key := range []string{"subPath", "subPathExpr"} {
		if s := textOf(mount, key); s != "" {
			return fmt.Sprintf("%q of volume %q", s, nameOf(mount))
		}
	}
	return fmt.Sprintf("volume %q", nameOf(mount))
}

// ports compares the ports of two containers. To give a port a name, or a port
// of the host, that it did not have takes nothing away. Neither does it to give
// the name of a port to one of a new container: a proxy that is put in front.
func (c *comparison) ports(old, n *container) {
	changed(items(old.ports), items(n.ports), portKey, func(i, j int, a, b *yaml.Node) {
		before, after := old.at("", "ports", i).path, n.at("", "ports", j)
		if c.settled(before, after.path) {
			return
		}
		for _, key := range []string{"name", "hostPort"} {
			was, is := textOf(a, key), textOf(b, key)
			if was != "" && was != is && !(key == "name" && c.passedOn(was)) {
				at := after
				at.path = appendSteps(join(after.path), []any{key})
				c.add(Error, "port-changed", at, a, b,
					"The injection changes `%s` of port %s of %s from %s to %s. Services, probes or others may refer to it; leave it as it is.", key, portKey(b), n, was, orNothing(is))
			}
		}
	})
}

// passedOn reports whether a container that the injection adds has a port of
// this name.
func (c *comparison) passedOn(name string) bool {
	return slices.ContainsFunc(c.after.all, func(n container) bool {
		return n.peer == nil && n.lasting() && slices.ContainsFunc(items(n.ports), func(p *yaml.Node) bool { return nameOf(p) == name })
	})
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// volume compares two volumes of one name.
func (c *comparison) volume(old, n *volume) {
	before, after := c.before.at("", "volumes", old.index), c.after.at(n.name, "volumes", n.index)
	if sameSource(old.node, n.node) || c.settled(before.path, after.path) {
		return
	}
	c.add(Error, "volume-changed", after, old.node, n.node,
		"The injection changes the volume %q, which was there before with another source or other options. Choose another name, or mount the volume that is there.", n.name)
}

// changed finds the elements of before that other nodes have replaced in
// after, and calls f with the positions and nodes of each. Elements are told
// apart by a key; of several with one key, those that are not in after any
// more are meant first.
func changed(before, after []*yaml.Node, key func(*yaml.Node) string, f func(i, j int, a, b *yaml.Node)) {
	next := 0 // element of before that is expected
	for j, b := range after {
		if next < len(before) && before[next] == b {
			next++
			continue
		}
		k := key(b)
		if k == "" {
			continue
		}
		i := replaced(before, after, next, k, b, key)
		if i < 0 {
			continue
		}
		if before[i] != b && !yamlvalue.Equal(before[i], b) {
			f(i, j, before[i], b)
		}
		next = i + 1
	}
}

// replaced is the position in before of the element that b, whose key is k,
// has replaced, negative where there is none.
func replaced(before, after []*yaml.Node, next int, k string, b *yaml.Node, key func(*yaml.Node) string) int {
	if next < len(before) && key(before[next]) == k {
		return next
	}
	for i, a := range before {
		if key(a) != k {
			continue
		}
		still := func(n *yaml.Node) bool { return n == a || yamlvalue.Equal(n, a) }
		if still(b) || !slices.ContainsFunc(after, still) {
			return i
		}
	}
	return -1
}
