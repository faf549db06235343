package podspec

// This file reads a Pod template once, so that the rules need not search it.

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A pod is a template, or a Pod spec, that was read.
type pod struct {
	in    *Input
	peer  *pod // the template on the other side of the injection
	meta  *yaml.Node
	spec  specFields
	specs yamlvalue.Path // of the Pod spec in the resource

	all []container // of all lists: initContainers, containers, ephemeralContainers
	vol []volume
}

// specFields are the fields of a Pod spec that rules look at.
type specFields struct {
	node                                                 *yaml.Node
	containers, initContainers, ephemeralContainers      *yaml.Node
	volumes, os, securityContext, resources              *yaml.Node
	hostNetwork, hostPID, hostIPC, hostUsers             *yaml.Node
	shareProcessNamespace, restartPolicy                 *yaml.Node
	activeDeadlineSeconds, terminationGracePeriodSeconds *yaml.Node
	imagePullSecrets, hostAliases, resourceClaims        *yaml.Node
	schedulingGates, topologySpreadConstraints           *yaml.Node
}

// A list is one of the lists of containers in a Pod spec.
type list uint8

const (
	initContainers list = iota
	regularContainers
	ephemeralContainers
)

func (l list) field() string {
	return [...]string{"initContainers", "containers", "ephemeralContainers"}[l]
}

// A container is an element of one of the lists.
type container struct {
	pod   *pod
	list  list
	index int
	node  *yaml.Node
	peer  *container // that of the same name in the other template
	same  bool       // the peer is the very same node

	name, image, restartPolicy                              *yaml.Node
	ports, env, envFrom, mounts, devices                    *yaml.Node
	resources, security, lifecycle                          *yaml.Node
	livenessProbe, readinessProbe, startupProbe             *yaml.Node
	restartPolicyRules, imagePullPolicy, terminationMessage *yaml.Node
}

// A volume is an element of the list of volumes.
type volume struct {
	index int
	node  *yaml.Node
	name  string
	peer  *volume
	same  bool
}

// read reads the template n.
func (p *pod) read(in *Input, n *yaml.Node) {
	p.in = in
	spec := n
	p.specs = in.At
	if !in.Inline {
		p.meta, spec = field(n, "metadata"), field(n, "spec")
		p.specs = join(in.At, yamlvalue.Key("spec"))
	}
	p.spec.read(spec)
	s := &p.spec
	p.all = make([]container, 0, len(items(s.initContainers))+len(items(s.containers))+len(items(s.ephemeralContainers)))
	p.readContainers(initContainers, s.initContainers)
	p.readContainers(regularContainers, s.containers)
	p.readContainers(ephemeralContainers, s.ephemeralContainers)
	if volumes := items(s.volumes); len(volumes) > 0 {
		p.vol = make([]volume, 0, len(volumes))
		for i, v := range volumes {
			p.vol = append(p.vol, volume{index: i, node: yamlvalue.Resolve(v), name: textOf(v, "name")})
		}
	}
}

func (s *specFields) read(n *yaml.Node) {
	s.node = n
	for k, v := range fields(n) {
		switch k {
		case "containers":
			s.containers = v
		case "initContainers":
			s.initContainers = v
		case "ephemeralContainers":
			s.ephemeralContainers = v
		case "volumes":
			s.volumes = v
		case "os":
			s.os = v
		case "securityContext":
			s.securityContext = v
		case "resources":
			s.resources = v
		case "hostNetwork":
			s.hostNetwork = v
		case "hostPID":
			s.hostPID = v
		case "hostIPC":
			s.hostIPC = v
		case "hostUsers":
			s.hostUsers = v
		case "shareProcessNamespace":
			s.shareProcessNamespace = v
		case "restartPolicy":
			s.restartPolicy = v
		case "activeDeadlineSeconds":
			s.activeDeadlineSeconds = v
		case "terminationGracePeriodSeconds":
			s.terminationGracePeriodSeconds = v
		case "imagePullSecrets":
			s.imagePullSecrets = v
		case "hostAliases":
			s.hostAliases = v
		case "resourceClaims":
			s.resourceClaims = v
		case "schedulingGates":
			s.schedulingGates = v
		case "topologySpreadConstraints":
			s.topologySpreadConstraints = v
		}
	}
}

