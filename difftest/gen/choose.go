package gen

// This file makes random choices.

import "strconv"

// chance is true with a probability of percent in 100.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// one is one of its arguments.
func one[T any](g *generator, of ...T) T { return of[g.IntN(len(of))] }

// A form is a way to write an expression; it returns "" where there is no
// such expression here.
type form struct {
	weight int
	write  func() string
}

// choose writes in one of the forms, by weight, and in another where that
// form is not possible.
func (g *generator) choose(forms ...form) string {
	total := 0
	for _, f := range forms {
		total += f.weight
	}
	for total > 0 {
		n := g.IntN(total)
		for i := range forms {
			if n -= forms[i].weight; n >= 0 {
				continue
			}
			if text := forms[i].write(); text != "" {
				return text
			}
			total -= forms[i].weight
			forms[i].weight = 0
			break
		}
	}
	return ""
}

// An action is something to do.
type action struct {
	weight int
	do     func()
}

// do does one of the actions, by weight.
func (g *generator) do(actions ...action) {
	total := 0
	for _, a := range actions {
		total += a.weight
	}
	n := g.IntN(total)
	for _, a := range actions {
		if n -= a.weight; n < 0 {
			a.do()
			return
		}
	}
}

var words = []string{
	"app", "web", "name", "image", "port", "count", "labels", "owner", "tier", "zone", "size", "level",
	"host", "path", "mode", "limit", "quota", "items", "spec", "data", "env", "args", "user", "group",
}

// fresh is a word that ok accepts, with a number where all words are taken.
func (g *generator) fresh(ok func(string) bool) string {
	for range 5 {
		if w := one(g, words...); ok(w) {
			return w
		}
	}
	for n := 2; ; n++ {
		if w := one(g, words...) + strconv.Itoa(n); ok(w) {
			return w
		}
	}
}

// global is a name that no global has yet, after a prefix.
func (g *generator) global(prefix string) string {
	name := prefix + g.fresh(func(w string) bool { return !g.used[prefix+w] && !g.used["."+w] && !g.used["@"+w] })
	g.used[name] = true
	return name
}
