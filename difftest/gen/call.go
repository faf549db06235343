package gen

// This file writes calls of builtin functions, of methods of strings, and of
// system modules.

import "strings"

// A call is a form of a call. In its text $i, $f, $s, $b, $l, $L, $d and $a
// stand for an int, a float, a str, a bool, a [int], a [str], a {str:int} and
// any value, $p for a small number above zero, and $t for a constant text.
type call struct {
	result *typ
	text   string
}

var calls = []call{
	{intType, "len($s)"}, {intType, "len($l)"}, {intType, "len($L)"}, {intType, "len($d)"}, {intType, "len(zip($l, $L))"},
	{intType, "abs($i)"}, {intType, "min($i, $i)"}, {intType, "max($i, $i, $p)"}, {intType, "sum($l)"}, {intType, "sum($l, $i)"},
	{intType, `ord("é")`}, {intType, `ord(" ")`},
	{intType, "int($f)"}, {intType, "int($b)"}, {intType, `int("42")`}, {intType, `int("-ff", 16)`}, {intType, "int(2Ki)"}, {intType, "int(3M)"}, {intType, "int(2G)"},
	{intType, "int(pow($p, $p))"}, {intType, "int(round($f))"}, {intType, "int(str($i))"},
	{intType, "$s.count($s)"}, {intType, "$s.find($s)"}, {intType, "$s.rfind($t)"}, {intType, "len($s.split($t or 'a'))"},
	{intType, "math.floor($f)"}, {intType, "math.ceil($f)"}, {intType, "math.gcd($i, $i)"}, {intType, "math.factorial($p)"},

	{floatType, "float($i)"}, {floatType, `float("1.5")`}, {floatType, "round($f, 1)"}, {floatType, "round($f, 2)"}, {floatType, "abs($f)"},
	{floatType, "math.sqrt(float(abs($i)))"}, {floatType, "math.pow(2.0, $p)"}, {floatType, "min($f, $f)"},

	{strType, "str($a)"}, {strType, "str($i)"}, {strType, "str($f)"}, {strType, "str(1Ki)"}, {strType, "str(5m)"}, {strType, "typeof($a)"},
	{strType, "hex($i)"}, {strType, "bin($i)"}, {strType, "oct($i)"}, {strType, "$t.join($L)"}, {strType, `",".join([str(i) for i in $l])`},
	{strType, "$s.upper()"}, {strType, "$s.lower()"}, {strType, "$s.capitalize()"}, {strType, "$s.title()"},
	{strType, "$s.strip()"}, {strType, "$s.lstrip()"}, {strType, "$s.rstrip()"}, {strType, `$s.strip("ab ")`},
	{strType, "$s.replace($t, $s)"}, {strType, `$s.replace("a", $s, 1)`}, {strType, "$s.removeprefix($t)"}, {strType, "$s.removesuffix($t)"},
	{strType, `$s.split(",")[0]`}, {strType, `$s.split(",")[-1]`},
	{strType, `"{} {}".format($i, $s)`}, {strType, `"{1}-{0}".format($s, $b)`}, {strType, `"{:.2f}|{}".format($f, $i)`}, {strType, `"{k}={v}".format(k=$s, v=$i)`},
	{strType, "base64.encode($s)"}, {strType, "base64.decode(base64.encode($s))"}, {strType, "base32.encode($s)"},
	{strType, "crypto.md5($s)"}, {strType, "crypto.sha1($s)"}, {strType, "crypto.sha256($s)"}, {strType, "crypto.sha512($s)"},
	{strType, "json.encode($a)"}, {strType, "json.encode($a, sort_keys=True, indent=2)"}, {strType, "json.encode($a, ignore_none=True)"},
	{strType, "yaml.encode($a)"}, {strType, "yaml.encode($a, sort_keys=True)"},
	{strType, `regex.replace($s, "[a-c]+", "<>")`}, {strType, `regex.replace($s, "(\\w)(\\w)", "$2$1")`},
	{strType, "units.to_Ki($p * 1024)"}, {strType, "units.to_M($i)"}, {strType, "units.to_K($i)"},
	{strType, `"".join(sorted($s.chars()))`}, {strType, `template.execute("Hello {{name}}", {name = $s})`},

	{boolType, "bool($a)"}, {boolType, "all_true([$b, $b])"}, {boolType, "any_true([$b, $b])"}, {boolType, "isunique($l)"}, {boolType, "isunique($L)"},
	{boolType, "multiplyof($i, $p)"}, {boolType, "isnullish($a)"},
	{boolType, "$s.isdigit()"}, {boolType, "$s.isalpha()"}, {boolType, "$s.isupper()"}, {boolType, "$s.islower()"}, {boolType, "$s.isalnum()"},
	{boolType, "$s.isspace()"}, {boolType, "$s.istitle()"}, {boolType, "$s.startswith($s)"}, {boolType, "$s.endswith($t)"},
	{boolType, `regex.match($s, "^[a-z]+$")`}, {boolType, `regex.match($s, "\\d")`}, {boolType, "math.isnan($f)"}, {boolType, "math.isfinite($f)"},
	{boolType, "json.validate($s)"}, {boolType, "yaml.validate($s)"}, {boolType, `net.is_IPv4($s)`}, {boolType, `net.is_IP("10.0.0.$p")`},
	{boolType, `datetime.validate($s, "%Y-%m-%d")`},

	{listOf(intType), "range($p)"}, {listOf(intType), "range($i % 9, $i % 40, $p)"}, {listOf(intType), "range($p, -3, -2)"}, {listOf(intType), "sorted($l)"},
	{listOf(intType), "[i for i, _ in $L]"}, {listOf(intType), "[*$l, *$l]"}, {listOf(intType), "[len(c) for c in $L]"},
	{listOf(strType), "$s.split($t or ',')"}, {listOf(strType), `$s.split(",", 1)`}, {listOf(strType), `$s.rsplit("a")`}, {listOf(strType), "$s.split()"},
	{listOf(strType), "$s.chars()"}, {listOf(strType), "$s.splitlines()"}, {listOf(strType), "sorted($L)"}, {listOf(strType), "sorted($L, reverse=True)"},
	{listOf(strType), "[k for k in $d]"}, {listOf(strType), "[c for c in $s]"}, {listOf(strType), `regex.findall($s, "[a-z0-9]+")`}, {listOf(strType), `regex.split($s, "[,. ]")`},

	{anyType, `json.decode("{\"a\": [1, 2.5, null], \"b\": \"x\"}")`}, {anyType, `yaml.decode("a: [1, yes, ~]\nb: 2024-01-01")`}, {anyType, "json.decode(json.encode($a))"},
	{anyType, "yaml.decode(yaml.encode($d))"}, {anyType, "[$a, $a]"}, {anyType, "{k = $a}"}, {anyType, "None"}, {anyType, "zip($l, $L)"}, {anyType, "1Ki"}, {anyType, "math.modf($f)"},
	{anyType, `option("given")`}, {anyType, `option("number", type="int", default=$i)`}, {anyType, "reduce(lambda a, b { a + b }, $l, $i)"},
	{anyType, "list($d)"}, {anyType, "dict($d)"}, {anyType, "[[k, v] for k, v in $d]"}, {anyType, "$d | {z9 = $i}"}, {anyType, "[$a] | [$a]"},
}

