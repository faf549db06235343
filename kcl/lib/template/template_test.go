package template

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestHTMLEscape(t *testing.T) {
	libtest.Run(t, Module(), "html_escape [\"<a href='x'>&`\\\"=é</a>{{b}}\"] => "+
		"\"&lt;a href&#x3D;&#x27;x&#x27;&gt;&amp;&#x60;&quot;&#x3D;é&lt;/a&gt;{{b}}\"\n"+
		"html_escape [] => html_escape() missing 1 required positional argument: 'data'\n")
}
