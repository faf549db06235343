package eval

// This file evaluates rules.

// CallRule runs the checks of a rule and of its bases over a config: its
// entries or, where the rule is for a protocol, the attributes of an
// instance of that are what the checks read by name. It returns them.
func (r *Run) CallRule(rule *Rule, config *Dict, args []Value, kw []NamedArg, pos Pos) Value {
	r.Step(1)
	r.Enter()
	defer r.Leave()
	var result Value = NewDict(0)
	if rule.Host != nil {
		inst := r.NewInstance(rule.Host, config, nil, nil, pos)
		result, config = inst, inst.Attrs
	}
	b := &Build{config: config, pos: pos}
	names := map[string]int32{}
	for i, e := range config.Entries() {
		names[e.Key] = int32(i)
		b.defs = append(b.defs, &VarDef{Name: e.Key})
		b.cells = append(b.cells, cell{state: done, val: e.Value})
	}
	b.run, b.owner = r, b
	r.checkRule(rule, b, names, args, kw)
	return result
}

func (r *Run) checkRule(rule *Rule, b *Build, names map[string]int32, args []Value, kw []NamedArg) {
	for _, base := range rule.Bases {
		r.checkRule(base, b, names, args, kw)
	}
	fr := &Frame{Run: r, Inst: b, Names: make([]int32, len(rule.Free)), Slots: make([]Value, rule.Slots)}
	for i, name := range rule.Free {
		fr.Names[i] = -1
		if at, ok := names[name]; ok {
			fr.Names[i] = at
		}
	}
	bindParams(fr, rule.Name, rule.Params, args, kw, false)
	for i := range rule.Checks {
		rule.Checks[i].run(fr, b.pos)
	}
}
