package manifests

import (
	"testing"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/encode"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
	"github.com/kcl-sidecar/kcl-sidecar/kcl/lib/internal/libtest"
)

func TestYAMLStream(t *testing.T) {
	m := Module()
	for _, c := range []struct {
		args, kw string
		docs     int
		format   eval.StreamFormat
	}{
		{`[[{"b": 1}, 2]]`, ``, 2, eval.StreamFormat{Separator: "---"}},
		{`[[]]`, ``, 0, eval.StreamFormat{Separator: "---"}},
		{`[[1], {}]`, ``, 1, eval.StreamFormat{IgnorePrivate: true, Separator: "---"}},
		{`[[1]]`, `{"opts": {"sort_keys": true, "ignore_private": false, "ignore_none": true, "sep": "..."}}`, 1,
			eval.StreamFormat{SortKeys: true, IgnoreNone: true, Separator: "..."}},
	} {
		r := &eval.Run{Streams: []eval.Value{eval.None}} // of an earlier call
		if got := libtest.Member(t, r, m, "yaml_stream", c.args, c.kw); got != "Undefined" {
			t.Errorf("%s: %s", c.args, got)
		}
		if r.Streams == nil || len(r.Streams) != c.docs || r.StreamFormat != c.format {
			t.Errorf("%s %s: got %s, %+v", c.args, c.kw, encode.JSONLines(r.Streams, encode.Options{}), r.StreamFormat)
		}
	}
	libtest.Run(t, m, `
yaml_stream [{"a": 1}] => yaml_stream() argument 'values' must be a list, got dict
yaml_stream [[1], 2] => Invalid options arguments in yaml_stream(): expect config, got int
yaml_stream [[1], {"sep": 1}] => yaml_stream() option 'sep' must be a string, got int
yaml_stream [] => yaml_stream() missing 1 required positional argument: 'values'
`)
}
