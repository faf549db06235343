package net

// This file tells what kind of address an address is.

import (
	"net/netip"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// is(ip): whether ip is an address for which a test holds
func is(c *eval.Call, test func(netip.Addr) bool) eval.Value {
	a, ok := parse(c.NeedStr(0, "ip"))
	return eval.Bool(ok && test(a))
}

func always(netip.Addr) bool { return true }

// IPv4 addresses in IPv6 form are IPv6 addresses here, unlike in netip.

func isLoopback(a netip.Addr) bool         { return !a.Is4In6() && a.IsLoopback() }
func isMulticast(a netip.Addr) bool        { return !a.Is4In6() && a.IsMulticast() }
func isLinkLocalUnicast(a netip.Addr) bool { return !a.Is4In6() && a.IsLinkLocalUnicast() }

func isInterfaceLocalMulticast(a netip.Addr) bool {
	return a.Is6() && !a.Is4In6() && a.IsInterfaceLocalMulticast()
}
func isLinkLocalMulticast(a netip.Addr) bool { return !a.Is4In6() && a.IsLinkLocalMulticast() }

// notGlobal are the networks of IPv4 that are not part of the internet.
var notGlobal = [...]netip.Prefix{
	prefix4(0, 0, 0, 0, 8),
	prefix4(10, 0, 0, 0, 8),
	prefix4(100, 64, 0, 0, 10),
	prefix4(127, 0, 0, 0, 8),
	prefix4(169, 254, 0, 0, 16),
	prefix4(172, 16, 0, 0, 12),
	prefix4(192, 0, 0, 0, 24),
	prefix4(192, 0, 2, 0, 24),
	prefix4(192, 168, 0, 0, 16),
	prefix4(198, 18, 0, 0, 15),
	prefix4(198, 51, 100, 0, 24),
	prefix4(203, 0, 113, 0, 24),
	prefix4(224, 0, 0, 0, 3), // multicast, reserved, broadcast
}

func prefix4(a, b, c, d byte, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{a, b, c, d}), bits)
}

func isGlobalUnicast(a netip.Addr) bool {
	if a.Is4() {
		return isGlobal4(a)
	}
	b := a.As16()
	switch {
	case b[0]&0xE0 == 0x20: // 2000::/3
		documentation := [4]byte(b[:4]) == [4]byte{0x20, 0x01, 0x0D, 0xB8}
		benchmarking := [6]byte(b[:6]) == [6]byte{0x20, 0x01, 0, 2}
		return !documentation && !benchmarking
	case [12]byte(b[:12]) == [12]byte{0, 0x64, 0xFF, 0x9B}: // NAT64
		return isGlobal4(netip.AddrFrom4([4]byte(b[12:])))
	}
	return false
}

func isGlobal4(a netip.Addr) bool {
	if b := a.As4(); b == [4]byte{192, 0, 0, 9} || b == [4]byte{192, 0, 0, 10} {
		return true
	}
	for _, p := range notGlobal {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
