package net

import (
	"errors"
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

// The wanted results are the reference implementation's.
func TestModule(t *testing.T) {
	libtest.Run(t, Module(), `
split_host_port ["h:1"] => ["h", "1"]
split_host_port ["[::1]:80"] => ["::1", "80"]
split_host_port [":1"] => ["", "1"]
split_host_port ["h:"] => ["h", ""]
split_host_port ["h"] => ip_end_point "h" missing port
split_host_port ["[::1]80"] => ip_end_point "[::1]80" missing port
split_host_port ["a:b:c"] => ip_end_point "a:b:c" too many colons
split_host_port ["[::1:80"] => ip_end_point "[::1:80" missing ']'
split_host_port ["h]:80"] => ip_end_point "h]:80" unexpected ']'
split_host_port ["h[:80"] => ip_end_point "h[:80" unexpected '['
split_host_port ["[a]b:80"] => ip_end_point "[a]b:80" missing port
split_host_port ["[a]:8]"] => ip_end_point "[a]:8]" unexpected ']'
split_host_port ["[a:8]"] => ip_end_point "[a:8]" missing port
join_host_port ["h", 1] => "h:1"
join_host_port ["::1", "80"] => "[::1]:80"
fqdn [] => net.fqdn needs access to the network, which this program was not given
parse_IP ["1.2.3.4"] => "1.2.3.4"
parse_IP ["01.2.3.4"] => ""
IP_string ["::FFFF:1.2.3.4"] => "::ffff:1.2.3.4"
IP_string ["::1.2.3.4"] => "::102:304"
IP_string ["2001:0db8:0:0:1:0:0:1"] => "2001:db8::1:0:0:1"
IP_string ["fe80::1%eth0"] => ""
IP_string ["1:2:3:4:5:6:0:8"] => "1:2:3:4:5:6:0:8"
IP_string ["::ffff:0:0"] => "::ffff:0.0.0.0"
to_IP4 ["1.2.3.4"] => "1.2.3.4"
to_IP4 ["::ffff:1.2.3.4"] => "1.2.3.4"
to_IP4 ["::1"] => "0.0.0.1"
to_IP4 ["fe80::1"] => "can not parse fe80::1 ipv6 to ipv4!"
to_IP4 ["x"] => "can not both parse x to ipv6 and ipv4,err:invalid IPv6 address syntax"
to_IP6 ["1.2.3.4"] => "::ffff:1.2.3.4"
to_IP6 ["::1"] => "::1"
to_IP6 ["x"] => "can not both parse x to ipv6 and ipv4,err:invalid IPv4 address syntax"
is_IP ["::"] => true
is_IP ["1.2.3.4.5"] => false
is_IP [" 1.2.3.4"] => false
is_IP ["192.0022.1.1"] => false
is_IPv4 ["1.2.3.4"] => true
is_IPv4 ["::1"] => false
is_IPv6 ["::1"] => true
is_IPv6 ["1.1.1.1"] => false
is_unspecified_IP ["::"] => true
is_unspecified_IP ["1.1.1.1"] => false
parse_CIDR ["10.0.0.0/8"] => {"ip": "10.0.0.0", "mask": 8}
parse_CIDR ["10.0.0.1/8"] => {}
parse_CIDR ["10.0.0.1"] => {"ip": "10.0.0.1", "mask": 32}
parse_CIDR ["10.0.0.0/08"] => {"ip": "10.0.0.0", "mask": 8}
parse_CIDR ["10.0.0.0/+8"] => {"ip": "10.0.0.0", "mask": 8}
parse_CIDR ["10/8"] => {}
parse_CIDR ["::/0"] => {"ip": "::", "mask": 0}
is_IP_in_CIDR ["10.1.2.3", "10.0.0.0/8"] => true
is_IP_in_CIDR ["11.1.2.3", "10.0.0.0/8"] => false
is_IP_in_CIDR ["::1", "10.0.0.0/8"] => false
is_IP_in_CIDR ["10.1.2.3", "::ffff:0:0/96"] => true
is_IP_in_CIDR ["::ffff:10.0.0.1", "10.0.0.0/8"] => false
is_IP_in_CIDR ["x", "10.0.0.0/8"] => is_IP_in_CIDR() invalid ip: invalid IP address syntax
is_IP_in_CIDR ["1.1.1.1", "x"] => is_IP_in_CIDR() invalid cidr: couldn't parse address in network: invalid IP address syntax
is_IP_in_CIDR ["1.1.1.1", "10.0.0.1/8"] => is_IP_in_CIDR() invalid cidr: host part of address was not zero
is_IP_in_CIDR ["1.1.1.1", "10.0.0.0/33"] => is_IP_in_CIDR() invalid cidr: invalid length for network: Network length 33 is too long for Ipv4 (maximum: 32)
is_IP_in_CIDR ["1.1.1.1", "::/129"] => is_IP_in_CIDR() invalid cidr: invalid length for network: Network length 129 is too long for Ipv6 (maximum: 128)
is_IP_in_CIDR ["1.1.1.1", "10.0.0.0/256"] => is_IP_in_CIDR() invalid cidr: couldn't parse length in network: number too large to fit in target type
is_IP_in_CIDR ["1.1.1.1", "10.0.0.0/"] => is_IP_in_CIDR() invalid cidr: couldn't parse length in network: cannot parse integer from empty string
is_IP_in_CIDR ["1.1.1.1", "10.0.0.0/x"] => is_IP_in_CIDR() invalid cidr: couldn't parse length in network: invalid digit found in string
CIDR_netmask ["10.0.0.0/8"] => "255.0.0.0"
CIDR_netmask ["10.0.0.1"] => "255.255.255.255"
CIDR_netmask ["0.0.0.0/0"] => "0.0.0.0"
CIDR_netmask ["::/0"] => CIDR_netmask() IPv6 addresses cannot have a netmask
CIDR_host ["10.0.0.0/8", 5] => "10.0.0.5"
CIDR_host ["10.0.0.0/8", -1] => "10.255.255.255"
CIDR_host ["10.0.0.0/30", -4] => "10.0.0.0"
CIDR_host ["0.0.0.0/0", -1] => "255.255.255.255"
CIDR_host ["2001:db8::/32", 1] => "2001:db8::1"
CIDR_host ["2001:db8::/32", -1] => "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"
CIDR_host ["::/0", -1] => "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
CIDR_host ["10.0.0.0/30", 4] => CIDR_host() prefix of 30 does not accommodate a host numbered 4
CIDR_host ["10.0.0.0/30", -5] => CIDR_host() prefix of 30 does not accommodate a host numbered -5
CIDR_subnet ["10.0.0.0/8", 8, 1] => "10.1.0.0/16"
CIDR_subnet ["2001:db8::/32", 16, 255] => "2001:db8:ff::/48"
CIDR_subnet ["10.0.0.0/8", 0, 0] => "10.0.0.0/8"
CIDR_subnet ["::/0", 0, 0] => "::/0"
CIDR_subnet ["::/0", 127, 9223372036854775807] => "::ffff:ffff:ffff:fffe/127"
CIDR_subnet ["10.0.0.0/8", 25, 0] => CIDR_subnet() invalid additional_bits: would extend network length to 33 bits, which is too long for IPv4
CIDR_subnet ["::/0", 129, 4] => CIDR_subnet() invalid additional_bits: would extend network length to 129 bits, which is too long for IPv6
CIDR_subnet ["10.0.0.0/8", 9223372036854775807, 0] => CIDR_subnet() invalid additional_bits: would extend network length to 9223372036854775815 bits, which is too long for IPv4
CIDR_subnet ["10.0.0.0/8", 2, 4] => CIDR_subnet() additional_bits of 2 does not accommodate a net_num of 4
CIDR_subnet ["10.0.0.0/8", -1, 4] => CIDR_subnet() invalid additional_bits: cannot be negative
CIDR_subnet ["10.0.0.0/8", 1, -4] => CIDR_subnet() invalid net_num: cannot be negative
CIDR_subnets ["10.1.0.0/16", [4, 4, 8, 4]] => ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]
CIDR_subnets ["fd00:fd12:3456:7800::/56", [16, 16, 16, 32]] => ["fd00:fd12:3456:7800::/72", "fd00:fd12:3456:7800:100::/72", "fd00:fd12:3456:7800:200::/72", "fd00:fd12:3456:7800:300::/88"]
CIDR_subnets ["10.0.0.0/8", [8, 4, 8, 1]] => ["10.0.0.0/16", "10.16.0.0/12", "10.1.0.0/16", "10.128.0.0/9"]
CIDR_subnets ["10.0.0.0/8", []] => []
CIDR_subnets ["10.0.0.0/30", [1, 1, 1]] => CIDR_subnets() not enough remaining address space for a subnet with a prefix of 31 bits after 10.0.0.2/31
CIDR_subnets ["10.0.0.0/30", [3]] => CIDR_subnets() invalid additional_bits: would extend network length to 33 bits, which is too long for IPv4
CIDR_subnets ["::/0", [64]] => CIDR_subnets() invalid additional_bits: cannot extend more than 63 bits
CIDR_subnets ["10.0.0.0/30", ["a"]] => CIDR_subnets() argument 'additional_bits' must be a list of integers, got str
CIDR_subnets ["10.0.0.0/30", 1] => CIDR_subnets() argument 'additional_bits' must be a list, got int
`)
}

func TestClasses(t *testing.T) {
	for name, addrs := range map[string]map[string]bool{
		"is_loopback_IP":                  {"127.0.0.1": true, "::1": true, "127.9.9.9": true, "1.1.1.1": false, "x": false, "::ffff:127.0.0.1": false},
		"is_multicast_IP":                 {"224.0.0.1": true, "239.255.255.255": true, "ff02::1": true, "1.1.1.1": false},
		"is_interface_local_multicast_IP": {"ff01::1": true, "ff11::1": true, "ff02::1": false, "224.0.0.1": false},
		"is_link_local_multicast_IP":      {"ff02::1": true, "ff12::1": true, "224.0.0.5": true, "224.0.1.5": false},
		"is_link_local_unicast_IP":        {"169.254.1.1": true, "fe80::1": true, "febf::1": true, "fec0::1": false},
		"is_global_unicast_IP": {
			"8.8.8.8": true, "10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "127.0.0.1": false,
			"169.254.0.1": false, "255.255.255.255": false, "192.0.2.1": false, "198.51.100.1": false,
			"203.0.113.1": false, "100.64.0.1": false, "192.0.0.1": false, "192.0.0.9": true, "240.0.0.1": false,
			"198.18.0.1": false, "0.1.2.3": false, "224.0.0.1": false, "2001:4860::1": true, "2001:db8::1": false,
			"fe80::1": false, "fc00::1": false, "::1": false, "ff02::1": false, "64:ff9b::1": false,
			"64:ff9b::800:1": true, "2001:2::1": false, "3fff::1": true, "::ffff:8.8.8.8": false,
		},
	} {
		for addr, want := range addrs {
			got := libtest.Member(t, &eval.Run{}, Module(), name, `["`+addr+`"]`, "")
			if got != map[bool]string{true: "true", false: "false"}[want] {
				t.Errorf("%s(%s): got %s", name, addr, got)
			}
		}
	}
}

func TestFQDN(t *testing.T) {
	resolve := func(host string) (string, error) {
		if host == "none" {
			return "", errors.New("no such host")
		}
		return host + ".example.org", nil
	}
	r := &eval.Run{Caps: &eval.Capabilities{Resolve: resolve}}
	for args, want := range map[string]string{`[]`: `".example.org"`, `["web"]`: `"web.example.org"`, `["none"]`: `"none"`} {
		if got := libtest.Member(t, r, Module(), "fqdn", args, ""); got != want {
			t.Errorf("fqdn%s: got %s, want %s", args, got, want)
		}
	}
}
