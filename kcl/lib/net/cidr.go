package net

// This file defines the functions on networks such as 10.0.0.0/8.

import (
	"fmt"
	"math/big"
	"net/netip"
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// parsePrefix reads a network, or an address, which is a network of its own.
func parsePrefix(s string) (netip.Prefix, error) {
	host, length, hasLength := strings.Cut(s, "/")
	a, ok := parse(host)
	if !ok {
		return netip.Prefix{}, fmt.Errorf("couldn't parse address in network: invalid IP address syntax")
	}
	if !hasLength {
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(length, "+"), 10, 8)
	switch {
	case length == "":
		return netip.Prefix{}, fmt.Errorf("couldn't parse length in network: cannot parse integer from empty string")
	case err != nil && err.(*strconv.NumError).Err == strconv.ErrRange:
		return netip.Prefix{}, fmt.Errorf("couldn't parse length in network: number too large to fit in target type")
	case err != nil:
		return netip.Prefix{}, fmt.Errorf("couldn't parse length in network: invalid digit found in string")
	case int(n) > a.BitLen():
		return netip.Prefix{}, fmt.Errorf("invalid length for network: Network length %d is too long for %s (maximum: %d)",
			n, strings.Replace(family(a), "IPv", "Ipv", 1), a.BitLen())
	}
	p := netip.PrefixFrom(a, int(n))
	if p.Masked() != p {
		return netip.Prefix{}, fmt.Errorf("host part of address was not zero")
	}
	return p, nil
}

func family(a netip.Addr) string {
	if a.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

// network is the i-th argument as a network.
func network(c *eval.Call, i int) netip.Prefix {
	p, err := parsePrefix(c.NeedStr(i, "cidr"))
	if err != nil {
		eval.Fail("%s() invalid cidr: %v", c.Name, err)
	}
	return p
}

// offset is the address n behind a; n is between 0 and what the family has.
func offset(a netip.Addr, n *big.Int) netip.Addr {
	sum := new(big.Int).SetBytes(a.AsSlice())
	sum.Add(sum, n)
	b := sum.FillBytes(make([]byte, a.BitLen()/8))
	out, _ := netip.AddrFromSlice(b)
	return out
}

// parse_CIDR(cidr): {ip, mask}, {} where it is no network
func parseCIDR(c *eval.Call) eval.Value {
	out := eval.NewDict(2)
	if p, err := parsePrefix(c.NeedStr(0, "cidr")); err == nil {
		out.Set("ip", eval.Str(p.Addr().String()))
		out.Set("mask", eval.NewInt(int64(p.Bits())))
	}
	return out
}

// is_IP_in_CIDR(ip, cidr)
func isIPInCIDR(c *eval.Call) eval.Value {
	a, ok := parse(c.NeedStr(0, "ip"))
	if !ok {
		eval.Fail("is_IP_in_CIDR() invalid ip: invalid IP address syntax")
	}
	p := network(c, 1)
	if p.Addr().Is6() {
		a = netip.AddrFrom16(a.As16())
	}
	return eval.Bool(contains(p, a))
}

// contains is p.Contains also for IPv4 addresses in IPv6 form.
func contains(p netip.Prefix, a netip.Addr) bool {
	return p.Addr().BitLen() == a.BitLen() && netip.PrefixFrom(a, p.Bits()).Masked().Addr() == p.Addr()
}

// CIDR_netmask(cidr): of an IPv4 network
func cidrNetmask(c *eval.Call) eval.Value {
	p := network(c, 0)
	if p.Addr().Is6() {
		eval.Fail("CIDR_netmask() IPv6 addresses cannot have a netmask")
	}
	ones := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	return eval.Str(netip.PrefixFrom(ones, p.Bits()).Masked().Addr().String())
}

// CIDR_host(cidr, host_num): a host of a network; a negative number counts
// from its end
func cidrHost(c *eval.Call) eval.Value {
	p := network(c, 0)
	n := big.NewInt(c.NeedInt(1, "host_num"))
	hosts := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
	at := new(big.Int).Set(n)
	if n.Sign() < 0 {
		at.Add(at, hosts)
	}
	if at.Sign() < 0 || at.Cmp(hosts) >= 0 {
		eval.Fail("CIDR_host() prefix of %d does not accommodate a host numbered %v", p.Bits(), n)
	}
	return eval.Str(offset(p.Addr(), at).String())
}

// CIDR_subnet(cidr, additional_bits, net_num): a subnet by its number
func cidrSubnet(c *eval.Call) eval.Value {
	p := network(c, 0)
	bits, num := c.NeedInt(1, "additional_bits"), c.NeedInt(2, "net_num")
	checkBits(c, p, bits)
	if num < 0 {
		eval.Fail("CIDR_subnet() invalid net_num: cannot be negative")
	}
	if bits < 63 && num >= 1<<bits {
		eval.Fail("CIDR_subnet() additional_bits of %d does not accommodate a net_num of %d", bits, num)
	}
	return eval.Str(subnet{int(bits), uint64(num)}.of(p))
}

func checkBits(c *eval.Call, p netip.Prefix, bits int64) {
	if bits < 0 {
		eval.Fail("%s() invalid additional_bits: cannot be negative", c.Name)
	}
	if max := int64(p.Addr().BitLen() - p.Bits()); bits > max {
		eval.Fail("%s() invalid additional_bits: would extend network length to %v bits, which is too long for %s",
			c.Name, new(big.Int).Add(big.NewInt(int64(p.Bits())), big.NewInt(bits)), family(p.Addr()))
	}
}

// A subnet is one of those that a network has when its prefix is longer by
// some bits.
type subnet struct {
	bits int
	num  uint64
}

// of is the text of the subnet of p.
func (s subnet) of(p netip.Prefix) string {
	length := p.Bits() + s.bits
	at := new(big.Int).SetUint64(s.num)
	at.Lsh(at, uint(p.Addr().BitLen()-length))
	return netip.PrefixFrom(offset(p.Addr(), at), length).String()
}

// CIDR_subnets(cidr, additional_bits): for each number of bits the first
// subnet that does not overlap with those before it
func cidrSubnets(c *eval.Call) eval.Value {
	p := network(c, 0)
	want, ok := c.Need(1, "additional_bits").(*eval.List)
	if !ok {
		eval.Fail("CIDR_subnets() argument 'additional_bits' must be a list, got %s", eval.OperandType(c.Arg(1, "additional_bits")))
	}
	var taken []subnet
	out := eval.NewList()
	for _, v := range want.Items() {
		n, ok := v.(eval.Int)
		if !ok {
			eval.Fail("CIDR_subnets() argument 'additional_bits' must be a list of integers, got %s", eval.OperandType(v))
		}
		checkBits(c, p, int64(n))
		if n > 63 {
			eval.Fail("CIDR_subnets() invalid additional_bits: cannot extend more than 63 bits")
		}
		s := subnet{bits: int(n)}
		for again := true; again; {
			c.Run.Step(1 + int64(len(taken)))
			again = s.skip(taken)
		}
		if s.num >= 1<<s.bits {
			eval.Fail("CIDR_subnets() not enough remaining address space for a subnet with a prefix of %d bits after %s",
				p.Bits()+s.bits, taken[len(taken)-1].of(p))
		}
		taken = append(taken, s)
		out.Elems = append(out.Elems, eval.Str(s.of(p)))
	}
	return out
}

// skip moves s behind those that it overlaps with, and reports whether
// there was one.
func (s *subnet) skip(taken []subnet) bool {
	moved := false
	for _, t := range taken {
		if t.bits >= s.bits {
			if t.num>>(t.bits-s.bits) == s.num {
				s.num++
				moved = true
			}
		} else if shift := s.bits - t.bits; s.num>>shift == t.num {
			s.num = (t.num + 1) << shift
			moved = true
		}
	}
	return moved
}
