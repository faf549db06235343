// Package gen makes random KCL programs that mean something.
//
// A program is a list of definitions: schemas, mixins, lambdas, variables.
// Each is made with a type in mind and uses only what was made before it, so
// that nothing depends on itself; then the definitions are put in another
// order, so that names are read before the line that defines them. What is
// random comes from the seed alone: one seed, one program.
//
//	gen.go      definitions and their order
//	choose.go   random choices
//	types.go    types, and the values of a type that are in reach
//	expr.go number.go text.go collection.go call.go  expressions, by type
//	lambda.go   lambdas and their statements
//	schema.go   schemas and mixins
//	config.go   configs, and instances of schemas
//	stmt.go     statements
//
// Programs keep to the types that the reference implementation's checker
// demands, though not always: it refuses one in ten.
package gen

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// Program is the program of a seed. size is about the number of
// definitions that it has.
func Program(seed uint64, size int) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0)), used: map[string]bool{}, bare: map[string]bool{}, imports: map[string]bool{}}
	g.shuffled = g.chance(40)
	g.lambdas = !g.shuffled || g.chance(30)
	for range 1 + size/2 + g.IntN(1+size) {
		g.budget = 7
		g.definition()
	}
	var imports []string
	for _, m := range slices.Sorted(maps.Keys(g.imports)) {
		imports = append(imports, "import "+m)
	}
	return strings.Join(append(imports, g.ordered()...), "\n") + "\n"
}

// A generator makes one program.
type generator struct {
	*rand.Rand
	defs    []definition
	vars    []variable // what is in view
	schemas []*schema
	used    map[string]bool // names of globals and schemas; of attributes, after "@"; of keys, after "."
	bare    map[string]bool // variables without annotation
	imports map[string]bool // system modules that the program uses
	aliases []*typ          // types with a name
	budget  int             // how many expressions the definition may still have
	depth   int             // of the expression that is made

	// Whether definitions stand in another order than that in which they use
	// each other.
	shuffled bool
	// Whether there are lambdas. A native lambda that runs in a schema does
	// not see what is defined below: a program that is shuffled has either
	// schemas or lambdas.
	lambdas bool

	expected *typ // what an annotation demands of the expression that is made
}

// A definition is one statement or several.
type definition struct {
	where place
	stmts []string
}

// A place says where a definition may stand when definitions are shuffled.
type place uint8

const (
	anywhere place = iota
	inTurn         // in turn with the others of this kind
	first          // before all others
)

func (g *generator) define(where place, stmts ...string) {
	g.defs = append(g.defs, definition{where, stmts})
}

func (g *generator) definition() {
	g.do(
		action{5, g.schemaDef},
		action{1, g.mixinDef},
		action{3, g.lambdaDef},
		action{14, g.variableDef},
		action{3, g.mutableDef},
		action{1, g.aliasDef},
		action{1, g.branchDef},
		action{2, g.unificationDef},
		action{1, g.assertion},
	)
}

// ordered lists the statements of the definitions, in the order in which
// they were made or in another. Of a definition of several statements some
// may come later.
func (g *generator) ordered() []string {
	defs := g.defs
	if g.shuffled {
		defs = g.shuffle(defs)
	}
	var out, later []string
	for _, d := range defs {
		out = append(out, d.stmts[0])
		for _, s := range d.stmts[1:] {
			if d.where == anywhere {
				later = append(later, s)
			} else {
				out = append(out, s)
			}
		}
		for len(later) > 0 && g.chance(50) {
			out, later = append(out, later[0]), later[1:]
		}
	}
	return append(out, later...)
}

// shuffle is the definitions in another order.
func (g *generator) shuffle(defs []definition) []definition {
	var head, turn, rest []definition
	for _, d := range defs {
		switch d.where {
		case first:
			head = append(head, d)
		case inTurn:
			turn = append(turn, d)
		default:
			rest = append(rest, d)
		}
	}
	g.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	out := head
	for len(turn)+len(rest) > 0 {
		if g.IntN(len(turn)+len(rest)) < len(turn) {
			out, turn = append(out, turn[0]), turn[1:]
		} else {
			out, rest = append(out, rest[0]), rest[1:]
		}
	}
	return out
}
