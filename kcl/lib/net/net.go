// Package net is KCL's system module net: addresses, networks (CIDR) and
// host:port texts. Only fqdn touches the machine.
package net

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "split_host_port", Body: splitHostPort},
	{Name: "join_host_port", Body: joinHostPort},
	{Name: "fqdn", Body: fqdn},
	{Name: "parse_IP", Body: ipString},
	{Name: "IP_string", Body: ipString},
	{Name: "to_IP4", Body: toIP4},
	{Name: "to_IP6", Body: toIP6},
	{Name: "is_IP", Body: func(c *eval.Call) eval.Value { return is(c, always) }},
	{Name: "is_IPv4", Body: func(c *eval.Call) eval.Value { return is(c, netip.Addr.Is4) }},
	{Name: "is_IPv6", Body: func(c *eval.Call) eval.Value { return is(c, netip.Addr.Is6) }},
	{Name: "is_loopback_IP", Body: func(c *eval.Call) eval.Value { return is(c, isLoopback) }},
	{Name: "is_multicast_IP", Body: func(c *eval.Call) eval.Value { return is(c, isMulticast) }},
	{Name: "is_interface_local_multicast_IP", Body: func(c *eval.Call) eval.Value { return is(c, isInterfaceLocalMulticast) }},
	{Name: "is_link_local_multicast_IP", Body: func(c *eval.Call) eval.Value { return is(c, isLinkLocalMulticast) }},
	{Name: "is_link_local_unicast_IP", Body: func(c *eval.Call) eval.Value { return is(c, isLinkLocalUnicast) }},
	{Name: "is_global_unicast_IP", Body: func(c *eval.Call) eval.Value { return is(c, isGlobalUnicast) }},
	{Name: "is_unspecified_IP", Body: func(c *eval.Call) eval.Value { return is(c, netip.Addr.IsUnspecified) }},
	{Name: "parse_CIDR", Body: parseCIDR},
	{Name: "is_IP_in_CIDR", Body: isIPInCIDR},
	{Name: "CIDR_host", Body: cidrHost},
	{Name: "CIDR_netmask", Body: cidrNetmask},
	{Name: "CIDR_subnet", Body: cidrSubnet},
	{Name: "CIDR_subnets", Body: cidrSubnets},
}

// Module returns the module.
func Module() *eval.Module { return eval.NewModule("net", funcs[:]) }

// split_host_port(ip_end_point): the list of host and port
func splitHostPort(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "ip_end_point")
	fail := func(what string) { eval.Fail("ip_end_point \"%s\" %s", s, what) }
	at := strings.LastIndexByte(s, ':')
	if at < 0 {
		fail("missing port")
	}
	host, port := s[:at], s[at+1:]
	if strings.HasPrefix(host, "[") {
		switch end := strings.IndexByte(s, ']'); {
		case end < 0:
			fail("missing ']'")
		case end > len(host) || s[end+1] != ':':
			fail("missing port")
		case end < len(host)-1:
			fail("too many colons")
		}
		host = host[1 : len(host)-1]
	} else if strings.Contains(host, ":") {
		fail("too many colons")
	}
	switch {
	case strings.Contains(host, "[") || strings.Contains(port, "["):
		fail("unexpected '['")
	case strings.Contains(host, "]") || strings.Contains(port, "]"):
		fail("unexpected ']'")
	}
	return eval.NewList(eval.Str(host), eval.Str(port))
}

// join_host_port(host, port): in brackets where host has a colon
func joinHostPort(c *eval.Call) eval.Value {
	host, port := c.Run.Text(c.Need(0, "host")), c.Run.Text(c.Need(1, "port"))
	c.Run.Grow(int64(len(host) + len(port)))
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return eval.Str(host + ":" + port)
}

// fqdn(name=""): the full name of a host, by default this one
func fqdn(c *eval.Call) eval.Value {
	resolve := c.Capabilities().Resolve
	c.Grant(resolve != nil, "net", "the network")
	host := c.ArgStr(0, "name", "")
	name, err := resolve(host)
	if err != nil {
		return eval.Str(host)
	}
	return eval.Str(name)
}

// parse reads an address; it has no zone.
func parse(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(s)
	return a, err == nil && a.Zone() == ""
}

// IP_string(ip), parse_IP(ip): the shortest form, "" where it is no address
func ipString(c *eval.Call) eval.Value {
	if a, ok := parse(c.NeedStr(0, "ip")); ok {
		return eval.Str(a.String())
	}
	return eval.Str("")
}

// to_IP4(ip): of an IPv6 address the IPv4 address that it maps. The result
// is a message where there is none.
func toIP4(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "ip")
	a, ok := parse(s)
	switch {
	case !ok:
		return noIP(s, 6)
	case a.Is4():
		return eval.Str(a.String())
	}
	b := a.As16()
	if compatible := [12]byte(b[:12]) == [12]byte{}; a.Is4In6() || compatible {
		return eval.Str(netip.AddrFrom4([4]byte(b[12:])).String())
	}
	return eval.Str(fmt.Sprintf("can not parse %s ipv6 to ipv4!", s))
}

// to_IP6(ip): of an IPv4 address the IPv6 address that maps it. The result
// is a message where there is none.
func toIP6(c *eval.Call) eval.Value {
	s := c.NeedStr(0, "ip")
	a, ok := parse(s)
	if !ok {
		return noIP(s, 4)
	}
	return eval.Str(netip.AddrFrom16(a.As16()).String())
}

func noIP(s string, version int) eval.Value {
	return eval.Str(fmt.Sprintf("can not both parse %s to ipv6 and ipv4,err:invalid IPv%d address syntax", s, version))
}
