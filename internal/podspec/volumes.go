package podspec

// This file checks volumes.

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/kcl-sidecar/kcl-sidecar/internal/yamlvalue"
)

// required are the fields that a source must have: core/validation
// validateConfigMapVolumeSource and its like.
var required = map[string][]string{
	"configMap":             {"name"},
	"csi":                   {"driver"},
	"hostPath":              {"path"},
	"image":                 {"reference"},
	"nfs":                   {"server", "path"},
	"persistentVolumeClaim": {"claimName"},
	"secret":                {"secretName"},
}

// volumes checks the volumes: core/validation ValidateVolumes and
// validateVolumeSource. A volume without a source is an emptyDir (core/v1
// SetDefaults_Volume).
func (i *inspector) volumes() {
	if i.spec.volumes == i.peer.spec.volumes {
		return
	}
	for n := range i.vol {
		if v := &i.vol[n]; !v.same {
			i.volumeSource(v)
		}
	}
	list := items(i.spec.volumes)
	for n, first := range repeated(list, nameOf) {
		name := nameOf(list[n])
		i.add(Error, "volume-twice", i.at(name, "volumes", n, "name"), list[n], "Two volumes have the name %q. Give one of them another name.", name).Current = list[first]
	}
}

// volumeSource checks one volume.
func (i *inspector) volumeSource(v *volume) {
	switch {
	case v.name == "":
		i.add(Error, "volume-name", i.at("", "volumes", v.index), v.node, "The volume number %d must have a name. Give it one.", v.index+1)
	case !isLabel(v.name):
		i.add(Error, "volume-name", i.at(v.name, "volumes", v.index, "name"), field(v.node, "name"), "Kubernetes refuses the name %q of a volume: it must be %s. Change it.", v.name, aLabel)
	}
	if i.in.claimed(v.name) {
		i.add(Error, "volume-is-claim", i.at(v.name, "volumes", v.index), v.node,
			"The volume %q has the name of a claim in `volumeClaimTemplates`, which would take its place in every Pod. Choose another name.", v.name).Conflict = true
	}
	sources := given(v.node, "name")
	if len(sources) > 1 {
		i.add(Error, "volume-sources", i.at(v.name, "volumes", v.index), v.node,
			"The volume %q has %d sources: %s. Set those that are not wanted to null.", v.name, len(sources), sequence(sources))
	}
	for _, s := range sources {
		for _, key := range required[s] {
			if text(field(v.node, s, key)) == "" {
				i.add(Error, "volume-field-missing", i.at(v.name+"/"+s+"/"+key, "volumes", v.index, s), field(v.node, s), "The source `%s` of volume %q must have a `%s`.", s, v.name, key)
			}
		}
	}
	if p := text(field(v.node, "hostPath", "path")); climbs(p) {
		i.add(Error, "volume-host-path", i.at(v.name, "volumes", v.index, "hostPath", "path"), v.node, "The path %q of volume %q must not contain `..`.", p, v.name)
	}
}

// podLists checks the other lists of a Pod spec whose elements have keys, by
// which server-side apply refuses a second one (+listMapKey in core/v1/types.go);
// the API server warns (kubernetes/kubernetes#91629, #91670).
func (i *inspector) podLists() {
	s, o := &i.spec, &i.peer.spec
	i.keyed("imagePullSecrets", s.imagePullSecrets, o.imagePullSecrets, nameOf)
	i.keyed("hostAliases", s.hostAliases, o.hostAliases, func(n *yaml.Node) string { return textOf(n, "ip") })
	i.keyed("resourceClaims", s.resourceClaims, o.resourceClaims, nameOf)
	i.keyed("schedulingGates", s.schedulingGates, o.schedulingGates, nameOf)
	i.keyed("topologySpreadConstraints", s.topologySpreadConstraints, o.topologySpreadConstraints, func(n *yaml.Node) string {
		if key := textOf(n, "topologyKey"); key != "" {
			return key + " " + textOf(n, "whenUnsatisfiable")
		}
		return ""
	})
}

func (i *inspector) keyed(name string, list, other *yaml.Node, key func(*yaml.Node) string) {
	if list == other {
		return
	}
	elements := items(list)
	for n, first := range repeated(elements, key) {
		k := key(elements[n])
		i.add(Error, "element-twice", i.at(name+"/"+k, name, n), elements[n], "`%s` has two elements %q. Server-side apply refuses that; leave one of them out.", name, k).Current = elements[first]
	}
}

// sameSource reports whether two volumes have one source. None is an emptyDir.
func sameSource(a, b *yaml.Node) bool {
	x, y := given(a, "name"), given(b, "name")
	if len(x) == 0 {
		x = []string{"emptyDir"}
	}
	if len(y) == 0 {
		y = []string{"emptyDir"}
	}
	if slices.Sort(x); len(x) != len(y) {
		return false
	}
	slices.Sort(y)
	for i, key := range x {
		if v, w := field(a, key), field(b, key); key != y[i] || !yamlvalue.Equal(v, w) && !(isEmpty(v) && isEmpty(w)) {
			return false
		}
	}
	return true
}

// isEmpty reports whether n says nothing: a null or an empty mapping.
func isEmpty(n *yaml.Node) bool {
	return value(n) == nil || n.Kind == yaml.MappingNode && len(given(n)) == 0
}