// modules are the system modules that calls use.
var modules = []string{"base32", "base64", "crypto", "datetime", "json", "math", "net", "regex", "template", "units", "yaml"}

// libraryCall writes a call that returns type t; "" where there is none.
func (g *generator) libraryCall(t *typ) string {
	var fitting []string
	for _, c := range calls {
		if c.result.accepts(t) && t.accepts(c.result) && (g.lambdas || !strings.Contains(c.text, "lambda")) {
			fitting = append(fitting, c.text)
		}
	}
	if len(fitting) == 0 {
		return ""
	}
	text := one(g, fitting...)
	for _, m := range modules {
		if strings.Contains(text, m+".") {
			g.imports[m] = true
		}
	}
	return g.fill(text)
}

// fill puts expressions in the places that a call has for them.
func (g *generator) fill(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '$')
		if i < 0 || i+1 == len(text) {
			return "(" + b.String() + text + ")"
		}
		b.WriteString(text[:i])
		if t := g.placeholder(text[i+1]); t != "" {
			b.WriteString(t)
		} else {
			b.WriteString(text[i : i+2])
		}
		text = text[i+2:]
	}
}

// placeholder writes what stands for "$" and a letter; "" where that is just
// a text.
func (g *generator) placeholder(letter byte) string {
	switch letter {
	case 'i':
		return g.expr(intType)
	case 'f':
		return g.expr(floatType)
	case 's':
		return g.expr(strType)
	case 'b':
		return g.expr(boolType)
	case 'l':
		return g.expr(listOf(intType))
	case 'L':
		return g.expr(listOf(strType))
	case 'd':
		return g.expr(dictOf(intType))
	case 'a':
		return g.expr(g.randomType(1))
	case 'p':
		return g.positive()
	case 't':
		return g.strLit()
	}
	return ""
}
