package podspec

// This file checks what containers and the Pod ask for.

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// resources checks a container's requests and limits: core/validation
// ValidateContainerResourceRequirements.
func (i *inspector) resources(c *container) {
	if c.resources == nil || c.peer != nil && c.resources == c.peer.resources {
		return
	}
	requests, limits := field(c.resources, "requests"), field(c.resources, "limits")
	for _, m := range []struct {
		key    string
		amount *yaml.Node
	}{{"requests", requests}, {"limits", limits}} {
		for name, n := range fields(m.amount) {
			if n == nil {
				continue
			}
			if q, ok := quantityOf(n); !ok || q.int().Sign() < 0 {
				i.add(Error, "resource-quantity", c.at(m.key+"/"+name, "resources", m.key, name), n,
					"`%s.%s` of %s is no quantity: %q. Write a number, with a suffix such as m, Mi or Gi where needed.", m.key, name, c, text(n))
			}
		}
	}
	for name, n := range fields(requests) {
		limit := field(limits, name)
		if n == nil || limit == nil && overcommitted(name) || text(n) == text(limit) {
			continue
		}
		at := c.at("requests/"+name, "resources", "requests", name)
		q, ok := quantityOf(n)
		l, known := quantityOf(limit)
		switch {
		case limit == nil:
			i.add(Error, "resource-limit-missing", at, n, "%s requests %s, of which it must also have a limit, of the same amount. Add the limit.", capital(c.String()), name)
		case !ok || !known:
		case q.cmp(l) > 0:
			i.add(Error, "resource-request", at, n, "%s requests %s of %s, more than its limit, %s. Lower the request or raise the limit.", capital(c.String()), text(n), name, text(limit)).Current = limit
		case q.cmp(l) != 0 && !overcommitted(name):
			i.add(Error, "resource-request", at, n, "%s requests %s of %s, and has a limit of %s: they must be the same.", capital(c.String()), text(n), name, text(limit)).Current = limit
		}
	}
}

// overcommitted reports whether limits of a resource may be more than the
// requests: not so for huge pages and devices (core/helper
// IsOvercommitAllowed).
func overcommitted(name string) bool {
	domain, _, ok := strings.Cut(name, "/")
	return !strings.HasPrefix(name, "hugepages-") && (!ok || strings.Contains(domain, "kubernetes.io"))
}

// claims checks that the claims that a container uses are among the Pod's:
// core/validation validateResourceClaimNames.
func (i *inspector) claims(c *container) {
	for n, claim := range items(field(c.resources, "claims")) {
		name := nameOf(claim)
		if !slices.ContainsFunc(items(i.spec.resourceClaims), func(r *yaml.Node) bool { return nameOf(r) == name }) {
			i.add(Error, "resource-claim", c.at(name, "resources", "claims", n), claim, "%s uses the resource claim %q, which is not among the `resourceClaims` of the Pod. Add it there, or correct the name.", capital(c.String()), name)
		}
	}
}

// podResources checks that the containers stay within the resources of the
// Pod, if it has some of its own: core/validation
// validatePodResourceConsistency (KEP-2837).
func (i *inspector) podResources() {
	if i.spec.resources == nil {
		return
	}
	for name, n := range fields(field(i.spec.resources, "requests")) {
		i.within(name, n, "requests")
	}
	limits := field(i.spec.resources, "limits")
	for name, n := range fields(limits) {
		if strings.HasPrefix(name, "hugepages-") {
			i.within(name, n, "limits")
		}
		most, ok := quantityOf(n)
		for k := range i.all {
			c := &i.all[k]
			own := field(c.resources, "limits", name)
			if l, known := quantityOf(own); ok && known && c.list == regularContainers && l.cmp(most) > 0 {
				i.add(Error, "pod-limit", c.at(name, "resources", "limits", name), own,
					"The limit %s of %s of %s is more than that of the whole Pod, %s. Lower it, or raise the Pod's.", text(own), name, c, text(n)).Current = n
			}
		}
	}
}

// within checks a request of the Pod (or a limit of huge pages) against what
// its containers need together.
func (i *inspector) within(name string, n *yaml.Node, key string) {
	most, ok := quantityOf(n)
	if !ok {
		return
	}
	if sum := i.needs(name, key); sum.cmp(most) > 0 {
		i.add(Error, "pod-request", i.at(key+"/"+name, "resources", key, name), n,
			"The containers together have `%s.%s` of %s, more than the Pod's own, %s. Raise the Pod's, or lower those of a container.", key, name, sum, text(n))
	}
}

// needs is what the containers need of a resource at most at one time: those
// that last together, or an init container with the native sidecars before it
// (component-helpers resource.AggregateContainerRequests; KEP-753). A missing
// request is as much as the limit (core/v1 SetDefaults_Pod).
func (i *inspector) needs(name, key string) quantity {
	var lasting, peak quantity
	for k := range i.all {
		c := &i.all[k]
		if c.list == ephemeralContainers {
			continue
		}
		n := field(c.resources, key, name)
		if n == nil {
			n = field(c.resources, "limits", name)
		}
		q, ok := quantityOf(n)
		if !ok {
			continue
		}
		if c.lasting() {
			lasting = lasting.add(q)
		} else if sum := lasting.add(q); sum.cmp(peak) > 0 {
			peak = sum
		}
	}
	if peak.cmp(lasting) > 0 {
		return peak
	}
	return lasting
}