func (p *pod) readContainers(l list, n *yaml.Node) {
	for i, node := range items(n) {
		p.all = p.all[:len(p.all)+1]
		c := &p.all[len(p.all)-1]
		c.pod, c.list, c.index, c.node = p, l, i, yamlvalue.Resolve(node)
		c.read()
	}
}

func (c *container) read() {
	for k, v := range fields(c.node) {
		switch k {
		case "name":
			c.name = v
		case "image":
			c.image = v
		case "restartPolicy":
			c.restartPolicy = v
		case "restartPolicyRules":
			c.restartPolicyRules = v
		case "ports":
			c.ports = v
		case "env":
			c.env = v
		case "envFrom":
			c.envFrom = v
		case "volumeMounts":
			c.mounts = v
		case "volumeDevices":
			c.devices = v
		case "resources":
			c.resources = v
		case "securityContext":
			c.security = v
		case "lifecycle":
			c.lifecycle = v
		case "livenessProbe":
			c.livenessProbe = v
		case "readinessProbe":
			c.readinessProbe = v
		case "startupProbe":
			c.startupProbe = v
		case "imagePullPolicy":
			c.imagePullPolicy = v
		case "terminationMessagePolicy":
			c.terminationMessage = v
		}
	}
}

// link finds the containers and volumes that stand in both templates: the same
// nodes first, then those of one name, in their order.
func link(before, after *pod) {
	before.peer, after.peer = after, before
	for _, same := range []bool{true, false} {
		for i := range after.all {
			for j := range before.all {
				a, b := &after.all[i], &before.all[j]
				if a.peer == nil && b.peer == nil && a.list == b.list &&
					(same && a.node == b.node || !same && text(a.name) == text(b.name)) {
					a.peer, b.peer, a.same, b.same = b, a, same, same
					break
				}
			}
		}
		for i := range after.vol {
			for j := range before.vol {
				a, b := &after.vol[i], &before.vol[j]
				if a.peer == nil && b.peer == nil && (same && a.node == b.node || !same && a.name == b.name) {
					a.peer, b.peer, a.same, b.same = b, a, same, same
					break
				}
			}
		}
	}
}

// native reports whether c is a native sidecar (KEP-753).
func (c *container) native() bool {
	return c.list == initContainers && text(c.restartPolicy) == "Always"
}

// lasting reports whether c runs for as long as the Pod.
func (c *container) lasting() bool { return c.list == regularContainers || c.native() }

// String names c in messages.
func (c *container) String() string {
	kind := [...]string{"init container", "container", "ephemeral container"}[c.list]
	if name := text(c.name); name != "" {
		return fmt.Sprintf("%s %q", kind, name)
	}
	return fmt.Sprintf("the %s number %d", kind, c.index+1)
}

// at is a place in c: the steps are keys and indexes, id the names of the
// elements among them.
func (c *container) at(id string, steps ...any) place {
	path := appendSteps(join(c.pod.specs, yamlvalue.Key(c.list.field()), yamlvalue.Index(c.index)), steps)
	return place{path, c.list.field() + "/" + text(c.name) + "/" + id}
}

// at is a place in the Pod spec.
func (p *pod) at(id string, steps ...any) place {
	return place{appendSteps(join(p.specs), steps), id}
}

func appendSteps(p yamlvalue.Path, steps []any) yamlvalue.Path {
	for _, s := range steps {
		switch s := s.(type) {
		case string:
			p = append(p, yamlvalue.Key(s))
		case int:
			p = append(p, yamlvalue.Index(s))
		}
	}
	return p
}

// join is a path with more steps, which shares nothing with it.
func join(p yamlvalue.Path, steps ...yamlvalue.Step) yamlvalue.Path {
	return append(append(make(yamlvalue.Path, 0, len(p)+len(steps)+4), p...), steps...)
}

// sequence lists names in words: a, b and c.
func sequence(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
