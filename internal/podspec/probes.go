package podspec

// This file checks probes and lifecycle hooks.

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// probes checks a container's probes: core/validation validateInitContainers,
// validateLivenessProbe, validateReadinessProbe, validateStartupProbe,
// validateProbe.
func (i *inspector) probes(c *container) {
	i.probe(c, "livenessProbe", c.livenessProbe)
	i.probe(c, "readinessProbe", c.readinessProbe)
	i.probe(c, "startupProbe", c.startupProbe)
}

func (i *inspector) probe(c *container, key string, probe *yaml.Node) {
	if probe == nil {
		return
	}
	if i.onlyLasting(c, key, probe) {
		return
	}
	handlers := given(probe, "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold", "terminationGracePeriodSeconds")
	i.handler(c, key, probe, handlers)
	if n := field(probe, "successThreshold"); n != nil && key != "readinessProbe" {
		if v, ok := integer(n); ok && v != 1 && v != 0 { // 0 stands for the default
			i.add(Error, "probe-success-threshold", c.at(key, key, "successThreshold"), n, "`successThreshold` of `%s` of %s must be 1.", key, c)
		}
	}
	if n := field(probe, "terminationGracePeriodSeconds"); n != nil && key == "readinessProbe" {
		i.add(Error, "probe-grace-period", c.at(key, key, "terminationGracePeriodSeconds"), n, "`readinessProbe` of %s may not have `terminationGracePeriodSeconds`: it stops nothing. Leave it out.", c)
	} else if v, ok := integer(n); ok && v <= 0 {
		i.add(Error, "probe-grace-period", c.at(key, key, "terminationGracePeriodSeconds"), n, "`terminationGracePeriodSeconds` of `%s` of %s must be more than 0.", key, c)
	}
}

// onlyLasting reports a field that only containers and native sidecars may
// have.
func (i *inspector) onlyLasting(c *container, key string, n *yaml.Node) bool {
	if c.lasting() {
		return false
	}
	if c.list == initContainers {
		i.add(Error, "init-container-field", c.at(key, key), n,
			"%s may not have `%s`, since it is no native sidecar. Leave it out, or add `restartPolicy: Always`.", capital(c.String()), key)
	} else {
		i.add(Error, "init-container-field", c.at(key, key), n, "%s may not have `%s`. Leave it out.", capital(c.String()), key)
	}
	return true
}

// hooks checks a container's lifecycle: core/validation validateLifecycle,
// validateSleepAction, validateStopSignal.
func (i *inspector) hooks(c *container) {
	if c.lifecycle == nil || i.onlyLasting(c, "lifecycle", c.lifecycle) {
		return
	}
	for _, key := range []string{"postStart", "preStop"} {
		hook := field(c.lifecycle, key)
		if hook == nil {
			continue
		}
		i.handler(c, "lifecycle."+key, hook, given(hook))
		grace, ok := integer(i.spec.terminationGracePeriodSeconds)
		if !ok {
			grace = 30 // core/v1 DefaultTerminationGracePeriodSeconds
		}
		if n := field(hook, "sleep", "seconds"); n != nil {
			if s, ok := integer(n); ok && (s < 0 || s > grace) {
				i.add(Error, "hook-sleep", c.at(key, "lifecycle", key, "sleep", "seconds"), n,
					"`sleep` of `lifecycle.%s` of %s takes %d seconds, but Pods have only %d to end (`terminationGracePeriodSeconds`).", key, c, s, grace)
			}
		}
	}
	if n := field(c.lifecycle, "stopSignal"); n != nil && field(i.spec.os, "name") == nil {
		i.add(Error, "hook-stop-signal", c.at("", "lifecycle", "stopSignal"), n, "`stopSignal` of %s needs `os.name` in the Pod spec. Add it, or leave the signal out.", c)
	}
}

// handler checks that a probe or hook has exactly one handler, and what one
// needs: core/validation validateHandler. The operators of some custom
// resources supply a handler.
func (i *inspector) handler(c *container, key string, n *yaml.Node, handlers []string) {
	if len(handlers) > 1 {
		i.add(Error, "handlers", c.in(key), n, "`%s` of %s has %d handlers: %s. Set those that are not wanted to null.", key, c, len(handlers), sequence(handlers))
		return
	}
	if len(handlers) == 0 {
		if !i.in.completed() {
			i.add(Error, "handlers", c.in(key), n, "`%s` of %s has no handler. Give it one, such as `exec` or `httpGet`.", key, c)
		}
		return
	}
	inside := field(n, handlers[0])
	switch handlers[0] {
	case "exec":
		if len(items(field(inside, "command"))) == 0 {
			i.add(Error, "handler-command", c.in(key+".exec.command"), inside, "`exec` of `%s` of %s has no `command`. Give it one.", key, c)
		}
	case "httpGet", "tcpSocket", "grpc":
		i.handlerPort(c, key, handlers[0], field(inside, "port"))
	}
}

// in is a place in c, by keys with dots between them.
func (c *container) in(keys string) place {
	var steps []any
	for k := range strings.SplitSeq(keys, ".") {
		steps = append(steps, k)
	}
	return c.at(keys, steps...)
}

// handlerPort checks the port of a handler: core/validation
// ValidatePortNumOrName. A name is one of a port of the same container (the
// kubelet's probe.ResolveContainerPort); the operators of custom resources may
// name ports.
func (i *inspector) handlerPort(c *container, key, handler string, n *yaml.Node) {
	at := func() place { return c.in(key + "." + handler + ".port") }
	if number, ok := integer(n); ok {
		if number < 1 || number > 65535 {
			i.add(Error, "handler-port", at(), n, "The port of `%s` of %s must be a number from 1 to 65535.", key, c)
		}
		return
	}
	name := text(n)
	switch {
	case name == "" && i.in.completed():
	case !isPortName(name) || handler == "grpc":
		i.add(Error, "handler-port", at(), n, "The port of `%s` of %s must be a number without quotes, or the name of a port of the container, not %q.", key, c, name)
	case !i.in.completed():
		for _, p := range items(c.ports) {
			if nameOf(p) == name {
				return
			}
		}
		i.add(Error, "handler-port-unknown", at(), n, "`%s` of %s asks the port %q, but the container has no port of this name. Use the name of one of its ports, or a number.", key, c, name)
	}
}
