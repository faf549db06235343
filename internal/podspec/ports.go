package podspec

// This file checks ports.

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// A port is an element of a container's list of ports.
type port struct {
	container            *container
	index                int
	node                 *yaml.Node
	number, host         int64
	protocol, hostIP     string
	name                 string
	numberNode, hostNode *yaml.Node
	fresh                bool // see lastingPorts
}

// readPort reads an element of a list of ports. The protocol is TCP where
// none is given (+default in core/v1/types.go).
func readPort(c *container, index int, n *yaml.Node) port {
	p := port{container: c, index: index, node: yamlvalue.Resolve(n), protocol: "TCP"}
	for k, v := range fields(n) {
		switch k {
		case "name":
			p.name = text(v)
		case "containerPort":
			p.numberNode = v
			p.number, _ = integer(v)
		case "hostPort":
			p.hostNode = v
			p.host, _ = integer(v)
		case "hostIP":
			p.hostIP = text(v)
		case "protocol":
			if s := text(v); s != "" {
				p.protocol = s
			}
		}
	}
	return p
}

// key is what tells ports apart: the list's keys in server-side apply.
func (p *port) key() string { return fmt.Sprintf("%d/%s", p.number, p.protocol) }

// portKey is the key of an element of a list of ports, "" without a number.
func portKey(n *yaml.Node) string {
	number, protocol := textOf(n, "containerPort"), textOf(n, "protocol")
	switch {
	case number == "":
		return ""
	case protocol == "":
		protocol = "TCP"
	}
	return number + "/" + protocol
}

// at is a place in a port.
func (p *port) at(steps ...any) place {
	return p.container.at(p.key()+p.name, append([]any{"ports", p.index}, steps...)...)
}

// ports checks the ports of one container: core/validation
// validateContainerPorts, and the keys of the list (+listMapKey in
// core/v1/types.go), by which server-side apply refuses a second one.
func (i *inspector) ports(c *container) {
	list := items(c.ports)
	if len(list) == 0 || c.peer != nil && c.ports == c.peer.ports {
		return
	}
	for n, node := range list {
		p := readPort(c, n, node)
		if p.numberNode == nil {
			i.add(Error, "port-number-missing", p.at(), p.node, "A port of %s has no `containerPort`. Give it one.", c)
		} else if p.number < 1 || p.number > 65535 {
			i.add(Error, "port-range", p.at("containerPort"), p.numberNode, "`containerPort` of %s must be a number from 1 to 65535.", c)
		}
		if p.hostNode != nil && (p.host < 0 || p.host > 65535) {
			i.add(Error, "port-range", p.at("hostPort"), p.hostNode, "`hostPort` of %s must be a number from 1 to 65535.", c)
		}
		if p.name != "" && !isPortName(p.name) {
			i.add(Error, "port-name", p.at("name"), field(p.node, "name"), "Kubernetes refuses the name %q of a port of %s: it must be %s. Change it.", p.name, c, aPortName)
		}
		switch p.protocol {
		case "TCP", "UDP", "SCTP":
		default:
			i.add(Error, "port-protocol", p.at("protocol"), field(p.node, "protocol"), "The protocol %q of a port of %s must be TCP, UDP or SCTP.", p.protocol, c)
		}
	}
	for n, first := range repeated(list, portKey) {
		p := readPort(c, n, list[n])
		i.add(Error, "port-twice", c.at(p.key(), "ports", n), p.node, "%s has the port %s twice. Server-side apply refuses that; leave one of them out.", capital(c.String()), p.key()).Current = list[first]
	}
	for n, first := range repeated(list, func(n *yaml.Node) string { return textOf(n, "name") }) {
		p := readPort(c, n, list[n])
		i.add(Error, "port-name-twice", p.at("name"), p.node, "%s has two ports with the name %q. Give one of them another name.", capital(c.String()), p.name).Current = list[first]
	}
}

// portsOfPod checks the ports of all containers that run at the same time.
func (i *inspector) portsOfPod() {
	all, fresh := i.lastingPorts()
	hostNetwork := isTrue(i.spec.hostNetwork)
	for b := range all {
		q := &all[b]
		if !q.fresh {
			for _, a := range fresh {
				if a < b {
					i.twoPorts(&all[a], q, hostNetwork)
				}
			}
			continue
		}
		if hostNetwork {
			i.hostNetworkPort(q)
		}
		for a := range b {
			i.twoPorts(&all[a], q, hostNetwork)
		}
	}
}

// lastingPorts are the ports of all containers that last, in the order in which
// Services look for names: those of native sidecars come last. fresh are the
// positions of those that do not stand on the other side of the injection as
// the same nodes. If there are none, all is nil.
func (i *inspector) lastingPorts() (all []port, fresh []int) {
	n, any := 0, false
	for k := range i.all {
		if c := &i.all[k]; c.lasting() && c.ports != nil {
			n += len(items(c.ports))
			any = any || !c.same && (c.peer == nil || c.ports != c.peer.ports || !c.peer.lasting())
		}
	}
	other := isTrue(i.spec.hostNetwork) != isTrue(i.peer.spec.hostNetwork)
	if n == 0 || !any && !other {
		return nil, nil
	}
	all = make([]port, 0, n)
	for _, l := range []list{regularContainers, initContainers} {
		for k := range i.all {
			if c := &i.all[k]; c.list == l && c.lasting() {
				all = c.appendPorts(all, other)
			}
		}
	}
	for k := range all {
		if all[k].fresh {
			fresh = append(fresh, k)
		}
	}
	return all, fresh
}

