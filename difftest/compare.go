package main

// This file says how two outcomes differ.

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A difference is a kind of difference; "" is none.
type difference string

const (
	same        difference = ""
	otherData   difference = "other data"
	otherOrder  difference = "other order of keys"
	otherText   difference = "same data, printed otherwise"
	otherLog    difference = "other texts printed"
	otherStatus difference = "other outcome"
	otherError  difference = "other message"
	otherLine   difference = "other line of the message"
)

// compare compares what this engine (got) and the reference (want) made of a
// program.
func compare(got, want outcome) difference {
	if got.status != want.status {
		return otherStatus
	}
	switch got.status {
	case passed:
		if got.yaml == want.yaml && got.log == want.log {
			return same
		}
		if got.yaml == want.yaml {
			return otherLog
		}
		return compareData(got.yaml, want.yaml)
	case failed:
		return compareErrors(got.errors, want.errors)
	}
	return same
}

func compareErrors(got, want []place) difference {
	if len(got) != len(want) {
		return otherError
	}
	for i := range got {
		if strings.TrimSpace(got[i].text) != want[i].text {
			return otherError
		}
	}
	for i := range got {
		if got[i].line != want[i].line {
			return otherLine
		}
	}
	return same
}

// compareData compares YAML texts that differ.
func compareData(got, want string) difference {
	var a, b yaml.Node
	if yaml.Unmarshal([]byte(got), &a) != nil || yaml.Unmarshal([]byte(want), &b) != nil {
		return otherData
	}
	switch {
	case sameNodes(&a, &b, false):
		return otherText
	case sameNodes(&a, &b, true):
		return otherOrder
	}
	return otherData
}

// sameNodes reports whether two nodes are the same data. Where anyOrder,
// the order of keys does not matter.
func sameNodes(a, b *yaml.Node, anyOrder bool) bool {
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) {
		return false
	}
	if a.Kind == yaml.ScalarNode {
		return a.ShortTag() == b.ShortTag() && a.Value == b.Value
	}
	for i := range a.Content {
		x, y := a.Content[i], b.Content[i]
		if anyOrder && a.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue
			}
			if y = valueOf(b, a.Content[i-1].Value); y == nil {
				return false
			}
		}
		if !sameNodes(x, y, anyOrder) {
			return false
		}
	}
	return true
}

// firstDifference says of which kind the first difference of two nodes is.
func firstDifference(a, b *yaml.Node) string {
	if a.Kind != b.Kind || len(a.Content) != len(b.Content) || a.ShortTag() != b.ShortTag() {
		return fmt.Sprintf("%s %d, %s %d", a.ShortTag(), len(a.Content), b.ShortTag(), len(b.Content))
	}
	for i := range a.Content {
		if d := firstDifference(a.Content[i], b.Content[i]); d != "" {
			return d
		}
	}
	if a.Value != b.Value {
		return a.ShortTag()
	}
	return ""
}

func valueOf(m *yaml.Node, key string) *yaml.Node {
	for i := 0; i < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}
