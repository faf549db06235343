package main

// This file makes the programs that try each operator and builtin function
// on values of all types. The reference implementation's checker does not
// know these types.

import (
	"fmt"
	"strings"
)

var operands = []string{
	"None", "Undefined", "True", "False", "0", "1", "-7", "3", huge, "0.0", "2.5", "-3.75", vast,
	`""`, `"abc"`, `"5"`, `"é日"`, "[]", "[1, 2, 3]", `["a", "b"]`, "[None, 1.0]", "{}", `{a = 1, b = "x"}`, "{b = [1]}",
	"1Ki", "T {}", "T {n = 2}",
}

const huge, vast = "9223372036854775807", "1e30"

var binary = []string{
	"a + b", "a - b", "a * b", "a / b", "a // b", "a % b", "a ** b", "a << b", "a >> b", "a & b", "a | b", "a ^ b",
	"a and b", "a or b", "a == b", "a != b", "a < b", "a <= b", "a > b", "a >= b", "a in b", "a not in b", "a is b", "a is not b",
	"a[b]", "a?[b]", "a[b:]", "a[:b]", "a[::b]", "[*a, *b]", "{**a, **b}", "{k: a} | {k: b}", "{k = a, k: b}", "{k: a, k += b}", "{k = a} | {k += b}",
	"a if b else 1", "[x for x in a if b]", "min(a, b)", "max(a, b)", "pow(a, b)", "round(a, b)", "range(a, b)", "zip(a, b)", "multiplyof(a, b)",
	"sum(a, b)", "int(a, b)", "sorted(a, b)", "S {v = a, w = b}", "S {v: a} | {v: b}", "a(b)",
}

var unary = []string{
	"(-a)", "(+a)", "~a", "not a", "[*a]", "{**a}", "a.a", "a?.a", `a["a"]`, "a[0]", "a[-1]", "a?[0]", "a[1:]", "a[::-1]",
	"[x for x in a]", "[[i, x] for i, x in a]", "{x: 1 for x in a}", "all x in a { x }", "any x in a { x }", "map x in a { x }", "filter x in a { x }", "filter k, v in a { v }",
	`"${a}"`, `"${a: #json}"`, `"${a: #yaml}"`, "a as int", "a as str", "a as float", "a as bool", "a as T",
	"len(a)", "abs(a)", "all_true(a)", "any_true(a)", "isunique(a)", "isnullish(a)", "hex(a)", "bin(a)", "oct(a)", "ord(a)", "sorted(a)", "range(a)",
	"max(a)", "min(a)", "sum(a)", "round(a)", "zip(a)", "int(a)", "float(a)", "bool(a)", "str(a)", "list(a)", "dict(a)", "typeof(a)", "typeof(a, full_name=True)",
	"S {v = a}", "T {n = a}", "a {n = 3}", "a()", "a.upper()", `a.startswith("a")`, `",".join(a)`, `"a".replace("a", a)`, `"x".split(a)`, `"{}".format(a)`, `"{:.1f}".format(a)`, `"{x}".format(x=a)`,
}

// annotations are tried on each value.
var annotations = []string{
	"int", "float", "str", "bool", "[int]", "[str]", "[any]", "[]", "{str:int}", "{str:str}", "{str:}", "{:}", "T", "[T]", "{str:T}", "int | str", "[int | str]", `"abc" | 3`, "T | int", "any",
}

const matrixTypes = `schema T:
    n: int = 1
schema S:
    v?: any
    w?: any
`

// matrix calls check with each program of the matrix.
func matrix(check func(*program) error) error {
	try := func(format string, args ...any) error {
		text := fmt.Sprintf(format, args...)
		return check(&program{name: "matrix: " + strings.ReplaceAll(text, "\n", "; "), small: true, text: matrixTypes + text + "\n"})
	}
	for _, a := range append([]string{"lambda x { x }", "T"}, operands...) {
		for _, x := range unary {
			if endless(x, a, "") {
				continue
			}
			if err := try("r = (lambda a { %s })(%s)", x, a); err != nil {
				return err
			}
		}
		for _, t := range annotations {
			if err := try("a: any = %s\nr: %s = a\nf = typeof((lambda x: %s { x })(a))", a, t, t); err != nil {
				return err
			}
		}
	}
	for _, x := range binary {
		for _, a := range operands {
			for _, b := range operands {
				if endless(x, a, b) {
					continue
				}
				if err := try("r = (lambda a, b { %s })(%s, %s)", x, a, b); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// endless reports whether an operation would take the reference hours, or
// all memory.
func endless(x, a, b string) bool {
	switch x {
	case "range(a)", "range(a, b)", "a * b", "a ** b", "pow(a, b)":
		return a == huge || b == huge || a == vast || b == vast || x == "a * b" && (a == "-7" || b == "-7")
	}
	return false
}
