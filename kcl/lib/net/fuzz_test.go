package net

import (
	"net/netip"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// call returns the result of a function, nil where it fails.
func call(name string, args ...eval.Value) (v eval.Value) {
	r := &eval.Run{}
	r.Catch(func() { v = r.Call(Module().Members[name].(*eval.Func), args, nil) })
	return v
}

// FuzzAddress compares with package netip, and writes what it read so that
// it is read again.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"1.2.3.4", "01.2.3.4", "::", "2001:db8::1:0:0:1", "::ffff:1.2.3.4", "fe80::1%eth0", "1::2::3", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := netip.ParseAddr(s)
		want := err == nil && a.Zone() == ""
		text := string(call("IP_string", eval.Str(s)).(eval.Str))
		if call("is_IP", eval.Str(s)) != eval.Bool(want) || (text != "") != want {
			t.Fatalf("%q: %q, want %v", s, text, want)
		}
		if again := call("IP_string", eval.Str(text)); again != eval.Str(text) {
			t.Errorf("%q is %q is %q", s, text, again)
		}
		four, six := call("is_IPv4", eval.Str(s)) == eval.Bool(true), call("is_IPv6", eval.Str(s)) == eval.Bool(true)
		if four && six || (four || six) != want {
			t.Errorf("%q: IPv4 %v, IPv6 %v", s, four, six)
		}
		if six := call("to_IP6", eval.Str(s)); four && call("to_IP4", six) != eval.Str(text) {
			t.Errorf("%q is %q in IPv6, which is another IPv4 address", s, six)
		}
	})
}

// FuzzNetwork checks that hosts and subnets lie in their network, and that
// subnets do not overlap.
func FuzzNetwork(f *testing.F) {
	f.Add("10.0.0.0/8", int64(5), uint8(8), uint8(4), uint8(8))
	f.Add("2001:db8::/56", int64(-1), uint8(1), uint8(63), uint8(2))
	f.Add("::ffff:0:0/96", int64(1)<<32-1, uint8(0), uint8(0), uint8(0))
	f.Add("10.0.0.0/+08", int64(-1)<<63, uint8(24), uint8(24), uint8(24))
	f.Add("1.2.3.4", int64(0), uint8(0), uint8(1), uint8(2))
	f.Fuzz(func(t *testing.T, s string, n int64, a, b, c uint8) {
		p, err := parsePrefix(s)
		if std, e := netip.ParsePrefix(s); e == nil && std == std.Masked() && (err != nil || p != std) {
			t.Fatalf("%q: %v, %v", s, p, err)
		}
		if err != nil {
			if call("CIDR_host", eval.Str(s), eval.Int(n)) != nil {
				t.Errorf("%q has a host, but %v", s, err)
			}
			return
		}
		if again, err := parsePrefix(p.String()); again != p || err != nil {
			t.Errorf("%q is %v is %v, %v", s, p, again, err)
		}
		if host, ok := call("CIDR_host", eval.Str(s), eval.Int(n)).(eval.Str); ok {
			if call("is_IP_in_CIDR", host, eval.Str(s)) != eval.Bool(true) {
				t.Errorf("host %d of %q: %s", n, s, host)
			}
		}
		list, _ := call("CIDR_subnets", eval.Str(s), eval.NewList(eval.Int(a), eval.Int(b), eval.Int(c))).(*eval.List)
		if list == nil {
			return
		}
		var subnets []netip.Prefix
		for i, v := range list.Items() {
			sub, err := parsePrefix(string(v.(eval.Str)))
			if err != nil || !contains(p, sub.Addr()) || sub.Bits() != p.Bits()+int([]uint8{a, b, c}[i]) {
				t.Fatalf("subnet of %q: %s, %v", s, v, err)
			}
			for _, other := range subnets {
				if contains(other, sub.Addr()) || contains(sub, other.Addr()) {
					t.Errorf("subnets of %q overlap: %v and %v", s, other, sub)
				}
			}
			subnets = append(subnets, sub)
		}
	})
}

// FuzzHostPort checks that what was split can be joined and split again.
func FuzzHostPort(f *testing.F) {
	for _, s := range []string{"h:1", "[::1]:80", "[a]b:1", "[[a]:1", "]:[", ":", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, ok := call("split_host_port", eval.Str(s)).(*eval.List)
		if !ok {
			return
		}
		host, port := parts.Items()[0], parts.Items()[1]
		joined := call("join_host_port", host, port)
		again, ok := call("split_host_port", joined).(*eval.List)
		if !ok || again.Items()[0] != host || again.Items()[1] != port {
			t.Errorf("%q: %q and %q, joined %q", s, host, port, joined)
		}
	})
}
