package record_test

// This file checks what holds for every resource and every injection: on odd
// resources, and random combinations of patches.

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// cases reads a file of sections that begin with a line `-- name --`.
func cases(t testing.TB, file string) (names, texts []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			names, texts = append(names, strings.TrimSuffix(name, " --\n")), append(texts, "")
		} else if len(texts) > 0 {
			texts[len(texts)-1] += line
		}
	}
	if len(names) == 0 {
		t.Fatalf("%s has no sections", file)
	}
	return names, texts
}

// isExact reports whether a patch only adds things and replaces scalars of one
// line, which is taken back byte for byte.
func isExact(name string) bool { return strings.HasPrefix(name, "+") }

// TestEachPatch makes each injection to each resource, once more, and takes it
// back.
func TestEachPatch(t *testing.T) {
	resources, texts := cases(t, "testdata/resources.txt")
	names, patches := cases(t, "testdata/patches.txt")
	for i, text := range texts {
		for j, patch := range patches {
			t.Run(resources[i]+"/"+names[j], func(t *testing.T) {
				with := inject(t, text, "x", patch)
				again := inject(t, with.text, "x", patch)
				if again.text != with.text || again.drift != nil {
					t.Fatalf("a second time, of\n%smakes\n%s", with.text, again.text)
				}
				without := inject(t, with.text, "x")
				if !same(t, without.text, text) || without.drift != nil {
					t.Fatalf("of\n%scomes back\n%s", with.text, without.text)
				}
				tied := strings.Contains(text, "&") // anchors of what changes are lost
				if isExact(names[j]) && with.spliced && !tied && without.text != text {
					t.Fatalf("of\n%scomes back, not byte for byte,\n%s", with.text, without.text)
				}
			})
		}
	}
}

// TestPipelines makes three injections of random patches each to a resource,
// the same once more, and takes them back in some order.
func TestPipelines(t *testing.T) {
	_, texts := cases(t, "testdata/resources.txt")
	names, patches := cases(t, "testdata/patches.txt")
	rounds := 400
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 7))
		original := texts[r.IntN(len(texts))]
		programs := make([][]string, 3)
		log := ""
		exact := !strings.Contains(original, "&")
		for i := range programs {
			for range 1 + r.IntN(3) {
				k := r.IntN(len(patches))
				programs[i] = append(programs[i], patches[k])
				log += fmt.Sprintf("%d: %s\n", i, names[k])
				exact = exact && isExact(names[k])
			}
		}
		checkPipeline(t, fmt.Sprintf("seed %d\n%s", seed, log), original, programs, r.Perm(3), exact)
	}
}

// checkPipeline makes injections to a resource; exact says that the patches are
// so that nothing of their text is lost. A patch may not fit what an earlier one
// has made, or be without effect; then there is nothing to check.
func checkPipeline(t *testing.T, log, original string, programs [][]string, order []int, exact bool) {
	t.Helper()
	text := original
	for i, p := range programs {
		out, err := tryInject(t, text, fmt.Sprint(i), false, p...)
		if err != nil {
			return
		}
		if out.text == text {
			return // it has no layer, and would come on top
		}
		exact = exact && out.spliced
		text = out.text
	}
	for i, p := range programs {
		again := inject(t, text, fmt.Sprint(i), p...)
		if again.text != text {
			t.Fatalf("%sa second time, injection %d changes\n%sinto\n%s", log, i, text, again.text)
		}
	}
	for _, i := range order {
		out := inject(t, text, fmt.Sprint(i))
		if slices.Index(order, i) < len(order)-1 && strings.Contains(out.text, "layer \""+fmt.Sprint(i)) {
			t.Fatalf("%slayer %d remains in\n%s", log, i, out.text)
		}
		text = out.text
	}
	if !same(t, text, original) {
		t.Fatalf("%staken back in the order %v, of\n%sremains\n%s", log, order, original, text)
	}
	if exact && text != original {
		t.Fatalf("%staken back in the order %v, not byte for byte, of\n%sremains\n%s", log, order, original, text)
	}
}
