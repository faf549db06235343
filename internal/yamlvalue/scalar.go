package yamlvalue

// This file reads scalars as Kubernetes reads them.

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Tags of scalars, in their short form.
const (
	nullTag      = "!!null"
	boolTag      = "!!bool"
	strTag       = "!!str"
	intTag       = "!!int"
	floatTag     = "!!float"
	binaryTag    = "!!binary"
	mergeTag     = "!!merge"
	timestampTag = "!!timestamp"
	mapTag       = "!!map"
	seqTag       = "!!seq"
)

// notPlain are the styles of which no part of the text is guessed at.
const notPlain = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle | yaml.TaggedStyle

// StringOf is the string that n stands for, and false where it stands for
// something else. It is what FromNode says, without making a value.
func StringOf(n *yaml.Node) (string, bool) {
	n = Resolve(n)
	if n == nil || n.Kind != yaml.ScalarNode {
		return "", false
	}
	if n.ShortTag() == strTag {
		_, isBool := boolean(n.Value)
		return n.Value, !isBool || n.Style&notPlain != 0
	}
	s, ok := scalarValue(n).(eval.Str)
	return string(s), ok
}

// scalarValue is the value of the scalar n. What contradicts its own tag is
// a string.
func scalarValue(n *yaml.Node) eval.Value {
	switch n.ShortTag() {
	case strTag:
		if n.Style&notPlain == 0 {
			// yaml/v3 resolves by YAML 1.2 what Kubernetes reads by 1.1.
			if b, ok := boolean(n.Value); ok {
				return eval.Bool(b)
			}
		}
	case nullTag:
		return eval.None
	case boolTag:
		if b, ok := boolean(n.Value); ok {
			return eval.Bool(b)
		}
	case intTag:
		if v := integer(n.Value); v != nil {
			return v
		}
	case floatTag:
		if v := float(n.Value); v != nil {
			return v
		}
	case binaryTag:
		text := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \t\r\n", r) {
				return -1
			}
			return r
		}, n.Value)
		if b, err := base64.StdEncoding.DecodeString(text); err == nil && utf8.Valid(b) {
			return eval.Str(b)
		}
	}
	return eval.Str(n.Value)
}

// boolean is what YAML 1.1 reads as one (https://yaml.org/type/bool.html).
func boolean(s string) (value, ok bool) {
	switch s {
	case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y":
		return true, true
	case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N":
		return false, true
	}
	return false, false
}

// integer reads decimal, 012, 0o12, 0x12, 0b11 and 1_000; what does not fit
// 64 bits with a sign is a float, as in Kubernetes' unstructured objects.
func integer(s string) eval.Value {
	s = strings.ReplaceAll(s, "_", "")
	if i, err := strconv.ParseInt(s, 0, 64); err == nil {
		return eval.NewInt(i)
	}
	if u, err := strconv.ParseUint(s, 0, 64); err == nil {
		return eval.Float(u)
	}
	return float(s)
}

func float(s string) eval.Value {
	switch strings.ToLower(s) {
	case ".inf", "+.inf":
		return eval.Float(math.Inf(1))
	case "-.inf":
		return eval.Float(math.Inf(-1))
	case ".nan":
		return eval.Float(math.NaN())
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil && !math.IsInf(f, 0) {
		return nil
	}
	return eval.Float(f)
}
