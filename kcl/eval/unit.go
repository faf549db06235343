package eval

// This file makes numbers with a unit suffix.

import "math"

// NewUnit returns the number raw with a unit suffix: n, u, m, k, K, M, G, T,
// P, Ki, Mi, Gi, Ti or Pi.
func NewUnit(raw int64, suffix string) *Unit {
	base, exp := unitBase(suffix)
	return &Unit{Value: float64(raw) * math.Pow(float64(base), float64(exp)), Raw: raw, Suffix: suffix}
}
