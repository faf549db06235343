package num

// This file defines arithmetic with sums of two floats, and the series.

import "math"

// A double is hi + lo, where lo is below the last digit of hi.
type double struct{ hi, lo float64 }

var (
	ln2  = double{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}
	ln10 = double{0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53}
)

func (a double) float() float64 { return a.hi + a.lo }

// sum is a + b without an error.
func sum(a, b float64) double {
	s := a + b
	t := s - a
	return double{s, (a - (s - t)) + (b - t)}
}

// normal is sum for |a| >= |b|.
func normal(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

func (a double) add(b double) double {
	s := sum(a.hi, b.hi)
	t := sum(a.lo, b.lo)
	s = normal(s.hi, s.lo+t.hi)
	return normal(s.hi, s.lo+t.lo)
}

func (a double) mul(b double) double {
	p := a.hi * b.hi
	rest := math.FMA(a.hi, b.hi, -p) + (a.hi*b.lo + a.lo*b.hi)
	return normal(p, rest)
}

func (a double) div(b double) double {
	q := a.hi / b.hi
	r := a.add(b.mul(double{-q, 0}))
	q2 := r.hi / b.hi
	r = r.add(b.mul(double{-q2, 0}))
	s := normal(q, q2)
	return s.add(double{r.hi / b.hi, 0})
}

// scale is a times a power of 2.
func (a double) scale(f float64) double { return double{a.hi * f, a.lo * f} }

// exp is e to the power of x: 2^k times e^r, and e^r the 256th power of
// e^(r/256), which a few terms of its series give.
func exp(x double) float64 {
	k := math.Round(x.hi / ln2.hi)
	r := x.add(ln2.mul(double{-k, 0})).scale(1.0 / 256)
	term, total := double{1, 0}, double{0, 0} // total is e^r - 1
	for n := 1.0; n <= 12; n++ {
		term = term.mul(r).div(double{n, 0})
		total = total.add(term)
	}
	for range 8 { // (1 + t)^2 - 1 = 2t + t^2
		total = total.scale(2).add(total.mul(total))
	}
	return math.Ldexp(total.add(double{1, 0}).float(), int(k))
}

// log is the natural logarithm of x > 0: k ln 2 plus that of m, which is
// between 0.7 and 1.42, by the series of 2 atanh((m-1)/(m+1)).
func log(x float64) double {
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		k--
	}
	s := sum(m, -1).div(sum(m, 1))
	square := s.mul(s)
	power, total := s, s
	for n := 3.0; n <= 45; n += 2 {
		power = power.mul(square)
		total = total.add(power.div(double{n, 0}))
	}
	return total.scale(2).add(ln2.mul(double{float64(k), 0}))
}