// appendPorts appends the ports of c.
func (c *container) appendPorts(all []port, fresh bool) []port {
	var old []*yaml.Node
	if c.peer != nil && c.peer.lasting() && !fresh {
		old = items(c.peer.ports)
	}
	list, first := items(c.ports), len(all)
	for n, node := range list {
		all = append(all, readPort(c, n, node))
	}
	for n := range unshared(list, old) {
		all[first+n].fresh = true
	}
	return all
}

// known reports whether p stands on the other side of the injection, too.
func (p *port) known() bool {
	return p.container.peer != nil && slices.ContainsFunc(items(p.container.peer.ports), func(n *yaml.Node) bool {
		return n == p.node || portKey(n) == portKey(p.node) && nameOf(n) == p.name
	})
}

// hostNetworkPort checks a port of a Pod in the host's network: core/validation
// validatePodHostNetworkDeps. Only containers are checked there, not init
// containers.
func (i *inspector) hostNetworkPort(p *port) {
	if p.host != 0 && p.host != p.number && p.container.list == regularContainers {
		i.add(Error, "host-network-port", p.at("hostPort"), p.hostNode,
			"With `hostNetwork: true`, `hostPort` must be the same as `containerPort`: %d, not %d. Leave `hostPort` out.", p.number, p.host)
	}
}

// twoPorts checks two ports, p before q, if they are of different containers.
func (i *inspector) twoPorts(p, q *port, hostNetwork bool) {
	switch {
	case p.container == q.container:
		return
	case p.number != 0 && p.number == q.number && p.protocol == q.protocol:
		i.samePort(p, q, hostNetwork)
	case p.host != 0 && p.host == q.host && p.protocol == q.protocol && sameHost(p.hostIP, q.hostIP):
		mine, other := ordered(p, q)
		i.add(Error, "host-port-collision", pairAt(mine, other, "hostPort"), mine.hostNode,
			"The host's port %d/%s of %s is also that of %s, and only one of them can have it. Choose another `hostPort`, or leave it out.",
			mine.host, mine.protocol, mine.container, other.container).Current = other.node
	}
	if p.name != "" && p.name == q.name && p.protocol == q.protocol {
		i.sameName(p, q)
	}
}

// samePort reports a port that two containers have. All containers of a Pod
// share one network, so that the second to start cannot listen. The API server
// only warns (pkg/api/pod warningsForPodSpecAndMeta), except with hostNetwork,
// where hostPort defaults to containerPort (core/v1 defaultHostNetworkPorts)
// and validation refuses a second one (core/validation AccumulateUniqueHostPorts).
func (i *inspector) samePort(p, q *port, hostNetwork bool) {
	mine, other := ordered(p, q)
	why := "and all containers of a Pod share one network: the second cannot listen"
	if hostNetwork {
		why = "and with `hostNetwork: true` Kubernetes refuses a Pod that has a port twice"
	}
	i.add(Error, "port-collision", pairAt(mine, other, "containerPort"), mine.node,
		"The port %s of %s is also a port of %s, %s. Choose another port.", mine.key(), mine.container, other.container, why).against(other.node, !hostNetwork)
}

// sameName reports a name that two containers use for a port of theirs: a
// Service that names its targetPort uses the first (FindPort of
// pkg/api/v1/pod, which goes through the containers in their order and then
// through the native sidecars).
func (i *inspector) sameName(first, second *port) {
	if !second.known() || first.known() {
		i.add(Warning, "port-name-shadowed", pairAt(second, first, "name"), second.node,
			"The port name %q of %s is also used by %s, which comes before it: Services that name this targetPort go there. Choose another name.",
			second.name, second.container, first.container).Current = first.node
		return
	}
	i.add(Error, "port-name-taken", pairAt(first, second, "name"), first.node,
		"The port name %q of %s is also used by %s, which comes after it: Services that name this targetPort would go to the former. Choose another name, or place it after.",
		first.name, first.container, second.container).against(second.node, true)
}

// ordered returns two ports so that the injection's is the first.
func ordered(p, q *port) (mine, other *port) {
	if !p.known() && q.known() {
		return p, q
	}
	return q, p
}

// pairAt is the place of a finding about two ports, the same in whichever
// order.
func pairAt(p, q *port, step string) place {
	at := p.at(step)
	a, b := p.container.at("").id+p.key(), q.container.at("").id+q.key()
	at.id = min(a, b) + " " + max(a, b) + " " + step
	return at
}

// sameHost reports whether two addresses of the host overlap: a missing one
// is all of them (HostPortInfo of the scheduler).
func sameHost(a, b string) bool {
	all := func(s string) bool { return s == "" || s == "0.0.0.0" || s == "::" }
	return a == b || all(a) || all(b)
}
