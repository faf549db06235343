package injection

// This file knows the fields of which an object may have one only. A patch that
// gives one takes the others away, where merging would leave both and the API
// server would refuse them (kustomize#2606).

import (
	"slices"

	"github.com/kcl-sidecar/kcl-sidecar/kcl/eval"
)

// Fields of which an object has one (core/v1/types.go: EnvVar, EnvVarSource,
// ProbeHandler, LifecycleHandler). Of a volume's sources package merge knows.
var (
	envValues         = []string{"value", "valueFrom"}
	envSources        = []string{"fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"}
	probeHandlers     = []string{"exec", "httpGet", "tcpSocket", "grpc"}
	lifecycleHandlers = []string{"exec", "httpGet", "tcpSocket", "sleep"}
)

// only is a config whose given one of some fields takes the others away.
func only(v eval.Value, of []string) *eval.Dict {
	d := eval.NewDict(4)
	given := false
	for _, e := range fields(v) {
		d.Set(e.Key, e.Value)
		given = given || e.Value != eval.None && slices.Contains(of, e.Key)
	}
	if !given {
		return d
	}
	for _, name := range of {
		if !d.Has(name) {
			d.Set(name, eval.None)
		}
	}
	return d
}

// exclusive is the value of a container's field, in which what is given takes
// away what it excludes.
func exclusive(field string, v eval.Value) eval.Value {
	if v == eval.None {
		return v
	}
	switch field {
	case "livenessProbe", "readinessProbe", "startupProbe":
		return only(v, probeHandlers)
	case "lifecycle":
		d := eval.NewDict(2)
		for _, e := range fields(v) {
			if (e.Key == "postStart" || e.Key == "preStop") && e.Value != eval.None {
				e.Value = only(e.Value, lifecycleHandlers)
			}
			d.Set(e.Key, e.Value)
		}
		return d
	}
	return v
}

// exclusiveEnv is exclusive for an element of env.
func exclusiveEnv(v eval.Value) *eval.Dict {
	d := only(v, envValues)
	if from := attr(d, "valueFrom"); from != nil {
		d.Set("valueFrom", only(from, envSources))
	}
	return d
}
