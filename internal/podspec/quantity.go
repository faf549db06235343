package podspec

// This file reads resource quantities.

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// A quantity is an amount in billionths, the smallest that Kubernetes knows.
type quantity struct {
	small int64 // if big is nil
	big   *big.Int
}

// Factors of the suffixes (apimachinery's pkg/api/resource, quantity.go): a
// power of ten and one of two.
var suffixes = map[string]struct{ ten, two int }{
	"n": {ten: 0}, "u": {ten: 3}, "m": {ten: 6}, "": {ten: 9}, "k": {ten: 12},
	"M": {ten: 15}, "G": {ten: 18}, "T": {ten: 21}, "P": {ten: 24}, "E": {ten: 27},
	"Ki": {9, 10}, "Mi": {9, 20}, "Gi": {9, 30}, "Ti": {9, 40}, "Pi": {9, 50}, "Ei": {9, 60},
}

// quantityOf reads the quantity that n is; false if it is none.
func quantityOf(n *yaml.Node) (quantity, bool) {
	if n = value(n); n == nil || n.Kind != yaml.ScalarNode {
		return quantity{}, false
	}
	switch v := yamlvalue.FromNode(n).(type) {
	case eval.Str:
		return parseQuantity(string(v))
	case eval.Int:
		return parseQuantity(strconv.FormatInt(int64(v), 10))
	case eval.Float:
		return parseQuantity(strconv.FormatFloat(float64(v), 'g', -1, 64))
	}
	return quantity{}, false
}

// parseQuantity reads a quantity, such as 100m, 1.5Gi, 1e3. What is finer than
// a billionth is rounded up, as Kubernetes does.
func parseQuantity(s string) (quantity, bool) {
	const longest = 100 // bounds the work; more digits say nothing of resources
	if s = strings.TrimSpace(s); s == "" || len(s) > longest {
		return quantity{}, false
	}
	negative := s[0] == '-'
	if negative || s[0] == '+' {
		s = s[1:]
	}
	end := 0
	for end < len(s) && (digit(s[end]) || s[end] == '.') {
		end++
	}
	number, suffix := s[:end], s[end:]
	whole, fraction, _ := strings.Cut(number, ".")
	if strings.Contains(fraction, ".") {
		return quantity{}, false
	}
	factor, ok := suffixes[suffix]
	if !ok {
		e, found := exponent(suffix)
		if !found {
			return quantity{}, false
		}
		factor.ten = 9 + e
	}
	if whole+fraction == "" {
		whole = "0" // Kubernetes reads m as 0m
	}
	return scale(whole+fraction, factor.ten-len(fraction), factor.two, negative), true
}

// exponent reads the suffix e3, E-3. More than a thousand is a thousand, to
// bound the work.
func exponent(s string) (int, bool) {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0, false
	}
	e, err := strconv.Atoi(s[1:])
	return max(-1000, min(e, 1000)), err == nil
}

// scale is digits times powers of ten and two.
func scale(digits string, ten, two int, negative bool) quantity {
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil && two == 0 && ten >= 0 {
		for ; ten > 0 && n < 1<<59; ten-- {
			n *= 10
		}
		if ten == 0 {
			if negative {
				n = -n
			}
			return quantity{small: n}
		}
		digits = strconv.FormatInt(n, 10)
	}
	n, _ := new(big.Int).SetString(digits, 10)
	n.Lsh(n, uint(two))
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(ten, -ten))), nil)
	if ten >= 0 {
		n.Mul(n, power)
	} else {
		n.Add(n, new(big.Int).Sub(power, big.NewInt(1))) // rounds up
		n.Quo(n, power)
	}
	if two != 0 && n.Cmp(mostBinary) > 0 {
		n.Set(mostBinary)
	}
	if negative {
		n.Neg(n)
	}
	return quantity{big: n}
}

// mostBinary is what quantities with a binary suffix are at most: as many as an
// int64 counts.
var mostBinary = new(big.Int).Mul(big.NewInt(math.MaxInt64), big.NewInt(1e9))

func (q quantity) int() *big.Int {
	if q.big != nil {
		return q.big
	}
	return big.NewInt(q.small)
}

// cmp is negative, zero or positive as q is less than, equal to or more than
// r.
func (q quantity) cmp(r quantity) int { return q.int().Cmp(r.int()) }

// add is the sum of q and r.
func (q quantity) add(r quantity) quantity {
	return quantity{big: new(big.Int).Add(q.int(), r.int())}
}

// String is q in units, shortened by a suffix where that is exact.
func (q quantity) String() string {
	n := new(big.Int).Set(q.int())
	for _, s := range []string{"Ei", "Pi", "Ti", "Gi", "Mi", "Ki", "", "m", "u"} {
		f := suffixes[s]
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(f.ten)), nil)
		unit.Lsh(unit, uint(f.two))
		if d, rest := new(big.Int).QuoRem(n, unit, new(big.Int)); rest.Sign() == 0 && d.Sign() != 0 {
			return d.String() + s
		}
	}
	if n.Sign() == 0 {
		return "0"
	}
	return n.String() + "n"
}
