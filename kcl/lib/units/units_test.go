package units

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestModule(t *testing.T) {
	m := Module()
	libtest.Run(t, m, `
to_n [1e-9] => "1n"
to_u [1e-6] => "1u"
to_m [0.1] => "100m"
to_K [1500] => "1K"
to_M [1000000] => "1M"
to_G [] ** {"num": 1e9} => "1G"
to_T [1e12] => "1T"
to_P [1e15] => "1P"
to_Ki [-3000] => "-2Ki"
to_Mi [1048576] => "1Mi"
to_Gi [4294967296.0] => "4Gi"
to_Ti [1099511627776] => "1Ti"
to_Pi [1125899906842624] => "1Pi"
to_K ["x"] => invalid literal for float() with base 10: 'x'
to_K [] => to_K() missing 1 required positional argument: 'num'
`)
	for name, want := range map[string]string{
		"n": "0.000000001", "u": "0.000001", "m": "0.001", "k": "1000", "K": "1000", "M": "1000000", "G": "1000000000",
		"T": "1000000000000", "P": "1000000000000000", "Ki": "1024", "Mi": "1048576", "Gi": "1073741824",
		"Ti": "1099511627776", "Pi": "1125899906842624",
	} {
		if got := eval.Text(m.Members[name]); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
