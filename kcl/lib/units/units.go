// Package units is KCL's system module units: the constants that the unit
// suffixes of numbers stand for, and functions that write a number with a
// suffix.
package units

import (
	"strconv"
	"strings"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

var funcs = [...]eval.Func{
	{Name: "to_n", Body: to},
	{Name: "to_u", Body: to},
	{Name: "to_m", Body: to},
	{Name: "to_K", Body: to},
	{Name: "to_M", Body: to},
	{Name: "to_G", Body: to},
	{Name: "to_T", Body: to},
	{Name: "to_P", Body: to},
	{Name: "to_Ki", Body: to},
	{Name: "to_Mi", Body: to},
	{Name: "to_Gi", Body: to},
	{Name: "to_Ti", Body: to},
	{Name: "to_Pi", Body: to},
}

var constants = [...]eval.NamedArg{
	{Name: "n", Value: eval.Float(1e-9)},
	{Name: "u", Value: eval.Float(1e-6)},
	{Name: "m", Value: eval.Float(1e-3)},
	{Name: "k", Value: eval.Int(1e3)},
	{Name: "K", Value: eval.Int(1e3)},
	{Name: "M", Value: eval.Int(1e6)},
	{Name: "G", Value: eval.Int(1e9)},
	{Name: "T", Value: eval.Int(1e12)},
	{Name: "P", Value: eval.Int(1e15)},
	{Name: "Ki", Value: eval.Int(1 << 10)},
	{Name: "Mi", Value: eval.Int(1 << 20)},
	{Name: "Gi", Value: eval.Int(1 << 30)},
	{Name: "Ti", Value: eval.Int(1 << 40)},
	{Name: "Pi", Value: eval.Int(1 << 50)},
}

// Module returns the module. The type units.NumberMultiplier is no member:
// the compiler knows it.
func Module() *eval.Module { return eval.NewModule("units", funcs[:], constants[:]...) }

// to_n(num), ...: how often the unit is in num, without the fraction, and
// its suffix
func to(c *eval.Call) eval.Value {
	suffix := strings.TrimPrefix(c.Name, "to_")
	n := float64(c.Run.ToFloat(c.Need(0, "num")).(eval.Float))
	return eval.Str(strconv.FormatInt(eval.Truncate(n/size(suffix)), 10) + suffix)
}

func size(suffix string) float64 {
	for _, k := range constants {
		if k.Name == suffix {
			if f, ok := k.Value.(eval.Float); ok {
				return float64(f)
			}
			return float64(k.Value.(eval.Int))
		}
	}
	return 1
}
